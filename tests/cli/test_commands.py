"""Every verb on the bundled graph, its help, and its examples."""

from __future__ import annotations

import csv
import io
import json
import shlex
import shutil
import webbrowser
from typing import TYPE_CHECKING

import click
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from graph.cli.app import application
from graph.cli.lazy import COMMANDS
from graph.query.library import query_names
from graph.resources import bundled_graph

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Cli, Graphs


def _command(name: str) -> click.Command:
    found = application.get_command(click.Context(application), name)
    assert found is not None
    return found


def _examples(name: str) -> list[list[str]]:
    """Return the commands behind the last `Example:` of a command's help."""
    _, _, behind = str(_command(name).epilog).rpartition(":\n")
    return [shlex.split(line)[1:] for line in _whole_lines(behind)]


def _whole_lines(block: str) -> list[str]:
    """Return the lines of a block of commands, those that go on behind a backslash joined."""
    return [line.strip() for line in block.replace("\\\n", " ").splitlines()]


MORE = """\
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix sg: <https://w3id.org/stancegraph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://w3id.org/stancegraph/id/organisation/one-more> a org:Organization , foaf:Agent ;
    skos:prefLabel "One more"@en ; org:classification sg:party .
"""

LETTER = "demands:\n  - Boris Kagarlitsky should be released\n"
CODED = "actor,proposition,stance\nENSU,arms supply,opposes\nRabkor,arms supply,supports\n"


def _workbook(path: Path) -> None:
    """Write what the other coders coded into a workbook."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for line in CODED.splitlines():
        sheet.append(line.split(","))
    book.save(path)


@pytest.fixture
def own_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the graph be a copy of the bundled one, with a file to import beside it."""
    shutil.copytree(bundled_graph(), tmp_path / "own")
    (tmp_path / "more.ttl").write_text(MORE, encoding="utf-8")
    (tmp_path / "letter.yaml").write_text(LETTER, encoding="utf-8")
    for name in ("anna.csv", "ben.csv", "carla.csv"):
        (tmp_path / name).write_text(CODED, encoding="utf-8")
    _workbook(tmp_path / "ben.xlsx")
    monkeypatch.setenv("STANCEGRAPH_GRAPH", str(tmp_path / "own"))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_ends_in_an_example(cli: Cli, name: str) -> None:
    run = cli(name, "--help")
    assert run.code == 0
    *_, block = run.out.rstrip().split("\n\n")
    assert block.lstrip().startswith("Example")
    lines = _whole_lines(block.partition("\n")[2])
    assert all(line.startswith("stancegraph") for line in lines)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_help(name: str) -> None:
    command = _command(name)
    options = [p for p in command.params if isinstance(p, click.Option)]
    assert all(option.help for option in options)


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.usefixtures("own_graph")
def test_every_example_runs(cli: Cli, name: str) -> None:
    for words in _examples(name):
        run = cli(*words)
        assert (run.code, run.err if run.code else "") == (0, "")
        assert run.out or run.err


@pytest.mark.parametrize("kind", sorted(_command("add").commands))  # type: ignore[attr-defined]
@pytest.mark.usefixtures("own_graph")
def test_every_example_of_add_runs(cli: Cli, kind: str) -> None:
    _, _, example = cli("add", kind, "--help").out.rpartition("Example:\n")
    run = cli(*shlex.split(_whole_lines(example)[0])[1:])
    assert (run.code, run.err if run.code else "") == (0, "")
    assert run.out.splitlines()[-1].startswith("added ")


@pytest.mark.parametrize("name", query_names())
def test_the_example_of_every_query_runs(cli: Cli, name: str) -> None:
    told = cli("queries", name).out
    run = cli(*shlex.split(told.rstrip().rpartition("\n")[2])[1:])
    assert run.code == 0


def test_the_short_help_is_the_commands_own_summary() -> None:
    for name, text in COMMANDS.items():
        assert _command(name).short_help is None
        assert len(text) < 70


def test_queries_lists_the_library(cli: Cli) -> None:
    run = cli("queries", "--format", "csv")
    rows = list(csv.reader(io.StringIO(run.out)))
    assert rows[0] == ["query", "parameters", "answers"]
    assert [row[0] for row in rows[1:]] == query_names()


def test_queries_explains_one(cli: Cli) -> None:
    run = cli("queries", "holders-of")
    for part in ("Everybody who is said", "required", "who holds it", "SELECT ?actor", "Order: "):
        assert part in run.out
    assert "#+" not in run.out
    assert run.out.endswith("\n  stancegraph query holders-of -p 'proposition=arms supply'\n")


def test_queries_knows_the_near_names(cli: Cli) -> None:
    run = cli("queries", "holdersof")
    assert (run.code, run.out) == (1, "")
    assert "did you mean 'holders-of'" in run.err


def test_queries_explains_in_words_only(cli: Cli) -> None:
    run = cli("queries", "holders-of", "--format", "csv")
    assert (run.code, run.out) == (2, "")


def test_prefixes_are_listed(cli: Cli) -> None:
    assert (
        "sg:,https://w3id.org/stancegraph/ontology#\r\n"
        in cli("queries", "--prefixes", "--format", "csv").out
    )


