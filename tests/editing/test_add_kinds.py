"""Every kind of entry, added to a small graph, writes exactly these lines; again, none.

What is expected stands in `added/`: the messages, an empty line, and the lines
that came by file. The hashes at the end of IRIs were worked out by hand from
the rule: SHA-256 of the parts that make a statement the one that it is, each
behind its length.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph import (
    Campaign,
    Characterisation,
    Clause,
    Document,
    Event,
    Evidence,
    Group,
    Involvement,
    Link,
    Membership,
    Organization,
    Person,
    Petition,
    Position,
    Proposition,
    ReportedChange,
    Role,
    TextVersion,
    Topic,
)

if TYPE_CHECKING:
    from graph import KnowledgeGraph
    from graph.entries.entry import Entry
    from tests.editing.conftest import Files

KNOWN = "report-ddd21e47"
FREE = Campaign(name="Free trains")

CASES: dict[str, list[Entry]] = {
    "organisation": [
        Organization(
            name="Rail Users",
            acronym="RU",
            names={"fr": "Usagers du rail"},
            kind="campaign",
            country="gb",
            website="HTTP://Rail.example:80",
            parent="Peace Now",
            linked_to=["Рабкор"],
            alliance=True,
            same_as=["http://www.wikidata.org/entity/Q1"],
            note="Known from the press.",
        )
    ],
    "person-group-and-role": [
        Person(name="Zoé", country="FR"),
        Group(name="Railway allies", around="branch-12"),
        Role(name="treasurer"),
    ],
    "topic-and-proposition": [
        Topic(name="Rail", broader="Transport"),
        Proposition(
            name="Trains should be free",
            topic=["Rail", "trade"],
            period_from="2020",
            period_through="2021-06",
            scope="Trains of any kind.",
        ),
    ],
    "link": [
        Link(
            from_="public railways",
            to="Tariffs should rise",
            kind="incompatible with",
            basis="editor's judgement",
            reason="For an example.",
        )
    ],
    "campaign-and-petition": [
        Petition(name="Free trains now", campaign=FREE, url="free.example/sign"),
        Petition(name="Free trains forever", campaign=FREE, title="Free trains, forever!"),
    ],
    "clause": [
        Clause(
            petition="Stop the war now",
            proposition="railways",
            stance="leans towards",
            mode="affirms",
            evidence=KNOWN,
        )
    ],
    "text-version": [
        TextVersion(
            petition="stop-the-war-now",
            language="FR",
            url="www.example.org/fr",
            evidence=Evidence(document="A Report", locator="page 3"),
        )
    ],
    "involvement-in-a-petition": [
        Involvement(
            actor="Rabkor",
            petition="Stop the war now",
            kind="supports",
            extent="some",
            earliest="2023-03",
            evidence=Evidence(
                document="The Manifesto", quote="they are with us", prefix="We say", paragraph=1
            ),
        )
    ],
    "recommendation-of-a-campaign": [
        Involvement(
            actor="Ann Lee",
            campaign="ceasefire",
            kind="recommended",
            audience="Friends of Peace Now",
            evidence=Evidence(document="A Report", paragraph=9),
        )
    ],
    "reported-change": [
        ReportedChange(
            actor="Rabkor",
            topic="Trade",
            earliest="2021",
            latest="2022-05",
            before="opposes",
            after="ambivalent",
            direction="for the better",
            event="March for peace",
            extent="most",
            evidence=KNOWN,
        )
    ],
    "characterisation": [
        Characterisation(about="Stop the war now", summary="Too long", evidence=KNOWN)
    ],
    "events": [
        Event(name="Strike", start="2023-05"),
        Event(name="Vote", start="2023-05-01"),
        Event(name="Long war", start="2014", end="2015-02"),
    ],
    "document": [
        Document(
            title="Leaflet",
            author=["Peace Now", "Ann Lee"],
            issued="2023-06-01",
            form="Social-media posting",
            url="example.org/x",
            archived_at="https://a.example/",
            sha256="0123456789ABCDEF" * 4,
            written_in="en-GB",
        )
    ],
    "evidence": [
        Evidence(
            document="A Report",
            start=0,
            end=10,
            claimant="Rabkor",
            kind="inferred",
            relayed_by=["Ann Lee"],
            passage="The railways again.",
        )
    ],
    "membership-with-a-new-role": [
        Membership(
            member="Ann Lee",
            organisation="Rabkor",
            role="rédactrice",
            lang="fr",
            evidence="report-27107164",
        )
    ],
    "position": [
        Position(
            actor="Friends of Peace Now",
            proposition="tariffs",
            stance="declines to say",
            extent="many",
            valid_from="2022-03",
            valid_through="2023",
            evidence=[Evidence(document="The Manifesto", paragraph=7), KNOWN],
        )
    ],
}


@pytest.mark.parametrize("name", CASES)
def test_adding_writes_exactly_this_and_nothing_the_second_time(
    kg: KnowledgeGraph, files: Files, name: str
) -> None:
    expected = Path(__file__).with_name("added") / f"{name}.txt"
    messages, _, lines = expected.read_text(encoding="utf-8").partition("\n\n")
    outcomes = kg.add(*CASES[name])
    assert "\n".join(map(str, outcomes)) == messages
    assert files.diff() == lines
    assert not [r for r in kg.check().results if r.severity == "violation"]
    written = files.now()
    again = kg.add(*CASES[name])
    assert {o.iri for o in again} <= {o.iri for o in outcomes}
    assert {o.state for o in again} == {"unchanged"}
    assert all(str(o).startswith("nothing to change in ") for o in again)
    assert files.now() == written


def test_every_kind_of_entry_has_a_case_and_every_file_is_one() -> None:
    from graph.entries.catalogue import ENTRIES

    told = {type(entry) for entries in CASES.values() for entry in entries} | {type(FREE)}
    assert told == set(ENTRIES.values())
    assert {f.stem for f in Path(__file__).with_name("added").iterdir()} == set(CASES)
