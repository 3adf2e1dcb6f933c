"""One suite for every kind of location: what goes in comes out, and is asked alike."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest
from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Triple

from graph import KnowledgeGraph
from graph.errors import QuerySyntaxError
from graph.model.vocabulary import PREFIXES
from graph.rdf.reader import read_rdf
from graph.store.changes import Changes
from graph.store.columns import Pattern
from graph.store.location import open_store
from graph.store.memory import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph.store.base import Store
    from tests.store.conftest import NewLocation

QUERIES = Path(__file__).parents[1] / "queries"
CASES = sorted(QUERIES.glob("*/*.toml"))
BASE = "https://w3id.org/stancegraph/id/"
XSD = "http://www.w3.org/2001/XMLSchema#"
Graphs: TypeAlias = "Callable[[str], str]"
P = NamedNode("urn:p")
ODD = [
    *("", " ", "a", 'it\'s "quoted"', "a\\b\\u0041\\n", "one\ntwo\r\nthree\ttab", "{}<b>&amp;?x"),
    *(
        "é",
        "e\u0301",
        "Организация",
        "组织",
        "\U0001f600",
        "\u202eleft",
        "\u2028",
        "\x7f",
        "\x1b[31m",
    ),
    "".join(map(chr, range(1, 32))),
    "long " * 40_000,
]


def thing(number: int) -> NamedNode:
    return NamedNode(f"urn:thing:{number:05}")


def numbered(amount: int) -> tuple[Triple, ...]:
    return tuple(Triple(thing(n), P, Literal(f"number {n}")) for n in range(amount))


def opened(location: str) -> Store:
    """Open a location, with the project's prefixes."""
    return open_store(location, dict(PREFIXES))


def close(store: Store) -> None:
    getattr(store, "close", lambda: None)()


@pytest.fixture
def store(new_location: NewLocation) -> Iterator[Store]:
    """Return an empty graph of each kind."""
    found = opened(new_location("contract"))
    yield found
    close(found)


def add(store: Store, *triples: Triple) -> None:
    with store.writing():
        store.apply(Changes(added=triples))


def remove(store: Store, *triples: Triple) -> None:
    with store.writing():
        store.apply(Changes(removed=triples))


@pytest.fixture(scope="session")
def graphs(new_location: NewLocation) -> Graphs:
    """Return what gives the location of the graph of a query's cases, written once."""

    @cache
    def location(name: str) -> str:
        where = new_location(name)
        store = opened(where)
        triples = read_rdf(QUERIES / name / "graph.ttl").triples
        add(store, *triples)
        assert len(store) == len(set(triples))
        close(store)
        return where

    return location


def shown(cell: object) -> str:
    """Return a cell as cases write it."""
    parts = [] if cell is None else str(cell).split("; ")
    return "; ".join(
        part.removeprefix(BASE).replace("/", ":", 1) if part.startswith(BASE) else part
        for part in parts
    )


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_named_query_gives_its_table_wherever_the_graph_lives(path: Path, graphs: Graphs) -> None:
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    columns, *rows = (
        [cell.strip() for cell in line.split("|")] for line in case["table"].strip().splitlines()
    )
    kg = KnowledgeGraph.open(graphs(path.parent.name))
    table = kg.query(path.parent.name, **case.get("parameters", {}))
    close(kg.store)
    assert list(table.columns) == columns
    assert [[shown(cell) for cell in row] for row in table.rows] == rows


def test_what_is_added_is_there(store: Store) -> None:
    assert len(store) == 0
    add(store, *numbered(3))
    assert len(store) == 3
    assert set(store.triples()) == set(numbered(3))


def test_adding_twice_changes_nothing(store: Store) -> None:
    add(store, *numbered(3))
    add(store, *numbered(4))
    assert sorted(map(str, store.triples())) == sorted(map(str, numbered(4)))


def test_removing_what_is_gone_is_not_missed(store: Store) -> None:
    add(store, *numbered(3))
    remove(store, *numbered(2))
    remove(store, *numbered(2))
    assert list(store.triples()) == [numbered(3)[2]]


def test_a_change_takes_away_and_adds_at_once(store: Store) -> None:
    add(store, *numbered(2))
    kept, gone = numbered(2)
    with store.writing():
        store.apply(Changes(added=(kept, numbered(3)[2]), removed=(gone,)))
    assert set(store.triples()) == {kept, numbered(3)[2]}


def test_nothing_to_do_is_done(store: Store) -> None:
    with store.writing():
        store.apply(Changes())
    assert len(store) == 0


def test_writing_can_be_entered_inside_itself(store: Store) -> None:
    with store.writing(), store.writing():
        store.apply(Changes(added=numbered(1)))
        assert len(store) == 1
    assert len(store) == 1


def test_revision_grows_with_a_change(store: Store) -> None:
    before = store.revision
    add(store, *numbered(1))
    assert store.revision > before


