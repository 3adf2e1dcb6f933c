"""The reference says what the code, the questions and the ontology say."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from build_reference import PAGES, stale_pages
from graph.cli.lazy import COMMANDS
from graph.model.vocabulary import expand
from graph.query.library import named_query, query_names
from graph.resources import folder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return {name: write() for name, write in PAGES.items()}


def test_no_page_of_the_reference_is_stale(root: Path) -> None:
    script = root / "scripts" / "build_reference.py"
    done = subprocess.run(
        [sys.executable, str(script), "--check"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_page_that_says_something_else_is_stale(tmp_path: Path, pages: dict[str, str]) -> None:
    for path, text in stale_pages(tmp_path).items():
        path.write_text(text, encoding="utf-8")
    assert stale_pages(tmp_path) == {}
    (tmp_path / "python.md").write_text("something else", encoding="utf-8")
    assert [path.name for path in stale_pages(tmp_path)] == ["python.md"]
    assert set(pages) == {path.name for path in tmp_path.iterdir()}


def test_every_parameter_and_column_of_every_question_is_told(pages: dict[str, str]) -> None:
    for name in query_names():
        section = re.split(r"^## ", pages["queries.md"], flags=re.MULTILINE)
        [text] = [part for part in section if part.startswith(f"{name}\n")]
        query = named_query(name)
        names = [p.name for p in query.parameters] + [c.name for c in query.columns]
        assert [each for each in names if f"| `{each}` |" not in text] == []


def test_every_term_of_the_ontology_is_told(pages: dict[str, str]) -> None:
    path = folder("ontology") / "stancegraph.ttl"
    namespace = expand("sg:")
    terms = {
        triple.subject.value.removeprefix(namespace)
        for triple in parse(path=str(path), format=RdfFormat.TURTLE)
        if isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(namespace)
    }
    missing = {term for term in terms if f"`sg:{term}`" not in pages["ontology.md"]}
    assert len(terms) > 60
    assert missing == set()


def test_every_command_is_told(pages: dict[str, str]) -> None:
    sections = re.findall(r"^## (\S+)$", pages["command-line.md"], re.MULTILINE)
    assert sections == ["stancegraph", *COMMANDS]


def test_everything_that_can_be_added_is_told(pages: dict[str, str]) -> None:
    from graph.cli.editing.add import command
    from graph.entries.catalogue import ENTRIES

    kinds = re.findall(r"^### add (\S+)$", pages["command-line.md"], re.MULTILINE)
    assert sorted(kinds) == sorted(command.commands)
    for kind in ENTRIES.values():
        [text] = [
            part
            for part in re.split(r"^## ", pages["entries.md"], flags=re.MULTILINE)
            if part.startswith(f"{kind.__name__}\n")
        ]
        common = re.split(r"^## Organization$", pages["entries.md"], flags=re.MULTILINE)[0]
        told = set(re.findall(r"^\| \*{0,2}`(\w+)`", text + common, re.MULTILINE))
        assert {attribute.name for attribute in fields(kind)} <= told


def test_every_column_of_tables_is_told(pages: dict[str, str]) -> None:
    from graph.editing.from_tables import ORGANISATION_COLUMNS, POSITION_COLUMNS

    for name, columns in (("organisations", ORGANISATION_COLUMNS), ("positions", POSITION_COLUMNS)):
        text = pages["entries.md"].split(f"## Tables of {name}\n")[1].split("\n## ")[0]
        told = re.findall(r"^\| \*{0,2}`(\w+)`", text, re.MULTILINE)
        assert told == [column.name for column in columns]


def test_help_is_at_most_80_columns_wide(pages: dict[str, str]) -> None:
    help_texts = "\n".join(pages["command-line.md"].split("```")[1::2])
    assert [line for line in help_texts.splitlines() if len(line) > 80] == []


def test_every_error_is_told(pages: dict[str, str]) -> None:
    from graph import errors

    kinds = {
        name
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, errors.StancegraphError)
    }
    told = pages["python.md"].split("## Errors")[1]
    assert kinds == set(re.findall(r"^### (\w+)$", told, re.MULTILINE))


def test_every_page_ends_in_one_line_feed(pages: dict[str, str]) -> None:
    assert all(text.endswith("\n") and not text.endswith("\n\n") for text in pages.values())
