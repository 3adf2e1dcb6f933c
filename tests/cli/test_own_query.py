"""SPARQL of the user's own: files, text, stdin, and what is refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Cli, Graphs

TITLES = "SELECT ?x ?title { ?x a sg:Petition ; dcterms:title ?title } ORDER BY ?x"
MARKED = (
    "SELECT DISTINCT ?name { VALUES ?actor_iri { UNDEF } VALUES ?label { UNDEF } "
    "?actor_iri skos:prefLabel ?label BIND(STR(?label) AS ?name) }"
)


def test_a_table_has_short_iris(cli: Cli) -> None:
    run = cli("query", TITLES)
    assert run.code == 0
    assert "petition:free-boris-kagarlitsky " in run.out
    assert "https://w3id.org" in cli("query", TITLES, "--iris").out


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("tsv", QueryResultsFormat.TSV),
        ("json", QueryResultsFormat.JSON),
        ("xml", QueryResultsFormat.XML),
    ],
)
def test_results_keep_every_term(cli: Cli, name: str, form: QueryResultsFormat) -> None:
    found = parse_query_results(cli("query", TITLES, "--format", name).out, format=form)
    assert isinstance(found, QuerySolutions)
    titles = [str(solution["title"]) for solution in found]
    assert titles[0] == '"Free Boris Kagarlitsky!"@en'
    assert len(titles) == 3


def test_csv_is_exact(cli: Cli) -> None:
    run = cli("query", "SELECT ('=1+2,\"x\"' AS ?cell) { }", "--format", "csv")
    assert run.out == 'cell\r\n"=1+2,""x"""\r\n'


def test_a_yes_is_done_and_a_no_is_one(cli: Cli) -> None:
    yes, no = cli("query", "ASK { ?x a sg:Petition }"), cli("query", "ASK { ?x a sg:None }")
    assert (yes.code, yes.out) == (0, "yes\n")
    assert (no.code, no.out) == (1, "no\n")
    typed = cli("query", "ASK { ?x a sg:Petition }", "--format", "json")
    assert json.loads(typed.out)["boolean"] is True


def test_a_graph_is_canonical_turtle(cli: Cli) -> None:
    run = cli("query", "CONSTRUCT WHERE { petition:free-boris-kagarlitsky dcterms:title ?t }")
    assert run.out == (
        "@prefix dcterms: <http://purl.org/dc/terms/> .\n"
        "@prefix petition: <https://w3id.org/stancegraph/id/petition/> .\n\n"
        'petition:free-boris-kagarlitsky\n    dcterms:title "Free Boris Kagarlitsky!"@en .\n'
    )


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("turtle", RdfFormat.TURTLE),
        ("ntriples", RdfFormat.N_TRIPLES),
        ("jsonld", RdfFormat.JSON_LD),
    ],
)
def test_descriptions_come_in_every_format(cli: Cli, name: str, form: RdfFormat) -> None:
    run = cli("query", "DESCRIBE organisation:rabkor", "--format", name)
    subjects = {str(quad.subject) for quad in parse(run.out.encode(), format=form)}
    assert subjects == {"<https://w3id.org/stancegraph/id/organisation/rabkor>"}


def test_a_graph_takes_its_format_from_the_file(cli: Cli, tmp_path: Path) -> None:
    run = cli("query", "DESCRIBE organisation:rabkor", "-o", "rabkor.jsonld")
    assert run.err.startswith("wrote rabkor.jsonld (")
    assert json.loads((tmp_path / "rabkor.jsonld").read_text(encoding="utf-8"))


def test_a_file_with_a_byte_order_mark_is_read(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "own.rq").write_bytes(b"\xef\xbb\xbf" + TITLES.encode())
    assert cli("query", "own.rq") == cli("query", TITLES)


def test_stdin_is_read(process: Cli) -> None:
    run = process("query", "-", "--format", "csv", stdin=b"ASK { ?x a sg:Petition }")
    assert (run.code, run.out) == (0, "true\n")


def test_limit_goes_into_the_text(cli: Cli) -> None:
    run = cli("query", f"{TITLES} # no end of line", "--limit", "1", "--format", "csv")
    assert run.out.count("\r\n") == 2


