"""An endpoint's answers: whole and understood, or refused with a clear line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, Triple

from graph.errors import (
    LocationError,
    QueryRefused,
    QueryStopped,
    QuerySyntaxError,
    StancegraphError,
    UsageError,
)
from graph.model.vocabulary import PREFIXES
from graph.store.changes import Changes
from graph.store.endpoint.paging import Pages
from graph.store.endpoint.prologue import Question
from graph.store.endpoint.store import EndpointStore
from graph.store.endpoint.updates import updates

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from http.server import BaseHTTPRequestHandler

    from graph.store.base import Row
    from tests.store.servers import Scripted

ANSWERS = Path(__file__).parent / "answers"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
TURTLE, NTRIPLES = "text/turtle", "application/n-triples"
XSD = "http://www.w3.org/2001/XMLSchema#"
P = NamedNode("urn:p")
VERBS = ((1, "DELETE"), (0, "INSERT"))
VIRTUOSO_ASKED = (
    '{"head":{"vars":["__ASK_RETVAL"]},"results":{"bindings":'
    '[{"__ASK_RETVAL":{"type":"typed-literal","value":"%s",'
    '"datatype":"http://www.w3.org/2001/XMLSchema#integer"}}]}}'
)


def results(rows: Sequence[Mapping[str, object]], names: str = "x") -> str:
    return json.dumps({"head": {"vars": names.split()}, "results": {"bindings": rows}})


def strings(*values: str) -> list[dict[str, object]]:
    return [{"x": {"type": "literal", "value": value}} for value in values]


def opened(server: Scripted, tail: str = "/sparql") -> EndpointStore:
    return EndpointStore(f"{server.origin}{tail}", dict(PREFIXES))


def rows(store: EndpointStore, text: str = "SELECT ?x { ?x ?p ?o }") -> list[tuple[object, ...]]:
    found = store.query(text)
    assert isinstance(found, QuerySolutions)
    return [tuple(row) for row in found]


def refusal(store: EndpointStore, text: str = "SELECT ?x { ?x ?p ?o }") -> str:
    with pytest.raises(LocationError) as caught:
        store.query(text)
    message = str(caught.value)
    assert message.startswith(f"{store.location}: ")
    assert message.isprintable()
    assert len(message) < 400
    return message


def test_question_goes_by_post_with_its_graph_and_the_prefixes_it_uses(server: Scripted) -> None:
    server.says(results(strings("1")))
    store = opened(server, "/sparql?default-graph-uri=urn:g&timeout=9")
    text = "SELECT ?x {\n ?x a sg:Position ; skos:note 'foaf:no' } # org:no"
    assert rows(store, text) == [(Literal("1"),)]
    sent = server.seen[0]
    assert (sent.method, sent.path) == ("POST", "/sparql?timeout=9")
    declared = f"PREFIX sg: <{PREFIXES['sg']}> PREFIX skos: <{PREFIXES['skos']}> "
    assert sent.form == {"query": [declared + text], "default-graph-uri": ["urn:g"]}
    assert sent.headers["Accept"].startswith("application/sparql-results+json")
    assert sent.headers["User-Agent"].startswith("stancegraph")


def test_prefix_that_a_query_declares_or_hides_is_left_alone() -> None:
    for text in (
        "PREFIX sg: <urn:> ASK { ?s sg:p 1 }",
        "prefix\nsg:\n<urn:> ASK { ?s \\u0073g:p 1 }",
        "ASK { ?s ?p 'sg:p', <sg:p>, unknown:p }",
    ):
        assert Question(text).with_prefixes(PREFIXES) == text
    escaped = Question("ASK { ?s \\u0073g:p 1 }").with_prefixes(PREFIXES)
    assert escaped.startswith(f"PREFIX sg: <{PREFIXES['sg']}> ASK")


@pytest.mark.parametrize("word", ["ADD", "DELETE", "CREATE"])
def test_words_in_comments_do_not_make_a_question_an_update(server: Scripted, word: str) -> None:
    server.says(results([]))
    rows(opened(server), f"# one\n# {word} this\n# {word}\nSELECT ?x {{ ?x ?p ?o }}")
    assert list(server.seen[0].form) == ["query"]


def test_same_types_come_as_from_the_embedded_store(server: Scripted) -> None:
    terms: dict[str, object] = {
        "i": {"type": "uri", "value": "urn:é"},
        "b": {"type": "bnode", "value": "b0"},
        "s": {"type": "literal", "value": 'a\t"b"\n\\'},
        "l": {"type": "literal", "value": "a", "xml:lang": "en"},
        "n": {"type": "literal", "value": "007", "datatype": f"{XSD}integer"},
    }
    server.says(results([terms, {}], "i b s l n u"))
    expected = (
        *(NamedNode("urn:é"), BlankNode("b0"), Literal('a\t"b"\n\\'), Literal("a", language="en")),
        *(Literal("007", datatype=NamedNode(f"{XSD}integer")), None),
    )
    assert rows(opened(server)) == [expected, (None,) * 6]


@pytest.mark.parametrize(("bindings", "count"), [("[]", 0), ("[{},{}]", 2)])
def test_solutions_without_variables_are_counted(
    server: Scripted, bindings: str, count: int
) -> None:
    server.says(f'{{"head":{{"vars":[]}},"results":{{"bindings":{bindings}}}}}')
    assert len(rows(opened(server), "SELECT * { }")) == count


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (
            "srj_virtuoso.srj",
            (Literal("1", datatype=NamedNode(f"{XSD}integer")), BlankNode("b10001")),
        ),
        ("srj_unbound.srj", (Literal("1"), None)),
    ],
)
def test_answer_in_a_dialect_is_understood(
    server: Scripted, file: str, expected: tuple[object, object]
) -> None:
    server.says((ANSWERS / file).read_bytes())
    assert rows(opened(server)) == [expected]


def test_virtuosos_truth_values_are_put_right(server: Scripted) -> None:
    typed = {"type": "typed-literal", "datatype": f"{XSD}boolean", "value": "1"}
    server.says(results([{"x": typed}, {"x": {**typed, "value": "0"}}]))
    boolean = NamedNode(f"{XSD}boolean")
    expected = [(Literal(text, datatype=boolean),) for text in ("true", "false")]
    assert rows(opened(server)) == expected


@pytest.mark.parametrize(
    ("body", "truth"),
    [
        ('{"head":{},"boolean":true}', True),
        ('{"head":{},"boolean":false}', False),
        ('{"head":{"vars":["__ASK_RETVAL"]},"results":{"bindings":[]}}', False),
        (VIRTUOSO_ASKED % "0", False),
        (VIRTUOSO_ASKED % "1", True),
    ],
)
def test_ask_has_a_truth_value_in_each_dialect(server: Scripted, body: str, *, truth: bool) -> None:
    server.says(body)
    answer = opened(server).query("ASK { ?s ?p ?o }")
    assert isinstance(answer, QueryBoolean)
    assert bool(answer) is truth


def test_answer_in_xml_is_read_where_a_server_gives_no_other(server: Scripted) -> None:
    server.says(
        '<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="x"/></head>'
        "<results><result><binding name='x'><literal>1</literal></binding></result></results>"
        "</sparql>",
        kind=XML,
    )
    assert rows(opened(server)) == [(Literal("1"),)]


@pytest.mark.parametrize(
    ("file", "kind", "reason"),
    [
        ("srj_html_200.srj", "", "HTML came instead of SPARQL results in JSON ('Service tempor"),
        ("srj_html_200.srj", "text/html", "HTML came instead of SPARQL results in JSON"),
        ("srj_missing_head.srj", "", "not a whole answer: no head in the results"),
        ("srj_bad_type.srj", "", "not a whole answer: triple serialization must have"),
        ("srx_billion_laughs.srx", XML, "not a whole answer: entity 'a1' would expand"),
        ("srt_odd.tsv", "text/tab-separated-values", "text/tab-separated-values came instead"),
        ("src_odd.csv", "text/csv", "text/csv came instead of SPARQL results in JSON"),
    ],
)
def test_hostile_answer_is_refused(server: Scripted, file: str, kind: str, reason: str) -> None:
    server.says((ANSWERS / file).read_bytes(), kind=kind or JSON)
    assert reason in refusal(opened(server))


@pytest.mark.parametrize(
    "body",
    [
        *(results(strings("a", "b"))[:end] for end in (1, 20, 60, 90, 110, 120, -1, -2)),
        results(strings("a"))[:-2] + "error at 1:1: the query broke\x1b[31m",
        results(strings("a")) + "error",
        results([{"y": {"type": "literal", "value": "1"}}]),
        results([{"x": {"type": "banana", "value": "1"}}]),
        results([{"x": {"value": "1"}}]),
        results([{"x": {"type": "uri", "value": "no iri"}}]),
        results([{"x": {"type": "literal", "value": "1", "xml:lang": "en_GB"}}]),
        '{"boolean":true}',
        '{"head":{"vars":["x"]}}',
        '{"head":{"vars":["x"]},"results":{"bindings":' + "[" * 200,
        "null",
        "",
    ],
)
def test_answer_that_is_not_whole_is_refused_before_any_row(server: Scripted, body: str) -> None:
    server.says(body)
    assert "not a whole answer" in refusal(opened(server))


def test_answer_of_the_wrong_form_is_refused(server: Scripted) -> None:
    store = opened(server)
    server.says('{"head":{},"boolean":true}')
    assert "a truth value came for a SELECT" in refusal(store)
    server.answers.clear()
    server.says(results(strings("a")))
    assert "solutions came for an ASK" in refusal(store, "ASK { ?s ?p ?o }")
    assert "came instead of N-Triples" in refusal(store, "CONSTRUCT WHERE { ?s ?p ?o }")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (NTRIPLES, "<urn:a> <urn:p> <urn:b> .\n"),
        ("text/plain;charset=utf-8", "<urn:a>\t<urn:p>\t<urn:b> .\n\n"),
        (TURTLE, "@prefix ns0:\t<urn:> .\nns0:a\tns0:p\tns0:b ."),
    ],
)
def test_triples_are_read_from_each_format(server: Scripted, kind: str, body: str) -> None:
    server.says(body, kind=kind)
    triples = opened(server).query("DESCRIBE <urn:a>")
    assert [str(t) for t in triples] == ["<urn:a> <urn:p> <urn:b>"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("kind", "body", "reason"),
    [
        (NTRIPLES, "<urn:a> <urn:p> <urn:b> .\nerror: broken", "not a whole answer"),
        (NTRIPLES, "<urn:a> <urn:p> <urn:b> .\n<urn:a> <ur", "not a whole answer"),
        (TURTLE, "<urn:a> <urn:p> <<( <urn:a> <urn:p> 1 )>> .", "triple terms are not supported"),
        ("application/rdf+xml", '<!DOCTYPE r [<!ENTITY a "&b;">]><r/>', "would expand"),
        ("text/html", "<html>busy</html>", "HTML came instead of N-Triples ('busy')"),
    ],
)
def test_triples_that_are_not_whole_are_refused(
    server: Scripted, kind: str, body: str, reason: str
) -> None:
    server.says(body, kind=kind)
    assert reason in refusal(opened(server), "CONSTRUCT WHERE { ?s ?p ?o }")


def test_triples_without_a_marked_end_are_refused(server: Scripted) -> None:
    def answer(player: BaseHTTPRequestHandler) -> None:
        head = b"HTTP/1.0 200 OK\r\nContent-Type: application/n-triples\r\n\r\n"
        player.wfile.write(head + b"<urn:a> <urn:p> <urn:b> .\n")

    server.answers.append(answer)
    assert "a cut would not show; ask with SELECT" in refusal(opened(server), "DESCRIBE <urn:a>")


@pytest.mark.parametrize(
    ("status", "error", "reason"),
    [
        (400, QuerySyntaxError, "400: at line 1; check the query"),
        (401, LocationError, "set STANCEGRAPH_USER and STANCEGRAPH_PASSWORD"),
        (403, LocationError, "set STANCEGRAPH_USER and STANCEGRAPH_PASSWORD"),
        (404, LocationError, "404: at line 1; check the URL"),
        (413, QueryRefused, "too long for this server"),
        (500, LocationError, "500: at line 1; ask for less, or later"),
        (504, QueryStopped, "504: at line 1; narrow the question"),
    ],
)
def test_status_becomes_an_error_with_the_servers_first_words(
    server: Scripted, status: int, error: type[StancegraphError], reason: str
) -> None:
    server.says("at line 1\n\nSPARQL query:\nSELECT", status=status, kind="text/plain")
    with pytest.raises(error) as caught:
        rows(opened(server))
    assert reason in str(caught.value)


def test_part_of_an_answer_is_refused_where_the_server_says_so(server: Scripted) -> None:
    server.says(results(strings("a")), X_SQL_State="S1TAT", X_SQL_Message="RC...: incomplete")
    with pytest.raises(QueryStopped, match=r"only a part of the answer \(S1TAT: RC\.\.\.: incom"):
        rows(opened(server))


def test_round_number_of_rows_is_counted_again(server: Scripted) -> None:
    store = opened(server)
    thousand = results(strings(*map(str, range(1_000))))
    count = '{"head":{"vars":["count"]},"results":{"bindings":[{"count":{"type":"literal",'
    server.says(thousand)
    server.says(f'{count}"value":"1000"}}}}]}}}}')
    server.says(thousand)
    server.says(f'{count}"value":"2345"}}}}]}}}}')
    text = "PREFIX a: <urn:> SELECT ?x { ?x a:p ?o } ORDER BY ?x"
    assert len(rows(store, text)) == 1_000
    assert "cut the answer at 1,000 of 2,345 rows; add a LIMIT" in refusal(store, text)
    counting = (
        "PREFIX a: <urn:> SELECT (COUNT(*) AS ?count) { SELECT ?x { ?x a:p ?o } ORDER BY ?x\n}"
    )
    assert server.seen[1].form["query"] == [counting]
    server.answers.clear()
    server.says(thousand)
    assert len(rows(store, f"{text} LIMIT 1000")) == 1_000
    server.answers.clear()
    server.says(thousand)
    server.says("no", status=400)
    assert "1,000 rows, where this server may cut" in refusal(store, text)


@pytest.mark.parametrize(
    ("text", "selecting"),
    [
        ("CONSTRUCT { ?s ?p [] } WHERE { ?s ?p ?o }", "SELECT (1 AS ?one) WHERE { ?s ?p ?o }"),
        ("construct where { ?s ?p ?o } LIMIT 5", "SELECT (1 AS ?one) where { ?s ?p ?o } LIMIT 5"),
        ("CONSTRUCT { } { { ?s ?p ?o } }", "SELECT (1 AS ?one) { { ?s ?p ?o } }"),
        ("DESCRIBE ?s <urn:a> { ?s ?p ?o }", "SELECT (1 AS ?one) { ?s ?p ?o }"),
        ("DESCRIBE <urn:a>", None),
    ],
)
def test_solutions_behind_triples_can_be_asked_for(text: str, selecting: str | None) -> None:
    assert Question(text).selecting() == selecting


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("SELECT ?x { ?x ?p ?o } LIMIT 7", 7),
        ("SELECT ?x { ?x ?p ?o } limit\n7 OFFSET 8", 7),
        ("SELECT ?x { { SELECT ?x { ?x ?p ?o } LIMIT 7 } }", None),
        ("SELECT ?x { ?x ?p 'LIMIT 7' }", None),
    ],
)
def test_only_a_querys_own_limit_counts(text: str, limit: int | None) -> None:
    assert Question(text).limit() == limit


def server_of(table: list[Row], cap: int, asked: list[str]) -> Pages:
    """Return pages over a table whose server cuts at a cap, without a word."""
    from pyoxigraph import Quad, Store

    store = Store()
    store.extend(Quad(s, P, o) for s, o in table)  # type: ignore[arg-type]

    def ask(text: str) -> QuerySolutions:
        asked.append(text)
        head, _, limit = text.rpartition("LIMIT ")
        found = store.query(f"{head} LIMIT {min(cap, int(limit))}")
        assert isinstance(found, QuerySolutions)
        return found

    return Pages(ask, "http://host/sparql", page=10)


@pytest.mark.parametrize("cap", [2, 3, 4, 10, 100])
@pytest.mark.parametrize("each", [[1] * 25, [3] * 9, [25], [1, 12, 1, 1, 30], [10], [5, 5], []])
def test_pages_lose_nothing_wherever_a_server_cuts(cap: int, each: list[int]) -> None:
    table: list[Row] = [
        (NamedNode(f"urn:é{thing}"), Literal(f"ü{n // 2}", language=("en", "fr")[n % 2]))
        for thing, size in enumerate(each)
        for n in range(size)
    ]
    found = list(server_of(table, cap, []).scan(("s", "o"), "?s <urn:p> ?o"))
    assert sorted(map(str, found)) == sorted(map(str, table))


def test_short_page_is_taken_as_whole_once_a_longer_one_came() -> None:
    asked: list[str] = []
    pages = server_of([(NamedNode(f"urn:{n}"), Literal("x")) for n in range(4)], 100, asked)
    for expected in (2, 4):
        assert len(list(pages.scan(("s", "o"), "?s <urn:p> ?o"))) == 4
        assert len(asked) == expected
    pages.delivered(5)
    assert len(list(pages.scan(("s", "o"), "?s <urn:p> ?o"))) == 4
    assert len(asked) == 5


def test_pages_that_do_not_go_on_are_an_error() -> None:
    from pyoxigraph import Quad, Store

    store = Store()
    store.extend(Quad(NamedNode(f"urn:{n}"), P, Literal("x")) for n in range(30))

    def deaf(_: str) -> QuerySolutions:
        found = store.query("SELECT DISTINCT ?s { ?s ?p ?o } ORDER BY STR(?s) LIMIT 10")
        assert isinstance(found, QuerySolutions)
        return found

    with pytest.raises(LocationError, match="does not sort or compare as SPARQL says"):
        list(Pages(deaf, "http://host/sparql", page=10).scan(("s",), "?s ?p ?o"))


def triples(amount: int, text: str = "x") -> tuple[Triple, ...]:
    return tuple(Triple(NamedNode(f"urn:{n}"), P, Literal(text)) for n in range(amount))


def test_small_change_is_one_request(server: Scripted) -> None:
    server.says("", status=204)
    store = opened(server, "/query")
    one, two = triples(2, 'a"\\u0022 } ; DROP ALL #')
    with store.writing():
        store.apply(Changes(added=(one,), removed=(two, one)))
    assert store.revision == 1
    [sent] = server.seen
    assert sent.path == "/update"
    value = '"a\\"\\\\u0022 } ; DROP ALL #"'
    gone, come = (f"{verb} DATA {{ <urn:{n}> <urn:p> {value} . }}" for n, verb in VERBS)
    assert sent.form == {"update": [f"{gone} ;\n{come}"]}


def test_large_change_goes_in_pieces_what_comes_first() -> None:
    pieces = updates(Changes(added=triples(1_201), removed=triples(600, "y")), NamedNode("urn:g"))
    assert [piece.size for piece in pieces] == [500, 500, 201, 500, 100]
    starts = [piece.text.partition("<urn:0>")[0] for piece in pieces]
    assert starts[0] == "INSERT DATA { GRAPH <urn:g> { "
    assert starts[3] == "DELETE DATA { GRAPH <urn:g> { "
    assert updates(Changes(added=triples(3, "x" * 400_000)), None)[0].size == 1
    assert updates(Changes(), None) == []


def test_change_that_breaks_off_says_how_far_it_came(server: Scripted) -> None:
    server.says("")
    server.says("")
    server.says("disk full", status=500, kind="text/plain")
    store = opened(server)
    with pytest.raises(LocationError) as caught:
        store.apply(Changes(added=triples(1_500)))
    assert str(caught.value) == (
        f"{store.location}: 500: disk full; the server did not make the change; "
        "1,000 of 1,500 triples were written before; run it again to complete"
    )
    assert store.revision == 1


def test_blank_node_is_not_written(server: Scripted) -> None:
    store = opened(server)
    for triple in (
        Triple(BlankNode("b"), P, P),
        Triple(P, P, BlankNode("b")),
    ):
        with pytest.raises(LocationError, match="blank node _:b cannot be written"):
            store.apply(Changes(added=(triple,)))
    assert server.seen == []


@pytest.mark.parametrize(
    ("location", "update"),
    [
        ("http://host/ds/query", "http://host/ds/update"),
        ("http://host/ds/query?a=b&default-graph-uri=urn:g", "http://host/ds/update?a=b"),
        ("http://host/sparql", "http://host/sparql"),
        ("https://host", "https://host/"),
        ("http://[::1]:81/é b".replace(" ", ""), "http://[::1]:81/%C3%A9b"),
    ],
)
def test_url_for_updates_follows_from_the_one_for_questions(location: str, update: str) -> None:
    store = EndpointStore(location, {})
    assert store._address.update.url == update  # noqa: SLF001 - seen nowhere else


def test_environment_says_where_to_write_and_who_we_are(
    server: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STANCEGRAPH_UPDATE", f"{server.origin}/write")
    monkeypatch.setenv("STANCEGRAPH_USER", "ann")
    monkeypatch.setenv("STANCEGRAPH_PASSWORD", "pass")
    server.says("", status=401, WWW_Authenticate="Basic realm=x")
    server.says("")
    opened(server).apply(Changes(added=triples(1)))
    assert [s.path for s in server.seen] == ["/write", "/write"]
    assert server.seen[1].headers["Authorization"] == "Basic YW5uOnBhc3M="


def test_environment_meant_for_another_endpoint_is_not_used(
    server: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STANCEGRAPH_GRAPH", "http://elsewhere.example/sparql")
    monkeypatch.setenv("STANCEGRAPH_UPDATE", "http://elsewhere.example/write")
    monkeypatch.setenv("STANCEGRAPH_USER", "ann")
    server.says("", status=401, WWW_Authenticate="Basic realm=x")
    with pytest.raises(LocationError, match="401: you may not do this"):
        opened(server).apply(Changes(added=triples(1)))
    assert [(s.path, s.headers.get("Authorization")) for s in server.seen] == [("/sparql", None)]


def test_password_for_questions_does_not_go_to_another_host_for_updates(
    server: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STANCEGRAPH_UPDATE", f"{server.origin}/write")
    server.says("", status=401, WWW_Authenticate="Basic realm=x")
    store = EndpointStore("http://ann:secret@elsewhere.example/sparql", {})
    assert store.location == "http://elsewhere.example/sparql"
    with pytest.raises(LocationError) as caught:
        store.apply(Changes(added=triples(1)))
    assert "secret" not in str(caught.value)
    assert [s.headers.get("Authorization") for s in server.seen] == [None]


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://ann:secret@host:port/", "check the port"),
        ("http://ann:secret@host/a b", "not a web address"),
        ("http://ann:secret@host/\r\nX: y", "not a web address"),
        ("http://ann:secret@[::1/", "check its brackets"),
        ("http:///sparql", "no host"),
        ("http://ann:secret@host/?default-graph-uri=no iri".replace("o i", "o%20i"), "not an IRI"),
        ("http://h/?default-graph-uri=urn:a&default-graph-uri=urn:b", "is given 2 times"),
    ],
)
def test_location_that_is_no_address_is_refused(location: str, reason: str) -> None:
    with pytest.raises(LocationError, match=reason) as caught:
        EndpointStore(location, {})
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("value", ["soon", "0", "-1", "inf", "nan"])
def test_time_out_that_is_no_time_is_refused(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANCEGRAPH_TIMEOUT", value)
    with pytest.raises(UsageError, match="STANCEGRAPH_TIMEOUT"):
        EndpointStore("http://host/", {})


def test_default_graph_of_a_server_is_asked_and_written(oxigraph: str) -> None:
    store = EndpointStore(f"{oxigraph}/query", {})
    store.apply(Changes(added=triples(600)))
    assert len(store) == 600
    assert set(store.triples()) == set(triples(600))
    store.apply(Changes(removed=tuple(store.triples())))
    assert len(store) == 0


def test_where_is_nobody_the_address_is_named(server: Scripted) -> None:
    server.says("", status=404)
    store = opened(server)
    assert f"{server.origin}/sparql: 404; check the URL" in refusal(store)
    with pytest.raises(LocationError, match="give the URL for updates in STANCEGRAPH_UPDATE"):
        store.apply(Changes(added=triples(1)))


def test_count_that_is_no_number_is_our_error(server: Scripted) -> None:
    server.says(results([], "count"))
    with pytest.raises(LocationError, match="no number came for a COUNT"):
        len(opened(server))
    server.answers.clear()
    server.says(results(strings("many")))
    with pytest.raises(LocationError, match="no number came for a COUNT"):
        len(opened(server))


@pytest.mark.parametrize("text", ["", "# nothing", "PREFIX", "PREFIX a: <urn:>", "DROP ALL"])
def test_what_is_no_question_is_not_sent(server: Scripted, text: str) -> None:
    with pytest.raises(QuerySyntaxError, match="write SELECT, ASK, CONSTRUCT, DESCRIBE"):
        opened(server).query(text)
    assert server.seen == []
