"""What only shows in a process of its own: signals, pipes, places, time."""

from __future__ import annotations

import os
import pty
import shutil
import signal
import subprocess
import sys
import termios
import time
from typing import TYPE_CHECKING

import pytest

from graph.resources import bundled_graph

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Cli

PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
COMMAND = [sys.executable, "-m", "graph"]


def _children_of(parent: int) -> list[int]:
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, check=False
    )
    return [int(pid) for pid in listed.stdout.split()]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["query", "petitions"], 0),
        (["query", "none-such"], 1),
        (["query", "holders-of"], 2),
        (["--graph", "none", "query", "petitions"], 3),
        (["--help"], 0),
        (["--version"], 0),
        ([], 2),
        (["nonsense"], 2),
    ],
)
def test_exit_codes(process: Cli, words: list[str], code: int) -> None:
    assert process(*words).code == code


def test_a_query_is_stopped_at_its_limit(process: Cli) -> None:
    start = time.monotonic()
    run = process("query", PRODUCT, "--timeout", "1")
    assert time.monotonic() - start < 3
    assert (run.code, run.out) == (3, "")
    assert run.err == "query: stopped after 1 s; ask for less, or allow more with --timeout\n"


@pytest.mark.parametrize("name", [PRODUCT, "-"])
def test_ctrl_c_stops_at_once(name: str) -> None:
    running = subprocess.Popen(
        [*COMMAND, "query", name], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    try:
        if name == "-":
            _wait_for(lambda: _state(running.pid) == "S")
        else:
            _wait_for(lambda: bool(_children_of(running.pid)))
        children = _children_of(running.pid)
        start = time.monotonic()
        os.killpg(running.pid, signal.SIGINT)
        out, err = running.communicate(timeout=10)
    finally:
        running.kill()
        running.wait()
    assert time.monotonic() - start < 2
    assert (running.returncode, out, err.strip()) == (130, b"", b"")
    assert not any(_runs(pid) for pid in children)


def test_a_terminated_query_leaves_no_child_behind() -> None:
    running = subprocess.Popen([*COMMAND, "query", PRODUCT], stdout=subprocess.DEVNULL)
    try:
        _wait_for(lambda: bool(_children_of(running.pid)))
        children = _children_of(running.pid)
        running.terminate()
        assert running.wait(timeout=10) == 143
    finally:
        running.kill()
        running.wait()
    assert not any(_runs(pid) for pid in children)


def _state(pid: int) -> str:
    listed = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, check=False, text=True
    )
    return listed.stdout.strip()[:1]


def _runs(pid: int) -> bool:
    return _state(pid) not in {"", "Z"}


