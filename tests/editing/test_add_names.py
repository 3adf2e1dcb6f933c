"""Names alike are asked about once, and things are known by all their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph import (
    Document,
    Evidence,
    Group,
    Membership,
    Organization,
    Position,
    Proposition,
    Topic,
)
from graph.errors import (
    ParameterError,
    Similar,
)

if TYPE_CHECKING:
    from graph import KnowledgeGraph
    from tests.editing.conftest import Files

BASE = "https://w3id.org/stancegraph/id/"
KNOWN = "evidence:report-ddd21e47"


def position(**told: object) -> Position:
    """Return a position; what is left out is that of Rabkor on tariffs."""
    usual = {"actor": "Rabkor", "proposition": "tariffs", "stance": "supports", "evidence": KNOWN}
    return Position(**{**usual, **told})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "like"),
    [
        ("PNow", "peace-now"),  # an alias
        ("peace NOW", "peace-now"),
        ("Now, Peace", "peace-now"),
        ("Now Peace", "peace-now"),  # word order
        ("Peace Nowe", "peace-now"),  # one typo
        ("The Peace Now", "peace-now"),
        ("Peace Never", ""),
        ("Рабкор", "rabkor"),
        ("Rabkór", "rabkor"),
        ("Rabcor", "rabkor"),
        ("Rapcor", ""),  # two typos in a short name
        ("Reseau Solidarite", "reseau-solidarite"),
        ("Solidarity Network", "reseau-solidarite"),  # a name that only the search uses
        ("Railway Worker", "railway-workers"),
        ("Railway Workers Branch 13", ""),  # other digits
        ("Railway Worker Branch 12", "branch-12"),
        ("Transport", ""),  # of another kind
    ],
)
def test_names_alike_are_refused_with_the_candidates(
    kg: KnowledgeGraph, files: Files, name: str, like: str
) -> None:
    if not like:
        assert [o.state for o in kg.add(Organization(name=name))] == ["new"]
        return
    label = kg.names.label(f"{BASE}organisation/{like}")
    with pytest.raises(Similar) as caught:
        kg.add(Organization(name=name))
    assert caught.value.candidates == (f"{BASE}organisation/{like}",)
    assert str(caught.value) == (
        f"organisation {name!r}: named like {label!r} (organisation:{like}); if it is the same, "
        "use that one; if not, add it with --anyway"
    )
    assert files.untouched


def test_agents_of_all_kinds_are_compared(kg: KnowledgeGraph) -> None:
    with pytest.raises(Similar, match="person:ann-lee"):
        kg.add(Organization(name="Ann Lee"))
    with pytest.raises(Similar, match="group:friends-of-peace-now"):
        kg.add(Organization(name="Friend of Peace Now"))
    with pytest.raises(Similar, match="organisation:rabkor"):
        kg.add(Group(name="Rabkor"))


def test_anyway_adds_and_remembers(kg: KnowledgeGraph, files: Files) -> None:
    other = Organization(name="Peace Nowe")
    (outcome,) = kg.add(other, anyway=True)
    assert files.diff() == (
        "organisations.ttl:\n"
        "+ organisation:peace-nowe\n"
        "+     a\n"
        "+         org:Organization ,\n"
        "+         foaf:Agent ;\n"
        '+     skos:prefLabel "Peace Nowe"@en ;\n'
        "+     owl:differentFrom organisation:peace-now .\n"
    )
    written = files.now()
    assert [o.state for o in kg.add(other)] == ["unchanged"]
    assert [o.state for o in kg.add(other, anyway=True)] == ["unchanged"]
    assert files.now() == written
    kg.add(Organization(name="Peace Nowe", aliases=["Peace Now"]))
    assert outcome.iri in kg.names.called(["Peace Now"])


def test_another_of_the_same_name_is_added_where_they_contradict(kg: KnowledgeGraph) -> None:
    french = Organization(name="Peace Now", country="FR")
    (outcome,) = kg.add(french, anyway=True)
    assert outcome.iri.startswith(f"{BASE}organisation/peace-now-")
    assert [(o.iri, o.state) for o in kg.add(french)] == [(outcome.iri, "unchanged")]
    assert not kg.check().results[1:]  # the kind is missing, and nothing else is found


def test_more_about_one_of_two_with_a_name_asks_which(kg: KnowledgeGraph, files: Files) -> None:
    (other,) = kg.add(Organization(name="Peace Now", country="FR"), anyway=True)
    end = other.iri.rpartition("/")[2]
    told = (
        "organisation 'Peace Now': 2 have this name ('Peace Now' (organisation:peace-now), "
        f"'Peace Now' (organisation:{end})); say which with its slug (--slug)"
    )
    before = files.now()
    with pytest.raises(Similar) as caught:
        kg.add(Organization(name="Peace Now", acronym="NOW"))
    assert str(caught.value) == told
    assert files.now() == before
    (outcome,) = kg.add(Organization(name="Peace Now", acronym="NOW", slug=end))
    assert (outcome.iri, outcome.state) == (other.iri, "more")


def test_a_new_alias_is_compared_like_a_name(kg: KnowledgeGraph, files: Files) -> None:
    alias = Organization(name="Rabkor", aliases=["Peace Nowe"])
    with pytest.raises(Similar) as caught:
        kg.add(alias)
    assert str(caught.value) == (
        "organisation 'Rabkor': its name 'Peace Nowe' is like 'Peace Now' "
        "(organisation:peace-now); if it is the same, use that one; if not, add it with --anyway"
    )
    assert files.untouched
    kg.add(alias, anyway=True)
    assert "owl:differentFrom organisation:peace-now" in files.diff()


def test_a_slug_names_what_has_it_and_nothing_else(kg: KnowledgeGraph, files: Files) -> None:
    assert [o.state for o in kg.add(Organization(name="Rabkor", slug="rabkor"))] == ["unchanged"]
    with pytest.raises(ParameterError) as caught:
        kg.add(Organization(name="Red Star", slug="rabkor"))
    assert str(caught.value) == (
        "organisation 'Red Star': slug 'rabkor' is that of 'Rabkor', which has other names; "
        "choose another slug, or add the name as an alias there first"
    )
    assert files.untouched


def test_a_role_like_another_is_new_only_when_told(kg: KnowledgeGraph) -> None:
    usual = {"member": "Ann Lee", "organisation": "Rabkor", "evidence": KNOWN}
    with pytest.raises(Similar, match="role 'chairs': named like 'chair'"):
        kg.add(Membership(role="chairs", **usual))
    # Part of its name is that of another role, which makes them no more alike.
    told = kg.add(Membership(role="honorary chair", **usual))
    assert [str(o) for o in told] == [
        "added role 'honorary chair'",
        "added membership 'Ann Lee · Rabkor · honorary chair'",
    ]


@pytest.mark.parametrize(
    "reference",
    [
        *("Peace Now", "PNow", " peace  now ", "La paix maintenant", "peace-now"),
        *("organisation:peace-now", f"{BASE}organisation/peace-now"),
        f"<{BASE}organisation/peace-now>",
        Organization(name="Peace Now"),
    ],
    ids=str,
)
def test_things_are_referred_to_in_many_ways(
    kg: KnowledgeGraph, files: Files, reference: str | Organization
) -> None:
    told = position(
        actor=reference, proposition="public railways", evidence="evidence:manifesto-b1caa30e"
    )
    assert {o.state for o in kg.add(told)} == {"unchanged"}
    assert files.untouched


@pytest.mark.parametrize(
    "evidence", [KNOWN, "report-ddd21e47", f"{BASE}evidence/report-ddd21e47", [KNOWN, KNOWN]]
)
def test_evidence_that_is_there_is_referred_to(kg: KnowledgeGraph, evidence: object) -> None:
    (outcome,) = kg.add(position(evidence=evidence))
    assert outcome.iri == f"{BASE}position/rabkor-tariffs-e5bd15e5"
    assert [e.iri for e in kg.records.evidence_of(kg.records.statements[outcome.iri])] == [
        f"{BASE}evidence/report-ddd21e47"
    ]


def test_an_entry_brings_along_what_it_refers_to(kg: KnowledgeGraph, files: Files) -> None:
    author = Organization(name="Newcomers", kind="media")
    paper = Document(title="New paper", author=author, issued="2024-01-01")
    question = Proposition(name="Ships should be free", topic=Topic(name="Ships"))
    told = Position(
        actor=author,
        proposition=question,
        stance="supports",
        evidence=Evidence(document=paper, paragraph=1, claimant=author),
    )
    assert [str(o) for o in kg.add(told)] == [
        "added organisation 'Newcomers'",
        "added document 'New paper'",
        "added evidence 'New paper · 1 · Newcomers'",
        "added topic 'Ships'",
        "added proposition 'Ships should be free'",
        "added position 'Newcomers · Ships should be free · supports'",
    ]
    assert kg.check().results == ()
    before = files.now()
    assert {o.state for o in kg.add(told, told)} == {"unchanged"}
    assert files.now() == before


@pytest.mark.parametrize("length", [1, 2, 3])
def test_entries_that_refer_to_each_other_in_a_circle_are_refused(
    kg: KnowledgeGraph, files: Files, length: int
) -> None:
    first: list[Organization] = []
    ring = [Organization(name="Ring 0", linked_to=first)]
    for at in range(1, length):
        ring.append(Organization(name=f"Ring {at}", linked_to=[ring[-1]]))
    first.append(ring[-1])
    with pytest.raises(ParameterError, match=r"^organisation 'Ring \d': it refers to itself, by"):
        kg.add(*ring)
    assert files.untouched


def test_the_same_twice_in_one_call_is_one(kg: KnowledgeGraph, files: Files) -> None:
    twins = [
        Organization(name="Twins"),
        Organization(name="Twins"),
        Organization(name="Twins", country="GB"),
        position(actor="Twins"),
        position(actor="Twins", evidence=[KNOWN, "report-27107164"]),
    ]
    assert [o.state for o in kg.add(*twins)] == ["new", "unchanged", "more", "new", "more"]
    assert files.diff().count("+ organisation:twins") == 1
    assert files.diff().count("+ position:twins-tariffs") == 1


def test_those_alike_in_one_call_are_refused(kg: KnowledgeGraph, files: Files) -> None:
    with pytest.raises(Similar, match="'Twinz': named like 'Twins'"):
        kg.add(Organization(name="Twins"), Organization(name="Twinz"))
    assert files.untouched
    assert [o.state for o in kg.add(Organization(name="Twinz"))] == ["new"]
