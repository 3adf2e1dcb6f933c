"""A limit gives the first rows of a named query, wherever it is pushed in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, Store

from graph import KnowledgeGraph
from graph.query import portions
from graph.query.binding import limit_rows, look_up
from graph.query.library import named_query, query_names
from graph.query.run import run_named

HERE = Path(__file__).parent
OPEN = [n for n in query_names() if not any(p.required for p in named_query(n).parameters)]
MOST = 20


@pytest.mark.parametrize("name", OPEN)
def test_a_limit_gives_the_first_rows(name: str) -> None:
    for path in sorted(HERE.glob("*/graph.ttl")):
        kg = KnowledgeGraph.open(path.parent)
        query = named_query(name)
        rows = run_named(kg.store, kg.names, query, {}).rows
        for limit in range(min(len(rows), MOST) + 2):
            found = run_named(kg.store, kg.names, query, {}, limit=limit).rows
            assert found == rows[:limit], (path.parent.name, limit)


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("sizes", [(1, 1), (1, 2), (2, 5)])
@pytest.mark.parametrize("name", [n for n in OPEN if portions.portioned(named_query(n).text)])
def test_asking_in_portions_gives_the_first_rows(
    name: str, sizes: tuple[int, int], lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in sorted(HERE.glob("*/graph.ttl")):
        kg = KnowledgeGraph.open(path.parent)
        query = named_query(name)
        rows = run_named(kg.store, kg.names, query, {}, lang=lang).rows
        with monkeypatch.context() as patched:
            patched.setattr(portions, "MANY", 0)
            patched.setattr(portions, "SIZES", sizes)
            for limit in range(min(len(rows), MOST) + 2):
                found = run_named(kg.store, kg.names, query, {}, lang=lang, limit=limit).rows
                assert found == rows[:limit], (path.parent.name, limit)


ACTORS = 40


@pytest.mark.parametrize("name", ["changes", "disputes"])
def test_portions_are_asked_in_the_order_of_the_rows(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Among many actors: some are called alike, one has no name, one only a French one.
    (tmp_path / "graph.ttl").write_text(many_actors(), encoding="utf-8")
    kg, query = KnowledgeGraph.open(tmp_path), named_query(name)
    rows = run_named(kg.store, kg.names, query, {}).rows
    assert len({row[query_column(name, "actor_iri")] for row in rows}) == ACTORS
    monkeypatch.setattr(portions, "SIZES", (1, 3))
    asked: list[int] = []
    first_rows = portions.first_rows

    def counted(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - passed through
        asked.append(len(args[1]))
        return first_rows(*args, **kwargs)

    monkeypatch.setattr("graph.query.run.first_rows", counted)
    for limit in (1, 2, 3, 4):
        assert run_named(kg.store, kg.names, query, {}, limit=limit).rows == rows[:limit]
    assert asked == [ACTORS] * 4


def query_column(name: str, column: str) -> int:
    return [c.name for c in named_query(name).columns].index(column)


def many_actors() -> str:
    """Return a graph of actors of whom each has changed, and each has a dispute."""
    text = [(HERE / "disputes" / "graph.ttl").read_text(encoding="utf-8").partition("\n\n")[0]]
    text.append(
        """
proposition:p a sg:Proposition ; skos:prefLabel "P"@en .
person:ann a foaf:Person ; skos:prefLabel "Ann"@en .
person:bob a foaf:Person ; skos:prefLabel "Bob"@en .
evidence:a a sg:Evidence ; prov:wasAttributedTo person:ann .
evidence:b a sg:Evidence ; prov:wasAttributedTo person:bob .
"""
    )
    for n in range(ACTORS):
        label = {7: "", 8: 'skos:prefLabel "Acteur"@fr ; '}.get(
            n, f'skos:prefLabel "Actor {n * 17 % ACTORS // 2}"@en ; '
        )
        text.append(
            f"""
organisation:o{n} a org:Organization ; {label}sg:country "GB" .
position:o{n}-1 a sg:Position ; sg:holder organisation:o{n} ; sg:proposition proposition:p ;
    sg:stance sg:supports ; sg:evidence evidence:a ; adms:status sg:reviewed ;
    sg:validFrom "2010-01-01"^^xsd:date .
position:o{n}-2 a sg:Position ; sg:holder organisation:o{n} ; sg:proposition proposition:p ;
    sg:stance sg:opposes ; sg:evidence evidence:a ; adms:status sg:reviewed ;
    sg:validFrom "2011-01-01"^^xsd:date .
position:o{n}-3 a sg:Position ; sg:holder organisation:o{n} ; sg:proposition proposition:p ;
    sg:stance sg:opposes ; sg:evidence evidence:b ; adms:status sg:reviewed .
"""
        )
    return "".join(text)


@pytest.mark.parametrize("name", query_names())
def test_looking_up_gives_what_scanning_gives(name: str) -> None:
    store = Store()
    store.load(path=str(HERE / name / "graph.ttl"), format=RdfFormat.TURTLE)
    text = named_query(name).text
    scanned, looked = (
        [[str(term) for term in row] for row in store.query(t)]  # type: ignore[union-attr]
        for t in (text, look_up(text))
    )
    assert looked == scanned
    assert "# SCANNED" not in look_up(text)


def test_a_limit_holds_where_the_query_says_so_and_at_its_end() -> None:
    text = "SELECT ?a {\n  { SELECT ?a { ?a ?b ?c }\n    # LIMITED: ORDER BY ?a\n  }\n} ORDER BY ?a"
    limited = limit_rows(text, 3)
    assert "    ORDER BY ?a LIMIT 3\n  }" in limited
    assert limited.endswith("} ORDER BY ?a\nLIMIT 3")


def test_without_a_limit_nothing_is_changed() -> None:
    text = named_query("second-hand").text
    assert limit_rows(text, None) == text
