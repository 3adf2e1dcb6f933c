"""Agreement of all pairs: its table, square, sentences and network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pytest

from graph import Wanted
from graph.errors import UsageError

if TYPE_CHECKING:
    from tests.analysis.sketch import Sketch

ON: Final = Wanted(on="2021-01-01")
ID: Final = "https://w3id.org/stancegraph/id/organisation/"


def three(sketch: Sketch) -> None:
    """Red and blue agree on p and differ on q; grey has spoken on r alone."""
    sketch.position("red", "p", "supports", "paper#1")
    sketch.position("blue", "p", "supports", "paper#2")
    sketch.position("red", "q", "supports", "paper#3")
    sketch.position("blue", "q", "leansAgainst", "paper#3")
    sketch.position("grey", "r", "opposes")


def test_only_pairs_that_share_something_are_listed(sketch: Sketch) -> None:
    three(sketch)
    found = sketch.open().agreement_matrix(wanted=ON)
    # (0 + ¾) / 2; nothing is unknown between the two.
    assert found.table().rows == [
        ("blue", "red", 62.5, 2, 62.5, 62.5, 3, 2, f"{ID}blue", f"{ID}red")
    ]
    assert found.square().columns == ("organisation", "blue", "grey", "red")
    assert found.square().rows == [
        ("blue", 100, None, 62.5),
        ("grey", None, 100, None),
        ("red", 62.5, None, 100),
    ]


def test_those_of_one_name_have_columns_of_their_own(sketch: Sketch) -> None:
    three(sketch)
    sketch.rename("organisation/grey", "red")
    kg = sketch.open()
    names = ("blue", "red (organisation:grey)", "red (organisation:red)")
    found = kg.agreement_matrix(wanted=ON).square()
    assert found.columns == ("organisation", *names)
    assert tuple(found.column("organisation")) == names
    assert found.to_polars().shape == (3, 4)


def test_the_network_ties_those_who_share_something(sketch: Sketch) -> None:
    three(sketch)
    ties = sketch.open().agreement_matrix(wanted=ON).network()
    assert sorted(data["label"] for _, data in ties.nodes(data=True)) == ["blue", "grey", "red"]
    ((_, _, data),) = ties.edges(data=True)
    # Congruence ¼ + 1, conflict ¾.
    assert data == {"score": 62.5, "shared": 2, "worst": 62.5, "best": 62.5, "weight": 0.5}


def test_sentences_count_all_pairs(sketch: Sketch) -> None:
    three(sketch)
    told = sketch.open().agreement_matrix(wanted=ON).sentences()
    assert "1 of 3 pairs of organisations" in told[0].text
    assert told[1].text == (
        "blue and red generally agree: 62.5 of 100 over 2 shared propositions, "
        "between 62.5 and 62.5 if all were known; 3 passages"
    )


def test_pairs_whose_shared_propositions_weigh_nothing_are_not_compared(sketch: Sketch) -> None:
    three(sketch)
    sketch.position("grey", "p", "opposes")
    found = sketch.open().agreement_matrix(wanted=ON, weights={"p": 0})
    table = found.table()
    assert [(row[0], row[1], row[2]) for row in table.rows] == [("blue", "red", 25)]
    assert found.network().number_of_edges() == 1
    assert "differ" not in " ".join(said.text for said in found.sentences() if "grey" in said.text)


def test_some_can_be_named(sketch: Sketch) -> None:
    three(sketch)
    kg = sketch.open()
    found = kg.agreement_matrix("red", "grey", wanted=ON)
    assert found.actors == (f"{ID}grey", f"{ID}red")
    assert found.table().rows == []
    # The interval does not depend on who else is looked at.
    whole = kg.agreement_matrix(wanted=ON)
    assert np.isnan(found.score[0, 1])
    assert found.pairs.worst[0, 1] == whole.pairs.worst[1, 2] == 1


def test_an_unknown_metric_is_refused(sketch: Sketch) -> None:
    three(sketch)
    with pytest.raises(UsageError, match="metric: 'cosine'"):
        sketch.open().agreement_matrix(wanted=ON, metric="cosine")  # type: ignore[arg-type]


def test_of_an_empty_graph_nothing_is_told(sketch: Sketch) -> None:
    sketch.thing("organisation", "red")
    found = sketch.open().agreement_matrix(wanted=ON)
    assert found.table().rows == found.square().rows == []
    assert "0 of 0 pairs" in found.sentences()[0].text
    assert found.network().number_of_nodes() == 0


def test_partners_are_the_strongest_of_each(sketch: Sketch) -> None:
    for name, blue, grey in (("p", "supports", "opposes"), ("q", "supports", "supports")):
        sketch.position("red", name, "supports")
        sketch.position("blue", name, blue)
        sketch.position("grey", name, grey)
    sketch.position("lone", "p", "supports")
    found = sketch.open().partners(top=1, wanted=ON)
    rows = [(row[0], row[1]) for row in found.table().rows]
    assert rows[0] == ("blue", "red")
    assert ("red", "blue") in rows
    assert not [row for row in rows if "lone" in row]
    assert any("1 organisation shares too little" in said.text for said in found.sentences())
