"""What is checked together, what stops a check, and what its report says."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
import rdflib

from graph import KnowledgeGraph
from graph.check.report import Report, Result, plain
from graph.check.run import check_graph, check_paths
from graph.errors import DatasetError, FileProblem, LocationError
from graph.model.vocabulary import PREFIXES
from graph.resources import bundled_graph
from graph.store.embedded import EmbeddedStore

NEIGHBOURHOOD = Path(__file__).with_name("neighbourhood.ttl")
DATASET = """
@prefix dataset: <https://w3id.org/stancegraph/id/dataset/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix schema: <http://schema.org/> .
@prefix sg: <https://w3id.org/stancegraph/ontology#> .

dataset:NAME a schema:Dataset ;
    dcterms:title "Ferries"@en ;
    dcterms:description "Who wants which ferry"@en ;
    dcterms:creator "The editors" ;
    dcterms:publisher "The editors" ;
    dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
    sg:base "https://w3id.org/stancegraph/id/" ;
    sg:howToReply "Write to the editors"@en ;
    sg:modelVersion "1.0.0" .
"""
ORGANISATION = """
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix organisation: <https://w3id.org/stancegraph/id/organisation/> .
@prefix sg: <https://w3id.org/stancegraph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

organisation:case a org:Organization , foaf:Agent ;
    skos:prefLabel "Case"@en ;
    org:classification sg:party ;
"""


def folder(path: Path, *datasets: str) -> Path:
    """Make a folder with a dataset for each name."""
    path.mkdir()
    shutil.copy(NEIGHBOURHOOD, path / "things.ttl")
    for name in datasets:
        text = DATASET.replace("NAME", name)
        (path / f"dataset-{name}.ttl").write_text(text, encoding="utf-8")
    return path


def lines(report: Report) -> list[str]:
    """Return the findings as text, with their severity."""
    return [f"{r.severity} {r}" for r in report.results]


def test_bundled_graph_conforms_and_gives_no_warning() -> None:
    report = KnowledgeGraph.open(bundled_graph()).check()
    assert report.conforms
    assert report.results == ()


def test_folder_with_one_dataset_conforms(tmp_path: Path) -> None:
    assert check_paths([folder(tmp_path / "g", "one")]).results == ()


def test_folder_without_dataset_is_a_violation(tmp_path: Path) -> None:
    path = folder(tmp_path / "g")
    assert lines(check_paths([path])) == [
        (
            f"violation {path}: no dataset is described; "
            "describe the graph in dataset.ttl as a schema:Dataset"
        )
    ]


def test_second_dataset_of_a_folder_is_a_violation(tmp_path: Path) -> None:
    assert lines(check_paths([folder(tmp_path / "g", "one", "two")])) == [
        (
            "violation dataset-two.ttl: dataset:two: a second dataset beside 'dataset:one'; "
            "keep one, and merge the other into it"
        )
    ]


def test_each_folder_is_a_graph_of_its_own(tmp_path: Path) -> None:
    paths = [folder(tmp_path / "g", "one"), folder(tmp_path / "h", "two")]
    assert check_paths(paths).results == ()


def test_places_name_the_folder_where_there_are_several(tmp_path: Path) -> None:
    paths = [folder(tmp_path / "g", "one"), folder(tmp_path / "h", "two", "zwei")]
    (result,) = check_paths(paths).results
    assert result.where == f"{tmp_path / 'h' / 'dataset-zwei.ttl'}: dataset:zwei"
    assert result.iri == "https://w3id.org/stancegraph/id/dataset/zwei"


@pytest.mark.parametrize("ending", [".nt", ".jsonld", ".rdf", ".ttl.gz"])
def test_file_of_any_format_is_checked(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"case{ending}"
    data = NEIGHBOURHOOD.read_bytes()
    if ending == ".ttl.gz":
        path.write_bytes(gzip.compress(data))
    else:
        form = pyoxigraph.RdfFormat.from_extension(ending[1:])
        assert form is not None
        triples = [q.triple for q in pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.TURTLE)]
        path.write_bytes(pyoxigraph.serialize(triples, format=form) or b"")
    assert check_paths([path]).results == ()


def test_graph_without_files_is_checked_from_its_store(tmp_path: Path) -> None:
    path = tmp_path / "case.ttl"
    path.write_text(ORGANISATION + '    sg:country "gb" .\n', encoding="utf-8")
    kg = KnowledgeGraph(EmbeddedStore("nowhere at all", [path], PREFIXES))
    path.unlink()
    assert lines(check_graph(kg)) == [
        (
            "violation organisation:case: the country is not an ISO 3166-1 code of two capitals, "
            "'gb'; write sg:country as in \"GB\""
        )
    ]


def test_lexical_form_is_told_as_the_file_has_it(tmp_path: Path) -> None:
    path = tmp_path / "case.ttl"
    path.write_text(ORGANISATION + "    sg:country 007 .\n", encoding="utf-8")
    (result,) = check_paths([path]).results
    assert result.what.endswith(", '007'")


def test_own_base_is_where_references_must_lead(tmp_path: Path) -> None:
    path = folder(tmp_path / "g")
    base = "https://example.org/"
    text = DATASET.replace("https://w3id.org/stancegraph/id/", base).replace("NAME", "one")
    text = text.replace("sg:modelVersion", f"dcterms:source <{base}document/x> ; sg:modelVersion")
    (path / "dataset.ttl").write_text(text, encoding="utf-8")
    assert lines(check_paths([path])) == [
        (
            "violation dataset.ttl: dataset:one: refers to 'document:x', of which nothing is said; "
            "describe it, or correct the IRI"
        )
    ]


def test_cut_turtle_stops_the_check(tmp_path: Path) -> None:
    path = tmp_path / "cut.ttl"
    text = NEIGHBOURHOOD.read_text(encoding="utf-8")
    path.write_text(text[: text.index("HW") + 1], encoding="utf-8")
    line = text[: text.index("HW")].count("\n") + 1
    with pytest.raises(FileProblem) as caught:
        check_paths([path])
    assert (caught.value.path, caught.value.line) == (path, line)
    assert str(caught.value).startswith(f"{path}:{line}:")


def test_iri_with_a_space_stops_the_check(tmp_path: Path) -> None:
    path = tmp_path / "space.ttl"
    path.write_text("<https://example.org/a b> a <x:y> .\n", encoding="utf-8")
    with pytest.raises(FileProblem) as caught:
        check_paths([path])
    assert caught.value.line == 1


def test_missing_path_stops_the_check(tmp_path: Path) -> None:
    with pytest.raises(FileProblem) as caught:
        check_paths([NEIGHBOURHOOD, tmp_path / "none"])
    assert str(caught.value) == f"{tmp_path}/none: no such file or folder; check the path"


def test_folder_without_turtle_stops_the_check(tmp_path: Path) -> None:
    with pytest.raises(LocationError):
        check_paths([tmp_path])


@pytest.mark.parametrize("breaks", [RuntimeError("no"), TypeError("no"), AssertionError("no")])
def test_validator_that_breaks_gives_our_error(
    monkeypatch: pytest.MonkeyPatch, breaks: Exception
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise breaks

    monkeypatch.setattr(pyshacl, "validate", broken)
    with pytest.raises(DatasetError, match="the validator broke on this graph, 'no'") as caught:
        check_paths([NEIGHBOURHOOD])
    assert caught.value.__cause__ is breaks


def test_validator_that_gives_no_graph_gives_our_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyshacl, "validate", lambda *_, **__: (False, "a failure", "text"))
    with pytest.raises(DatasetError):
        check_paths([NEIGHBOURHOOD])


HOSTILE = """
@prefix event: <https://w3id.org/stancegraph/id/event/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix schema: <http://schema.org/> .
@prefix sg: <https://w3id.org/stancegraph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
event:case a schema:Event , sg:Position ;
    skos:prefLabel "\\u0000\\u001B]0;title\\u0007\\u202E"@en ;
    schema:startDate "2022-02-30"^^xsd:date , "2022"^^xsd:gYear , _:b , "P1D"^^xsd:duration ;
    schema:endDate "24:61:00"^^xsd:time , "--13"^^xsd:gMonth , <https://example.org/\\u202Eevil> ;
    sg:validFrom "2022-01-01T00:00:00Z"^^xsd:dateTime , "2022-01-01T00:00:00"^^xsd:dateTime ;
    sg:validThrough "<b"^^rdf:HTML , "<x"^^rdf:XMLLiteral , "zz"^^xsd:hexBinary ;
    sg:evidence _:b .
