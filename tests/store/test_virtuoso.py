"""Virtuoso's own ways: cut answers, answers in part, digest, letters beyond ASCII."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, QueryTriples, Triple

from graph.errors import LocationError, QueryStopped, QuerySyntaxError
from graph.store.changes import Changes
from graph.store.endpoint.store import EndpointStore

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyoxigraph import QueryBoolean

pytestmark = pytest.mark.virtuoso

P = NamedNode("urn:p")
ROWS = 10_500
"""More than the 10,000 that Virtuoso gives at once."""
EDITOR = "editor:" + quote('Sesame:öffne "dich"', safe="")
CUT = r"the server cut the answer at 10,000 of 10,500 rows; add a LIMIT, or narrow the question"


def thing(number: int) -> NamedNode:
    # Before and behind the letters of ASCII, which Virtuoso compares in two ways.
    return NamedNode(f"urn:{'aéЯ😀'[number % 4]}{number:05}")


ALL = tuple(Triple(thing(n), P, Literal(f"ü{n}")) for n in range(ROWS))


@pytest.fixture(scope="module")
def store(virtuoso: str) -> EndpointStore:
    found = EndpointStore(f"{virtuoso}/sparql?default-graph-uri=urn:test:large", {})
    found.apply(Changes(added=ALL))
    return found


@pytest.fixture
def count(store: EndpointStore) -> Callable[[str], int]:
    def rows(text: str) -> int:
        found = store.query(text)
        assert isinstance(found, QuerySolutions | QueryTriples)
        return sum(1 for _ in found)

    return rows


def test_everything_is_read_page_by_page(store: EndpointStore) -> None:
    assert len(store) == ROWS
    assert sorted(map(str, store.triples())) == sorted(map(str, ALL))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o }",
        "SELECT ?s { ?s ?p ?o } ORDER BY ?s",
        "SELECT ?s { ?s ?p ?o } LIMIT 20000",
        "SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o } GROUP BY ?s",
        "CONSTRUCT WHERE { ?s ?p ?o }",
        "CONSTRUCT { ?s <urn:a> 1 ; <urn:b> 2 ; <urn:c> 3 } { ?s ?p ?o }",
        "CONSTRUCT { ?s <urn:a> ?o } { ?s ?p ?o } ORDER BY ?s",
        "DESCRIBE ?s { ?s ?p ?o }",
    ],
)
def test_cut_answer_is_refused(count: Callable[[str], int], text: str) -> None:
    with pytest.raises(LocationError, match=CUT):
        count(text)


def test_whole_answer_of_a_round_number_is_given(count: Callable[[str], int]) -> None:
    assert count("SELECT ?s { ?s ?p ?o } LIMIT 10000") == 10_000
    assert count("SELECT ?s { ?s ?p ?o } ORDER BY ?s LIMIT 2000") == 2_000
    last = str(Literal("ü9"))
    assert count(f"SELECT ?s {{ ?s ?p ?o FILTER(?o = {last}) }}") == 1
    assert count("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 3000") == 3_000


def test_answer_in_part_is_refused(virtuoso: str, store: EndpointStore) -> None:
    assert len(store) == ROWS
    hasty = EndpointStore(f"{store.location}&timeout=1000", {})
    text = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }"
    with pytest.raises(QueryStopped, match=r"only a part of the answer \(S1TAT: .*; narrow"):
        hasty.query(text)
    assert virtuoso in hasty.location


def test_query_over_what_a_url_holds_is_asked(store: EndpointStore) -> None:
    values = " ".join(str(thing(n)) for n in range(2_000))
    found = store.query(f"SELECT ?s {{ VALUES ?s {{ {values} }} ?s ?p ?o }} LIMIT 3000")
    assert isinstance(found, QuerySolutions)
    assert sum(1 for _ in found) == 2_000


def test_fault_is_told_in_its_words(store: EndpointStore) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        store.query("SELECT ?s {\n ?s ?p }")
    assert "400: Virtuoso 37000 Error SP030: SPARQL compiler, line 2" in str(caught.value)
    with pytest.raises(LocationError, match="Sorted TOP clause specifies more then 30000 rows"):
        store.query("SELECT ?s { ?s ?p ?o } ORDER BY ?s LIMIT 30000")


def test_digest_opens_what_is_closed(virtuoso: str) -> None:
    closed = (
        virtuoso.replace("://", f"://{EDITOR}@") + "/sparql-auth?default-graph-uri=urn:test:auth"
    )
    store = EndpointStore(closed, {})
    store.apply(Changes(added=ALL[:3]))
    answers: list[QueryBoolean] = [store.query("ASK { ?s ?p ?o }") for _ in range(2)]  # type: ignore[misc]
    assert all(map(bool, answers))
    assert len(store) == 3
    assert store.location == f"{virtuoso}/sparql-auth?default-graph-uri=urn:test:auth"
    for who in ("", "editor:wrong@"):
        stranger = EndpointStore(closed.replace(f"{EDITOR}@", who), {})
        with pytest.raises(LocationError, match="401: you may not do this; set STANCEGRAPH_USER"):
            stranger.query("ASK { ?s ?p ?o }")


def test_without_a_graph_to_write_to_the_servers_words_are_told(virtuoso: str) -> None:
    with pytest.raises(LocationError, match=r"Virtuoso \d+ Error"):
        EndpointStore(f"{virtuoso}/sparql", {}).apply(Changes(added=ALL[:1]))
