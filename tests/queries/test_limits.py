"""A limit gives the first rows of a named query, wherever it is pushed in."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import KnowledgeGraph
from graph.query.binding import limit_rows
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


def test_a_limit_holds_where_the_query_says_so_and_at_its_end() -> None:
    text = "SELECT ?a {\n  { SELECT ?a { ?a ?b ?c }\n    # LIMITED: ORDER BY ?a\n  }\n} ORDER BY ?a"
    limited = limit_rows(text, 3)
    assert "    ORDER BY ?a LIMIT 3\n  }" in limited
    assert limited.endswith("} ORDER BY ?a\nLIMIT 3")


def test_without_a_limit_nothing_is_changed() -> None:
    text = named_query("second-hand").text
    assert limit_rows(text, None) == text
