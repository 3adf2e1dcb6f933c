"""Common ground of groups, by hand: (A+1)/(S+2) for each, and what sets them apart."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from graph import Wanted
from graph.errors import ParameterError, Refused

if TYPE_CHECKING:
    from graph import KnowledgeGraph
    from graph.analysis.ground.groups import GroupGround, GroupsCompared
    from tests.analysis.sketch import Sketch

DAY = Wanted(on="2021-01-01")
GROUPS = {"left": ["red", "pink"], "right": ["blue", "navy"]}


@pytest.fixture
def kg(sketch: Sketch) -> KnowledgeGraph:
    for actor, proposition, stance in (
        ("red", "tax", "supports"), ("pink", "tax", "leansTowards"),
        ("blue", "tax", "supports"), ("navy", "tax", "opposes"),
        ("red", "levy", "supports"), ("pink", "levy", "supports"),
        ("blue", "levy", "opposes"), ("navy", "levy", "opposes"),
        ("red", "oil", "opposes"), ("pink", "oil", "ambivalent"), ("blue", "oil", "declinesToSay"),
        ("alone", "silk", "supports"), ("person/ann", "oil", "supports"),
    ):  # fmt: skip
        sketch.position(actor, proposition, stance)
    return sketch.open()


def grounds(kg: KnowledgeGraph, found: GroupsCompared) -> dict[str, GroupGround]:
    return {kg.names.label(g.proposition): g for g in found.grounds}


def test_consensus_is_the_product_and_the_smallest_stands_beside_it(kg: KnowledgeGraph) -> None:
    tax = grounds(kg, kg.compare_groups(GROUPS, wanted=DAY))["tax"]
    assert tax.votes == {"left": (2, 0, 2), "right": (1, 1, 2)}
    assert (tax.consensus, tax.least) == pytest.approx((3 / 4 * 2 / 4, 2 / 4))
    assert (tax.against, tax.least_against) == pytest.approx((1 / 4 * 2 / 4, 1 / 4))
    assert tax.wide


def test_the_ambivalent_have_spoken_and_those_who_decline_have_not(kg: KnowledgeGraph) -> None:
    oil = grounds(kg, kg.compare_groups(GROUPS, wanted=DAY))["oil"]
    assert oil.votes == {"left": (0, 1, 2), "right": (0, 0, 0)}
    assert oil.against == pytest.approx(2 / 4 * 1 / 2)
    assert not oil.wide


def test_the_widest_ground_comes_first_and_others_propositions_stay_out(
    kg: KnowledgeGraph,
) -> None:
    """tax .375, oil .25 against, levy 3/4 · 1/4 = .1875 either way."""
    found = kg.compare_groups(GROUPS, wanted=DAY)
    assert list(grounds(kg, found)) == ["tax", "oil", "levy"]


def test_what_sets_a_group_apart_is_worked_out_by_hand(kg: KnowledgeGraph) -> None:
    """Of levy: share 3/4 against 1/4; both z are √3: 2√3·½, and (1 − ⅓)/√(⅔·⅓·⅔)."""
    marks = kg.compare_groups(GROUPS, wanted=DAY).marks
    strongest = {name: next(m for m in marks if m.group == name) for name in GROUPS}
    for name, sign in (("left", 1), ("right", -1)):
        mark = strongest[name]
        assert (kg.names.label(mark.proposition), mark.sign) == ("levy", sign)
        assert (mark.share, mark.ratio) == pytest.approx((0.75, 3.0))
        assert (mark.significant, mark.count) == (math.sqrt(3) > 1.2816, 2)


def test_no_mark_rests_on_nobody(kg: KnowledgeGraph) -> None:
    assert all(mark.count for mark in kg.compare_groups(GROUPS, wanted=DAY).marks)


def test_a_mark_of_one_organisation_says_so(kg: KnowledgeGraph) -> None:
    found = kg.compare_groups({"one": ["alone"], "two": ["blue"]}, wanted=DAY)
    told = [said.text for said in found.sentences() if said.heading == "What sets one apart"]
    assert told == ["for “silk”: 1.3 times the others; on the record of one organisation"]


@pytest.mark.parametrize("names", [("none", "left"), ("left", "none")])
def test_a_group_of_whom_nothing_is_on_record_counts_one_half(
    kg: KnowledgeGraph, names: tuple[str, str], sketch: Sketch
) -> None:
    sketch.thing("organisation", "mute")
    kg = sketch.open()
    members = {"left": GROUPS["left"], "none": ["mute"]}
    found = kg.compare_groups({name: members[name] for name in names}, wanted=DAY)
    levy = grounds(kg, found)["levy"]
    assert levy.votes == {"left": (2, 0, 2), "none": (0, 0, 0)}
    assert levy.consensus == pytest.approx(3 / 4 * 1 / 2)


def test_groups_of_whom_nothing_is_on_record_have_no_ground(sketch: Sketch) -> None:
    sketch.thing("organisation", "red")
    sketch.thing("organisation", "blue")
    found = sketch.open().compare_groups({"a": ["red"], "b": ["blue"]}, wanted=DAY)
    assert (found.grounds, found.marks, found.table().rows) == ([], [], [])
    assert [said.text for said in found.sentences()] == [
        "2 groups on 2021-01-01: a is red; b is blue."
    ]


def test_groups_are_two_or_more_and_nobody_is_in_two(kg: KnowledgeGraph) -> None:
    with pytest.raises(ParameterError, match="1 given; name two or more"):
        kg.compare_groups({"left": ["red"]}, wanted=DAY)
    with pytest.raises(ParameterError, match="'red' is in 'left' and in 'right'; put it in one"):
        kg.compare_groups({"left": ["red"], "right": ["red"]}, wanted=DAY)
    with pytest.raises(Refused):
        kg.compare_groups({"left": ["red"], "right": ["ann"]}, wanted=DAY)


def test_the_table_has_the_votes_of_each_group(kg: KnowledgeGraph) -> None:
    table = kg.compare_groups(GROUPS, wanted=DAY).table()
    assert table.columns[5:7] == ("left: for, against, spoken", "right: for, against, spoken")
    assert table.rows[0][:7] == ("tax", 0.375, 0.5, 0.125, 0.25, "2 0 2", "1 1 2")