_:b a sg:Evidence ;
    sg:paragraph "x"^^xsd:integer , "1e400"^^xsd:double , "NaN"^^xsd:float , _:b ;
    oa:start "DIGITS"^^xsd:integer ; oa:end "" .
""".replace("DIGITS", "9" * 5000)


def test_whatever_the_data_say_there_is_a_report_in_plain_lines(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "hostile.ttl"
    path.write_text(HOSTILE, encoding="utf-8")
    report = check_paths([path])
    assert not report.conforms
    assert [str(r) for r in report.results if not str(r).isprintable()] == []
    assert max(len(r.what) for r in report.results) < 400
    assert caplog.records == []
    assert rdflib.NORMALIZE_LITERALS is True


def test_report_puts_violations_first_and_nothing_twice() -> None:
    warning = Result("warning", "a.ttl: x:a", "odd", "look")
    violation = Result("violation", "b.ttl: x:b", "wrong", "mend", "https://example.org/b")
    report = Report.of([warning, violation, warning])
    assert report.results == (violation, warning)
    assert report.violations == (violation,)
    assert report.warnings == (warning,)
    assert not report.conforms
    assert Report.of([warning]).conforms
    assert Report().conforms
    assert str(violation) == "b.ttl: x:b: wrong; mend"


def test_text_for_messages_is_cut_and_on_one_line() -> None:
    assert plain("a\tb\nc\x00\x1b") == "a b c"
    assert plain("é" * 121) == "é" * 119 + "…"
    assert plain("é" * 120) == "é" * 120
