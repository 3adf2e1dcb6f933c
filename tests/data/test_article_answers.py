"""The article's questions on the bundled graph, by hand from READING.md."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph import KnowledgeGraph, Wanted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.analysis.ground.chosen import Ground

DAY = "2023-08-03"
ON = Wanted(on=DAY)
LINKED = Wanted(on=DAY, linked=True)
ENSU_PETITION = "Free Boris Kagarlitsky! (ENSU)"
RABKOR_PETITION = "Freedom for Boris Kagarlitsky! (Rabkor)"
STOP_THE_WAR_PETITION = "Freedom for Boris Kagarlitsky! (Stop the War)"


@pytest.fixture(scope="module")
def kg() -> KnowledgeGraph:
    return KnowledgeGraph.open(Path(__file__).resolve().parents[2] / "data" / "kagarlitsky-2023")


def slugs(iris: Iterable[str]) -> set[str]:
    return {iri.rsplit("/", 1)[-1] for iri in iris}


def about(grounds: list[Ground]) -> set[str]:
    return slugs(g.proposition for g in grounds)


def test_ensu_and_stop_the_war_share_that_he_should_be_released(kg: KnowledgeGraph) -> None:
    """Each launched a petition of that demand (paragraphs 5 and 13); neither states it."""
    found = kg.common_ground("ENSU", "Stop the War", wanted=ON)
    assert about(found.shared) == {"release-boris-kagarlitsky"}
    assert {c.basis for g in found.shared for c in g.holds.values()} == {"inferred"}
    (said,) = [s for s in found.sentences() if s.heading == "All of them hold"]
    assert "(paragraph 5), by rule: backs Free Boris Kagarlitsky! (ENSU)" in said.source
    assert "(paragraph 13), by rule: backs Freedom for Boris Kagarlitsky!" in said.source
    nothing_stated = Wanted(on=DAY, inferred=False)
    assert kg.common_ground("ENSU", "Stop the War", wanted=nothing_stated).shared == []


def test_they_clash_nowhere_by_their_words_and_on_resistance_through_a_link(
    kg: KnowledgeGraph,
) -> None:
    """The second front entails resistance, by the editor's judgement; Stop the War opposes it."""
    assert kg.common_ground("ENSU", "Stop the War", wanted=ON).splitting == []
    found = kg.common_ground("ENSU", "Stop the War", wanted=LINKED)
    assert about(found.splitting) == {"anti-war-resistance-second-front", "ukrainian-resistance"}
    for ground in found.splitting:
        bases = [c.basis for c in (*ground.holds.values(), *ground.opposes.values())]
        assert sorted(bases) == ["stated", "through a link"]


def test_what_only_one_of_them_has_spoken_on_is_not_counted_as_shared(kg: KnowledgeGraph) -> None:
    found = kg.common_ground("ENSU", "Stop the War", wanted=ON)
    by_ensu = {g.proposition for g in found.unopposed if slugs(g.holds) == {"ensu"}}
    assert slugs(by_ensu) == {
        "anti-war-resistance-second-front",
        "solidarity-with-anti-war-activists",
        "solidarity-with-anti-war-prisoners",
        "solidarity-with-political-prisoners",
    }
    by_the_other = {g.proposition for g in found.unopposed} - by_ensu
    assert slugs(by_the_other) == {
        "full-scale-invasion-justified",
        "release-anti-war-prisoners",
        "ukrainian-resistance",
        "western-arms-supply",
        "western-support",
    }


def test_on_arms_sanctions_and_a_ceasefire_ensu_is_not_on_record(kg: KnowledgeGraph) -> None:
    """The article says so of Kagarlitsky's allies, an unnamed group, and not of ENSU."""
    found = kg.common_ground("ENSU", "Stop the War", wanted=ON)
    assert {"sanctions", "boycotts", "ceasefire"} <= slugs(found.unspoken)
    (arms,) = [g for g in found.unopposed if g.proposition.endswith("/western-arms-supply")]
    assert (slugs(arms.holds), slugs(arms.silent), arms.sign) == (
        {"stop-the-war-coalition"}, {"ensu"}, -1,
    )  # fmt: skip


