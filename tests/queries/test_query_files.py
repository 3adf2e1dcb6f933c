"""What holds of every query file of the library."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store

from graph.query.binding import bind, marked_variables
from graph.query.library import named_query, query_names

HERE = Path(__file__).parent
NAMES = query_names()
DAY = Literal("2023-08-03", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date"))
JOIN = "; "


def graph_file(name: str) -> Path:
    return HERE / name / "graph.ttl"


def store_of(name: str) -> Store:
    store = Store()
    store.load(path=str(graph_file(name)), format=RdfFormat.TURTLE)
    return store


def rdflib_of(name: str) -> rdflib.Graph:
    return rdflib.Graph().parse(graph_file(name), format="turtle")


def in_pyoxigraph(store: Store, text: str) -> list[list[str]]:
    found = store.query(text)
    assert isinstance(found, QuerySolutions)
    return sorted([cell(None if t is None else t.value) for t in row] for row in found)


def in_rdflib(graph: rdflib.Graph, text: str) -> list[list[str]]:
    rows = [row for row in graph.query(text) if isinstance(row, rdflib.query.ResultRow)]
    return sorted([cell(None if term is None else str(term)) for term in row] for row in rows)


def cell(value: str | None) -> str:
    """Return a cell as any engine writes it: joined values in one order."""
    return JOIN.join(sorted((value or "").split(JOIN)))


def selected(text: str) -> list[str]:
    """Return the variables of the outer SELECT, in order."""
    body = re.sub(r"(?m)^(#|PREFIX).*$", "", text)
    clause = body[body.index("SELECT") : body.index("WHERE")]
    named = re.compile(r"\bAS\s+\?(\w+)\s*\)$")
    found, depth, word = [], 0, ""
    for char in clause.removeprefix("SELECT").replace("DISTINCT", ""):
        depth += (char == "(") - (char == ")")
        word += char
        if depth == 0 and (char.isspace() or char == ")"):
            if word.strip().startswith("("):
                match = named.search(word.strip())
                assert match, word
                found.append(match[1])
            elif word.strip():
                found.append(word.strip().removeprefix("?"))
            word = ""
    return found


@pytest.mark.parametrize("name", NAMES)
def test_the_header_lists_the_selected_columns_in_order(name: str) -> None:
    query = named_query(name)
    assert [column.name for column in query.columns] == selected(query.text)


@pytest.mark.parametrize("name", NAMES)
def test_each_column_and_parameter_is_explained(name: str) -> None:
    query = named_query(name)
    assert query.summary
    assert query.order
    assert all(column.meaning for column in query.columns)
    assert all(column.unit for column in query.columns if column.datatype == "integer")
    assert all(p.example for p in query.parameters)


@pytest.mark.parametrize("name", NAMES)
def test_the_query_marks_exactly_its_parameters(name: str) -> None:
    query = named_query(name)
    assert marked_variables(query.text) == {p.variable for p in query.parameters}


@pytest.mark.parametrize("name", NAMES)
def test_columns_are_named_and_rows_ordered(name: str) -> None:
    text = named_query(name).text
    assert not re.search(r"SELECT\s+(DISTINCT\s+)?\*", text)
    assert re.search(r"(?m)^ORDER BY .*\n?\Z", text)


@pytest.mark.parametrize("name", NAMES)
def test_there_is_a_folder_with_cases(name: str) -> None:
    assert graph_file(name).is_file()
    assert list((HERE / name).glob("*.toml"))


def test_every_folder_is_a_query() -> None:
    assert {path.parent.name for path in HERE.glob("*/graph.ttl")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_file_runs_unchanged_in_pyoxigraph_and_rdflib_alike(name: str) -> None:
    text = named_query(name).text
    assert in_pyoxigraph(store_of(name), text) == in_rdflib(rdflib_of(name), text)


@pytest.mark.parametrize("name", NAMES)
def test_the_bound_query_gives_the_same_in_pyoxigraph_and_rdflib(name: str) -> None:
    query, store, graph = named_query(name), store_of(name), rdflib_of(name)
    for things in things_of(store, name):
        values: dict[str, list[NamedNode | Literal]] = {}
        for parameter in query.parameters:
            if parameter.type == "date":
                values[parameter.variable] = [DAY]
            elif parameter.type == "boolean":
                values[parameter.variable] = [Literal(value=True)]
            else:
                values[parameter.variable] = things.get(parameter.type, [])[: parameter.least]
        text = bind(query.text, values)
        assert in_pyoxigraph(store, text) == in_rdflib(graph, text)


def things_of(store: Store, name: str) -> list[dict[str, list[NamedNode | Literal]]]:
    """Return things to ask about: two ways round, of each kind of parameter."""
    classes = {
        "organisation": "http://www.w3.org/ns/org#Organization",
        "petition": "https://w3id.org/stancegraph/ontology#Petition",
        "proposition": "https://w3id.org/stancegraph/ontology#Proposition",
        "statement": "https://w3id.org/stancegraph/ontology#Position",
    }
    found: dict[str, list[NamedNode | Literal]] = {}
    for kind, cls in classes.items():
        quads = store.quads_for_pattern(None, pyoxigraph.NamedNode(pyoxigraph_type), NamedNode(cls))
        found[kind] = sorted(
            (q.subject for q in quads if isinstance(q.subject, NamedNode)), key=lambda n: n.value
        )
    found["actor"] = found["thing"] = found["organisation"]
    found["petition or campaign"] = found["petition"]
    assert any(found.values()), name
    return [found, {kind: nodes[::-1] for kind, nodes in found.items()}]


pyoxigraph_type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
