"""Dossiers over `graph.ttl`, worked out by hand."""

from __future__ import annotations

from pathlib import Path

from graph import KnowledgeGraph
from graph.analysis.dossier import dossier

BUNDLED = Path(__file__).parents[2] / "data" / "kagarlitsky-2023"
ID = "https://w3id.org/stancegraph/id/"


def sections(kg: KnowledgeGraph, thing: str) -> dict[str, list[tuple[str, str]]]:
    found = dossier(kg, f"{ID}{thing}")
    return {s.title: [(e.text, e.source) for e in s.entries] for s in found.sections}


def test_an_organisation_shows_positions_acts_and_what_they_imply(kg: KnowledgeGraph) -> None:
    found = sections(kg, "organisation/blue")
    own = "according to Blue, relayed by Ann (paragraph 2): “never again”"
    assert found == {
        "positions: no topic": [
            ("declines to say: There should be a levy", own),
            ("supports: Tax should rise", own),
        ],
        "implied": [
            (
                "supports: There should be peace (by rule: launched The Call, which demands it)",
                "according to Ann (paragraph 4)",
            )
        ],
        "acts": [("launched The Call", "according to Ann (paragraph 4)")],
        "claims": [
            (
                "3 statements rest on the word of Blue",
                'stancegraph query claims-by -p claimant="Blue"',
            )
        ],
    }


def test_positions_stand_under_the_topics_of_their_propositions() -> None:
    kg = KnowledgeGraph.open(BUNDLED)
    found = dossier(kg, kg.names.resolve("Irish Left with Ukraine"))
    assert "positions: Anti-war resistance in Russia" in [s.title for s in found.sections]


def test_a_petition_shows_what_it_says_and_who_did_what(kg: KnowledgeGraph) -> None:
    found = sections(kg, "petition/call")
    ann = "according to Ann (paragraph 4)"
    assert found == {
        "it demands": [
            ("supports: There should be a levy", ann),
            ("supports: There should be peace", ann),
        ],
        "it affirms": [("supports: Tax should rise", ann)],
        "it mentions": [("supports: There should be a ban", ann)],
        "who did what": [
            ("Ann recommended The Call to Friends of Red", ann),
            ("Ann signed The Call", ann),
            ("Blue launched The Call", ann),
        ],
        "characterised as": [("Too long", ann)],
    }


def test_drafts_say_that_they_are_drafts(kg: KnowledgeGraph) -> None:
    found = sections(kg, "organisation/grey")
    assert [text for text, _ in found["positions: no topic"]] == [
        "opposes: There should be a levy [draft]"
    ]


def test_a_statement_shows_its_evidence_and_replies(kg: KnowledgeGraph) -> None:
    found = sections(kg, "position/red-tax")
    assert list(found) == ["evidence", "replies that dispute it"]


def test_a_thing_of_which_nothing_is_said_has_no_sections(kg: KnowledgeGraph) -> None:
    assert sections(kg, "organisation/alone") == {}
