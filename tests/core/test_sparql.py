"""Judging queries by token: what is refused, what passes, what errors show."""

from __future__ import annotations

import threading
import time
from bisect import bisect_left
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import QuerySolutions

from graph.errors import QueryRefused, QuerySyntaxError, StancegraphError
from graph.model.vocabulary import PREFIXES
from graph.sparql.guard import DEPTH_LIMIT, LENGTH_LIMIT, WEIGHT_LIMIT, check_query
from graph.sparql.syntax import at_place
from graph.sparql.tokens import place, tokens, unescape
from graph.sparql.weight import weigh
from graph.store.embedded import EmbeddedStore
from graph.store.isolation import run_isolated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

E = "\\u0045"
HIDDEN = (
    'SELECT * {{ {{ ?s <x:\\u0041\'a> "\\u0022" }} UNION {{ {0} <{1}> {{ ?s ?p ?o }} }} '
    'UNION {{ ?s <x:\\u0041\'b> "\\u0022" }} }}'
)
REFUSED = {
    "SELECT * { SERVICE <x:y> { ?s ?p ?o } }": "query:1:12: SERVICE asks another server",
    f"SELECT * {{ S{E}RVICE <x:y> {{ ?s ?p ?o }} }}": "query:1:12: SERVICE asks",
    "SELECT * { ?s ?p true.service SILENT ?x { } }": "query:1:23: SERVICE asks",
    "SELECT * { ?s ?p 'it''s' . SERVICE ?x { } }": "query:1:28: SERVICE asks",
    HIDDEN.format("SERVICE", "x:y"): "query:1:49: SERVICE asks",
    "ASK # {\rFROM <x:y> {}": "query:1:9: FROM names another dataset",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }": "query:1:10: FROM names another dataset",
    "SELECT *\nFROM NAMED <x:y> { }": "query:2:1: FROM names another dataset",
    "CONSTRUCT {} FROM <x:y> WHERE {}": "query:1:14: FROM names another dataset",
    "DROP ALL": "query:1:1: DROP is an update; only questions are asked here",
    "PREFIX a: <x:> INSERT DATA { a:a a:b a:c }": "query:1:16: INSERT is an update",
    "BASE <x:> load <x:y>": "query:1:11: LOAD is an update",
    "WITH <x:y> DELETE {} WHERE {}": "query:1:1: WITH is an update",
    "SELECT * " + "{" * 101 + "}" * 101: "query: nested too deeply (more than 100 levels)",
    "SELECT * { FILTER(" + "!" * 101 + "1) }": "query: nested too deeply",
    "ASK { FILTER(" + "(" * 99 + "1" + ")" * 99 + ") }": "query: nested too deeply",
    "#" * 100_001: "query: 100,001 bytes; at most 100,000 are read",
    "é" * 50_001: "query: 100,002 bytes; at most 100,000 are read",
}
ACCEPTED = [
    'SELECT * { ?s ?p "SERVICE <x:y>" }',
    "SELECT * { ?s ?p '''SERVICE\nFROM''' }",
    'SELECT * { ?s ?p "a\\" SERVICE" }',
    "SELECT * { ?s ?p ?o } # SERVICE <x:y>",
    "SELECT ?service ?from { ?service ?from ?load }",
    "SELECT * { <x:SERVICE> <x:FROM> ?o }",
    "PREFIX SERVICE: <x:> SELECT * { ?s SERVICE:from ?o }",
    "PREFIX a: <x:> SELECT * { ?s a:b.c-SERVICE ?o }",
    "BASE <x:y> PREFIX a: <b> ASK {}",
    'SELECT ("\\u0022" AS ?x) {}',
    "ASK { FILTER(" + "(" * 98 + "1" + ")" * 98 + ") }",
    "DESCRIBE <x:y>",
    "CONSTRUCT WHERE { ?s ?p ?o }",
    "SELECT * { ?s ?p ?o } VALUES ?s { <x:a> }",
    "select * { ?s ?p -1 , +2.5e3 , true , 'a'@en-GB , \"1\"^^<x:t> FILTER(?s < 3 && ?o >= 2) }",
]  # fmt: skip
BROKEN = {
    "": (0, 0, "query: empty; write SELECT, ASK, CONSTRUCT or DESCRIBE"),
    " # only a remark": (0, 0, "query: empty; write SELECT"),
    "SELEC ?s {}": (1, 1, "found 'SELEC'; did you mean SELECT?"),
    "hello": (1, 1, "found 'hello'; start with SELECT, ASK, CONSTRUCT or DESCRIBE"),
    "ASK {\n ?s ?p '\0' }": (2, 9, "a NUL character; remove it"),
    "ASK { ?s ?p '\ud800' }": (1, 14, "half of a surrogate pair"),
    "ASK { ?s ?p ?o": (1, 5, "'{' is never closed; close it"),
    "ASK { ?s ?p ?o }\n}": (2, 1, "'}' closes nothing; remove it"),
    "ASK { ?s ?p ?o ) }": (1, 16, "')' closes nothing; remove it"),
    "ASK { ?s ?p 'open }": (1, 13, "a string that is never closed; close it"),
    'ASK { ?s ?p """open\n" }': (1, 13, "a string that is never closed; close it"),
}


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:40])
def test_query_that_reaches_out_changes_or_nests_too_deeply_is_refused(text: str) -> None:
    with pytest.raises(QueryRefused) as caught:
        check_query(text)
    assert str(caught.value).startswith(REFUSED[text])


