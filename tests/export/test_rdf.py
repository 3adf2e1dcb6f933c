"""RDF exports: nothing is lost, nothing is rewritten, nothing hidden gets out."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
import rdflib

from graph import KnowledgeGraph
from graph.errors import UsageError
from graph.export import EXPORT_FORMATS, left_out, write_export
from graph.export.rdf import RDF_FORMATS, rdf_bytes, record_triples, to_rdflib
from graph.model.vocabulary import PREFIXES
from graph.resources import bundled_graph
from graph.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from pathlib import Path

FORMS = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}
HEAD = """
@prefix adms: <http://www.w3.org/ns/adms#> .
@prefix cito: <http://purl.org/spar/cito/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix schema: <http://schema.org/> .
@prefix sg: <https://w3id.org/stancegraph/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://example.org/> .
"""
SECRETS = (
    HEAD
    + """
:open a sg:Position ; adms:status sg:reviewed ; sg:evidence :shared , :known ;
    dcterms:replaces :secret , :gone .
:secret a sg:Position ; adms:status sg:embargoed ; sg:evidence :shared , :hush .
:gone a sg:Link ; adms:status sg:withdrawn .
:both a sg:Clause ; adms:status sg:withdrawn , sg:embargoed ; sg:evidence :hush , "words" .
:shared a sg:Evidence ; oa:hasSource :paper .
:known a sg:Evidence ; oa:hasSource :paper .
:hush a sg:Evidence ; oa:hasSource :memo ; oa:exact "psst" .
:reply a sg:Evidence ; cito:disputes :secret ; oa:hasSource :letter .
:answer a sg:Evidence ; cito:disputes :open ; oa:hasSource :letter .
:orphan a sg:Evidence ; oa:hasSource :paper .
:paper a schema:CreativeWork ; schema:mentions :secret , :somebody .
:memo a schema:CreativeWork ; dcterms:title "Secret memo" .
:letter a schema:CreativeWork .
:unread a schema:CreativeWork .
"""
)
VISIBLE = {
    *("open", "shared", "known", "answer", "orphan", "paper", "letter", "unread"),
}


def graph_of(path: Path, text: str) -> KnowledgeGraph:
    """Return the graph of one Turtle file."""
    path.write_text(text, encoding="utf-8")
    return KnowledgeGraph.open(path)


def triples_of(data: bytes, name: str) -> set[str]:
    """Return the triples of an export as text."""
    return {str(q.triple) for q in pyoxigraph.parse(data, format=FORMS[name])}


@pytest.fixture(scope="module")
def bundled() -> KnowledgeGraph:
    return KnowledgeGraph.open(bundled_graph())


@pytest.mark.parametrize("name", RDF_FORMATS)
def test_bundled_graph_comes_back_whole(bundled: KnowledgeGraph, name: str) -> None:
    assert triples_of(rdf_bytes(bundled, name), name) == {str(t) for t in bundled.store.triples()}


@pytest.mark.parametrize("name", RDF_FORMATS)
def test_export_gives_the_same_bytes_wherever_the_files_stand(
    bundled: KnowledgeGraph, name: str, tmp_path: Path
) -> None:
    for i, path in enumerate(sorted(bundled_graph().glob("*.ttl"), reverse=True)):
        shutil.copy(path, tmp_path / f"{i:02}.ttl")
    moved = KnowledgeGraph.open(tmp_path)
    assert write_export(moved, name) == write_export(bundled, name)


@pytest.mark.parametrize("name", RDF_FORMATS)
def test_nothing_hidden_is_in_an_export(tmp_path: Path, name: str) -> None:
    kg = graph_of(tmp_path / "g.ttl", SECRETS)
    data = write_export(kg, name)
    subjects = {t.split(" ")[0] for t in triples_of(data, name)}
    assert subjects == {f"<https://example.org/{thing}>" for thing in VISIBLE}
    for word in (b"psst", b"memo", b"secret", b"hush", b"gone", b"example.org/reply", b"both"):
        assert word not in data
    assert b"example.org/somebody" in data


def test_what_is_left_out_is_counted(tmp_path: Path, bundled: KnowledgeGraph) -> None:
    kg = graph_of(tmp_path / "g.ttl", SECRETS)
    assert left_out(kg) == {"embargoed": 2, "withdrawn": 1, "evidence": 2, "document": 1}
    assert set(left_out(bundled).values()) == {0}


def test_literal_that_is_called_evidence_takes_no_literal_away(tmp_path: Path) -> None:
    text = HEAD + ':a adms:status sg:embargoed ; sg:evidence "x" . :b dcterms:title "kept" .'
    kg = graph_of(tmp_path / "g.ttl", text)
    assert rdf_bytes(kg, "ntriples") == (
        b'<https://example.org/b> <http://purl.org/dc/terms/title> "kept" .\n'
    )


def test_ntriples_are_sorted_and_stand_once(tmp_path: Path) -> None:
    kg = graph_of(tmp_path / "g.ttl", HEAD + ":b :p 2 . :a :p 1 . :a :p 1 .")
    integer = "^^<http://www.w3.org/2001/XMLSchema#integer>"
    a, b = (f'<https://example.org/{s}> <https://example.org/p> "{n}"{integer} .\n' for s, n in
            (("a", 1), ("b", 2)))  # fmt: skip
    assert rdf_bytes(kg, "ntriples").decode() == a + b


def test_turtle_takes_its_prefixes_from_the_base_of_the_graph(tmp_path: Path) -> None:
    text = HEAD + ':dataset\\/x sg:base "https://example.org/" . :event\\/e :p :event\\/f .'
    turtle = rdf_bytes(graph_of(tmp_path / "g.ttl", text), "turtle").decode()
    assert turtle == (
        "@prefix dataset: <https://example.org/dataset/> .\n"
        "@prefix event: <https://example.org/event/> .\n"
        "@prefix sg: <https://w3id.org/stancegraph/ontology#> .\n\n"
        'dataset:x\n    sg:base "https://example.org/" .\n\n'
        "event:e\n    <https://example.org/p> event:f .\n"
    )


def test_jsonld_names_no_context_to_fetch(bundled: KnowledgeGraph) -> None:
    nodes = json.loads(rdf_bytes(bundled, "jsonld"))
    assert isinstance(nodes, list)
    assert all("@context" not in node for node in nodes)


@pytest.mark.parametrize("name", RDF_FORMATS)
def test_lexical_forms_are_those_of_the_file(tmp_path: Path, name: str) -> None:
    text = HEAD + ':a :p 007 , "1.50"^^xsd:decimal , "+1"^^xsd:integer , "2022-02-30"^^xsd:date .'
    found = triples_of(rdf_bytes(graph_of(tmp_path / "g.ttl", text), name), name)
    forms = {t.split('"')[1] for t in found}
    assert forms == {"007", "1.50", "+1", "2022-02-30"}


def test_rdflib_graph_has_the_forms_of_the_file_and_our_prefixes(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    text = HEAD + ':a :p 007 , "x"^^xsd:integer , "é"@fr , "plain" , :b , _:c .'
    g = to_rdflib(graph_of(tmp_path / "g.ttl", text))
    a, p = rdflib.URIRef("https://example.org/a"), rdflib.URIRef("https://example.org/p")
    objects = list(g.objects(a, p))
    assert sorted(o.n3() for o in objects if not isinstance(o, rdflib.BNode)) == [
        '"007"^^<http://www.w3.org/2001/XMLSchema#integer>',
        '"plain"',
        '"x"^^<http://www.w3.org/2001/XMLSchema#integer>',
        '"é"@fr',
        "<https://example.org/b>",
    ]
    assert [type(o) for o in objects].count(rdflib.BNode) == 1
    assert dict(g.namespaces())["sg"] == rdflib.URIRef(PREFIXES["sg"])
    assert caplog.records == []


def test_rdflib_graph_of_the_bundled_graph_is_the_one_that_rdflib_reads(
    bundled: KnowledgeGraph,
) -> None:
    read = rdflib.Graph()
    for path in bundled_graph().glob("*.ttl"):
        read.parse(path, format="turtle")
    assert set(bundled.to_rdflib()) == set(read)


def test_rdflib_graph_may_be_saved_and_read_again(bundled: KnowledgeGraph) -> None:
    g = bundled.to_rdflib()
    again = rdflib.Graph().parse(data=g.serialize(format="turtle"), format="turtle")
    assert set(again) == set(g)


def test_graph_without_files_gives_the_triples_of_its_store(tmp_path: Path) -> None:
    path = tmp_path / "g.ttl"
    path.write_text(HEAD + ":a :p :b .", encoding="utf-8")
    kg = KnowledgeGraph(EmbeddedStore("nowhere at all", [path], PREFIXES))
    path.unlink()
    assert [str(t) for t in record_triples(kg)] == [
        "<https://example.org/a> <https://example.org/p> <https://example.org/b>"
    ]


def test_unknown_format_is_refused(bundled: KnowledgeGraph) -> None:
    assert EXPORT_FORMATS == ("graphml", "gexf", "csv", "turtle", "ntriples", "jsonld")
    with pytest.raises(UsageError) as caught:
        write_export(bundled, "rdf/xml")
    assert str(caught.value) == (
        "export: unknown format 'rdf/xml'; take one of graphml, gexf, csv, turtle, ntriples, jsonld"
    )
    with pytest.raises(UsageError):
        rdf_bytes(bundled, "gexf")


@pytest.mark.parametrize("form", sorted(FORMS))
def test_what_a_merge_wrote_down_names_nothing_embargoed(form: str, tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    shutil.copytree(bundled_graph(), folder)
    kg = KnowledgeGraph.open(folder)
    hidden = "position:stop-the-war-coalition-ukrainian-resistance-06d53152"
    kg.set_status(hidden, "embargoed")
    kg.merge("ENSU", "Stop the War Coalition")
    assert hidden.partition(":")[2].encode() not in rdf_bytes(kg, form)
    assert b"mergeRemoved" not in rdf_bytes(kg, form)
