"""The organiser's answer, worked out by hand over `graph.ttl`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph import KnowledgeGraph
from graph.analysis.bearing import Bearings
from graph.analysis.signing import can_sign
from graph.errors import ParameterError, Refused
from graph.records.words import BACKING

if TYPE_CHECKING:
    from pathlib import Path

    from graph.analysis.signing import SigningAnswer

ID = "https://w3id.org/stancegraph/id/"
DAY = "2022-07-01"


def answer(kg: KnowledgeGraph, actor: str, on: str = DAY) -> SigningAnswer:
    (only,) = can_sign(kg, f"{ID}organisation/{actor}", on=on)
    return only


def states(found: SigningAnswer) -> dict[str, str]:
    return {clause.proposition: clause.state for clause in found.clauses}


def test_each_clause_says_how_it_stands(kg: KnowledgeGraph) -> None:
    assert states(answer(kg, "red")) == {
        "There should be peace": "agrees weakly",
        "Tax should rise": "clashes",
        # Opposing the conclusion of an entailment bears on its premise, possibly.
        "There should be a levy": "possible clash",
    }


def test_a_clash_on_what_is_only_affirmed_is_over_wording(kg: KnowledgeGraph) -> None:
    assert answer(kg, "red").verdict == "clash over wording"


def test_mentions_are_never_held_against_anybody(kg: KnowledgeGraph) -> None:
    assert "There should be a ban" not in states(answer(kg, "red"))


def test_backing_comes_before_any_computation(kg: KnowledgeGraph) -> None:
    found = answer(kg, "blue")
    assert found.verdict == "backs it"
    assert found.acts == ["launched it, according to Ann (paragraph 4)"]
    assert found.to_ask == []


def test_declining_to_say_is_open_and_not_unknown(kg: KnowledgeGraph) -> None:
    assert states(answer(kg, "blue"))["There should be a levy"] == "open"


def test_nothing_on_record_is_said_and_what_to_ask(kg: KnowledgeGraph) -> None:
    found = answer(kg, "alone")
    assert found.verdict == "nothing on record"
    assert found.to_ask == ["There should be a levy", "There should be peace", "Tax should rise"]
    assert "agreement on record with 0 of 3 clauses" in found.headline


def test_withdrawn_embargoed_and_draft_positions_decide_nothing(kg: KnowledgeGraph) -> None:
    assert set(states(answer(kg, "grey")).values()) == {"not on record"}


def test_a_stance_that_ended_no_longer_counts(kg: KnowledgeGraph) -> None:
    assert states(answer(kg, "red", on="2023-12-31"))["There should be peace"] == "agrees weakly"
    assert states(answer(kg, "red", on="2024-01-01"))["There should be peace"] == "not on record"


def test_nothing_is_claimed_before_the_first_evidence(kg: KnowledgeGraph) -> None:
    assert states(answer(kg, "red", on="2020-05-31"))["Tax should rise"] == "not on record"
    assert states(answer(kg, "red", on="2020-06-01"))["Tax should rise"] == "clashes"


def test_company_names_people_and_compares_organisations_only(kg: KnowledgeGraph) -> None:
    assert answer(kg, "red").company == [
        "Ann: signed",
        "Blue: launched; differs on “Tax should rise”",
    ]


def test_recommendations_stand_apart_from_acts(kg: KnowledgeGraph) -> None:
    found = answer(kg, "red")
    assert found.recommendations == ["by Ann to Friends of Red, according to Ann (paragraph 4)"]
    assert found.acts == []
    assert "recommended" not in BACKING


def test_a_person_or_a_group_is_never_judged(kg: KnowledgeGraph) -> None:
    for thing in ("person/ann", "group/friends"):
        with pytest.raises(Refused, match="only organisations are judged"):
            can_sign(kg, f"{ID}{thing}")


def test_a_bad_day_is_told(kg: KnowledgeGraph) -> None:
    with pytest.raises(ParameterError, match="'2023-02-30' is not a day of the calendar"):
        can_sign(kg, f"{ID}organisation/red", on="2023-02-30")


@pytest.mark.parametrize("actor", ["red", "blue", "grey", "alone"])
@pytest.mark.parametrize("on", ["2019-06-01", "2020-06-01", "2022-07-01", "2024-01-01"])
def test_python_and_sparql_count_alike(kg: KnowledgeGraph, actor: str, on: str) -> None:
    """The query and the sentences are two implementations of the same rules."""
    (row,) = kg.query("signable", actor=actor, on=on).dicts()
    counted = states(answer(kg, actor, on)).values()
    assert row["agrees_count"] == sum(s.startswith("agrees") for s in counted)
    assert row["clashes_count"] == sum(s == "clashes" for s in counted)
    assert row["open_count"] == sum(s in {"open", "disputed"} for s in counted)
    unknown = {"not on record", "possible clash", "possible agreement"}
    assert row["unknown_count"] == sum(s in unknown for s in counted)


def test_links_carry_stances_over_in_the_right_direction_only(kg: KnowledgeGraph) -> None:
    found = Bearings(kg.records, DAY).of(f"{ID}organisation/blue")
    # Blue supports the tax: that says nothing of the levy, which entails it.
    assert [b.sign for b in found[f"{ID}proposition/levy"]] == [0]
    found = Bearings(kg.records, DAY).of(f"{ID}organisation/red")
    # Red opposes the tax, so possibly the levy; leans towards peace, so possibly no ban.
    assert [(b.sign, b.link is None) for b in found[f"{ID}proposition/levy"]] == [(-1, False)]
    assert [(b.sign, b.link is None) for b in found[f"{ID}proposition/ban"]] == [(-1, False)]


LINKED = """
@prefix : <http://a.example/> .
@prefix sg: <https://w3id.org/stancegraph/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
:1 a sg:Position ; sg:holder :us ; sg:proposition :p ; sg:stance sg:supports ; sg:validFrom "2020" .
:2 a sg:Position ; sg:holder :us ; sg:proposition :q ; sg:stance sg:opposes ; sg:validFrom "2020" .
:3 a sg:Position ; sg:holder :them ; sg:proposition :r ; sg:stance sg:supports ;
  sg:validFrom "2020" .
:4 a sg:Position ; sg:holder :one ; sg:proposition :p ; sg:stance sg:supports ;
  sg:validFrom "2020" .
:a a sg:Link ; sg:linkKind sg:entails ; sg:from :p ; sg:to :q .
:b a sg:Link ; sg:linkKind sg:incompatibleWith ; sg:from :r ; sg:to :p .
"""


def test_every_link_is_followed_from_either_of_its_ends(tmp_path: Path) -> None:
    (tmp_path / "all.ttl").write_text(LINKED, encoding="utf-8")
    known = Bearings(KnowledgeGraph.open(tmp_path).records, DAY)
    known.fetch([f"http://a.example/{holder}" for holder in ("us", "them", "one")])

    def told(holder: str) -> dict[str, list[tuple[int, str]]]:
        return {
            iri[-1]: [(b.sign, b.link.iri[-1] if b.link else "") for b in found]
            for iri, found in known.of(f"http://a.example/{holder}").items()
        }

    assert told("us") == {"p": [(1, ""), (-1, "a")], "q": [(-1, ""), (1, "a")], "r": [(-1, "b")]}
    assert told("one") == {"p": [(1, "")], "q": [(1, "a")], "r": [(-1, "b")]}
    assert told("them") == {"r": [(1, "")], "p": [(-1, "b")]}
