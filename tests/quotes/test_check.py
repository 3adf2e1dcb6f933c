"""A graph held against the texts of its documents."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph import KnowledgeGraph
from graph.check.material import Material
from graph.check.run import check_graph, check_paths
from graph.check.sources import source_results
from graph.cli import main
from graph.errors import FileProblem
from graph.model.vocabulary import PREFIXES
from graph.quotes.sources import Sources
from graph.rdf.reader import read_rdf
from graph.rdf.writer import kind_prefixes
from graph.resources import bundled_graph
from graph.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXT = "Appeal\r\n\r\nNo to war. Yes to talks.\r\nNo to sanctions, and no to silence.\r\n"
SUM = hashlib.sha256(TEXT.encode()).hexdigest()
HEAD = """
@prefix document: <https://w3id.org/stancegraph/id/document/> .
@prefix evidence: <https://w3id.org/stancegraph/id/evidence/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix sg: <https://w3id.org/stancegraph/ontology#> .
"""
WHERE = "graph.ttl: evidence:e: "


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "appeal.txt").write_bytes(TEXT.encode())
    return folder


def found(texts: Path, said: str, *more: str) -> list[str]:
    """Return what is found about one piece of evidence of the appeal, and other triples."""
    path = texts.parent / "graph.ttl"
    evidence = f"evidence:e a sg:Evidence ; oa:hasSource document:appeal {said} .\n"
    path.write_text(HEAD + evidence + "\n".join(more), encoding="utf-8")
    return results(path, texts)


def results(path: Path, texts: Path) -> list[str]:
    store = EmbeddedStore("here", [path], {**PREFIXES, **kind_prefixes()})
    file = read_rdf(path)
    material = Material(store, file.triples, [(path.name, file)])
    return [f"{r.severity} {r}" for r in source_results(material, Sources(texts))]


@pytest.mark.parametrize(
    "said",
    [
        "",
        '; oa:exact "Yes to talks"@en',
        '; oa:exact "Yes to talks" ; oa:start 21 ; oa:end 33 ; sg:paragraph 2',
        '; oa:exact "No to" ; oa:start 36 ; oa:end 41',
        '; oa:exact "No to" ; oa:start 36',
        '; oa:exact "No to" ; oa:prefix "talks." ; sg:paragraph 3',
        '; oa:exact "No to" ; oa:suffix " war"',
        '; oa:exact "talks. No to sanctions" ; oa:start 28',
        "; oa:start 0 ; oa:end 6 ; sg:paragraph 1",
        "; sg:paragraph 3",
        '; sg:locator "the second page"',
    ],
)
def test_passage_that_stands_where_it_should_gives_no_finding(texts: Path, said: str) -> None:
    assert found(texts, said, f'document:appeal sg:sha256 "{SUM}" .') == []


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        (
            '; oa:exact "Yes to peace talks"',
            "violation " + WHERE + "the quote 'Yes to peace talks' is lost; the nearest passage "
            "is 'Yes to talks', characters 21 to 33 in paragraph 2, score 80 of 100; "
            "correct the quote, or put the right text in its place",
        ),
        (
            '; oa:exact "Ωψξ"',
            "violation " + WHERE + "the quote 'Ωψξ' is lost; nothing in its text comes near; "
            "correct oa:exact",
        ),
        (
            '; oa:exact "Yes to talks" ; oa:start 20 ; oa:end 32',
            "warning " + WHERE + "the quote 'Yes to talks' stands at characters 21 to 33 in "
            "paragraph 2, not at the recorded characters 20 to 32; "
            "correct oa:start and oa:end, or the text",
        ),
        (
            '; oa:exact "Yes to talks" ; oa:start 21 ; oa:end 34',
            "warning " + WHERE + "the quote 'Yes to talks' stands at characters 21 to 33 in "
            "paragraph 2, not at the recorded characters 21 to 34; "
            "correct oa:start and oa:end, or the text",
        ),
        (
            '; oa:exact "No to"',
            "warning " + WHERE + "the quote 'No to' stands in several places, from characters "
            "10, 36; record oa:start and oa:end, or more words around it",
        ),
        (
            '; oa:exact "No to" ; oa:start 900 ; oa:end 905',
            "warning " + WHERE + "the quote 'No to' stands in several places, from characters "
            "10, 36, and not at the recorded characters 900 to 905; "
            "record oa:start and oa:end, or more words around it",
        ),
        (
            '; oa:exact "Yes to talks" ; sg:paragraph 3',
            "warning " + WHERE + "the passage stands in paragraph 2, not 3 as recorded; "
            "correct sg:paragraph",
        ),
        (
            '; oa:exact "Yes to talks" ; oa:prefix "No war."',
            "warning " + WHERE + "the words around the quote 'Yes to talks' are others than "
            "recorded; look whether it still means the same, and correct oa:prefix and oa:suffix",
        ),
        (
            '; oa:exact "Yes to talks" ; oa:start 21 ; oa:end 33 ; oa:suffix "now"',
            "warning " + WHERE + "the words around the quote 'Yes to talks' are others than "
            "recorded; look whether it still means the same, and correct oa:prefix and oa:suffix",
        ),
        (
            "; oa:start 36 ; oa:end 900",
            "violation " + WHERE + "the recorded characters 36 to 900 are no range of its text; "
            "correct oa:start and oa:end, there are 73 characters",
        ),
        (
            "; oa:start 36 ; oa:end 36",
            "violation " + WHERE + "the recorded characters 36 to 36 are no range of its text; "
            "correct oa:start and oa:end, there are 73 characters",
        ),
        (
            "; oa:start 36 ; oa:end 40 ; sg:paragraph 4",
            "warning " + WHERE + "the passage stands in paragraph 3, not 4 as recorded; "
            "correct sg:paragraph",
        ),
        (
            "; sg:paragraph 4",
            "warning " + WHERE + "paragraph 4 is recorded, and its text has 3; "
            "correct sg:paragraph",
        ),
    ],
)
def test_passage_that_does_not_is_one_finding(texts: Path, said: str, finding: str) -> None:
    assert len(TEXT) == 73
    assert found(texts, said) == [finding]


def test_other_text_than_recorded_is_one_warning(texts: Path) -> None:
    said = '; oa:exact "Yes to talks"'
    assert found(texts, said, f'document:appeal sg:sha256 "{"0" * 64}" .') == [
        (
            f"warning graph.ttl: document:appeal: appeal.txt is not the text that was recorded, "
            f"its SHA-256 is '{SUM}'; look for the recorded text, or correct sg:sha256"
        )
    ]


def test_document_without_a_text_is_one_warning(texts: Path) -> None:
    (texts / "appeal.txt").rename(texts / "other.txt")
    more = (
        'evidence:f a sg:Evidence ; oa:hasSource document:appeal ; oa:exact "b" .',
        "evidence:g a sg:Evidence ; oa:hasSource document:appeal ; sg:paragraph 3 .",
        "evidence:h a sg:Evidence ; oa:hasSource document:silent .",
    )
    assert found(texts, '; oa:exact "a"', *more) == [
        (
            f"warning document:appeal: no text of it in {texts}; "
            "its 2 quotes and 1 place were not checked; put its text there as appeal.txt"
        )
    ]


def test_text_is_found_by_its_checksum_under_any_name(texts: Path) -> None:
    (texts / "appeal.txt").rename(texts / "scan-0815.txt")
    said = '; oa:exact "Yes to peace"'
    (lost,) = found(texts, said, f'document:appeal sg:sha256 "{SUM}" .')
    assert "is lost" in lost


@pytest.mark.parametrize(
    "said",
    [
        '; oa:exact "a" , "b" ; oa:start "x" , _:b ; oa:end 9999999999999999999999 , -1',
        '; oa:exact _:b , <https://example.org/> ; oa:prefix 5 ; sg:paragraph 0 , "1e400"',
        '; oa:hasSource "text" , _:b , document:none ; oa:exact "\\u0000\\u001B[31m\\nx"',
        '; oa:start 0 ; oa:exact "' + "x" * 5_000 + '" ; oa:suffix "' + "[(" * 500 + '"',
    ],
)
def test_whatever_the_data_say_findings_are_plain_lines(texts: Path, said: str) -> None:
    for line in found(texts, said):
        assert line.isprintable()
        assert len(line) < 600


def test_text_that_cannot_be_read_stops_the_check(texts: Path) -> None:
    (texts / "appeal.txt").write_bytes(b"\xff")
    with pytest.raises(FileProblem, match="not UTF-8"):
        found(texts, '; oa:exact "Yes"')


def test_check_of_paths_and_of_graphs_looks_into_the_texts(texts: Path) -> None:
    found(texts, '; oa:exact "Yes to peace"')
    path = texts.parent / "graph.ttl"

    def about_quotes(lines: Sequence[object]) -> int:
        return sum("is lost" in str(line) for line in lines)

    assert about_quotes(check_paths([path]).results) == 0
    assert about_quotes(check_paths([path], sources=texts).results) == 1
    kg = KnowledgeGraph.open(path)
    assert about_quotes(kg.check().results) == 0
    assert about_quotes(kg.check(str(texts)).results) == 1
    loaded = KnowledgeGraph(EmbeddedStore("nowhere at all", [path], PREFIXES))
    assert about_quotes(check_graph(loaded, sources=texts).results) == 1
    with pytest.raises(FileProblem, match="no such folder; check the path given to --sources"):
        kg.check(texts / "none")


def test_command_looks_into_the_texts(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found(texts, '; oa:exact "Yes to peace"')
    path = str(texts.parent / "graph.ttl")
    assert main(("check", path, "--sources", str(texts))) == 1
    assert "the quote 'Yes to peace' is lost" in capsys.readouterr().out
    assert main(("check", path, "--sources", str(texts / "none"))) == 3
    assert "no such folder" in capsys.readouterr().err


def article() -> Path:
    """Return the folder of the article, or skip the test where it is not at hand."""
    oracles = os.environ.get("STANCEGRAPH_ORACLES")
    if not oracles:
        pytest.skip("STANCEGRAPH_ORACLES is not set, so the article is not at hand")
    folder = Path(oracles, "..", "sources")
    if not (folder / "two-cheers-for-boris-kagarlitsky.txt").is_file():
        pytest.skip(f"{folder} has no article")
    return folder


def test_everything_in_the_bundled_graph_stands_in_the_article() -> None:
    folder = article()
    assert check_paths([bundled_graph()], sources=folder).results == ()


def test_changed_article_is_noticed(tmp_path: Path) -> None:
    name = "two-cheers-for-boris-kagarlitsky.txt"
    data = (article() / name).read_bytes()
    (tmp_path / name).write_bytes(b"\n" + data)
    results = check_paths([bundled_graph()], sources=tmp_path).results
    assert sum("is not the text that was recorded" in r.what for r in results) == 1
    assert (
        sum("stands at characters" in r.what for r in results)
        + sum("stands in several places" in r.what for r in results)
        == 15
    )
    assert not [r for r in results if r.severity == "violation"]
