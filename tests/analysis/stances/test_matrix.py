"""The matrix as such: rows, columns, parts of it, passages, and independence of order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from graph import Wanted
from graph.analysis.stances.listed import StanceTable
from graph.errors import UsageError

if TYPE_CHECKING:
    from graph.analysis.stances.matrix import StanceMatrix
    from tests.analysis.sketch import Sketch

ON = Wanted(on="2021-01-01")
RED, BLUE = (f"https://w3id.org/stancegraph/id/organisation/{name}" for name in ("red", "blue"))
PEACE, TAX = (f"https://w3id.org/stancegraph/id/proposition/{name}" for name in ("peace", "tax"))


def varied(sketch: Sketch) -> None:
    """Draw a graph with everything in it that makes or unmakes a cell."""
    sketch.proposition("old", period="2020-11-01")
    sketch.position("red", "peace", "supports")
    sketch.position("red", "peace", "leansTowards", "paper#2")
    sketch.position("red", "tax", "opposes", "paper#2", "paper#3")
    sketch.position("blue", "tax", "supports", until="2020-12-31")
    sketch.position("blue", "tax", "leansAgainst", "paper#5", since="2021-01-01")
    sketch.position("blue", "levy", "declinesToSay")
    sketch.position("blue", "old", "ambivalent")
    sketch.position("grey", "levy", "supports", extent="some")
    sketch.position("grey", "old", "supports", "undated#1", recorded="2020-12-01")
    sketch.position("grey", "old", "opposes", "paper#9")
    sketch.position("person/ann", "old", "opposes")
    sketch.position("green", "arms", "opposes", status="draft")
    sketch.clause("call", "demands", "supports", "levy")
    sketch.clause("call", "demands", "supports", "peace")
    sketch.act("grey", "signed", "call")
    sketch.act("blue", "launched", "call", "later#1")
    sketch.link("levy", "entails", "tax")
    sketch.link("peace", "incompatibleWith", "arms")


EXPECTED = {
    "red peace": "0.75 stated",
    "red tax": "-1 stated",
    "red arms": "-0.75 through a link",
    "red levy": "-1 through a link",
    "blue tax": "-0.5 stated",
    "blue levy": "declined stated",
    "blue old": "0 stated",
    "grey old": "disputed stated",
    "grey peace": "1 inferred",
    "grey arms": "-1 through a link",
}


@pytest.mark.parametrize("seed", [None, *range(8)])
def test_neither_order_nor_iris_matter(sketch: Sketch, seed: int | None) -> None:
    varied(sketch)
    assert sketch.told(Wanted(on="2021-01-01", linked=True), seed=seed) == EXPECTED


@pytest.mark.parametrize("seed", range(8))
def test_neither_matters_to_counts_and_passages(sketch: Sketch, seed: int) -> None:
    varied(sketch)
    wanted = Wanted(on="2021-01-01", linked=True)
    tables = []
    for kg in (sketch.open(), sketch.open(seed)):
        table = StanceTable(kg, kg.stances(wanted)).table()
        tables.append([row[:9] for row in table.rows])
    assert tables[0] == tables[1]
    counts = {(row[0], row[1]): (row[7], row[8]) for row in tables[0]}
    assert counts["red", "peace"] == (2, 2)
    assert counts["red", "tax"] == (1, 2)
    # The act and the clause both stand in the paper's first paragraph.
    assert counts["grey", "peace"] == (1, 1)
    assert counts["grey", "old"] == (2, 2)


def test_rows_and_columns_are_sorted_and_hold_something(sketch: Sketch) -> None:
    sketch.thing("organisation", "silent")
    sketch.proposition("unspoken")
    sketch.position("red", "tax", "supports")
    sketch.position("blue", "peace", "opposes")
    matrix = sketch.open().stances(ON)
    assert matrix.actors == (BLUE, RED)
    assert matrix.propositions == (PEACE, TAX)
    assert matrix.shape == (2, 2)
    assert matrix.cells.row.tolist() == [0, 1]
    assert matrix.cells.column.tolist() == [0, 1]


def test_row_column_and_cell_are_the_same_cells(sketch: Sketch) -> None:
    varied(sketch)
    matrix = sketch.open().stances(ON)
    dense = matrix.coordinates()
    for actor in matrix.actors:
        row = matrix.row(actor)
        for proposition in matrix.propositions:
            view = matrix.cell(actor, proposition)
            assert (view is None) is (proposition not in row)
            if view is not None:
                assert view == row[proposition] == matrix.column(proposition)[actor]
                assert view.proposition == proposition
                value = dense[matrix.actor(actor), matrix.proposition(proposition)]
                assert (view.degree is None) is bool(np.isnan(value))
                assert view.degree is None or view.degree == 2 * value
    assert matrix.row("nobody") == matrix.column("nothing") == {}
    assert matrix.actor("nobody") == matrix.proposition("nothing") == -1


def parts(matrix: StanceMatrix) -> dict[tuple[str, str], tuple[object, ...]]:
    return {
        (actor, proposition): (view.state, view.degree, view.statements, view.ways, view.passages)
        for actor in matrix.actors
        for proposition, view in matrix.row(actor).items()
    }


def test_only_keeps_the_cells_of_those_named(sketch: Sketch) -> None:
    varied(sketch)
    matrix = sketch.open().stances(ON)
    whole = parts(matrix)
    assert parts(matrix.only(None, None)) == whole
    found = matrix.only([RED, BLUE, "nobody"], None)
    assert found.actors == (BLUE, RED)
    assert parts(found) == {key: v for key, v in whole.items() if key[0] in {RED, BLUE}}
    found = matrix.only(None, [TAX])
    assert found.propositions == (TAX,)
    assert parts(found) == {key: v for key, v in whole.items() if key[1] == TAX}
    found = matrix.only([RED, BLUE], None).only([RED], [PEACE, TAX])
    assert parts(found) == {key: v for key, v in whole.items() if key[0] == RED}


def test_only_of_nobody_is_empty(sketch: Sketch) -> None:
    varied(sketch)
    matrix = sketch.open().stances(ON)
    for empty in (matrix.only([], None), matrix.only(["nobody"], [TAX]), matrix.only([], [])):
        assert empty.shape == (0, 0)
        assert empty.only(None, [TAX]).shape == (0, 0)
    with pytest.raises(UsageError, match="named twice"):
        matrix.only([RED, RED], None)
    with pytest.raises(UsageError, match="named twice"):
        matrix.only(None, [TAX, TAX])


def test_a_passage_is_one_however_many_organisations_it_speaks_of(sketch: Sketch) -> None:
    for name in ("red", "blue", "grey"):
        sketch.position(name, "peace", "supports", "paper#4")
    # Another paragraph, another document, and the same paragraph on another's word.
    sketch.position("red", "tax", "supports", "paper#5", "undated#4", "paper#4 person/bob reported")
    matrix = sketch.open().stances(ON)
    assert {frozenset(view.passages) for view in matrix.column(PEACE).values()} == {
        frozenset(sketch.cell(matrix, "red", "peace").passages)
    }
    tax = sketch.cell(matrix, "red", "tax").passages
    assert len(tax) == 3
    assert len(tax | sketch.cell(matrix, "blue", "peace").passages) == 3
    assert matrix.passages.toarray().tolist() == [[1, 0], [1, 0], [1, 3]]


def test_passages_of_those_who_do_not_count_are_none(sketch: Sketch) -> None:
    sketch.position("red", "peace", "supports", "paper#1", "paper#2 organisation/red selfStated")
    kg = sketch.open()
    for claimants, count in (((), 2), (("ann",), 1), (("red",), 1), (("ann", "red"), 2)):
        matrix = kg.stances(Wanted(on="2021-01-01", claimants=claimants))
        assert matrix.passages.toarray().tolist() == [[count]]


def test_a_quote_and_a_locator_tell_passages_apart(sketch: Sketch) -> None:
    first = sketch.position("red", "peace", "supports", "paper#1 person/ann reported")
    second = sketch.position("blue", "peace", "supports", "paper#1 person/bob reported")
    assert len({first, second}) == 2
    sketch.add("evidence/paper-1-ann-reported", "oa:exact", '"never, \\"again\\""@en')
    kg = sketch.open()
    matrix = kg.stances(ON)
    assert sketch.cell(matrix, "red", "peace").passages.isdisjoint(
        sketch.cell(matrix, "blue", "peace").passages
    )


def test_an_empty_graph_has_an_empty_matrix(sketch: Sketch) -> None:
    sketch.thing("organisation", "red")
    kg = sketch.open()
    for wanted in (ON, Wanted(since="2020-01-01"), Wanted(linked=True, claimants=("red",))):
        matrix = kg.stances(wanted)
        assert (matrix.shape, len(matrix.cells)) == ((0, 0), 0)
        assert StanceTable(kg, matrix).table().rows == []
        assert StanceTable(kg, matrix).square().rows == []
        assert "0 organisations on 0 propositions" in StanceTable(kg, matrix).sentences()[0].text


def test_the_table_tells_what_is_in_each_cell(sketch: Sketch) -> None:
    sketch.position("red", "peace", "supports", "paper#1", name="said")
    sketch.position("red", "peace", "opposes", "paper#2", name="denied")
    sketch.position("blue", "tax", "declinesToSay", name="silent")
    kg = sketch.open()
    shown = StanceTable(kg, kg.stances(ON))
    base = "https://w3id.org/stancegraph/id/"
    assert shown.table().rows == [
        (
            *("blue", "tax", "declines to say", None, "declined", "stated", "presumed", 1, 1),
            *(BLUE, TAX, f"{base}position/silent"),
        ),
        (
            *("red", "peace", "supports and opposes", None, "disputed", "stated", "presumed", 2, 2),
            *(RED, PEACE, f"{base}position/denied; {base}position/said"),
        ),
    ]
    assert shown.square().rows == [("blue", None, None), ("red", None, None)]
    assert shown.network().number_of_edges() == 0
    assert "2 are unknown" in shown.sentences()[0].text