@pytest.mark.parametrize("text", ACCEPTED, ids=lambda text: text[:40])
def test_harmless_query_passes_and_is_sparql(text: str) -> None:
    assert check_query(text) == []
    EmbeddedStore("empty", [], PREFIXES).query(text)


@pytest.mark.parametrize("text", BROKEN, ids=lambda text: repr(text)[:40])
def test_broken_query_is_told_with_its_place(text: str) -> None:
    line, column, words = BROKEN[text]
    with pytest.raises(QuerySyntaxError) as caught:
        check_query(text)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert words in str(caught.value)


def test_service_passes_where_it_is_allowed() -> None:
    assert check_query("SELECT * { SERVICE <x:y> { ?s ?p ?o } }", allow_service=True) == []
    with pytest.raises(QueryRefused, match="FROM"):
        check_query("SELECT * FROM <x:y> {}", allow_service=True)


def test_limits_are_reached_exactly() -> None:
    assert check_query("ASK {}" + "#" * (LENGTH_LIMIT - 6)) == []
    assert check_query("SELECT * " + "{" * DEPTH_LIMIT + "}" * DEPTH_LIMIT) == []


def numbered(form: str, count: int) -> str:
    return " ".join(form.replace("%", str(i)) for i in range(count))


CHAINS: dict[str, Callable[[int], str]] = {
    "sum": lambda n: f"SELECT ({'+'.join(['1'] * n)} AS ?x) {{}}",
    "doubles": lambda n: f"SELECT ({'+'.join(['1.e0'] * n)} AS ?x) {{}}",
    "differences": lambda n: f"SELECT (1{'-1' * n} AS ?x) {{}}",
    "or": lambda n: f"ASK {{ ?s ?p ?o FILTER({'||'.join(['?o'] * n)}) }}",
    "and": lambda n: f"ASK {{ ?s ?p ?o FILTER({'&&'.join(['?o'] * n)}) }}",
    "alternative paths": lambda n: f"ASK {{ ?s {'|'.join(['a'] * n)} ?o }}",
    "repeated paths": lambda n: f"ASK {{ ?s ({'/'.join(['a'] * n)})* ?o }}",
    "unions": lambda n: f"ASK {{ {'UNION'.join(['{}'] * n)} }}",
    "minus": lambda n: f"ASK {{ {'MINUS {}' * n} }}",
    "filters": lambda n: f"ASK {{ {'FILTER(?s)' * n} }}",
    "bind": lambda n: f"ASK {{ {numbered('BIND(1 AS ?x%)', n)} }}",
    "columns": lambda n: f"SELECT {numbered('(1 AS ?x%)', n)} {{}}",
    "groups": lambda n: f"SELECT (1 AS ?y) {{}} GROUP BY {numbered('(1 AS ?x%)', n)}",
    "order": lambda n: f"SELECT * {{ ?s ?p ?o }} ORDER BY {'(?o + 1)' * n}",
    "descriptions": lambda n: f"DESCRIBE {'<x:y>' * n}",
    "arguments that hang on each other": lambda n: f"SELECT (IF(1, {'1+' * n}1, 2) AS ?x) {{}}",
}  # fmt: skip
SLOW_CHAINS: dict[str, Callable[[int], str]] = {
    "triples": lambda n: f"ASK {{ {'?s ?p ?o .' * n} }}",
    "optional": lambda n: f"ASK {{ ?s ?p ?o {'OPTIONAL { ?s a ?o }' * n} }}",
    "paths in a row": lambda n: f"ASK {{ ?s {'/'.join(['a'] * n)} ?o }}",
    "objects": lambda n: f"ASK {{ ?s ?p {','.join(['?o'] * n)} }}",
    "predicates": lambda n: f"ASK {{ ?s {';'.join(['?p ?o'] * n)} }}",
    "list": lambda n: f"ASK {{ ?s ?p ({'1 ' * n}) }}",
    "joined groups": lambda n: f"ASK {{ {'{ ?s ?p ?o }' * n} }}",
    "sub-selects": lambda n: f"ASK {{ {'{ SELECT ?s { ?s ?p ?o } }' * n} }}",
    "chain in chains": lambda n: f"ASK {{ {('{ ' + 'MINUS {}' * 30 + '}') * (n // 30)} }}",
}
WIDE = {
    "rows": f"ASK {{ VALUES ?s {{ {numbered('<x:%>', 10_000)} }} ?s ?p ?o }}",
    "rows of two": f"ASK {{ ?s ?p ?o }} VALUES (?s ?o) {{ {'(<x:a> -1)' * 5_000} }}",
    "list": f"ASK {{ ?s ?p ?o FILTER(?o IN ({','.join(['-1'] * 10_000)})) }}",
    "template": f"CONSTRUCT {{ {numbered('?s <x:%> ?o .', 5_000)} }} WHERE {{ ?s ?p ?o }}",
    "arguments": f"SELECT (COALESCE({','.join(['?s + 1'] * 5_000)}) AS ?x) {{ ?s ?p ?o }}",
    "variables": f"SELECT {numbered('?x%', 5_000)} {{ ?x0 ?p ?o }}",
}