def test_find_knows_other_scripts(cli: Cli) -> None:
    run = cli("find", "Рабкор", "--format", "json")
    (first, *_) = json.loads(run.out)["results"]["bindings"]
    assert first["name"]["value"] == "Rabkor"
    assert first["found as"]["value"] == "Рабкор"


def test_find_says_when_nothing_comes_near(cli: Cli) -> None:
    run = cli("find", "zzzzzz")
    assert (run.code, run.out, run.err) == (1, "", "no things\n")


@pytest.mark.parametrize(
    ("plural", "singular", "count"),
    [
        ("organisations", "organisation", 8),
        ("people", "person", 3),
        ("petitions", "petition", 3),
        ("campaigns", "campaign", 1),
        ("documents", "document", 1),
    ],
)
def test_list_takes_plural_and_singular(cli: Cli, plural: str, singular: str, count: int) -> None:
    run = cli("list", plural, "--format", "csv")
    assert run.out.count("\r\n") == count + 1
    assert cli("list", singular, "--format", "csv") == run


@pytest.mark.parametrize("kind", ["groups", "propositions", "topics", "events"])
def test_list_knows_every_kind(cli: Cli, kind: str) -> None:
    assert cli("list", kind).code == 0


def test_list_knows_the_near_kinds(cli: Cli) -> None:
    run = cli("list", "organistions")
    assert (run.code, run.err) == (
        2,
        "list: no kind 'organistions'; did you mean 'organisations'?\n",
    )


def test_stats_counts_what_is_there(cli: Cli, graph_of: Graphs) -> None:
    where = graph_of(
        'organisation:a a org:Organization ; skos:prefLabel "A"@en .\n'
        'organisation:b a org:Organization ; skos:prefLabel "B"@en .'
    )
    run = cli("--graph", where, "stats", "--format", "csv")
    assert run.out == "what,which,count\r\nall,triples,4\r\nkind,organisations,2\r\n"
    assert cli("--graph", where, "stats").out.startswith(f"{where}\n\n")


def test_stats_count_statements_and_evidence(cli: Cli) -> None:
    counts = {
        (row["what"], row["which"]): int(row["count"])
        for row in csv.DictReader(io.StringIO(cli("stats", "--format", "csv").out))
    }
    assert counts["kind", "petitions"] == 3
    assert counts["status", "reviewed"] > 0
    assert counts["evidence", "self-stated"] + counts["evidence", "reported by another"] > 0


def test_the_bundled_graph_conforms(cli: Cli) -> None:
    run = cli("check")
    assert (run.code, run.out) == (0, "")
    assert run.err.startswith("conforms")
    assert cli("check", str(bundled_graph())) == run


def test_violations_end_with_one(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text(
        "<https://w3id.org/stancegraph/id/position/x> "
        "a <https://w3id.org/stancegraph/ontology#Position> .",
        encoding="utf-8",
    )
    run = cli("check", "bad.ttl")
    assert run.code == 1
    assert run.out.startswith("violation: bad.ttl: ")
    assert run.err.startswith("does not conform: ")
    cli("check", "bad.ttl", "--format", "lines", "-o", "report.txt")
    assert (tmp_path / "report.txt").read_text(encoding="utf-8") == run.out
    found = csv.DictReader(io.StringIO(cli("check", "bad.ttl", "--format", "csv").out))
    assert {row["severity"] for row in found} == {"violation"}


def test_a_file_that_is_not_rdf_cannot_be_checked(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("<x:a> <x:b>", encoding="utf-8")
    run = cli("check", "bad.ttl")
    assert (run.code, run.out) == (3, "")
    assert run.err.startswith("bad.ttl:1:")
    assert cli("check", "none.ttl").code == 3


def test_view_writes_a_page_and_prints_its_path(cli: Cli, tmp_path: Path) -> None:
    run = cli("view")
    assert (run.code, run.out) == (0, "stancegraph.html\n")
    page = (tmp_path / "stancegraph.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert run.err.startswith("wrote stancegraph.html (")


def test_view_opens_the_page(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    assert cli("view", "--open", "-o", "page.html", "--on", "2023-08-03").code == 0
    assert opened == [(tmp_path / "page.html").as_uri()]


def test_view_knows_days(cli: Cli) -> None:
    run = cli("view", "--on", "August")
    assert (run.code, run.out) == (2, "")
    assert run.err == "--on: 'August' is not a date; write a full day such as 2023-08-03\n"


@pytest.mark.parametrize("form", ["graphml", "gexf", "csv", "turtle", "ntriples", "jsonld"])
def test_export_writes_every_format(cli: Cli, form: str) -> None:
    run = cli("export", "--format", form)
    assert run.code == 0
    assert "Stop the War Coalition" in run.out


def test_export_takes_the_format_from_the_file(cli: Cli, tmp_path: Path) -> None:
    assert cli("export", "-o", "all.nt").code == 0
    assert (tmp_path / "all.nt").read_text(encoding="utf-8").startswith("<https://")
    assert cli("export").code == 2
    assert cli("export", "-o", "all.xyz").code == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_call_the_command(cli: Cli, shell: str) -> None:
    run = cli("completion", shell)
    assert f"_STANCEGRAPH_COMPLETE={shell}_complete" in run.out
    assert cli("completion", "tcsh").code == 2
