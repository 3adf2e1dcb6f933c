"""Every term of the ontology is described, and every shape says what it wants."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.term import BNode, Node

from graph.model import vocabulary

ROOT = Path(__file__).parents[2]
ONTOLOGY = ROOT / "ontology" / "stancegraph.ttl"
SHAPES = ROOT / "ontology" / "shapes.ttl"
IRI = URIRef("https://w3id.org/stancegraph/ontology")
SG = Namespace("https://w3id.org/stancegraph/ontology#")
SGSH = Namespace("https://w3id.org/stancegraph/shapes#")
LANGUAGES = ["en", "fr"]
SEVERITIES = {SH.Violation, SH.Warning, SH.Info}

LISTS = {
    "stances": {
        "supports": "supports",
        "leansTowards": "leans towards",
        "ambivalent": "ambivalent",
        "leansAgainst": "leans against",
        "opposes": "opposes",
        "declinesToSay": "declines to say",
    },
    "extents": {"all": "all", "most": "most", "many": "many", "some": "some"},
    "modes": {"demands": "demands", "affirms": "affirms", "mentions": "mentions"},
    "involvementKinds": {
        "launched": "launched",
        "prepared": "prepared",
        "signed": "signed",
        "endorsed": "supports",
        "recommended": "recommended",
        "declined": "declined",
        "criticised": "criticised",
    },
    "linkKinds": {
        "entails": "entails",
        "incompatibleWith": "incompatible with",
        "sameQuestion": "same question",
    },
    "linkBases": {"logical": "logical", "editorsJudgement": "editor's judgement"},
    "evidenceKinds": {
        "selfStated": "self-stated",
        "reported": "reported by another",
        "inferred": "inferred by the editor",
    },
    "statuses": {
        "draft": "draft",
        "reviewed": "reviewed",
        "disputed": "disputed",
        "withdrawn": "withdrawn",
        "embargoed": "embargoed",
    },
    "organisationKinds": {
        "party": "party",
        "union": "union",
        "campaignGroup": "campaign",
        "movement": "movement",
        "media": "media",
        "governmentBody": "government body",
        "otherOrganisation": "other",
    },
}


@cache
def ontology() -> Graph:
    """Return the ontology, read once."""
    return Graph().parse(ONTOLOGY, format="turtle")


@cache
def shapes() -> Graph:
    """Return the shapes, read once."""
    return Graph().parse(SHAPES, format="turtle")


def terms() -> list[URIRef]:
    """Return the terms in our namespace that the ontology describes."""
    return sorted(
        {s for s in ontology().subjects() if isinstance(s, URIRef) and s.startswith(str(SG))}
    )


def languages(term: Node, predicate: URIRef) -> list[str]:
    """Return the language tags of a term's texts, sorted, repetitions kept."""
    return sorted(
        text.language or ""
        for text in ontology().objects(term, predicate)
        if isinstance(text, Literal)
    )


def shape_iris() -> list[Node]:
    """Return everything that is declared or used as a shape."""
    g = shapes()
    declared = {s for kind in (SH.NodeShape, SH.PropertyShape) for s in g.subjects(RDF.type, kind)}
    found = declared | set(g.objects(None, SH.property)) | set(g.subjects(SH.path))
    return sorted(found, key=str)


@pytest.mark.parametrize("term", terms(), ids=lambda term: str(term).removeprefix(str(SG)))
def test_term_is_named_defined_and_attributed(term: URIRef) -> None:
    kinds = set(ontology().objects(term, RDF.type))
    name = SKOS.prefLabel if OWL.NamedIndividual in kinds else RDFS.label
    assert languages(term, name) == LANGUAGES
    assert languages(term, SKOS.definition) == LANGUAGES
    assert list(ontology().objects(term, RDFS.isDefinedBy)) == [IRI]


@pytest.mark.parametrize("term", terms(), ids=lambda term: str(term).removeprefix(str(SG)))
def test_definition_can_stand_in_a_sentence(term: URIRef) -> None:
    for text in ontology().objects(term, SKOS.definition):
        assert re.fullmatch(r"[^\n]*[^.\s]", str(text)), f"{text!r} ends in a stop or a space"
        assert str(text)[0].islower(), f"{text!r} starts with a capital"


def test_no_two_terms_share_a_definition() -> None:
    counts = Counter(ontology().objects(None, SKOS.definition))
    assert [text for text, count in counts.items() if count > 1] == []


def test_every_kind_of_thing_of_ours_is_a_class() -> None:
    ours = {iri for iri in vocabulary.KINDS.values() if iri.startswith(str(SG))}
    classes = {str(cls) for cls in ontology().subjects(RDF.type, OWL.Class)}
    assert ours
    assert ours <= classes


def test_every_kind_of_statement_comes_under_statement() -> None:
    ours = {URIRef(vocabulary.KINDS[kind]) for kind in vocabulary.STATEMENTS}
    below = set(ontology().subjects(RDFS.subClassOf, SG.Statement))
    assert {cls for cls in ours if cls.startswith(str(SG))} == below