def _wait_for(ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not ready():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_reader_that_has_enough_is_no_error() -> None:
    running = subprocess.Popen(
        [*COMMAND, "query", "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 50000", "--format", "csv"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.read(100)
    running.stdout.close()
    assert running.stderr.read() == b""
    running.stderr.close()
    assert running.wait(timeout=20) == 0


def test_an_argument_that_is_not_utf8_is_told() -> None:
    done = subprocess.run([*COMMAND, "find", b"\xff"], capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stderr == b"argument 2: '\\udcff' is not UTF-8; write it so\n"


def test_help_loads_nothing_heavy(process: Cli) -> None:
    heavy = (
        "networkx",
        "rdflib",
        "pyshacl",
        "numpy",
        "jinja2",
        "pyvis",
        "rich",
        "yaml",
        "rapidfuzz",
    )
    text = (
        "import sys; from graph.cli import main; main(['--help']); "
        f"print([m for m in {heavy!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, check=True)
    assert done.stderr == b"[]\n"
    assert process("--help").out == done.stdout.decode()


def test_a_query_loads_no_analysis() -> None:
    heavy = ("networkx", "rdflib", "pyshacl", "numpy", "jinja2", "pyvis", "rich")
    text = (
        "import sys; from graph.cli import main; main(['query', 'organisations']); "
        f"print([m for m in {heavy!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, check=True)
    assert done.stdout.endswith(b"\n[]\n")


def test_internal_errors_are_one_line() -> None:
    text = (
        "import sys, graph.cli.session as s, graph.cli; s.Session.open = lambda self: 1 / 0; "
        "sys.exit(graph.cli.main(['query', 'petitions']))"
    )
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, check=False)
    assert done.returncode == 3
    assert done.stderr == (
        b"stancegraph: internal error: ZeroDivisionError('division by zero'); please report it\n"
    )
    asked = {**os.environ, "STANCEGRAPH_DEBUG": "1"}
    done = subprocess.run([sys.executable, "-c", text], env=asked, capture_output=True, check=False)
    assert b"Traceback" in done.stderr


def _graph(folder: Path, label: str) -> Path:
    folder.mkdir()
    (folder / "dataset.ttl").write_text(
        "<https://w3id.org/stancegraph/id/organisation/x> a <http://www.w3.org/ns/org#Organization>"
        f' ; <http://www.w3.org/2004/02/skos/core#prefLabel> "{label}"@en .',
        encoding="utf-8",
    )
    return folder


def test_the_nearest_location_wins(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def listed(*words: str) -> str:
        return cli(*words, "list", "organisations", "--format", "csv").out

    assert "Rabkor" in listed()
    (_graph(tmp_path / "near", "Near") / "below").mkdir()
    monkeypatch.chdir(tmp_path / "near" / "below")
    assert "Near" in listed()
    monkeypatch.setenv("STANCEGRAPH_GRAPH", str(_graph(tmp_path / "variable", "Variable")))
    assert "Variable" in listed()
    assert "Option" in listed("--graph", str(_graph(tmp_path / "option", "Option")))
    monkeypatch.setenv("STANCEGRAPH_GRAPH", "")
    assert "Near" in listed()


def test_a_place_without_a_graph_is_told(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for where, told in (
        ("none", "none: no such folder; check the path given to --graph\n"),
        ("empty", "empty: no Turtle file (*.ttl) in this folder; check the path\n"),
    ):
        run = cli("--graph", where, "query", "petitions")
        assert (run.code, run.out, run.err) == (3, "", told)
    run = cli("--graph", "", "query", "petitions")
    assert (run.code, run.out) == (2, "")


def test_a_file_that_is_cut_off_is_told_with_its_line(cli: Cli, tmp_path: Path) -> None:
    shutil.copytree(bundled_graph(), tmp_path / "cut")
    path = tmp_path / "cut" / "positions.ttl"
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    run = cli("--graph", "cut", "query", "petitions")
    assert (run.code, run.out) == (3, "")
    assert run.err.startswith("cut/positions.ttl:")
    assert run.err.count("\n") == 1


def _on_a_terminal(*words: str) -> str:
    """Run a command on a pseudo-terminal of 80 columns and return what it shows."""
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, [*COMMAND, *words])  # noqa: S606 - no shell is wanted
    termios.tcsetwinsize(terminal, (24, 80))
    shown = b""
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(terminal)
    os.waitpid(child, 0)
    return shown.decode()


def test_colour_is_for_terminals_that_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("query", "holders-of", "-p", "proposition=arms supply")
    monkeypatch.setenv("TERM", "xterm")
    shown = _on_a_terminal(*words)
    assert "\x1b[1mactor " in shown
    assert "\x1b[2m2 rows" in shown
    assert "\x1b[31mno query" in _on_a_terminal("query", "zzz")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in _on_a_terminal(*words)


def test_columns_sets_the_width(monkeypatch: pytest.MonkeyPatch, cli: Cli) -> None:
    for width in (60, 80, 120):
        monkeypatch.setenv("COLUMNS", str(width))
        longest = max(map(len, cli("list", "propositions").out.splitlines()))
        assert width - 12 < longest <= width


def _completed(words: str, at: int) -> list[str]:
    asked = {**os.environ, "COMP_WORDS": words, "COMP_CWORD": str(at)}
    asked["_STANCEGRAPH_COMPLETE"] = "bash_complete"
    done = subprocess.run(COMMAND, env=asked, capture_output=True, check=False, text=True)
    return [line.partition(",")[2] for line in done.stdout.splitlines() if line]


@pytest.mark.parametrize(
    ("words", "at", "found"),
    [
        ("stancegraph que", 1, ["query", "queries"]),
        ("stancegraph query hold", 2, ["holders-of"]),
        ("stancegraph query holders-of -p p", 4, ["proposition="]),
        ("stancegraph query nonsense -p p", 4, []),
        ("stancegraph queries gap", 2, ["gaps"]),
        ("stancegraph list pet", 2, ["petitions"]),
        ("stancegraph query petitions --format js", 4, ["json", "jsonld"]),
    ],
)
def test_words_are_completed(words: str, at: int, found: list[str]) -> None:
    assert _completed(words, at) == found
