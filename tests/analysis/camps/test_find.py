"""Camps of organisations: perfect ones, one opinion, nobody, and what bridges them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph import Wanted
from graph.analysis.camps.find import CampOptions
from graph.errors import ParameterError

if TYPE_CHECKING:
    from graph import KnowledgeGraph
    from graph.analysis.camps.bridges import PetitionBridge
    from graph.analysis.camps.result import Camps, Found
    from tests.analysis.sketch import Sketch

DAY = Wanted(on="2021-01-01", inferred=False)


def divided(sketch: Sketch) -> Sketch:
    """Draw two camps of three that hold the opposite on each of three propositions."""
    for proposition in ("tax", "levy", "fee"):
        for actor in ("ada", "ben", "cyd"):
            sketch.position(actor, proposition, "supports")
        for actor in ("xan", "yul", "zoe"):
            sketch.position(actor, proposition, "opposes")
    return sketch


def members(kg: KnowledgeGraph, found: Camps) -> list[set[str]]:
    return [{kg.names.label(a) for a in those} for those in some(found).groups.values()]


def some(found: Camps) -> Found:
    assert found.found is not None
    return found.found


def test_two_perfect_camps_are_found_and_fully_polarised(sketch: Sketch) -> None:
    kg = divided(sketch).open()
    found = kg.camps(DAY)
    assert sorted(map(sorted, members(kg, found))) == [["ada", "ben", "cyd"], ["xan", "yul", "zoe"]]
    parts = some(found)
    assert (parts.partition.share, parts.partition.exact) == (0, True)
    assert parts.polarisation is not None
    assert parts.polarisation.value == pytest.approx(1)
    assert (parts.polarisation.between, parts.polarisation.within) == pytest.approx((1, 0))
    assert parts.resampled.mean == pytest.approx(1)
    assert parts.bridging.participation.tolist() == pytest.approx([0] * 6)


def test_what_separates_perfect_camps_is_told_for_each(sketch: Sketch) -> None:
    found = divided(sketch).open().camps(DAY)
    told = [(s.heading, s.text) for s in found.sentences() if s.heading.startswith("What sets")]
    sides = {
        heading: {text.split(" ")[0] for h, text in told if h == heading} for heading, _ in told
    }
    assert sorted(map(sorted, sides.values())) == [["against"], ["for"]]
    assert len(told) == 6


def test_the_sentences_and_the_table_of_perfect_camps(sketch: Sketch) -> None:
    found = divided(sketch).open().camps(DAY)
    texts = [s.text for s in found.sentences()]
    assert texts[0] == "On 2021-01-01 2 camps; 0 % of all ties are out of place."
    assert texts[1].startswith("The grouping is proven to be the best; steady when propositions")
    assert texts[2].startswith("Polarisation 1.00 ")
    rows = found.table().dicts()
    assert [row["organisation"] for row in rows[:3]] in (
        ["ada", "ben", "cyd"],
        ["xan", "yul", "zoe"],
    )
    assert {row["steadiness"] for row in rows} == {1.0}
    assert {row["disagreement_inside"] for row in rows} == {0.0}
    # Each agrees with two others on three propositions.
    assert {row["agreement_inside"] for row in rows} == {6.0}


def test_one_opinion_is_one_camp_and_no_polarisation(sketch: Sketch) -> None:
    for actor in ("ada", "ben", "cyd"):
        sketch.position(actor, "tax", "supports")
    kg = sketch.open()
    found = kg.camps(DAY)
    assert members(kg, found) == [{"ada", "ben", "cyd"}]
    assert (some(found).polarisation, some(found).apart, some(found).petitions) == (None, None, [])
    assert found.sentences()[0].text.startswith("On 2021-01-01 1 camp; 0 % of all ties")


@pytest.mark.parametrize("number", [None, 2])
def test_nobody_tied_to_anybody_is_no_camp(sketch: Sketch, number: int | None) -> None:
    sketch.position("ada", "tax", "supports")
    sketch.position("ben", "levy", "supports")
    sketch.position("person/ann", "tax", "supports")
    found = sketch.open().camps(DAY, CampOptions(number=number))
    assert (found.found, found.table().rows) == (None, [])
    told = "On 2021-01-01 no two organisations are tied by what is on record."
    assert [s.text for s in found.sentences()] == [told]
    assert set(dict(found.network().nodes(data="camp")).values()) == {0}


def test_an_empty_record_is_no_camp(sketch: Sketch) -> None:
    sketch.thing("organisation", "ada")
    found = sketch.open().camps(DAY)
    assert (found.found, found.table().rows, len(found.network())) == (None, [], 0)


def test_whoever_has_no_tie_is_in_no_camp_and_told(sketch: Sketch) -> None:
    divided(sketch).position("mute", "weather", "supports")
    kg = sketch.open()
    found = kg.camps(DAY)
    assert all("mute" not in those for those in members(kg, found))
    row = found.table().dicts()[-1]
    assert (row["camp"], row["organisation"]) == (None, "mute")
    told = [s.text for s in found.sentences() if s.heading == "In no camp: no tie on record"]
    assert told == ["mute"]


def test_people_and_groups_are_in_no_camp(sketch: Sketch) -> None:
    for who in ("person/ann", "group/crowd"):
        divided(sketch).position(who, "tax", "supports")
    kg = sketch.open()
    assert sum(map(len, members(kg, kg.camps(DAY)))) == 6


def test_parts_that_no_tie_joins_are_told(sketch: Sketch) -> None:
    for actor, proposition in (("a", "tax"), ("b", "tax"), ("x", "levy"), ("y", "levy")):
        sketch.position(actor, proposition, "supports")
    texts = [s.text for s in sketch.open().camps(DAY).sentences()]
    assert any(text.startswith("The organisations fall into 2 parts that no tie") for text in texts)


def mixed(sketch: Sketch) -> Sketch:
    """Draw camps that are not clean: every tenth stance is the other way round."""
    count = 0
    for at in range(12):
        for proposition in "abcdefg":
            count += 1
            if (count * 7) % 5 == 0:
                continue
            side = (at < 6) == (count % 10 > 0)
            sketch.position(f"org{at:02}", proposition, "supports" if side else "opposes")
    return sketch


def test_the_same_seed_gives_the_same_answer(sketch: Sketch) -> None:
    kg = mixed(sketch).open()
    first, again = (kg.camps(DAY, CampOptions(seeds=3, first_seed=5)) for _ in range(2))
    assert first.table().rows == again.table().rows
    assert first.sentences() == again.sentences()


def test_camps_do_not_depend_on_the_order_or_names_of_what_is_read(sketch: Sketch) -> None:
    drawn = mixed(sketch)
    partitions = set()
    for seed in (None, 1, 2):
        kg = drawn.open(seed)
        partitions.add(frozenset(map(frozenset, members(kg, kg.camps(DAY)))))
    assert len(partitions) == 1


def test_how_many_camps_can_be_asked_for(sketch: Sketch) -> None:
    kg = divided(sketch).open()
    assert len(members(kg, kg.camps(DAY, CampOptions(number=3)))) == 3
    for number in (1, 7):
        with pytest.raises(ParameterError, match=f"camps: {number} of 6 organisations with a tie"):
            kg.camps(DAY, CampOptions(number=number))


def test_without_resampling_steadiness_is_not_told(sketch: Sketch) -> None:
    found = divided(sketch).open().camps(DAY, CampOptions(resamples=0))
    assert found.sentences()[1].text.endswith("steadiness cannot be told.")
    assert {row["steadiness"] for row in found.table().dicts()} == {None}


def bridges(kg: KnowledgeGraph) -> dict[str, PetitionBridge]:
    return {kg.names.label(b.petition): b for b in some(kg.camps(DAY)).petitions}


def by_camp(kg: KnowledgeGraph, found: dict[str, list[str]]) -> list[list[str]]:
    return sorted([kg.names.label(actor) for actor in those] for those in found.values())


def test_petitions_bridge_that_reach_two_camps_the_widest_first(sketch: Sketch) -> None:
    divided(sketch)
    sketch.clause("apart", "demands", "supports", "tax")
    sketch.clause("plain", "demands", "supports", "weather")
    sketch.clause("wide", "demands", "supports", "weather")
    for actor in ("ada", "xan"):
        sketch.act(actor, "signed", "plain")
    for actor in ("ada", "ben", "xan"):
        sketch.act(actor, "signed", "wide")
    sketch.act("person/ann", "signed", "apart")
    kg = sketch.open()
    found = bridges(kg)
    assert list(found) == ["wide", "plain"]
    assert by_camp(kg, found["wide"].backers) == [["ada", "ben"], ["xan"]]
    assert found["wide"].reach == (2, 2, 0, 3)
    told = [s.text for s in kg.camps(DAY).sentences() if s.heading == "Petitions between camps"]
    assert told[0].startswith("wide: backed in camp 1 (")


def test_who_could_sign_is_told_beside_who_clashes(sketch: Sketch) -> None:
    divided(sketch)
    for actor in ("ada", "zoe"):
        sketch.position(actor, "weather", "supports")
    sketch.position("ben", "weather", "opposes")
    sketch.clause("plea", "demands", "supports", "weather")
    kg = sketch.open()
    plea = bridges(kg)["plea"]
    assert by_camp(kg, plea.agreeing) == [["ada"], ["zoe"]]
    assert by_camp(kg, plea.clashing) == [[], ["ben"]]
    assert plea.reach == (0, 2, -1, 0)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("signed", {"status": "draft"}),
        ("signed", {"extent": "some"}),
        ("signed", {"earliest": "2021-01-02"}),
        ("recommended", {}),
        ("declined", {}),
    ],
)
def test_an_act_that_does_not_count_bridges_nothing(
    sketch: Sketch, kind: str, said: dict[str, str]
) -> None:
    divided(sketch).clause("plea", "demands", "supports", "weather")
    sketch.act("ada", "signed", "plea")
    sketch.act("xan", kind, "plea", **said)
    assert bridges(sketch.open()) == {}


def test_whoever_declined_could_not_sign_whatever_it_holds(sketch: Sketch) -> None:
    divided(sketch).clause("plea", "demands", "supports", "weather")
    for actor in ("ada", "xan"):
        sketch.position(actor, "weather", "supports")
    sketch.act("xan", "declined", "plea")
    assert bridges(sketch.open()) == {}


def test_a_possible_clash_is_an_obstacle_on_record(sketch: Sketch) -> None:
    divided(sketch)
    for clause in ("weather", "harvest"):
        sketch.clause("plea", "demands", "supports", clause)
    for actor in ("ada", "xan"):
        sketch.position(actor, "weather", "supports")
    sketch.position("xan", "drought", "supports")
    sketch.link("drought", "incompatibleWith", "harvest")
    kg = sketch.open()
    assert list(bridges(kg)) == ["plea"]
    linked = Wanted(on="2021-01-01", inferred=False, linked=True)
    assert some(kg.camps(linked)).petitions == []


def test_the_network_carries_each_ones_camp(sketch: Sketch) -> None:
    divided(sketch).position("mute", "weather", "supports")
    kg = sketch.open()
    camp = {kg.names.label(a): n for a, n in kg.camps(DAY).network().nodes(data="camp")}
    assert camp["mute"] == 0
    assert camp["ada"] == camp["ben"] != camp["zoe"]