def test_every_term_of_ours_in_the_shapes_is_in_the_ontology() -> None:
    used = {
        node
        for triple in shapes()
        for node in triple
        if isinstance(node, URIRef) and node.startswith(str(SG))
    }
    assert used <= set(terms())


def test_every_class_and_property_of_others_in_the_shapes_is_declared() -> None:
    used = set(shapes().objects(None, SH["class"])) | set(shapes().objects(None, SH.targetClass))
    assert used <= set(ontology().subjects(RDF.type, OWL.Class))
    paths = set(shapes().objects(None, SH.path)) - {RDF.type}
    declared = {
        term
        for kind in (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
        for term in ontology().subjects(RDF.type, kind)
    }
    assert paths <= declared


def test_degrees_are_those_of_the_scale() -> None:
    degrees = {
        str(stance).removeprefix(str(SG)): degree.toPython()
        for stance, degree in ontology().subject_objects(SG.degree)
        if isinstance(degree, Literal)
    }
    assert degrees == {
        "supports": Decimal(1),
        "leansTowards": Decimal("0.5"),
        "ambivalent": Decimal(0),
        "leansAgainst": Decimal("-0.5"),
        "opposes": Decimal(-1),
    }


@pytest.mark.parametrize("scheme", LISTS)
def test_closed_list_holds_these_and_no_others(scheme: str) -> None:
    members = {
        str(member).removeprefix(str(SG)): str(label)
        for member in ontology().subjects(SKOS.inScheme, SG[scheme])
        for label in ontology().objects(member, SKOS.prefLabel)
        if isinstance(label, Literal) and label.language == "en"
    }
    assert members == LISTS[scheme]
    assert (SG[scheme], RDF.type, SKOS.ConceptScheme) in ontology()


def test_the_shapes_close_the_lists_as_the_ontology_does() -> None:
    closed = {
        frozenset(str(item).removeprefix(str(SG)) for item in shapes().items(head))
        for head in shapes().objects(None, SH["in"])
    }
    assert closed == {frozenset(members) for members in LISTS.values()}


def test_no_two_classes_or_properties_share_a_name() -> None:
    names = Counter(
        (str(name), name.language)
        for term, name in ontology().subject_objects(RDFS.label)
        if isinstance(name, Literal) and (term, RDF.type, OWL.Class) not in ontology()
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_no_range_is_a_date_since_hermit_stops_there() -> None:
    dates = [o for o in ontology().objects(None, RDFS.range) if str(o).endswith("#date")]
    assert dates == []


def test_nothing_is_imported() -> None:
    assert list((ontology() + shapes()).triples((None, OWL.imports, None))) == []


@pytest.mark.parametrize("file", [ONTOLOGY, SHAPES], ids=lambda file: file.stem)
def test_blank_nodes_are_cells_of_lists_and_nothing_else(file: Path) -> None:
    g = Graph().parse(file, format="turtle")
    blank = {node for triple in g for node in triple if isinstance(node, BNode)}
    cells = set(g.subjects(RDF.first))
    assert blank <= cells


def test_every_shape_has_an_iri_of_ours() -> None:
    strange = [shape for shape in shape_iris() if not str(shape).startswith(str(SGSH))]
    assert strange == []


@pytest.mark.parametrize("shape", shape_iris(), ids=lambda shape: str(shape).partition("#")[2])
def test_shape_says_what_is_wrong_what_to_do_and_how_grave_it_is(shape: Node) -> None:
    messages = list(shapes().objects(shape, SH.message))
    assert [m.language for m in messages if isinstance(m, Literal)] == ["en"]
    assert re.fullmatch(r"[a-z][^;\n]*; [^\n]*[^.\s]", str(messages[0])), messages[0]
    severities = list(shapes().objects(shape, SH.severity))
    assert len(severities) == 1
    assert severities[0] in SEVERITIES


def test_every_shape_is_reached_from_one_with_a_target() -> None:
    g = shapes()
    reached: set[Node] = set(g.subjects(SH.targetClass))
    waiting = list(reached)
    while waiting:
        shape = waiting.pop()
        members = {
            member
            for predicate in (SH["or"], SH.xone)
            for head in g.objects(shape, predicate)
            for member in g.items(head)
        }
        for predicate in (SH.property, SH.node, SH["not"]):
            members |= set(g.objects(shape, predicate))
        waiting += members - reached
        reached |= members
    assert set(shape_iris()) - reached == set()


def test_the_shapes_keep_to_shacl_core() -> None:
    beyond = {SH.sparql, SH.js, SH.rule, SH.target, SH.select, SH.ask, SH.declare}
    assert beyond & set(shapes().predicates()) == set()


def test_every_kind_of_thing_has_a_shape() -> None:
    targets = {str(target) for target in shapes().objects(None, SH.targetClass)}
    assert set(vocabulary.KINDS.values()) <= targets