def test_what_another_wrote_is_seen(new_location: NewLocation) -> None:
    where = new_location("two")
    first = opened(where)
    add(first, *numbered(2))
    close(first)
    second = opened(where)
    assert set(second.triples()) == set(numbered(2))
    close(second)


@pytest.mark.parametrize("text", ODD, ids=lambda text: ascii(text)[:12])
def test_text_survives(store: Store, text: str) -> None:
    terms = [
        Literal(text),
        Literal(text, language="en"),
        Literal(text, datatype=NamedNode("urn:t")),
    ]
    triples = {Triple(thing(1), P, term) for term in terms}
    add(store, *triples)
    assert set(store.triples()) == triples
    assert set(store.scan(("s", "o"), "?s <urn:p> ?o")) == {(thing(1), term) for term in terms}
    remove(store, *triples)
    assert len(store) == 0


@pytest.mark.parametrize(
    ("datatype", "value"),
    [
        *(("date", "2022-03-01"), ("integer", "-7"), ("decimal", "0.5"), ("boolean", "true")),
        *(("boolean", "false"), ("gYearMonth", "2022-03"), ("anyURI", "http://a/ b")),
    ],
)
def test_typed_value_survives(store: Store, datatype: str, value: str) -> None:
    triple = Triple(thing(1), P, Literal(value, datatype=NamedNode(f"{XSD}{datatype}")))
    add(store, triple)
    assert list(store.triples()) == [triple]
    remove(store, *store.triples())
    assert len(store) == 0


@pytest.mark.parametrize("iri", ["http://e.org/é?a=b&c#d", "http://e.org/%C3%A9", "urn:it's(x)"])
def test_iri_survives(store: Store, iri: str) -> None:
    triple = Triple(NamedNode(iri), P, NamedNode(iri))
    add(store, triple)
    assert list(store.triples()) == [triple]


def test_scan_gives_more_than_any_page(store: Store) -> None:
    add(store, *numbered(10_500))
    rows = set(store.scan(("thing", "name"), "?thing <urn:p> ?name"))
    assert rows == {(t.subject, t.object) for t in numbered(10_500)}
    assert len(store) == 10_500


def test_scan_gives_all_of_one_thing(store: Store) -> None:
    many = [Triple(thing(1), P, Literal(f"é{n}")) for n in range(5_500)]
    others = [Triple(thing(n), P, Literal("x")) for n in (0, 2)]
    add(store, *many, *others)
    rows = set(store.scan(("thing", "name"), "?thing <urn:p> ?name"))
    assert rows == {(t.subject, t.object) for t in [*many, *others]}


def test_scan_takes_any_pattern(store: Store) -> None:
    add(store, *numbered(2), Triple(thing(5), NamedNode("urn:q"), thing(1)))
    where = "{ ?a <urn:p> ?b } UNION { ?a <urn:q> ?b }"
    assert len(set(store.scan(("a", "b"), where))) == 3
    assert set(store.scan(("a",), "?a <urn:q> ?b")) == {(thing(5),)}
    assert set(store.scan(("a",), "?a <urn:q> ?b # one")) == {(thing(5),)}
    assert list(store.scan(("a",), "?a <urn:none> ?b")) == []


def by_row(columns: list[list[str]]) -> list[tuple[str, ...]]:
    """Return the rows of columns, sorted."""
    return sorted(zip(*columns, strict=True))


NAMES = Pattern(("thing", "name"), "?thing <urn:p> ?name")


def test_columns_hold_any_text(store: Store) -> None:
    texts = [*ODD, ",", '"', ",,", '",', '\r\n"', "\n", "\r", "a,b", '""', "'", "thing,name\r\n"]
    add(store, *(Triple(thing(n), P, Literal(text)) for n, text in enumerate(texts)))
    add(store, Triple(thing(99), P, NamedNode("urn:a,b")))
    (found,) = store.columns([NAMES])
    expected = [(thing(n).value, text) for n, text in enumerate(texts)]
    assert by_row(found) == [*expected, (thing(99).value, "urn:a,b")]


def test_columns_hold_plain_text_however_little_there_is_to_quote(store: Store) -> None:
    texts = ["", " ", "a", "", "b c"]
    add(store, *(Triple(thing(n), P, Literal(text)) for n, text in enumerate(texts)))
    (found,) = store.columns([NAMES])
    assert by_row(found) == [(thing(n).value, text) for n, text in enumerate(texts)]


def test_columns_give_terms_without_marks_or_datatypes(store: Store) -> None:
    terms: list[NamedNode | Literal] = [
        NamedNode("urn:a,b"),
        Literal("text", language="en"),
        Literal("2022-03-01", datatype=NamedNode(f"{XSD}date")),
        Literal("7", datatype=NamedNode(f"{XSD}integer")),
        Literal("true", datatype=NamedNode(f"{XSD}boolean")),
    ]
    add(store, *(Triple(thing(n), P, term) for n, term in enumerate(terms)))
    (found,) = store.columns([NAMES])
    values = ["urn:a,b", "text", "2022-03-01", "7", "true"]
    assert by_row(found) == [(thing(n).value, value) for n, value in enumerate(values)]


