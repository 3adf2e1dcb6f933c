"""Two things that are the same become one, and can become two again."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple

from graph import Document, Evidence, Group, KnowledgeGraph, Organization, Position, Text
from graph.errors import Conflicting, DatasetError, NotFound, Refused, Similar, StancegraphError
from graph.store.changes import Changes

if TYPE_CHECKING:
    from tests.editing.conftest import Files

BASE = "https://w3id.org/stancegraph/id/"
SG = "https://w3id.org/stancegraph/ontology#"
KEPT, GONE = f"{BASE}organisation/peace-now", f"{BASE}organisation/peace-today"
KNOWN = "evidence:report-ddd21e47"
SAME_POSITION = f"{BASE}position/peace-now-railways-5dba2183"


@pytest.fixture
def twofold(kg: KnowledgeGraph) -> KnowledgeGraph:
    """Return the small graph, in which Peace Now is also there as Peace Today."""
    kg.add(
        Organization(
            name="Peace Today",
            names={"de": "Frieden heute"},
            acronym="PT",
            country="IE",
            search_names=["Piece Today"],
            same_as=["http://www.wikidata.org/entity/Q1"],
            linked_to=["Rabkor", "Peace Now"],
        ),
        # The same as Peace Now holds, on the same word, and on another.
        Position(
            actor="Peace Today",
            proposition="railways",
            stance="supports",
            evidence=[
                Evidence(document="A Report", paragraph=7),
                Evidence(
                    document="The Manifesto",
                    paragraph=2,
                    claimant="Peace Today",
                    passage=Text("Les trains sont à tous.", "fr"),
                    relayed_by=["Ann Lee"],
                ),
            ],
        ),
        Position(actor="Peace Today", proposition="tariffs", stance="opposes", evidence=KNOWN),
        Group(name="Fans of PT", around="Peace Today"),
        Document(title="Leaflet", author="Peace Today", issued="2023-01-01"),
    )
    return kg


@pytest.fixture
def before(twofold: KnowledgeGraph, folder: Path) -> dict[str, bytes]:
    """Return the bytes of all files before the merge."""
    assert twofold.location == str(folder)
    return content(folder)


def content(folder: Path) -> dict[str, bytes]:
    return {f.name: f.read_bytes() for f in sorted(folder.iterdir()) if f.suffix == ".ttl"}


def test_a_preview_tells_all_and_writes_nothing(
    twofold: KnowledgeGraph, folder: Path, before: dict[str, bytes]
) -> None:
    merge = twofold.plan_merge("Peace Now", "PT")
    assert (merge.kept, merge.gone) == (KEPT, GONE)
    # The two positions, the claimant, whom the group is around, and the author.
    assert merge.references == 5
    assert [tuple(iri.rpartition("/")[2][:-8] for iri in pair) for pair in merge.united] == [
        ("manifesto-", "manifesto-"),
        ("peace-now-railways-", "peace-today-railways-"),
    ]
    assert [str(t) for t in merge.dropped] == [f'<{GONE}> <{SG}country> "IE"']
    assert content(folder) == before


def test_references_follow_and_statements_are_united(twofold: KnowledgeGraph, folder: Path) -> None:
    plan = twofold.plan_merge("Peace Now", "Peace Today")
    assert twofold.merge("Peace Now", "Peace Today") == plan
    kg = KnowledgeGraph.open(folder)
    assert kg.records.things[f"{BASE}group/fans-of-pt"].one("sg:groupAround") == KEPT
    assert kg.records.things[f"{BASE}document/leaflet"].one("dcterms:creator") == KEPT
    held = [p for p in kg.records.of_kind("position") if p.one("sg:holder") == KEPT]
    assert sorted(p.one("sg:proposition").rpartition("/")[2] for p in held) == [
        "railways",
        "tariffs",
    ]
    same = kg.records.statements[SAME_POSITION]
    # The manifesto's word, which both rested on, and the report's.
    assert [e.one("sg:paragraph") for e in kg.records.evidence_of(same)] == ["2", "7"]
    word = kg.records.evidence[f"{BASE}evidence/manifesto-b1caa30e"]
    assert word.many("sg:summary") == ["Les trains sont à tous.", "Railways belong to all."]
    assert word.many("sg:relayedBy") == [f"{BASE}person/ann-lee"]
    assert kg.check().results == ()
    assert not [t for t in kg.store.triples() if t.object == NamedNode(GONE)], (
        "something refers to what is gone"
    )


def test_what_is_said_of_the_one_that_goes_is_said_of_the_other(twofold: KnowledgeGraph) -> None:
    twofold.merge("Peace Now", "Peace Today")
    kept = twofold.records.things[KEPT]
    names = {f"{v.text}@{v.lang}" for p in ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel")
             for v in kept.values[p]}  # fmt: skip
    assert names == {
        *("Peace Now@en", "La Paix maintenant@fr", "Frieden heute@de", "PNow@en"),
        *("Peace Today@en", "PT@en", "Piece Today@en"),
    }
    assert kept.many("skos:prefLabel") == ["Frieden heute", "La Paix maintenant", "Peace Now"]
    assert kept.many("sg:country") == ["GB"]
    assert kept.many("org:linkedTo") == [f"{BASE}organisation/rabkor"]
    assert kept.many("schema:sameAs") == ["http://www.wikidata.org/entity/Q1"]


@pytest.mark.parametrize(
    "name", ["Peace Today", "PT", "Frieden heute", "peace-today", "organisation:peace-today", GONE]
)
def test_the_names_of_the_one_that_is_gone_still_stand_for_something(
    twofold: KnowledgeGraph, folder: Path, name: str
) -> None:
    twofold.merge("Peace Now", "Peace Today")
    assert twofold.names.resolve(name) == KEPT
    assert KnowledgeGraph.open(folder).names.resolve(name) == KEPT


def test_adding_what_is_gone_again_changes_nothing(twofold: KnowledgeGraph, folder: Path) -> None:
    twofold.merge("Peace Now", "Peace Today")
    after = content(folder)
    told = Position(
        actor=Organization(name="Peace Today", acronym="PT"),
        proposition="railways",
        stance="supports",
        evidence=Evidence(document="A Report", paragraph=7),
    )
    assert [(o.iri, o.state) for o in twofold.add(told)[-1:]] == [(SAME_POSITION, "unchanged")]
    assert content(folder) == after


def test_undone_all_files_have_their_bytes_again(
    twofold: KnowledgeGraph, folder: Path, before: dict[str, bytes]
) -> None:
    for name in ("Peace Today", "peace-today", "organisation:peace-today", GONE):
        twofold.merge("Peace Now", "Peace Today")
        assert content(folder) != before
        assert twofold.undo_merge(name) == GONE
        assert content(folder) == before
        assert twofold.names.resolve("Peace Today") == GONE


def test_what_came_since_stays_when_a_merge_is_undone(twofold: KnowledgeGraph) -> None:
    twofold.merge("Peace Now", "Peace Today")
    twofold.add(Organization(name="Peace Now", aliases=["Peace At Once"]))
    twofold.undo_merge("Peace Today")
    assert twofold.names.resolve("Peace At Once") == KEPT
    assert twofold.check().results[1:] == ()  # Peace Today has no kind


def test_a_merge_that_was_edited_since_is_not_undone(twofold: KnowledgeGraph, folder: Path) -> None:
    twofold.merge("Peace Now", "Peace Today")
    twofold.rename("Peace Now", "Frieden", lang="de")
    after = content(folder)
    with pytest.raises(Conflicting) as caught:
        twofold.undo_merge("Peace Today")
    assert str(caught.value) == (
        "organisation:peace-today: 1 of the 12 triples that the merge wrote were changed since, "
        f"such as one of <{KEPT}>; undo that first"
    )
    assert content(folder) == after


def test_merges_are_undone_in_their_order(
    twofold: KnowledgeGraph, folder: Path, before: dict[str, bytes]
) -> None:
    twofold.merge("Peace Now", "Peace Today")
    twofold.merge("Rabkor", "Peace Now")
    assert twofold.names.resolve("peace-today") == f"{BASE}organisation/rabkor"
    with pytest.raises(Conflicting, match="triples that the merge wrote were changed since"):
        twofold.undo_merge("Peace Today")
    assert twofold.undo_merge("Peace Now") == KEPT
    assert twofold.undo_merge("Peace Today") == GONE
    assert content(folder) == before


@pytest.mark.parametrize("status", ["withdrawn", "embargoed", "draft"])
def test_statements_of_different_standing_stay_two(twofold: KnowledgeGraph, status: str) -> None:
    if status == "withdrawn":
        twofold.withdraw(SAME_POSITION, "Not so.")
    else:
        twofold.set_status(SAME_POSITION, status)
    merge = twofold.merge("Peace Now", "Peace Today")
    assert [pair for pair in merge.united if "/position/" in pair[0]] == []
    holders = twofold.query("holders-of", proposition="railways").column("actor")
    assert set(holders) == {"Peace Now", "Rabkor"}
    told = Position(
        actor="Peace Now",
        proposition="railways",
        stance="supports",
        evidence=Evidence(document="A Report", paragraph=7),
    )
    assert twofold.add(told)[-1].state in {"unchanged", "more"}


def test_an_alias_that_is_the_name_of_the_other_is_not_doubled(kg: KnowledgeGraph) -> None:
    kg.add(Organization(name="Peace Today", aliases=["Peace Now"], kind="campaign"), anyway=True)
    unsaid = Triple(
        NamedNode(GONE), NamedNode("http://www.w3.org/2002/07/owl#differentFrom"), NamedNode(KEPT)
    )
    with kg.store.writing():
        kg.store.apply(Changes(removed=(unsaid,)))
    kg.forget()
    kg.merge("peace-now", "peace-today")
    assert kg.check().results == ()


@pytest.mark.parametrize(
    ("kept", "gone", "error", "told"),
    [
        ("Peace Now", "PNow", Refused,
         "organisation:peace-now: both names stand for it; there is nothing to merge"),
        ("Peace Now", "Ann Lee", Refused,
         ("person:ann-lee: its kind is 'person', that of organisation:peace-now is 'organisation'; "
         "only things of one kind are merged")),
        ("Peace Now", "Nobody", NotFound, "no thing 'Nobody' (stancegraph list organisations)"),
        (SAME_POSITION, "Peace Now", NotFound, f"no thing '{SAME_POSITION}'"),
    ],
    ids=["one", "kinds", "nobody", "statement"],
)  # fmt: skip
def test_what_cannot_be_merged_is_refused(
    kg: KnowledgeGraph,
    files: Files,
    kept: str,
    gone: str,
    error: type[StancegraphError],
    told: str,
) -> None:
    for work in (kg.plan_merge, kg.merge):
        with pytest.raises(error) as caught:
            work(kept, gone)
        assert str(caught.value).startswith(told)
    assert files.untouched


def test_nothing_was_merged_is_told(kg: KnowledgeGraph, files: Files) -> None:
    with pytest.raises(NotFound) as caught:
        kg.undo_merge("Peace Now")
    assert str(caught.value) == ("nothing called 'Peace Now' was merged; give the IRI that is gone")
    assert files.untouched


def test_two_of_a_name_that_were_merged_are_told_apart(kg: KnowledgeGraph) -> None:
    for country in ("FR", "IE"):
        (other,) = kg.add(Organization(name="Peace Now", country=country), anyway=True)
        unsaid = [t for t in kg.store.triples() if "differentFrom" in t.predicate.value]
        with kg.store.writing():
            kg.store.apply(Changes(removed=tuple(unsaid)))
        kg.forget()
        kg.merge("Rabkor", other.iri)
    with pytest.raises(NotFound, match="2 things called 'Peace Now' were merged; say which: org"):
        kg.undo_merge("Peace Now")


def test_a_tombstone_that_is_not_readable_is_told(twofold: KnowledgeGraph) -> None:
    twofold.merge("Peace Now", "Peace Today")
    broken = Triple(NamedNode(GONE), NamedNode(f"{SG}mergeAdded"), Literal("no triples"))
    with twofold.store.writing():
        twofold.store.apply(Changes(added=(broken,)))
    with pytest.raises(DatasetError, match="organisation:peace-today: what the merge did is not"):
        twofold.undo_merge("Peace Today")


# Not the same


def test_that_two_differ_is_remembered(kg: KnowledgeGraph, files: Files) -> None:
    assert kg.tell_apart("Peace Now", "Rabkor") is True
    assert files.diff() == ("organisations.ttl:\n+     owl:differentFrom organisation:rabkor ;\n")
    before = files.now()
    assert kg.tell_apart("Rabkor", "Peace Now") is False
    assert files.now() == before
    for kept, gone in (("Rabkor", "Peace Now"), ("Peace Now", "Rabkor")):
        with pytest.raises(Conflicting, match="are said to differ; where that is wrong, pass"):
            kg.merge(kept, gone)
    kg.merge("Peace Now", "Rabkor", anyway=True)
    assert not kg.ask("ASK { ?one owl:differentFrom ?other }")
    assert kg.undo_merge("Rabkor") == f"{BASE}organisation/rabkor"
    assert files.diff() == "organisations.ttl:\n+     owl:differentFrom organisation:rabkor ;\n"
    with pytest.raises(Refused, match="both names stand for it; name two things"):
        kg.tell_apart("Peace Now", "PNow")


def test_check_asks_no_more_about_those_that_differ(kg: KnowledgeGraph, folder: Path) -> None:
    text = (folder / "organisations.ttl").read_text(encoding="utf-8")
    (folder / "organisations.ttl").write_text(
        text.replace('skos:altLabel "Рабкор"@ru', 'skos:altLabel "Peace now"@en'), encoding="utf-8"
    )
    kg = KnowledgeGraph.open(folder)
    (found,) = kg.check().results
    assert str(found) == (
        "organisations.ttl: organisation:rabkor: organisation 'Peace now' is also the name of "
        "organisation:peace-now; merge the two, or say that they differ "
        "(stancegraph merge --different)"
    )
    kg.tell_apart("organisation:peace-now", "organisation:rabkor")
    assert kg.check().results == ()


def test_adding_asks_no_more_about_those_that_differ(kg: KnowledgeGraph) -> None:
    alias = Organization(name="Rabkor", aliases=["Peace Nowe"])
    with pytest.raises(Similar):
        kg.add(alias)
    kg.tell_apart("Peace Now", "Rabkor")
    assert [o.state for o in kg.add(alias)] == ["more"]


# Whatever is merged


HOLDERS = ("Peace Now", "Rabkor", "Réseau Solidarité", "Railway Workers")


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(HOLDERS),
            st.sampled_from(("railways", "tariffs")),
            st.sampled_from(("supports", "opposes")),
            st.sampled_from(("Ann Lee", *HOLDERS)),
            st.sampled_from(("reviewed", "draft", "embargoed")),
        ),
        max_size=12,
    ),
    st.permutations(HOLDERS),
)
def test_merges_one_after_another_are_undone_to_the_same_bytes(
    told: list[tuple[str, str, str, str, str]], order: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "graph")
        shutil.copytree(Path(__file__).with_name("graph"), folder)
        kg = KnowledgeGraph.open(folder)
        for number, (holder, question, stance, claimant, status) in enumerate(told):
            evidence = Evidence(document="A Report", paragraph=10 + number // 3, claimant=claimant)
            *_, outcome = kg.add(
                Position(actor=holder, proposition=question, stance=stance, evidence=evidence)
            )
            kg.set_status(outcome.iri, status)
        states = [content(folder)]
        gone = []
        for other in order[1:]:
            gone.append(kg.merge(order[0], other).gone)
            states.append(content(folder))
            assert not [r for r in kg.check().results if r.severity == "violation"]
            assert not [t for t in kg.store.triples() if t.object == NamedNode(gone[-1])]
        for iri in reversed(gone):
            assert content(folder) == states.pop()
            kg.undo_merge(iri)
        assert content(folder) == states.pop()
