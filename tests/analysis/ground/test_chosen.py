"""Common ground of chosen organisations: the four lists, by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph import Wanted
from graph.errors import NotFound, ParameterError, Refused

if TYPE_CHECKING:
    from graph import KnowledgeGraph
    from graph.analysis.ground.chosen import CommonGround, Ground
    from tests.analysis.sketch import Sketch

DAY = Wanted(on="2021-01-01")


@pytest.fixture
def kg(sketch: Sketch) -> KnowledgeGraph:
    for actor, proposition, stance in (
        ("red", "air", "supports"), ("blue", "air", "leansTowards"), ("grey", "air", "supports"),
        ("red", "ban", "opposes"), ("blue", "ban", "opposes"), ("grey", "ban", "leansAgainst"),
        ("red", "cut", "supports"), ("blue", "cut", "supports"),
        ("red", "dam", "opposes"),
        ("red", "eel", "supports"), ("blue", "eel", "ambivalent"), ("grey", "eel", "supports"),
        ("red", "fee", "supports"), ("blue", "fee", "opposes"), ("grey", "fee", "opposes"),
        ("red", "gas", "supports"), ("blue", "gas", "opposes"),
        ("blue", "hen", "declinesToSay"),
        ("red", "ice", "supports"), ("red", "ice", "opposes"),
        ("person/ann", "jam", "supports"),
    ):  # fmt: skip
        sketch.position(actor, proposition, stance)
    sketch.position("grey", "kit", "supports", extent="some")
    sketch.position("grey", "law", "supports", "later#1")
    sketch.position("grey", "map", "supports", status="draft")
    sketch.position("white", "nut", "supports")
    return sketch.open()


def names(kg: KnowledgeGraph, grounds: list[Ground]) -> list[str]:
    return [kg.names.label(g.proposition) for g in grounds]


@pytest.fixture
def found(kg: KnowledgeGraph) -> CommonGround:
    return kg.common_ground("red", "blue", "grey", wanted=DAY)


def one(kg: KnowledgeGraph, found: CommonGround, name: str) -> Ground:
    every = [*found.shared, *found.unopposed, *found.splitting, *found.undecided]
    (ground,) = (g for g in every if kg.names.label(g.proposition) == name)
    return ground


def who(kg: KnowledgeGraph, ground: Ground) -> tuple[list[str], list[str], list[str], list[str]]:
    """Return who holds, opposes, is open and is silent."""
    sides = (ground.holds, ground.opposes, ground.open, ground.silent)
    return tuple([kg.names.label(actor) for actor in side] for side in sides)  # type: ignore[return-value]


def test_the_lists_are_those_worked_out_by_hand(kg: KnowledgeGraph, found: CommonGround) -> None:
    assert names(kg, found.shared) == ["air", "ban"]
    assert names(kg, found.unopposed) == ["cut", "eel", "dam"]
    assert names(kg, found.splitting) == ["gas", "fee"]
    assert names(kg, found.undecided) == ["hen", "ice"]
    spoken = ["jam", "kit", "law", "map", "nut"]
    assert sorted(map(kg.names.label, found.unspoken)) == spoken


def test_the_side_of_the_majority_is_the_one_that_is_held(
    kg: KnowledgeGraph, found: CommonGround
) -> None:
    assert who(kg, one(kg, found, "fee")) == (["blue", "grey"], ["red"], [], [])
    assert one(kg, found, "fee").sign == -1
    assert who(kg, one(kg, found, "gas")) == (["red"], ["blue"], [], ["grey"])
    assert one(kg, found, "gas").sign == 1


def test_to_lean_is_to_hold_and_to_be_ambivalent_is_neither(
    kg: KnowledgeGraph, found: CommonGround
) -> None:
    assert who(kg, one(kg, found, "air")) == (["red", "blue", "grey"], [], [], [])
    assert who(kg, one(kg, found, "eel")) == (["red", "grey"], [], ["blue"], [])


def test_silence_is_told_and_never_counted_as_consent(
    kg: KnowledgeGraph, found: CommonGround
) -> None:
    assert who(kg, one(kg, found, "dam")) == (["red"], [], [], ["blue", "grey"])
    told = {said.text: said for said in found.sentences()}
    assert told["dam – against it: red; not on record: blue, grey"].mark == "+"


def test_to_decline_and_to_contradict_oneself_are_open(
    kg: KnowledgeGraph, found: CommonGround
) -> None:
    assert who(kg, one(kg, found, "hen")) == ([], [], ["blue"], ["red", "grey"])
    assert who(kg, one(kg, found, "ice")) == ([], [], ["red"], ["blue", "grey"])
    texts = [said.text for said in found.sentences()]
    assert "hen – blue: declines to say; not on record: grey, red" in texts
    assert "ice – red: on both sides by the record; not on record: blue, grey" in texts


def test_sentences_name_their_evidence_and_who_only_leans(found: CommonGround) -> None:
    first = found.sentences()[0].text
    assert first == (
        "On 2021-01-01 blue, grey, red: all hold 2 propositions alike, some hold 3 that none is on "
        "record against, 2 split them, and none has spoken on 5."
    )
    told = {said.text: said for said in found.sentences()}
    assert "ban – all against it" in told
    assert told["fee – against it: blue, grey; for it: red"].mark == "x"
    assert "according to ann (paragraph 1)" in told["air"].source


def test_the_table_has_a_row_for_every_proposition(found: CommonGround) -> None:
    rows = {row["proposition"]: row for row in found.table().dicts()}
    assert len(rows) == 14
    assert rows["fee"]["part"] == "splitting"
    assert (rows["fee"]["side"], rows["fee"]["holds"]) == ("against", "blue, grey")
    assert (rows["hen"]["side"], rows["hen"]["open"]) == (None, "blue")
    assert (rows["jam"]["part"], rows["jam"]["silent"]) == ("unspoken", "blue, grey, red")


def test_the_order_of_names_changes_nothing(kg: KnowledgeGraph, found: CommonGround) -> None:
    turned = kg.common_ground("grey", "red", "blue", "red", wanted=DAY)
    assert sorted(map(str, turned.table().rows)) == sorted(map(str, found.table().rows))


def test_what_is_implied_counts_unless_it_is_switched_off(sketch: Sketch) -> None:
    sketch.clause("plea", "demands", "supports", "peace")
    sketch.clause("plea", "affirms", "supports", "weather")
    for actor in ("red", "blue"):
        sketch.act(actor, "signed", "plea")
    kg = sketch.open()
    assert names(kg, kg.common_ground("red", "blue", wanted=DAY).shared) == ["peace"]
    stated = kg.common_ground("red", "blue", wanted=Wanted(on="2021-01-01", inferred=False))
    assert (stated.shared, len(stated.unspoken)) == ([], 2)


def test_people_and_groups_are_refused_and_one_is_too_few(kg: KnowledgeGraph) -> None:
    with pytest.raises(Refused):
        kg.common_ground("red", "ann", wanted=DAY)
    with pytest.raises(ParameterError, match="1 organisations; name two different ones"):
        kg.common_ground("red", "red", wanted=DAY)
    with pytest.raises(ParameterError):
        kg.common_ground(wanted=DAY)
    with pytest.raises(NotFound):
        kg.common_ground("red", "rde", wanted=DAY)
