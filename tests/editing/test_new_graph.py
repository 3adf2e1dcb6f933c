"""New graphs, and the canonical form of their files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph import DatasetDescription, KnowledgeGraph, Organization
from graph.editing.new_graph import init_folder
from graph.errors import FileProblem, ParameterError
from graph.store.folder.formatting import format_folder

if TYPE_CHECKING:
    from pathlib import Path

    from tests.editing.conftest import Files

WRITTEN = """\
@prefix dataset: <https://w3id.org/stancegraph/id/dataset/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix schema: <http://schema.org/> .
@prefix sg: <https://w3id.org/stancegraph/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

dataset:my-graph
    a schema:Dataset ;
    dcterms:created "2024-02-29"^^xsd:date ;
    dcterms:creator "The editors of My graph" ;
    dcterms:description "Who stands where: My graph."@en ;
    dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
    dcterms:publisher "The editors of My graph" ;
    dcterms:title "My graph"@en ;
    sg:base "https://w3id.org/stancegraph/id/" ;
    sg:howToReply "Write to The editors of My graph."@en ;
    sg:modelVersion "1.0.0" .
"""


def test_a_new_graph_is_one_file_that_says_what_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "new"
    assert init_folder(folder, DatasetDescription(title="My graph")) == folder / "dataset.ttl"
    assert {f.name: f.read_text(encoding="utf-8") for f in folder.iterdir()} == {
        "dataset.ttl": WRITTEN
    }
    assert KnowledgeGraph.open(folder).check().results == ()


def test_a_new_graph_is_called_like_its_folder(tmp_path: Path) -> None:
    kg = KnowledgeGraph.create(tmp_path / "my-graph")
    assert kg.select("SELECT ?title { ?set dcterms:title ?title }").rows == [("my-graph",)]


@pytest.mark.parametrize(
    ("base", "iri"),
    [
        ("https://Example.org/graph/", "https://example.org/graph/organisation/fresh"),
        ("https://example.org/graph#", "https://example.org/graph#organisation/fresh"),
        ("http://example.org", "http://example.org/organisation/fresh"),
    ],
)
def test_a_graph_may_have_a_base_of_its_own(tmp_path: Path, base: str, iri: str) -> None:
    kg = KnowledgeGraph.create(tmp_path / "new", DatasetDescription(base=base))
    (outcome,) = kg.add(Organization(name="Fresh", kind="other"))
    assert outcome.iri == iri
    again = KnowledgeGraph.open(tmp_path / "new")
    assert again.names.resolve("organisation:fresh") == iri
    assert again.names.resolve("fresh") == iri
    assert again.check().results == ()
    text = (tmp_path / "new" / "organisations.ttl").read_text(encoding="utf-8")
    assert "\norganisation:fresh\n" in text


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"base": "https://example.org/graph"}, ("init: base 'https://example.org/graph' ends in "
         "neither / nor #; add a /")),
        ({"base": "urn:x:"}, ("init: base: 'urn:x:' is not a web address: it starts with 'urn:'; "
         "give one that starts with 'https://'")),
        ({"title": "a\nb"}, "init: title: 'a\\nb' holds the control character U+000A; remove it"),
        ({"creator": "\ud800"}, ("init: creator: '\\ud800' holds the control character U+D800; "
         "remove it")),
        ({"license": "MIT"}, ("init: licence: 'MIT' is not a web address: it names no scheme; give "
         "one that starts with 'https://'")),
        ({"lang": "e n"}, "init: lang: 'e n' is not a language tag; write one such as en or fr"),
    ],
    ids=["base", "scheme", "title", "creator", "licence", "lang"],
)  # fmt: skip
def test_a_description_that_cannot_be_makes_nothing(
    tmp_path: Path, told: dict[str, str], message: str
) -> None:
    with pytest.raises(ParameterError) as caught:
        init_folder(tmp_path / "new", DatasetDescription(**told))
    assert str(caught.value) == message
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_turtle_in_it_is_left_alone(folder: Path, files: Files) -> None:
    with pytest.raises(FileProblem, match="there are Turtle files in it already; choose a new"):
        init_folder(folder, DatasetDescription())
    assert files.untouched


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "new").write_text("mine", encoding="utf-8")
    for place in (tmp_path / "new", tmp_path / "new" / "deep"):
        with pytest.raises(FileProblem, match="choose another place"):
            init_folder(place, DatasetDescription())
    assert (tmp_path / "new").read_text(encoding="utf-8") == "mine"


def test_files_of_ours_are_in_form_already(kg: KnowledgeGraph, folder: Path, files: Files) -> None:
    assert format_folder(folder, write=True) == []
    assert files.untouched
    kg.add(Organization(name="Fresh", aliases=["Brand new"], kind="other"))
    kg.tell_apart("Fresh", "Rabkor")
    kg.rename("Fresh", "Fresher")
    assert format_folder(folder, write=False) == []


def test_a_file_that_is_not_in_form_is_told_and_put_in_form(folder: Path, files: Files) -> None:
    path = folder / "events.ttl"
    formed = path.read_bytes()
    text = formed.decode().replace("\n    schema:startDate", " schema:startDate")
    path.write_text(f"# Ours\n{text}\n\n", encoding="utf-8")
    written = path.read_bytes()
    assert format_folder(folder, write=False) == [path]
    assert path.read_bytes() == written
    assert format_folder(folder, write=True) == [path]
    assert files.diff() == "events.ttl:\n+ # Ours\n"
    assert format_folder(folder, write=True) == []


def test_a_broken_file_leaves_all_as_they_are(folder: Path) -> None:
    (folder / "events.ttl").write_text("event:march a", encoding="utf-8")
    (folder / "groups.ttl").write_text("<x:a>   <x:b> <x:c>.", encoding="utf-8")
    with pytest.raises(FileProblem, match=r"events\.ttl:1:"):
        format_folder(folder, write=True)
    assert (folder / "groups.ttl").read_text(encoding="utf-8") == "<x:a>   <x:b> <x:c>."
