"""Where a row limit goes in a query."""

from __future__ import annotations

import pytest

from graph.cli.limits import query_form, with_limit


@pytest.mark.parametrize(
    ("text", "limited"),
    [
        ("SELECT * { ?s ?p ?o }", "SELECT * { ?s ?p ?o }\nLIMIT 5"),
        ("SELECT * { ?s ?p ?o } # LIMIT 2", "SELECT * { ?s ?p ?o } # LIMIT 2\nLIMIT 5"),
        ("SELECT * { ?s ?p ?o } LIMIT 2", "SELECT * { ?s ?p ?o } LIMIT 2"),
        ("SELECT * { ?s ?p ?o } limit 20 OFFSET 3", "SELECT * { ?s ?p ?o } limit 5 OFFSET 3"),
        ("SELECT * { ?s ?p ?o } OFFSET 3", "SELECT * { ?s ?p ?o } OFFSET 3\nLIMIT 5"),
        ("SELECT * { { SELECT * { } LIMIT 9 } }", "SELECT * { { SELECT * { } LIMIT 9 } }\nLIMIT 5"),
        ("SELECT * { } LIMIT 99999999999999999999999", "SELECT * { } LIMIT 5"),
        ("SELECT * { } LIMIT -1", "SELECT * { } LIMIT -1"),
        ("SELECT * { } LIMIT", "SELECT * { } LIMIT"),
        ("SELECT * { } VALUES ?x { 1 }", "SELECT * { } LIMIT 5\nVALUES ?x { 1 }"),
        ("SELECT * { VALUES ?x { 1 } }", "SELECT * { VALUES ?x { 1 } }\nLIMIT 5"),
        ('SELECT * { ?s ?p "LIMIT 9" }', 'SELECT * { ?s ?p "LIMIT 9" }\nLIMIT 5'),
        ("DESCRIBE <x:limit>", "DESCRIBE <x:limit>\nLIMIT 5"),
    ],
)
def test_the_smaller_limit_of_the_outer_query_holds(text: str, limited: str) -> None:
    assert with_limit(text, 5) == limited


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("select * {}", "SELECT"),
        ("PREFIX ask: <x:> # SELECT\nconstruct where {}", "CONSTRUCT"),
        ("BASE <x:> DESCRIBE <y>", "DESCRIBE"),
        ("ASK { SELECT * {} }", "ASK"),
        ("foo", ""),
    ],
)
def test_the_form_is_the_first_outer_word(text: str, form: str) -> None:
    assert query_form(text) == form