@pytest.mark.parametrize(
    "value",
    [
        *("actor=Stop the War", "actor_iri=stop-the-war-coalition"),
        "actor=organisation:stop-the-war-coalition",
        "actor=https://w3id.org/stancegraph/id/organisation/stop-the-war-coalition",
        'label="Stop the War Coalition"@en',
    ],
)
def test_parameters_are_bound_as_terms(cli: Cli, value: str) -> None:
    run = cli("query", MARKED, "-p", value, "--format", "csv")
    assert run.out.splitlines() == ["name", "Stop the War Coalition"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [("2023-08-03", "date"), ("7", "integer"), ("1.5", "decimal"), ("true", "boolean")],
)
def test_plain_values_are_typed(cli: Cli, value: str, shown: str) -> None:
    text = "SELECT (DATATYPE(?v) AS ?type) { VALUES ?v { UNDEF } }"
    run = cli("query", text, "-p", f"v={value}", "--format", "csv")
    assert run.out.split("\r\n")[1] == f"http://www.w3.org/2001/XMLSchema#{shown}"


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ([MARKED, "-p", "actr=x"], 2, "query: unknown parameter 'actr'; it takes actor_iri, label"),
        ([TITLES, "-p", "actr=x"], 2, "mark one with VALUES ?name { UNDEF }"),
        ([MARKED, "-p", "actor=Rabkorr"], 1, "no thing 'Rabkorr'; did you mean 'Rabkor'"),
        ([MARKED, "-p", "actor=http://x/ y"], 2, "is no term"),
        ([MARKED, "-p", 'label="x"^^<a|b>'], 2, "is no term"),
        ([""], 2, "query: empty; write SELECT"),
        (["INSERT DATA { <x:a> <x:b> 1 }"], 2, "query:1:1: INSERT is an update"),
        (["LOAD <http://127.0.0.1:9/x>"], 2, "query:1:1: LOAD is an update"),
        (["SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"], 2, "FROM names another dataset"),
        (["SELECT * { SERVICE <http://127.0.0.1:9/> { } }"], 2, "with --allow-service"),
        (["SELECT * { ?s ?p ?o } LIMIT x"], 2, "query:1:23: not SPARQL 1.1 at 'LIMIT'"),
        (["SELECT * { ?s a foo:x }"], 2, "query:1:17: unknown prefix 'foo:'; declare it"),
        (["SELECT * { ?s ?p ?o"], 2, "'{' is never closed; close it"),
        (["SELEC * { ?s ?p ?o }"], 2, "did you mean SELECT?"),
        ([TITLES, "--format", "turtle"], 2, "'turtle' cannot hold rows"),
        (["ASK { }", "--format", "ntriples"], 2, "'ntriples' cannot hold an answer"),
        (["DESCRIBE sg:x", "--format", "csv"], 2, "'csv' cannot hold a graph; use one of turtle"),
        (["missing.rq"], 3, "missing.rq: no such file or directory; check the path"),
        (["."], 3, ".: is a directory; check the path"),
    ],
)
def test_errors_say_what_to_do(cli: Cli, words: list[str], code: int, told: str) -> None:
    run = cli("query", *words)
    assert (run.code, run.out) == (code, "")
    assert told in run.err


def test_a_caret_stands_under_the_fault(cli: Cli) -> None:
    run = cli("query", "SELECT * {\n  ?s a foo:x }")
    assert run.err.splitlines()[1:] == ["    ?s a foo:x }", "         ^"]


def test_errors_name_the_file(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "own.rq").write_text("ASK { ?s a foo:x }", encoding="utf-8")
    assert cli("query", "own.rq").err.startswith("own.rq:1:12: unknown prefix 'foo:'")
    (tmp_path / "own.rq").write_bytes(b"ASK {\n'\xe9' }")
    assert cli("query", "own.rq").err == "own.rq:2: not UTF-8 (byte 0xe9); save it as UTF-8\n"


def test_an_unset_variable_is_warned_about(cli: Cli) -> None:
    run = cli("query", "SELECT ?x ?nmae { ?x a sg:Petition }")
    assert run.code == 0
    assert run.err.startswith("warning: query: ?nmae is never set")


def test_an_error_of_a_service_is_ours(cli: Cli) -> None:
    run = cli("query", "SELECT * { SERVICE <http://127.0.0.1:9/> { } }", "--allow-service")
    assert run.code == 3
    assert run.err.startswith("query: the engine gave up")


def test_hostile_labels_are_stripped(cli: Cli, graph_of: Graphs) -> None:
    hostile = "\\u001b[31mred\\nline\\u202Egnp.exe\\u0007"
    where = graph_of(f'organisation:x a org:Organization ; skos:prefLabel "{hostile}"@en .')
    for words in (["query", "organisations"], ["list", "organisations"], ["find", "red"]):
        run = cli("--graph", where, *words)
        assert "[31mred linegnp.exe" in run.out
        assert not set(run.out + run.err) & set("\x1b\x07\u202e")
    exact = cli("--graph", where, "query", "organisations", "--format", "csv")
    assert "\x1b[31mred\nline\u202egnp.exe\x07" in exact.out


def test_formulas_stay_as_they_are_in_csv(cli: Cli, graph_of: Graphs) -> None:
    where = graph_of('organisation:x a org:Organization ; skos:prefLabel "=1+2"@en .')
    run = cli("--graph", where, "query", "organisations", "--format", "csv")
    assert run.out.split("\r\n")[1].startswith("=1+2,")
