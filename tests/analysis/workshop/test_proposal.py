"""What could be put into one text: by hand, and what each further clause would cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph import Wanted
from graph.errors import ParameterError, Refused

if TYPE_CHECKING:
    from graph import KnowledgeGraph
    from graph.analysis.workshop.draft import Clause
    from graph.analysis.workshop.proposal import Candidate, Proposal
    from tests.analysis.sketch import Sketch

DAY = Wanted(on="2021-01-01")


@pytest.fixture
def kg(sketch: Sketch) -> KnowledgeGraph:
    for actor, proposition, stance in (
        ("red", "air", "supports"), ("blue", "air", "supports"),
        ("red", "ban", "opposes"),
        ("red", "cut", "supports"), ("blue", "cut", "opposes"),
        ("red", "dam", "supports"), ("blue", "eel", "supports"),
        ("red", "fee", "supports"), ("blue", "fee", "ambivalent"),
        ("blue", "gas", "declinesToSay"),
        ("blue", "kit", "supports"),
        ("grey", "hen", "supports"), ("person/ann", "air", "opposes"),
    ):  # fmt: skip
        sketch.position(actor, proposition, stance)
    sketch.link("dam", "incompatibleWith", "eel")
    sketch.link("kit", "incompatibleWith", "cut")
    return sketch.open()


def text(kg: KnowledgeGraph, clauses: tuple[Clause, ...]) -> set[str]:
    return {f"{c.stance} {kg.names.label(c.proposition)}" for c in clauses}


def further(kg: KnowledgeGraph, found: Proposal) -> dict[str, Candidate]:
    return {f"{c.clause.stance} {kg.names.label(c.clause.proposition)}": c for c in found.further}


def labels(kg: KnowledgeGraph, iris: list[str]) -> list[str]:
    return [kg.names.label(iri) for iri in iris]


def test_the_largest_texts_hold_what_nobody_opposes(kg: KnowledgeGraph) -> None:
    """Dam and eel exclude each other, so there are two texts of five clauses."""
    found = kg.propose("red", "blue", wanted=DAY)
    common = {"supports air", "opposes ban", "supports fee", "supports kit"}
    assert [text(kg, t) for t in found.texts] == [
        {*common, "supports dam"},
        {*common, "supports eel"},
    ]
    assert (found.bound, found.proven) == (5, True)


def test_the_clause_that_most_hold_comes_first(kg: KnowledgeGraph) -> None:
    for clauses in kg.propose("red", "blue", wanted=DAY).texts:
        assert kg.names.label(clauses[0].proposition) == "air"


def test_what_each_further_clause_would_cost_is_told_the_cheapest_first(
    kg: KnowledgeGraph,
) -> None:
    found = further(kg, kg.propose("red", "blue", wanted=DAY))
    assert sorted(found) == ["opposes cut", "supports cut"]
    assert labels(kg, found["supports cut"].opposes) == ["blue"]
    assert labels(kg, found["supports cut"].holds) == ["red"]
    assert labels(kg, found["opposes cut"].opposes) == ["red"]


def test_silence_and_openness_are_no_consent(kg: KnowledgeGraph) -> None:
    found = kg.propose("red", "blue", wanted=DAY)
    known = {kg.names.label(c.proposition): found.candidates[c] for t in found.texts for c in t}
    assert labels(kg, known["ban"].silent) == ["blue"]
    assert labels(kg, known["fee"].undecided) == ["blue"]
    assert "gas" not in known


def test_with_two_who_must_hold_each_clause_fewer_are_left(kg: KnowledgeGraph) -> None:
    found = kg.propose("red", "blue", least=2, wanted=DAY)
    assert [text(kg, t) for t in found.texts] == [{"supports air"}]
    assert "supports dam" in further(kg, found)
    assert "each held by 2 of them or more" in found.sentences()[0].text


def test_what_is_only_possible_is_told_and_does_not_exclude(sketch: Sketch) -> None:
    sketch.position("red", "war", "supports")
    sketch.position("blue", "peace", "supports")
    sketch.link("war", "incompatibleWith", "peace")
    kg = sketch.open()
    found = kg.propose("red", "blue", wanted=DAY)
    assert [text(kg, t) for t in found.texts] == [{"supports peace"}, {"supports war"}]
    (peace,) = (c for c in found.candidates.values() if c.clause.proposition.endswith("peace"))
    assert labels(kg, peace.possibly) == ["red"]
    told = {s.text for s in found.sentences()}
    assert (
        "supports: peace – may cost, through a link, red; held by blue; instead of “supports: war”"
    ) in told


@pytest.mark.parametrize(
    ("kind", "stances", "apart"),
    [
        ("entails", ("supports", "opposes"), True),
        ("entails", ("opposes", "supports"), False),
        ("entails", ("supports", "supports"), False),
        ("incompatibleWith", ("supports", "supports"), True),
        ("incompatibleWith", ("opposes", "opposes"), False),
        ("sameQuestion", ("supports", "opposes"), True),
        ("sameQuestion", ("opposes", "supports"), True),
        ("sameQuestion", ("supports", "supports"), False),
    ],
)
def test_links_say_which_clauses_cannot_stand_in_one_text(
    sketch: Sketch, kind: str, stances: tuple[str, str], *, apart: bool
) -> None:
    sketch.position("red", "a", stances[0])
    sketch.position("blue", "b", stances[1])
    sketch.link("a", kind, "b")
    found = sketch.open().propose("red", "blue", wanted=DAY)
    assert [len(t) for t in found.texts] == ([1, 1] if apart else [2])


def test_a_draft_of_a_link_keeps_nothing_apart(sketch: Sketch) -> None:
    sketch.position("red", "a", "supports")
    sketch.position("blue", "b", "supports")
    sketch.link("a", "incompatibleWith", "b", status="draft")
    (only,) = sketch.open().propose("red", "blue", wanted=DAY).texts
    assert len(only) == 2


def test_more_texts_than_are_shown_are_told_as_at_least_so_many(sketch: Sketch) -> None:
    """Five pairs that exclude each other have 32 largest texts, of which 20 are shown."""
    for pair in ("ab", "cd", "ef", "gh", "ij"):
        sketch.position("red", pair[0], "supports")
        sketch.position("blue", pair[1], "supports")
        sketch.link(pair[0], "incompatibleWith", pair[1])
    found = sketch.open().propose("red", "blue", wanted=DAY)
    assert len(found.texts) == 20
    assert "; at least 20 are equally large)" in found.sentences()[0].text


def test_nothing_on_record_gives_an_empty_text(sketch: Sketch) -> None:
    sketch.thing("organisation", "red")
    sketch.thing("organisation", "blue")
    found = sketch.open().propose("red", "blue", wanted=DAY)
    assert (found.texts, found.bound, found.further, found.table().rows) == ([()], 0, [], [])
    (said,) = found.sentences()
    assert said.text == (
        "On 2021-01-01 blue, red: a text of 0 clauses that none is on record against "
        "(none is larger)."
    )


def test_the_order_of_organisations_changes_nothing(kg: KnowledgeGraph) -> None:
    one, other = (kg.propose(*names, wanted=DAY) for names in (("red", "blue"), ("blue", "red")))
    assert (one.texts, one.table().rows) == (other.texts, other.table().rows)


def test_two_or_more_organisations_are_needed_and_no_people(kg: KnowledgeGraph) -> None:
    with pytest.raises(ParameterError, match="1 organisations; name two"):
        kg.propose("red", "red", wanted=DAY)
    with pytest.raises(Refused):
        kg.propose("red", "ann", wanted=DAY)
    for least in (0, 3):
        with pytest.raises(ParameterError, match=f"held-by: {least} of 2 organisations"):
            kg.propose("red", "blue", least=least, wanted=DAY)


def test_the_table_says_which_texts_a_clause_stands_in(kg: KnowledgeGraph) -> None:
    rows = {r["proposition"]: r for r in kg.propose("red", "blue", wanted=DAY).table().dicts()}
    assert (rows["air"]["in_text"], rows["air"]["holds"]) == ("1, 2", "blue, red")
    assert (rows["dam"]["in_text"], rows["dam"]["contradicts"]) == ("1", "supports: eel")
    assert rows["cut"]["in_text"] is None