def test_columns_answer_each_pattern_in_its_turn(store: Store) -> None:
    q = NamedNode("urn:q")
    add(store, *numbered(3), Triple(thing(1), q, Literal("one, or more")))
    patterns = [
        Pattern(("thing",), "?thing <urn:q> ?any # a remark"),
        Pattern(("thing", "name"), "?thing <urn:none> ?name"),
        NAMES,
        Pattern(("thing",), "VALUES ?name { 'number 2' } ?thing <urn:p> ?name"),
        Pattern(("thing", "told", "name"), "?thing <urn:q> ?told ; <urn:p> ?name"),
        Pattern(("thing",), "?thing <urn:none> ?name"),
    ]
    found = [by_row(columns) for columns in store.columns(patterns)]
    assert found == [
        [(thing(1).value,)],
        [],
        [(thing(n).value, f"number {n}") for n in range(3)],
        [(thing(2).value,)],
        [(thing(1).value, "one, or more", "number 1")],
        [],
    ]
    assert [len(columns) for columns in store.columns(patterns)] == [1, 2, 2, 1, 3, 1]
    assert list(store.columns([])) == []


def test_columns_keep_texts_that_only_their_language_tells_apart(store: Store) -> None:
    add(store, *(Triple(thing(1), P, Literal("a", language=lang)) for lang in ("en", "fr")))
    (found,) = store.columns([NAMES])
    assert by_row(found) == [(thing(1).value, "a")] * 2


def test_columns_give_more_than_any_page(store: Store) -> None:
    add(store, *numbered(10_500))
    first, second = store.columns([NAMES, NAMES])
    expected = [(t.subject.value, f"number {n}") for n, t in enumerate(numbered(10_500))]  # type: ignore[union-attr]
    assert by_row(first) == by_row(second) == expected


def test_columns_that_nobody_reads_to_the_end_do_no_harm(store: Store) -> None:
    add(store, *numbered(2))
    answers = store.columns([NAMES] * 5)
    assert len(next(answers)[0]) == 2
    del answers
    add(store, *numbered(3))
    (found,) = store.columns([NAMES])
    assert len(found[0]) == 3


def test_columns_refuse_text_that_is_no_pattern(store: Store) -> None:
    add(store, *numbered(1))
    with pytest.raises(QuerySyntaxError):
        list(store.columns([NAMES, Pattern(("thing",), "?thing ?p")]))


def test_a_store_in_memory_answers_by_the_column_too() -> None:
    triples = [Triple(thing(n), P, Literal(text)) for n, text in enumerate(ODD)]
    memory = MemoryStore(triples, PREFIXES, location="memory")
    (found,) = memory.columns([NAMES])
    assert by_row(found) == [(thing(n).value, text) for n, text in enumerate(ODD)]


def test_each_form_of_query_has_its_answer(store: Store) -> None:
    add(store, *numbered(2))
    rows = store.query('SELECT ?s ?none { ?s <urn:p> "number 1" }')
    assert isinstance(rows, QuerySolutions)
    assert [v.value for v in rows.variables] == ["s", "none"]
    assert [tuple(row) for row in rows] == [(thing(1), None)]
    for number, there in ((1, True), (7, False)):
        answer = store.query(f'ASK {{ ?s ?p "number {number}" }}')
        assert isinstance(answer, QueryBoolean)
        assert bool(answer) is there
    for text in ('CONSTRUCT WHERE { ?s <urn:p> "number 1" }', f"DESCRIBE {thing(1)}"):
        triples = store.query(text)
        assert isinstance(triples, QueryTriples)
        assert list(triples) == [numbered(2)[1]]


def test_the_projects_prefixes_are_known_and_may_be_declared_otherwise(store: Store) -> None:
    add(store, Triple(thing(1), P, NamedNode(f"{PREFIXES['sg']}Position")))
    for text in ("ASK { ?s <urn:p> sg:Position }", "PREFIX sg: <urn:> ASK { ?s sg:p ?o }"):
        assert bool(store.query(text))
    with pytest.raises(QuerySyntaxError):
        store.query("ASK { ?s nowhere:p ?o }")


@pytest.mark.parametrize(
    "text", ["SELECT ?s { ?s ?p", "INSERT DATA { <urn:a> <urn:p> 1 }", "ASK { ?s ?p '\ud800' }"]
)
def test_text_that_is_no_query_is_our_error(store: Store, text: str) -> None:
    add(store, *numbered(1))
    with pytest.raises(QuerySyntaxError):
        store.query(text)
    assert len(store) == 1
