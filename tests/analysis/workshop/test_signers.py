"""Who could sign, what to ask whom, and what one clause more would cost: by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph import Wanted
from graph.analysis.signing import can_sign
from graph.analysis.workshop.draft import Clause, Draft
from graph.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph import KnowledgeGraph
    from graph.analysis.signing import SigningAnswer
    from graph.analysis.workshop.signers import Cost, Prospect
    from tests.analysis.sketch import Sketch

ID = "https://w3id.org/stancegraph/id/"
DAY = Wanted(on="2021-01-01")


def draft(*clauses: str) -> Draft:
    """Return a draft of clauses such as `demands supports peace`."""
    parts = (clause.split() for clause in clauses)
    return Draft(
        "Letter", tuple(Clause(mode, f"{ID}proposition/{p}", stance) for mode, stance, p in parts)
    )


def names(kg: KnowledgeGraph, iris: Iterable[str]) -> list[str]:
    return sorted(kg.names.label(iri) for iri in iris)


def verdicts(kg: KnowledgeGraph, found: Prospect) -> dict[str, str]:
    return {kg.names.label(s.actor): s.verdict for s in found.signers}


@pytest.fixture
def world(sketch: Sketch) -> Sketch:
    """Red agrees with all, blue clashes on the wording, grey on the aim, white may clash."""
    for actor, proposition, stance in (
        ("red", "peace", "supports"), ("red", "truth", "leansTowards"),
        ("blue", "peace", "supports"), ("blue", "truth", "opposes"),
        ("grey", "peace", "opposes"),
        ("white", "war", "supports"),
        ("pink", "peace", "supports"),
        ("black", "peace", "supports"), ("black", "peace", "opposes"),
        ("brown", "peace", "declinesToSay"),
        ("red", "arms", "opposes"), ("blue", "arms", "opposes"), ("grey", "arms", "opposes"),
        ("white", "arms", "opposes"), ("pink", "arms", "ambivalent"),
        ("black", "arms", "supports"),
        ("person/ann", "peace", "opposes"),
    ):  # fmt: skip
        sketch.position(actor, proposition, stance)
    sketch.link("war", "incompatibleWith", "peace")
    sketch.link("guns", "entails", "arms")
    sketch.thing("organisation", "mute")
    return sketch


def asked_of_red(kg: KnowledgeGraph) -> SigningAnswer:
    """Return what can-sign says of red and the plea."""
    (answer,) = can_sign(kg, f"{ID}organisation/red", f"{ID}petition/plea", on="2021-01-01")
    return answer


LETTER = draft("demands supports peace", "affirms supports truth")


def test_verdicts_go_from_who_could_sign_at_once_to_who_would_not(world: Sketch) -> None:
    kg = world.open()
    found = kg.draft(LETTER, wanted=DAY)
    assert list(verdicts(kg, found).items()) == [
        ("red", "agrees throughout"),
        ("pink", "no obstacle on record"),
        ("brown", "nothing on record"),
        ("black", "disputed"),
        ("white", "possible clash"),
        ("blue", "clash over wording"),
        ("grey", "clash over the aim"),
    ]
    assert found.others == 1


def test_whoever_was_asked_for_is_told_even_without_a_record(world: Sketch) -> None:
    kg = world.open()
    found = kg.draft(LETTER, actors=["mute", "grey", "mute"], wanted=DAY)
    told = {"mute": "nothing on record", "grey": "clash over the aim"}
    assert verdicts(kg, found) == told
    assert found.others == 0
    with pytest.raises(Refused):
        kg.draft(LETTER, actors=["ann"], wanted=DAY)


def test_each_is_told_what_to_be_asked_and_where_it_would_break(world: Sketch) -> None:
    told = world.open().draft(LETTER, wanted=DAY).sentences()
    who = {s.text.split(":")[0]: s for s in told if s.heading == "Who could sign"}
    assert who["red"].text == "red: agrees throughout (2 of 2 agreed)"
    assert who["pink"].text == "pink: no obstacle on record (1 of 2 agreed); ask about “truth”"
    assert who["blue"].text == "blue: clash over wording (1 of 2 agreed); clashes: “truth”"
    assert who["grey"].text == (
        "grey: clash over the aim (0 of 2 agreed); clashes: “peace”; ask about “truth”"
    )
    assert "open: “peace”" in who["brown"].text
    assert "disputed: “peace”" in who["black"].text
    assert [who[name].mark for name in ("red", "brown", "blue")] == ["+", "?", "x"]
    assert "carried over from “war” by a link (logical)" in who["white"].source


def test_the_clauses_are_told_one_by_one(world: Sketch) -> None:
    told = world.open().draft(LETTER, wanted=DAY).sentences()
    assert [s.text for s in told if s.heading == "Clause by clause"] == [
        (
            "demands peace – holds: blue, pink, red; against: grey; possibly against, through a "
            "link: white; open: black, brown"
        ),
        "affirms truth – holds: red; against: blue; not on record: black, brown, grey, pink, white",
    ]


def test_a_clause_against_turns_the_sides_round(world: Sketch) -> None:
    letter = draft("demands opposes arms")
    told = world.open().draft(letter, wanted=DAY).sentences()
    (ground,) = [s.text for s in told if s.heading == "Clause by clause"]
    assert ground == (
        "demands arms (opposes it) – holds: blue, grey, red, white; against: black; open: pink"
    )


def cost(kg: KnowledgeGraph, letter: Draft, further: str, wanted: Wanted = DAY) -> Cost:
    everybody = names(kg, (i for i, kind in kg.names.kinds.items() if kind == "organisation"))
    return kg.draft(letter, actors=everybody, plus=[further], wanted=wanted).costs[0]


def test_the_cost_of_one_clause_more_is_worked_out_by_hand(world: Sketch) -> None:
    """To support arms loses red and white; blue and grey clash already."""
    kg = world.open()
    found = cost(kg, LETTER, "supports: arms")
    assert names(kg, found.lost) == ["red", "white"]
    assert names(kg, found.agree) == ["black"]
    assert names(kg, found.undecided) == ["pink"]
    assert names(kg, found.silent) == ["brown", "mute"]
    assert found.possibly_lost == []


def test_who_only_may_clash_is_still_there_to_be_lost(world: Sketch) -> None:
    """White may clash with peace through a link; with arms it clashes for certain."""
    kg = world.open()
    assert "white" in names(kg, cost(kg, LETTER, "supports: arms").lost)
    assert "white" not in names(kg, cost(kg, LETTER, "supports: peace").possibly_lost)


def test_what_only_a_link_says_is_possible_and_to_be_asked(world: Sketch) -> None:
    """Who opposes arms opposes guns, which entail them, possibly; nobody agrees by that."""
    kg = world.open()
    found = cost(kg, draft("demands supports truth"), "opposes: guns")
    assert found.agree == []
    assert names(kg, found.silent) == ["black", "blue", "brown", "grey", "mute", "pink", "red",
                                       "white"]  # fmt: skip
    found = cost(kg, draft("demands supports truth"), "guns")
    assert names(kg, found.possibly_lost) == ["grey", "red", "white"]
    assert found.lost == []


def test_the_cost_is_told_with_its_evidence(world: Sketch) -> None:
    told = world.open().draft(LETTER, plus=["arms", "truth"], wanted=DAY).sentences()
    more = {s.text: s for s in told if s.heading == "One more: arms"}
    assert list(more) == [
        "loses red, white", "open with pink", "agreed already: black", "to be asked: brown",
    ]  # fmt: skip
    assert "according to ann (paragraph 1)" in more["loses red, white"].source
    free = [s.text for s in told if s.heading == "One more: truth"]
    assert free[0] == "costs nobody on record, and 5 are to be asked"


@pytest.mark.parametrize(
    ("stances", "asked", "expected"),
    [
        (("leansTowards",), "supports", "agrees weakly"),
        (("leansTowards", "ambivalent"), "supports", "agrees weakly"),
        (("leansTowards", "declinesToSay"), "supports", "agrees weakly"),
        (("supports", "ambivalent"), "supports", "agrees"),
        (("supports", "opposes"), "supports", "disputed"),
        (("supports",), "leansAgainst", "clashes"),
    ],
)
def test_several_stances_of_one_sign_stand_as_can_sign_says(
    sketch: Sketch, stances: tuple[str, ...], asked: str, expected: str
) -> None:
    for stance in stances:
        sketch.position("red", "peace", stance)
    sketch.clause("plea", "demands", asked, "peace")
    kg = sketch.open()
    found = kg.draft("plea", actors=["red"], wanted=DAY)
    assert found.signers[0].states == (expected,)
    assert asked_of_red(kg).clauses[0].state == expected


def test_links_that_contradict_each_other_are_a_possible_clash_and_no_dispute(
    sketch: Sketch,
) -> None:
    sketch.position("red", "a", "supports")
    sketch.position("red", "b", "supports")
    sketch.link("a", "entails", "peace")
    sketch.link("b", "incompatibleWith", "peace")
    sketch.clause("plea", "demands", "supports", "peace")
    kg = sketch.open()
    found = kg.draft("plea", actors=["red"], wanted=DAY)
    assert found.signers[0].states == ("possible clash",)
    assert asked_of_red(kg).verdict == found.signers[0].verdict


ACTS: dict[str, tuple[str, list[tuple[str, dict[str, str]]]]] = {
    "signed": ("backs it", [("signed", {})]),
    "declined": ("declined", [("declined", {})]),
    "then-signed": ("backs it", [("declined", {}), ("signed", {"earliest": "2020-12-01"})]),
    "then-declined": ("declined", [("launched", {}), ("declined", {"earliest": "2020-12-01"})]),
    "one-day": ("backs it", [("signed", {}), ("declined", {})]),
    "some": ("nothing on record", [("signed", {"extent": "some"})]),
    "draft": ("nothing on record", [("declined", {"status": "draft"})]),
    "recommended": ("nothing on record", [("recommended", {})]),
    "too-late": ("nothing on record", [("signed", {"earliest": "2021-01-02"})]),
}


@pytest.mark.parametrize("case", ACTS)
def test_acts_go_before_any_computation_and_the_last_one_counts(sketch: Sketch, case: str) -> None:
    expected, acts = ACTS[case]
    sketch.clause("plea", "demands", "supports", "peace")
    for kind, said in acts:
        sketch.act("red", kind, "plea", **said)
    kg = sketch.open()
    wanted = Wanted(on="2021-01-01", inferred=False)
    assert verdicts(kg, kg.draft("plea", actors=["red"], wanted=wanted)) == {"red": expected}
    assert asked_of_red(kg).verdict == expected


@pytest.mark.parametrize("kind", ["declined", "signed"])
def test_an_act_without_any_date_counts_always(sketch: Sketch, kind: str) -> None:
    sketch.clause("plea", "demands", "supports", "peace")
    sketch.act("red", kind, "plea", "undated#1")
    kg = sketch.open()
    found = verdicts(kg, kg.draft("plea", actors=["red"], wanted=DAY))
    (asked,) = kg.query("signable", actor="red", on="2021-01-01").column("verdict")
    assert found == {"red": asked} == {"red": "declined" if kind == "declined" else "backs it"}


def test_who_backed_it_stands_first_though_nothing_else_is_on_record(sketch: Sketch) -> None:
    sketch.clause("plea", "affirms", "supports", "peace")
    sketch.act("red", "signed", "plea")
    sketch.act("person/ann", "signed", "plea")
    kg = sketch.open()
    assert verdicts(kg, kg.draft("plea", wanted=DAY)) == {"red": "backs it"}


def test_the_table_has_a_column_a_clause(world: Sketch) -> None:
    table = world.open().draft(LETTER, wanted=DAY).table()
    assert table.columns == (
        "organisation", "verdict", "peace", "truth", "to_ask", "organisation_iri",
    )  # fmt: skip
    assert table.rows[1][:5] == (
        "pink", "no obstacle on record", "agrees", "not on record", "truth",
    )  # fmt: skip


def test_nothing_on_record_is_told_as_that(sketch: Sketch) -> None:
    sketch.thing("proposition", "peace")
    sketch.thing("organisation", "mute")
    found = sketch.open().draft(draft("demands supports peace"), wanted=DAY)
    assert [s.text for s in found.sentences()][:2] == [
        "Letter, 1 clause, on 2021-01-01: no organisation has spoken on any of them.",
        "Nothing is on record of 1 other organisation on any clause.",
    ]