@pytest.mark.parametrize("kind", [*CHAINS, *SLOW_CHAINS])
def test_long_flat_chain_is_refused_as_a_deep_one_is(kind: str) -> None:
    chain = {**CHAINS, **SLOW_CHAINS}[kind]
    with pytest.raises(QueryRefused, match="too long a chain of patterns, clauses or operators"):
        check_query(chain(3_000))
    assert check_query(chain(90)) == []


@pytest.mark.parametrize("kind", CHAINS)
def test_longest_chain_that_passes_needs_a_third_of_a_servers_stack(kind: str) -> None:
    chain = CHAINS[kind]
    longest = bisect_left(range(3_000), WEIGHT_LIMIT + 1, key=lambda n: weigh(tokens(chain(n)))) - 1

    def answered() -> bool:
        def ask() -> None:
            done.append(EmbeddedStore("empty", [], PREFIXES).query(chain(longest)))

        done: list[object] = []
        threading.stack_size(2_000_000 // 3)
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()
        return bool(done)

    assert run_isolated(answered, timeout_s=60)


@pytest.mark.parametrize("kind", WIDE)
def test_what_is_long_and_not_deep_passes_and_is_answered(kind: str) -> None:
    check_query(WIDE[kind])
    EmbeddedStore("empty", [], PREFIXES).query(WIDE[kind])


def test_variable_that_is_never_set_is_a_warning() -> None:
    assert check_query("SELECT ?s ?tpyo (?s AS ?name) { ?s ?p ?o }") == [
        "query: ?tpyo is never set, so its column is empty; check its name"
    ]


@pytest.mark.parametrize("part", ["a.", "a-", "a.1b-", '"\\', "'''\\", ":a.", "<a", "?a.", "1."])
def test_judging_takes_time_in_proportion_to_the_length(part: str) -> None:
    text = "ASK {" + part * (90_000 // len(part)) + "}"
    start = time.process_time()
    try:
        check_query(text)
    except StancegraphError as error:
        kinds = (QuerySyntaxError, QueryRefused)
        assert isinstance(error, kinds)  # noqa: PT017 - some are even queries
    assert time.process_time() - start < 5


@pytest.fixture
def canary() -> Iterator[tuple[str, list[str]]]:
    """Yield the address of a server that notes each request, and its notes."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_POST = do_GET  # noqa: N815 - the name is the server's

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", asked
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("word", ["SERVICE", f"S{E}RVICE", "service", "SERVICE SILENT"])
@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {{ {0} <{1}> {{ ?s ?p ?o }} }}",
        HIDDEN,
        'ASK {{ ?s ?p "\\u0022 }} {0} <{1}> {{ ?s ?p \\u0022" }}',
        "SELECT * {{ ?s <x:'> ?o }} UNION {{ {0} <{1}> {{ ?s ?p ?o }} }} # '",
        "SELECT * {{ {{ ?s ?p ?o FILTER(?s<'>'||1>'') }} UNION {{ {0} <{1}> {{ ?s ?p ?o }} }} }}",
    ],
)
def test_no_query_that_passes_asks_another_server(
    canary: tuple[str, list[str]], query: str, word: str
) -> None:
    url, asked = canary
    text = query.format(word, url)
    try:
        check_query(text)
        result = EmbeddedStore("empty", [], PREFIXES).query(text)
        if isinstance(result, QuerySolutions):
            list(result)
    except StancegraphError:
        pass
    assert asked == []


def test_tokens_keep_their_kinds_and_places() -> None:
    found = tokens("ASK{?s a:b-c.d '''x''y''' . <x:\\u0041'y>true.a.b:c@en}")
    assert [(t.kind, t.text) for t in found] == [
        ("word", "ASK"),
        ("mark", "{"),
        ("variable", "?s"),
        ("name", "a:b-c.d"),
        ("string", "'''x''y'''"),
        ("mark", "."),
        ("iri", "<x:\\u0041'y>"),
        ("name", "true.a.b:c"),
        ("language", "@en"),
        ("mark", "}"),
    ]
    assert [(found[3].start, found[3].end)] == [(7, 14)]


def test_words_joined_by_dots_are_words() -> None:
    assert [(t.kind, t.text, t.start) for t in tokens("true.SERVICE-1")] == [
        ("word", "true", 0),
        ("mark", ".", 4),
        ("word", "SERVICE", 5),
        ("mark", "-", 12),
        ("number", "1", 13),
    ]


def test_code_point_escapes_are_replaced_and_impossible_ones_kept() -> None:
    assert unescape("\\u0041\\U0001F600\\U00110000\\u00") == "A😀\\U00110000\\u00"


def test_caret_stands_under_the_fault() -> None:
    error = at_place("ASK {\n  ?s é ?o }", 11, "what is this")
    assert str(error) == "query:2:6: what is this\n    ?s é ?o }\n       ^"


def test_long_line_is_cut_around_the_fault() -> None:
    text = "ASK { " + "?s ?p ?o . " * 20 + "}"
    shown, caret = str(at_place(text, 150, "here")).split("\n")[1:]
    assert len(shown) == 2 + 72
    assert shown[caret.index("^")] == text[150]


def test_line_with_terminal_controls_is_shown_without_them() -> None:
    shown = str(at_place("ASK { \x1b[31m\u202e }", 6, "here")).split("\n")[1]
    assert shown == "  ASK {  [31m  }"


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("ASK { ?s nope:p ?o }", 1, 10, "unknown prefix 'nope:'; declare it with PREFIX nope: <…>"),
        ("ASK {\n ?s ?p }", 2, 8, "not SPARQL 1.1 at '}'; check what stands before it"),
        ("SELECT * { ?s ?p ?o } LIMIT -1", 1, 23, "not SPARQL 1.1 at 'LIMIT'"),
    ],
)
def test_syntax_error_of_the_engine_has_line_column_and_caret(
    text: str, line: int, column: int, words: str
) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        EmbeddedStore("empty", [], PREFIXES).query(text)
    error = caught.value
    assert (error.line, error.column) == (line, column)
    first, shown, caret = str(error).split("\n")
    assert first.startswith(f"query:{line}:{column}: {words}")
    assert shown[2:] == text.split("\n")[line - 1]
    assert caret.index("^") == column + 1


def test_place_counts_from_one() -> None:
    assert [place("a\nbc", i) for i in (0, 1, 2, 4)] == [(1, 1), (1, 2), (2, 1), (2, 3)]


def outcome(text: str) -> None:
    """Judge and run a query; only our own errors may come out."""
    try:
        check_query(text)
        answer = EmbeddedStore("empty", [], PREFIXES).query(text)
        assert answer is not None
    except StancegraphError as error:
        assert str(error).startswith("query:")  # noqa: PT017 - a text may be a query


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_random_text_raises_only_our_own_errors(text: str) -> None:
    outcome(text)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=80))
def test_random_bytes_raise_only_our_own_errors(data: bytes) -> None:
    outcome(data.decode("utf-8", "surrogateescape"))


WORDS = [
    *("SELECT", "ASK", "*", "?s", "$o", "{", "}", "(", ")", "[", "]", "<x:a>", "sg:Position", "a"),
    *("'", '"', "'''", "\\", "\\u0041", ".", ";", ",", "FILTER", "OPTIONAL", "UNION", "MINUS"),
    *("VALUES", "UNDEF", "1", "-", "!", "+", "/", "^", "|", "&&", "=", "AS", "BIND", "COUNT", "#"),
    *("GROUP BY", "ORDER BY", "HAVING", "LIMIT", "@en", "^^", "_:b", "EXISTS", "\n", "PREFIX"),
    *("nope:x", "<<", ">>", "{|", "|}", "REDUCED", "é", "\0", "<", ">"),
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=20))
def test_random_words_of_sparql_raise_only_our_own_errors(words: list[str]) -> None:
    outcome("SELECT * { " + " ".join(words))
    outcome(" ".join(words))


def test_library_queries_pass_the_guard() -> None:
    from graph.resources import folder

    texts = {p.name: p.read_text(encoding="utf-8") for p in Path(folder("queries")).glob("*.rq")}
    assert len(texts) >= 20
    assert {name: check_query(text) for name, text in texts.items() if check_query(text)} == {}
