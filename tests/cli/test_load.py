"""`stancegraph load`: what it says, where it says it, and how it ends."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from graph.resources import bundled_graph
from graph.store.directory.halfway import NOTE
from graph.store.loading import large

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Cli

ONE = "<x:a> <x:p> <x:o> .\n"


@pytest.fixture(autouse=True, params=["by-quads", "by-engine"])
def _both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "LARGE_BYTES", 0 if request.param == "by-engine" else 1 << 60)


def test_result_is_one_line_and_the_rest_is_remarks(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(f"{ONE}<x:a> <x:p> 1 .", encoding="utf-8")
    run = cli("load", "a.ttl", "--into", "d")
    assert (run.code, run.out) == (0, "d: 2 triples\n")
    assert re.fullmatch(
        r"2 triples read from 1 source in \d\.\d s \([\d,]+ a second\), 2 new\n", run.err
    )


def test_what_was_loaded_is_asked_like_any_graph(cli: Cli) -> None:
    cli("load", str(bundled_graph()), "--into", "d")
    asked = ("query", "holders-of", "-p", "proposition=arms supply", "--format", "csv")
    there = cli(*asked, "--graph", "d")
    here = cli(*asked, "--graph", str(bundled_graph()))
    assert there.code == 0
    assert there.out == here.out != ""


@pytest.mark.parametrize("way", [(), ("--graph", str(bundled_graph()))], ids=["usual", "named"])
def test_without_sources_it_is_the_graph_itself(cli: Cli, way: tuple[str, ...]) -> None:
    run = cli("load", *way, "--into", "d")
    assert run.code == 0
    assert cli("export", "--format", "ntriples", "--graph", "d").out.count("\n") > 1000


def test_graph_goes_from_kind_to_kind_unharmed(cli: Cli, tmp_path: Path) -> None:
    cli("load", str(bundled_graph()), "--into", "d")
    cli("load", "d", "--into", "f", "--as", "folder")
    cli("load", "f", "--into", "d2", "--as", "directory")
    cli("load", "d2", "--into", "f2", "--as", "folder")
    names = sorted(p.name for p in bundled_graph().glob("*.ttl"))
    for folder in ("f", "f2"):
        assert sorted(p.name for p in (tmp_path / folder).iterdir()) == names
        for name in names:
            there = (tmp_path / folder / name).read_bytes()
            assert there == (bundled_graph() / name).read_bytes()


def test_compacted_directory_holds_the_same(cli: Cli) -> None:
    plain = cli("load", str(bundled_graph()), "--into", "d", "--compact")
    again = cli("load", "d", "--into", "d2")
    assert plain.code == 0
    assert plain.out.replace("d:", "d2:") == again.out
    exported = [cli("export", "--format", "turtle", "--graph", d).out for d in ("d", "d2")]
    assert exported[0] == exported[1] != ""
    run = cli("load", "d", "--into", "f", "--as", "folder", "--compact")
    assert run.code == 3
    assert run.err == "f: only an Oxigraph directory can be compacted; leave it out\n"


def test_what_made_no_difference_is_a_warning(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<x:a> <x:p> 007, 7 .", encoding="utf-8")
    run = cli("load", "a.ttl", "--into", "d")
    assert (run.code, run.out) == (0, "d: 1 triple\n")
    assert "warning: 1 of 2 triples read made no difference" in run.err


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["a.ttl"], 2, "missing option '--into'"),
        (["a.ttl", "--into", "d", "--as", "tape"], 2, "invalid value for '--as'"),
        (["none.ttl", "--into", "d"], 3, "none.ttl: no such file or directory; check the path"),
        (["bad.ttl", "--into", "d"], 3, "bad.ttl:2:"),
        (["a.csv", "--into", "d"], 3, "'.csv' is not a format that is read"),
        (["a.ttl", "--into", "things"], 3, "neither empty nor an Oxigraph store"),
        (["a.ttl", "--into", "a.ttl"], 3, "not loaded into itself"),
        (["a.ttl", "--into", "no/d"], 3, "no/d: cannot be made, no such file or directory"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_an_exit_code(
    words: list[str], code: int, told: str, cli: Cli, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text("a,b\n", encoding="utf-8")
    (tmp_path / "a.ttl").write_text(ONE, encoding="utf-8")
    (tmp_path / "bad.ttl").write_text(f"{ONE}<x:a> <x:p> ", encoding="utf-8")
    (tmp_path / "things").mkdir()
    (tmp_path / "things" / "a.txt").write_text("words", encoding="utf-8")
    run = cli("load", *words)
    assert (run.code, run.out) == (code, "")
    assert told in run.err
    assert run.err.count("\n") == 1
    assert not (tmp_path / "d").exists()


def test_half_loaded_directory_is_refused_and_finished(cli: Cli, tmp_path: Path) -> None:
    source = tmp_path / "a.ttl"
    source.write_text(ONE, encoding="utf-8")
    (tmp_path / "d").mkdir()
    part = {"name": str(source), "size": 1, "stamp": 1}
    note = {"version": 1, "before": 0, "new": True, "parts": [part]}
    (tmp_path / "d" / NOTE).write_text(json.dumps(note), encoding="utf-8")
    run = cli("stats", "--graph", "d")
    assert run.code == 3
    assert run.err == (
        "d: half loaded, 0 of 1 sources are in; "
        "wait for the load that is running, or run the same load again to finish it\n"
    )
    run = cli("load", "a.ttl", "--into", "d")
    assert (run.code, run.out) == (0, "d: 1 triple\n")
    assert run.err.startswith("went on with a load that was broken off\n")


SLOW = """
import sys
from graph.cli import main
from graph.cli import load
load._SHOWN_AFTER_S = load._OFTEN_S = -1.0
sys.exit(main(sys.argv[1:]))
"""


def test_progress_is_shown_on_a_terminal_and_leaves_nothing(tmp_path: Path) -> None:
    lines = "".join(f"<x:{n}> <x:p> <x:o> .\n" for n in range(3000))
    (tmp_path / "a.nt").write_text(lines, encoding="utf-8")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", SLOW, "load", "a.nt", "--into", "d"]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=theirs, cwd=tmp_path, env=environment
    ) as child:
        os.close(theirs)
        told = b""
        try:
            while part := os.read(ours, 4096):
                told += part
        except OSError:
            pass  # the other end is closed
        assert child.stdout is not None
        assert child.stdout.read() == b"d: 3,000 triples\n"
    os.close(ours)
    assert b"triples, " in told
    assert b"a second" in told
    assert b"\x1b[2K" in told
    assert b"3,000 triples read from 1 source" in told


def test_no_progress_where_stderr_is_no_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(ONE, encoding="utf-8")
    command = [sys.executable, "-c", SLOW, "load", "a.ttl", "--into", "d"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.stdout == "d: 1 triple\n"
    assert done.stderr.count("\n") == 1
    assert "\x1b" not in done.stderr
