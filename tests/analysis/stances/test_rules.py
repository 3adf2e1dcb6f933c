"""Which statements make a cell, and what it holds, by the rules of meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph import Wanted
from graph.errors import NotFound, ParameterError

if TYPE_CHECKING:
    from tests.analysis.sketch import Sketch


def test_degrees_are_those_of_the_closed_list(sketch: Sketch) -> None:
    sketch.position("red", "a", "supports")
    sketch.position("red", "b", "leansTowards")
    sketch.position("red", "c", "ambivalent")
    sketch.position("red", "d", "leansAgainst")
    sketch.position("red", "e", "opposes")
    sketch.position("red", "f", "declinesToSay")
    assert sketch.told() == {
        "red a": "1 stated",
        "red b": "0.5 stated",
        "red c": "0 stated",
        "red d": "-0.5 stated",
        "red e": "-1 stated",
        "red f": "declined stated",
    }


def test_ambivalent_is_a_stored_zero_and_declined_is_none(sketch: Sketch) -> None:
    sketch.position("red", "a", "ambivalent")
    sketch.position("red", "b", "declinesToSay")
    sketch.position("blue", "a", "opposes")
    matrix = sketch.open().stances(Wanted(on="2021-01-01"))
    assert matrix.degree.nnz == 2
    assert matrix.degree.toarray().tolist() == [[-1, 0], [0, 0]]
    assert matrix.coordinates()[0].tolist()[0] == -0.5
    assert matrix.coordinates()[1].tolist()[0] == 0
    assert matrix.cell("nobody", "nothing") is None


def test_several_statements_of_one_side_have_a_mean_degree(sketch: Sketch) -> None:
    sketch.position("red", "peace", "supports")
    sketch.position("red", "peace", "leansTowards", "paper#2")
    assert sketch.told() == {"red peace": "0.75 stated"}


def test_whoever_declines_beside_a_stance_has_that_stance(sketch: Sketch) -> None:
    sketch.position("red", "peace", "opposes")
    sketch.position("red", "peace", "declinesToSay", "paper#2")
    assert sketch.told() == {"red peace": "-1 stated"}


def test_opposite_signs_at_one_time_are_a_dispute_without_a_degree(sketch: Sketch) -> None:
    sketch.position("red", "peace", "supports")
    sketch.position("red", "peace", "leansAgainst", "paper#2")
    matrix = sketch.open().stances(Wanted(on="2021-01-01"))
    view = sketch.cell(matrix, "red", "peace")
    assert (view.state, view.degree, view.sign, len(view.statements)) == ("disputed", None, 0, 2)
    assert matrix.degree.nnz == 0
    assert matrix.count.toarray().tolist() == [[2]]


@pytest.mark.parametrize("status", ["reviewed", "disputed"])
def test_reviewed_and_disputed_statements_count(sketch: Sketch, status: str) -> None:
    sketch.position("red", "peace", "supports", status=status)
    assert sketch.told() == {"red peace": "1 stated"}


@pytest.mark.parametrize("status", ["draft", "withdrawn", "embargoed"])
def test_drafts_and_what_is_hidden_do_not(sketch: Sketch, status: str) -> None:
    sketch.position("red", "peace", "supports", status=status)
    sketch.clause("call", "demands", "supports", "tax", status=status)
    sketch.act("red", "signed", "call")
    sketch.clause("plea", "demands", "supports", "levy")
    sketch.act("red", "signed", "plea", status=status)
    assert sketch.told() == {}


def test_drafts_count_where_they_are_asked_for(sketch: Sketch) -> None:
    sketch.position("red", "peace", "supports", status="draft")
    sketch.position("red", "tax", "supports")
    wanted = Wanted(on="2021-01-01", statuses=("draft", "reviewed"))
    assert sketch.told(wanted) == {"red peace": "1 stated", "red tax": "1 stated"}


@pytest.mark.parametrize("status", ["withdrawn", "embargoed"])
def test_nobody_can_ask_for_what_is_hidden(sketch: Sketch, status: str) -> None:
    sketch.position("red", "peace", "supports", status=status)
    with pytest.raises(ParameterError, match="never counted"):
        sketch.told(Wanted(statuses=(status,)))


def test_people_and_unnamed_groups_are_no_rows(sketch: Sketch) -> None:
    sketch.position("person/ann", "peace", "supports")
    sketch.position("group/friends", "peace", "supports")
    sketch.clause("call", "demands", "supports", "tax")
    sketch.act("person/ann", "signed", "call")
    sketch.act("group/friends", "launched", "call")
    matrix = sketch.open().stances(Wanted(on="2021-01-01"))
    assert matrix.shape == (0, 0)
    assert len(matrix.cells) == 0
    assert matrix.degree.shape == matrix.passages.shape == matrix.coordinates().shape == (0, 0)


@pytest.mark.parametrize("kind", ["launched", "prepared", "signed", "endorsed"])
def test_backing_implies_what_a_petition_demands_and_nothing_else(
    sketch: Sketch, kind: str
) -> None:
    sketch.clause("call", "demands", "supports", "peace")
    sketch.clause("call", "demands", "opposes", "arms")
    sketch.clause("call", "affirms", "supports", "tax")
    sketch.clause("call", "mentions", "supports", "levy")
    sketch.act("red", kind, "call")
    assert sketch.told() == {"red arms": "-1 inferred", "red peace": "1 inferred"}
    assert sketch.told(Wanted(on="2021-01-01", inferred=False)) == {}


@pytest.mark.parametrize("kind", ["recommended", "declined", "criticised"])
def test_other_acts_imply_nothing(sketch: Sketch, kind: str) -> None:
    sketch.clause("call", "demands", "supports", "peace")
    sketch.act("red", kind, "call")
    assert sketch.told() == {}


@pytest.mark.parametrize("stance", ["opposes", "ambivalent", "declinesToSay", "supports"])
def test_an_implied_stance_loses_to_whatever_is_stated(sketch: Sketch, stance: str) -> None:
    sketch.clause("call", "demands", "supports", "peace")
    sketch.act("red", "signed", "call")
    sketch.act("blue", "signed", "call")
    sketch.position("red", "peace", stance)
    found = sketch.told()
    assert found["blue peace"] == "1 inferred"
    assert found["red peace"].endswith(" stated")


def test_an_implied_stance_stands_until_the_stated_one_is_known(sketch: Sketch) -> None:
    sketch.clause("call", "demands", "supports", "peace")
    sketch.act("red", "signed", "call")
    sketch.position("red", "peace", "opposes", since="2021-03-01", until="2021-04-30")
    for day, held in (
        *(("2021-02-28", "1 inferred"), ("2021-03-01", "-1 stated")),
        *(("2021-04-30", "-1 stated"), ("2021-05-01", "1 inferred")),
    ):
        assert sketch.told(Wanted(on=day)) == {"red peace": held}


def test_some_never_decides_but_takes_the_place_of_what_is_implied(sketch: Sketch) -> None:
    sketch.clause("call", "demands", "supports", "peace")
    sketch.clause("call", "demands", "supports", "tax")
    sketch.act("red", "signed", "call")
    sketch.position("red", "peace", "opposes", extent="some")
    assert sketch.told() == {"red tax": "1 inferred"}


def test_some_does_not_contradict_the_whole(sketch: Sketch) -> None:
    sketch.position("red", "peace", "supports")
    sketch.position("red", "peace", "opposes", "paper#2", extent="some")
    sketch.position("red", "tax", "opposes", extent="most")
    assert sketch.told() == {"red peace": "1 stated", "red tax": "-1 stated"}


def test_an_act_of_some_implies_nothing(sketch: Sketch) -> None:
    sketch.clause("call", "demands", "supports", "peace")
    sketch.act("red", "signed", "call", extent="some")
    sketch.act("blue", "signed", "call", extent="many")
    assert sketch.told() == {"blue peace": "1 inferred"}


def test_a_draft_does_not_displace_what_is_implied(sketch: Sketch) -> None:
    sketch.clause("call", "demands", "supports", "peace")
    sketch.act("red", "signed", "call")
    sketch.position("red", "peace", "opposes", status="draft")
    assert sketch.told() == {"red peace": "1 inferred"}


def test_two_petitions_that_demand_the_opposite_make_a_dispute(sketch: Sketch) -> None:
    sketch.clause("call", "demands", "supports", "peace")
    sketch.clause("plea", "demands", "opposes", "peace")
    sketch.act("red", "signed", "call")
    sketch.act("red", "signed", "plea")
    assert sketch.told() == {"red peace": "disputed inferred"}


def on_two_words(sketch: Sketch) -> None:
    """Red says no later, and Ann said yes before; both acts are on Ann's word."""
    sketch.position("red", "peace", "opposes", "later#1 organisation/red selfStated")
    sketch.position("red", "tax", "supports", "paper#2", "later#3 organisation/red selfStated")
    sketch.clause("call", "demands", "supports", "peace")
    sketch.act("red", "signed", "call")


