"""The bundled graph, read by rdflib and made into entries, is added to itself and to nothing."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
import rdflib
from rdflib import OWL, RDF, SKOS, Literal, URIRef

import graph as package
from graph import KnowledgeGraph
from graph.editing.new_graph import DatasetDescription, init_folder
from graph.errors import Similar
from graph.resources import bundled_graph

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib.term import Node

    from graph.entries.entry import Entry

PREFIXES = {
    "sg": "https://w3id.org/stancegraph/ontology#",
    "org": "http://www.w3.org/ns/org#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "schema": "http://schema.org/",
    "skos": str(SKOS),
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "cito": "http://purl.org/spar/cito/",
    "adms": "http://www.w3.org/ns/adms#",
}
BASE = "https://w3id.org/stancegraph/id/"


def iri(curie: str) -> URIRef:
    prefix, _, local = curie.partition(":")
    return URIRef(PREFIXES[prefix] + local)


NAMED = "skos:altLabel aliases+, skos:hiddenLabel search_names+, schema:sameAs same_as+"
STATEMENT = "sg:evidence evidence+, adms:status status"
MADE_OF = {
    "organisation": f"{NAMED}, org:classification kind, sg:country country, foaf:homepage website, "
    "org:subOrganizationOf parent, org:linkedTo linked_to+",
    "person": f"{NAMED}, sg:country country",
    "group": f"{NAMED}, sg:groupAround around",
    "role": NAMED,
    "topic": f"{NAMED}, skos:broader broader",
    "proposition": f"{NAMED}, skos:broader topic+, sg:periodFrom period_from, "
    "sg:periodThrough period_through, skos:scopeNote scope",
    "link": "sg:from from_, sg:to to, sg:linkKind kind, sg:linkBasis basis, skos:note reason, "
    "adms:status status",
    "event": f"{NAMED}, schema:startDate start, schema:endDate end",
    "campaign": NAMED,
    "petition": f"{NAMED}, dcterms:title title, dcterms:isPartOf campaign, schema:url url",
    "document": "dcterms:title title, dcterms:creator author+, dcterms:issued issued, "
    "schema:url url, schema:archivedAt archived_at, sg:sha256 sha256, dcterms:language written_in",
    "evidence": "oa:hasSource document, prov:wasAttributedTo claimant+, sg:evidenceKind kind, "
    "oa:exact quote, oa:prefix prefix, oa:suffix suffix, sg:paragraph paragraph, oa:start start, "
    "oa:end end, sg:locator locator, sg:relayedBy relayed_by+, sg:summary passage, "
    "cito:disputes disputes+",
    "position": f"{STATEMENT}, sg:holder actor, sg:proposition proposition, sg:stance stance, "
    "sg:extent extent, sg:validFrom valid_from, sg:validThrough valid_through, "
    "sg:dateAsStated date_as_stated, dcterms:replaces replaces",
    "change": f"{STATEMENT}, sg:holder actor, sg:proposition proposition, sg:topic topic, "
    "sg:extent extent, sg:earliest earliest, sg:latest latest, sg:dateAsStated date_as_stated, "
    "sg:stanceBefore before, sg:stanceAfter after, sg:direction direction, sg:event event",
    "characterisation": f"{STATEMENT}, sg:about about, sg:summary summary",
    "clause": f"{STATEMENT}, sg:petition petition, sg:proposition proposition, sg:stance stance, "
    "sg:mode mode",
    "text": f"{STATEMENT}, sg:petition petition, schema:inLanguage language, schema:url url",
    "involvement": f"{STATEMENT}, sg:agent actor, sg:petition petition, sg:campaign campaign, "
    "sg:involvementKind kind, sg:extent extent, sg:audience audience, sg:earliest earliest, "
    "sg:latest latest, sg:dateAsStated date_as_stated",
    "membership": f"{STATEMENT}, org:member member, org:organization organisation, org:role role",
}
"""By kind, in the order of what refers to what: property, attribute, + for several values."""
CLASSES = {
    "organisation": "Organization",
    "text": "TextVersion",
    "change": "ReportedChange",
}
NOT_ADDED = {iri("schema:mentions"), iri("dcterms:created")}
"""What an entry does not say, and what is that of the day."""


@pytest.fixture(scope="module")
def original() -> rdflib.Graph:
    g = rdflib.Graph()
    for file in sorted(bundled_graph().glob("*.ttl")):
        g.parse(file)
    return g


def kind_of(subject: Node) -> str:
    return str(subject).removeprefix(BASE).split("/")[0]


def attributes(g: rdflib.Graph, subject: Node, kind: str) -> dict[str, object]:
    """Return the attributes of the entry of a thing."""
    found: dict[str, object] = {"slug": str(subject).rpartition("/")[2]}
    if kind not in {k for k, made_of in MADE_OF.items() if NAMED in made_of} | {"document"}:
        del found["slug"]
    pairs = [pair.split() for pair in MADE_OF[kind].split(", ")] + [["skos:editorialNote", "note+"]]
    for curie, attribute in pairs:
        values = sorted(g.objects(subject, iri(curie)), key=str)
        told = [
            package.Text(str(v), v.language) if isinstance(v, Literal) and v.language else str(v)
            for v in values
        ]
        if attribute.endswith("+"):
            found[attribute[:-1]] = told
        elif told:
            (found[attribute],) = told
    labels = {getattr(v, "language", ""): str(v) for v in g.objects(subject, SKOS.prefLabel)}
    if labels:
        found["name"] = labels.pop("en")
        found["names"] = labels
    if iri("schema:Article") in g.objects(subject, RDF.type):
        found["form"] = "article"
    return found


def entries(g: rdflib.Graph) -> list[tuple[Node, Entry]]:
    """Return an entry for each thing and statement, those that are referred to first."""
    found = []
    for kind in MADE_OF:
        for subject in sorted(set(g.subjects(RDF.type)), key=str):
            if kind_of(subject) == kind:
                cls = getattr(package, CLASSES.get(kind, kind.title()))
                found.append((subject, cls(**attributes(g, subject, kind))))
    return found


def test_every_thing_becomes_an_entry(original: rdflib.Graph) -> None:
    subjects = {s for s in original.subjects() if kind_of(s) not in {"dataset", "scheme"}}
    assert {subject for subject, _ in entries(original)} == subjects
    assert len(subjects) > 200


def test_adding_all_of_the_bundled_graph_to_itself_changes_nothing(
    original: rdflib.Graph, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(bundled_graph(), copy)
    before = {f.name: (f.read_bytes(), f.stat().st_mtime_ns) for f in copy.iterdir()}
    kg = KnowledgeGraph.open(copy)
    told = entries(original)
    outcomes = kg.add(*(entry for _, entry in told))
    assert [(o.iri, o.state) for o in outcomes] == [(str(iri), "unchanged") for iri, _ in told]
    assert {f.name: (f.read_bytes(), f.stat().st_mtime_ns) for f in copy.iterdir()} == before


def test_adding_all_of_the_bundled_graph_to_a_new_one_gives_the_same_statements(
    original: rdflib.Graph, tmp_path: Path
) -> None:
    init_folder(tmp_path / "new", DatasetDescription(title="New"))
    kg = KnowledgeGraph.open(tmp_path / "new")
    told = entries(original)
    minted: dict[str, str] = {}
    apart: set[tuple[Node, ...]] = set()
    for subject, entry in told:
        # What an entry refers to may have got another IRI; its slug is none.
        values = {n: v if n == "slug" else _moved(v, minted) for n, v in vars(entry).items()}
        again = type(entry)(**values)  # type: ignore[arg-type]
        try:
            (*_, outcome) = kg.add(again)
        except Similar as exc:
            (*_, outcome) = kg.add(again, anyway=True)
            apart.add((URIRef(outcome.iri), OWL.differentFrom, *map(URIRef, exc.candidates)))
        assert outcome.state == "new", subject
        minted[str(subject)] = outcome.iri
    elsewhere = {kind_of(URIRef(old)) for old, new in minted.items() if old != new}
    assert elsewhere == {"evidence", "change", "involvement"}
    assert kg.check().results == ()
    # The scheme of the topics is made with an English name alone.
    left_out = {URIRef(f"{BASE}scheme/topics")} | set(
        original.subjects(RDF.type, iri("schema:Dataset"))
    )
    wanted = {
        tuple(URIRef(minted.get(str(t), t)) if isinstance(t, URIRef) else t for t in triple)
        for triple in original
        if triple[0] not in left_out and triple[1] not in NOT_ADDED
    }
    made = {
        triple
        for file in (tmp_path / "new").glob("*.ttl")
        for triple in rdflib.Graph().parse(file)
        if kind_of(triple[0]) not in {"dataset", "scheme"} and triple[1] not in NOT_ADDED
    }
    # A group named like an organisation, and two petitions under the same title.
    assert apart == {
        different("group/ukraine-solidarity-campaigns", "organisation/ukraine-solidarity-campaign"),
        different(
            "petition/freedom-for-boris-kagarlitsky-stop-the-war",
            "petition/freedom-for-boris-kagarlitsky-rabkor",
        ),
    }
    assert made == wanted | apart


def different(one: str, other: str) -> tuple[Node, ...]:
    return URIRef(BASE + one), OWL.differentFrom, URIRef(BASE + other)


def _moved(value: object, minted: dict[str, str]) -> object:
    if isinstance(value, list):
        return [_moved(v, minted) for v in value]
    return minted.get(value, value) if isinstance(value, str) else value