def agreed(kg: KnowledgeGraph, petition: str) -> dict[str, tuple[int, int]]:
    """Return with how many of a petition's clauses each organisation agrees."""
    return {
        signer.actor.rsplit("/", 1)[-1]: (
            sum(state.startswith("agrees") for state in signer.states),
            len(signer.states),
        )
        for signer in kg.draft(petition, wanted=ON).signers
    }


def test_the_shortest_petition_has_the_widest_ground(kg: KnowledgeGraph) -> None:
    """The least that one of the four who act agrees with: 1 of 2, 2 of 5 and 1 of 5 clauses."""
    found = {str(name): agreed(kg, str(name)) for name in kg.query("petitions").column("petition")}
    assert found[STOP_THE_WAR_PETITION] == {
        "stop-the-war-coalition": (2, 2), "ensu": (1, 2), "rabkor": (1, 2),
        "russian-socialist-movement": (1, 2),
    }  # fmt: skip
    assert found[RABKOR_PETITION] == {
        "rabkor": (2, 5), "russian-socialist-movement": (2, 5), "ensu": (2, 5),
        "stop-the-war-coalition": (2, 5),
    }  # fmt: skip
    assert found[ENSU_PETITION] == {
        "ensu": (4, 5), "rabkor": (2, 5), "russian-socialist-movement": (2, 5),
        "stop-the-war-coalition": (1, 5),
    }  # fmt: skip
    least = {name: min(a / n for a, n in those.values()) for name, those in found.items()}
    assert max(least, key=lambda name: least[name]) == STOP_THE_WAR_PETITION


def test_nobody_is_on_record_against_any_petition(kg: KnowledgeGraph) -> None:
    for petition in (ENSU_PETITION, RABKOR_PETITION, STOP_THE_WAR_PETITION):
        verdicts = {s.verdict for s in kg.draft(petition, wanted=ON).signers}
        assert verdicts == {"backs it", "no obstacle on record"}


def test_to_call_the_invasion_unjustified_would_cost_the_shortest_nobody_on_record(
    kg: KnowledgeGraph,
) -> None:
    """Stop the War "regrets" the invasion; the other seven organisations are not on record."""
    everybody = [iri for iri, kind in kg.names.kinds.items() if kind == "organisation"]
    found = kg.draft(
        STOP_THE_WAR_PETITION,
        actors=everybody,
        plus=["opposes: Russia's full-scale invasion of Ukraine is justified"],
        wanted=ON,
    )
    (cost,) = found.costs
    assert (cost.lost, cost.possibly_lost, cost.undecided) == ([], [], [])
    assert slugs(cost.agree) == {"stop-the-war-coalition"}
    assert len(cost.silent) == 7
    assert "ensu" in slugs(cost.silent)
    texts = {s.text: s for s in found.sentences() if s.heading.startswith("One more")}
    assert "costs nobody on record, and 7 are to be asked" in texts
    assert "“‘regrets’ the invasion”" in texts["agreed already: Stop the War Coalition"].source


def test_to_call_it_justified_would_lose_the_one_who_launched_it(kg: KnowledgeGraph) -> None:
    (cost,) = kg.draft(
        STOP_THE_WAR_PETITION, plus=["full-scale-invasion-justified"], wanted=ON
    ).costs
    assert slugs(cost.lost) == {"stop-the-war-coalition"}


def test_the_author_and_the_groups_are_in_no_answer(kg: KnowledgeGraph) -> None:
    judged = kg.stances(ON).actors
    assert slugs(judged) == {
        "ensu", "irish-left-with-ukraine", "rabkor", "russian-socialist-movement",
        "stop-the-war-coalition", "ukraine-solidarity-campaign",
    }  # fmt: skip


def test_before_the_article_nothing_is_on_record(kg: KnowledgeGraph) -> None:
    before = Wanted(on="2023-08-02")
    assert kg.stances(before).shape == (0, 0)
    assert kg.common_ground("ENSU", "Stop the War", wanted=before).shared == []
