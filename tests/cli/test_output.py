"""Files are replaced whole or not at all, and only where they are files."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from graph.cli.output import counted, listed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Cli


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["query", "SELECT * { ?s ?p"], 2),
        (["query", "holders-of", "-p", "proposition=none such"], 1),
        (
            ["query", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", "--timeout", "0.2"],
            3,
        ),
        (["query", "petitions", "--format", "turtle"], 2),
    ],
)
def test_a_failed_query_leaves_the_file_alone(
    cli: Cli, tmp_path: Path, words: list[str], code: int
) -> None:
    (tmp_path / "out.csv").write_bytes(b"old")
    assert cli(*words, "-o", "out.csv").code == code
    assert (tmp_path / "out.csv").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_a_folder_that_is_missing_is_told(cli: Cli) -> None:
    run = cli("query", "petitions", "-o", "none/out.csv")
    assert (run.code, run.err) == (
        3,
        "none/out.csv: no such file or directory; choose another place\n",
    )


def test_a_folder_is_no_file(cli: Cli, tmp_path: Path) -> None:
    run = cli("query", "petitions", "--format", "csv", "-o", str(tmp_path))
    assert run.code == 3
    assert "is a directory" in run.err


def test_a_pipe_is_written_into_and_not_replaced(cli: Cli, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert cli("query", "petitions", "--format", "csv", "-o", str(pipe)).code == 0
    assert os.read(reader, 8) == b"petition"
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_link_is_followed(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_bytes(b"old")
    (tmp_path / "link.csv").symlink_to("real.csv")
    assert cli("query", "petitions", "-o", "link.csv").code == 0
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_bytes().startswith(b"petition,")


def test_numbers_have_their_nouns() -> None:
    assert [counted(n, "person") for n in (0, 1, 2)] == ["0 people", "1 person", "2 people"]
    assert counted(1234, "query") == "1,234 queries"
    assert counted(2, "prefix") == "2 prefixes"


def test_names_are_listed_as_in_a_sentence() -> None:
    assert [listed(list(names)) for names in ("a", "ab", "abc")] == ["a", "a and b", "a, b and c"]