def test_only_the_word_of_chosen_claimants_counts(sketch: Sketch) -> None:
    on_two_words(sketch)
    late = "2023-01-01"
    everybody = {"red peace": "-1 stated", "red tax": "1 stated"}
    assert sketch.told(Wanted(on=late)) == everybody
    assert sketch.told(Wanted(on=late, claimants=("red",))) == everybody
    assert sketch.told(Wanted(on=late, claimants=("red", "ann"))) == everybody
    assert sketch.told(Wanted(on=late, claimants=("ann",))) == {
        "red peace": "1 inferred",
        "red tax": "1 stated",
    }


def test_only_chosen_kinds_of_evidence_count(sketch: Sketch) -> None:
    on_two_words(sketch)
    found = sketch.told(Wanted(on="2023-01-01", evidence=("self-stated",)))
    assert found == {"red peace": "-1 stated", "red tax": "1 stated"}
    found = sketch.told(Wanted(on="2023-01-01", evidence=("reported",)))
    assert found == {"red peace": "1 inferred", "red tax": "1 stated"}
    assert sketch.told(Wanted(on="2023-01-01", evidence=("inferred",))) == {}


def test_what_is_not_heard_makes_nothing_known_earlier(sketch: Sketch) -> None:
    on_two_words(sketch)
    day = Wanted(on="2022-05-31")
    assert sketch.told(day) == {"red peace": "1 inferred", "red tax": "1 stated"}
    assert sketch.told(Wanted(on="2022-05-31", claimants=("red",))) == {}
    found = sketch.told(Wanted(on="2022-06-01", claimants=("red",)))
    assert found == {"red peace": "-1 stated", "red tax": "1 stated"}


def test_claimant_and_kind_must_be_of_one_piece_of_evidence(sketch: Sketch) -> None:
    sketch.position(
        "red", "peace", "supports",
        "paper#1 organisation/red reported", "paper#2 organisation/blue selfStated",
    )  # fmt: skip
    wanted = Wanted(on="2021-01-01", claimants=("red",), evidence=("self-stated",))
    assert sketch.told(wanted) == {}


@pytest.mark.parametrize(
    ("wanted", "error", "message"),
    [
        (Wanted(claimants=("nobody",)), NotFound, "claimant"),
        (Wanted(evidence=("hearsay",)), ParameterError, "hearsay"),
        (Wanted(statuses=("final",)), ParameterError, "final"),
        (Wanted(on="2021"), ParameterError, "on: '2021'"),
        (Wanted(on="2021-01-01", until="2021-01-01"), ParameterError, "beside a period"),
        (Wanted(since="2021-01-02", until="2021-01-01"), ParameterError, "is before"),
    ],
)
def test_a_selection_that_makes_no_sense_is_refused(
    sketch: Sketch, wanted: Wanted, error: type[Exception], message: str
) -> None:
    sketch.position("red", "peace", "supports")
    with pytest.raises(error, match=message):
        sketch.told(wanted)
