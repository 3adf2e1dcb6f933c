"""Records: some, one kind or all of them, with no more reading than that takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph import KnowledgeGraph
from graph.model.vocabulary import STATEMENTS
from graph.records import shelf
from graph.records.around import around
from graph.records.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from graph.store.base import Row

DATA = """
@prefix : <http://a.example/> .
@prefix sg: <https://w3id.org/stancegraph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix adms: <http://www.w3.org/ns/adms#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix schema: <http://schema.org/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
:one a sg:Position ; sg:evidence :e1 .
:two a sg:Position ; sg:evidence :e2 ; adms:status sg:withdrawn .
:clause a sg:Clause ; sg:evidence :e2 .
:e1 a sg:Evidence ; oa:hasSource :d1 .
:e2 a sg:Evidence ; oa:hasSource :d2 .
:d1 a schema:CreativeWork ; dcterms:issued "2023-08-01" .
:d2 a schema:CreativeWork ; dcterms:issued "2023-08-02" .
:t a skos:Concept ; skos:prefLabel "T"@en, "T"@fr .
:p a skos:Concept, sg:Proposition .
"""
A = "http://a.example/"


class Reading:
    """A store that notes what it is asked."""

    def __init__(self, kg: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[str] = []
        scan = kg.store.scan

        def noting(variables: Sequence[str], where: str) -> Iterator[Row]:
            self.asked.append(where)
            return scan(variables, where)

        monkeypatch.setattr(kg.store, "scan", noting)

    def again(self) -> int:
        """Return how often it was asked since the last time."""
        count = len(self.asked)
        self.asked.clear()
        return count


@pytest.fixture
def kg(tmp_path: Path) -> KnowledgeGraph:
    (tmp_path / "all.ttl").write_text(DATA, encoding="utf-8")
    found = KnowledgeGraph.open(tmp_path)
    assert found.names
    return found


@pytest.fixture
def reading(kg: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> Reading:
    return Reading(kg, monkeypatch)


def local(iris: object) -> list[str]:
    return sorted(str(iri).removeprefix(A) for iri in iris)  # type: ignore[attr-defined]


def test_what_was_fetched_is_not_read_again(kg: KnowledgeGraph, reading: Reading) -> None:
    kg.records.fetch([f"{A}one", f"{A}clause", f"{A}none", f"{A}two", f"{A}e1"])
    assert reading.again() == 3
    one = kg.records.statements[f"{A}one"]
    assert (one.kind, one.many("sg:evidence")) == ("position", [f"{A}e1"])
    assert kg.records.issued(one) == ["2023-08-01"]
    assert kg.records.issued(kg.records.statements[f"{A}clause"]) == ["2023-08-02"]
    for nothing in ("none", "two", "e1"):
        assert f"{A}{nothing}" not in kg.records.statements
    kg.records.fetch([f"{A}one", f"{A}none"])
    assert reading.again() == 0


def test_what_was_not_fetched_is_found_all_the_same(kg: KnowledgeGraph, reading: Reading) -> None:
    kg.records.statements.fetch([f"{A}none"])
    assert kg.records.statements[f"{A}one"].kind == "position"
    assert local(kg.records.statements) == ["clause", "one"]
    assert len(kg.records.statements) == 2
    assert reading.again() == 2
    assert kg.records.statements.fetch([f"{A}clause"])[0].kind == "clause"
    assert reading.again() == 0


def test_one_kind_is_read_without_the_others(kg: KnowledgeGraph, reading: Reading) -> None:
    assert [r.iri for r in kg.records.of_kind("position")] == [f"{A}one"]
    assert kg.records.of_kind("position")
    assert reading.again() == 1
    assert [r.iri for r in kg.records.things.of_kind("topic")] == [f"{A}t"]
    assert [r.iri for r in kg.records.things.of_kind("proposition")] == [f"{A}p"]
    assert local(kg.records.things) == ["d1", "d2", "p", "t"]
    assert kg.records.things[f"{A}p"].kind == "proposition"
    assert [r.iri for r in kg.records.things.of_kind("topic")] == [f"{A}t"]


def test_same_text_in_two_languages_is_two_values(kg: KnowledgeGraph) -> None:
    found = kg.records.things.fetch([f"{A}t"])[0].values["skos:prefLabel"]
    assert sorted(found) == [("T", "en"), ("T", "fr")]


@pytest.mark.parametrize(
    ("classes", "kind"),
    [
        ("schema:CreativeWork, sg:Petition", "petition"),
        ("foaf:Group, foaf:Person, org:Organization", "organisation"),
        ("skos:Concept, schema:Event", "event"),
        ("sg:Proposition, skos:Concept", "proposition"),
        ("sg:Campaign, skos:Concept", "campaign"),
    ],
)
def test_thing_of_two_kinds_is_of_the_one_that_its_name_has(
    classes: str, kind: str, tmp_path: Path
) -> None:
    known = (
        "@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix org: <http://www.w3.org/ns/org#> ."
    )
    (tmp_path / "all.ttl").write_text(f"{known}{DATA} :both a {classes} .", encoding="utf-8")
    kg = KnowledgeGraph.open(tmp_path)
    assert kg.records.things.fetch([f"{A}both"])[0].kind == kind
    assert kg.names.kind(f"{A}both") == kind
    assert [r.iri for r in kg.records.things.of_kind(kind) if "both" in r.iri] == [f"{A}both"]


def test_many_are_asked_for_in_several_queries(
    kg: KnowledgeGraph, reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "_TOGETHER", 2)
    found = kg.records.statements.fetch([f"{A}one", f"{A}two", f"{A}clause"])
    assert local(r.iri for r in found) == ["clause", "one"]
    assert reading.again() == 2


def test_part_has_only_what_is_wanted(kg: KnowledgeGraph, reading: Reading) -> None:
    part = kg.records.statements.part([f"{A}one", f"{A}two"])
    assert local(part) == ["one"]
    assert f"{A}clause" not in part
    assert part.of_kind("clause") == []
    assert reading.again() == 1


def test_iri_that_no_query_can_name_does_no_harm(kg: KnowledgeGraph, reading: Reading) -> None:
    hostile = "x:> } ?thing ?property ?value } #"
    assert local(r.iri for r in kg.records.statements.fetch([hostile, f"{A}one"])) == ["one"]
    assert hostile not in "".join(reading.asked)


def test_blank_node_is_found_where_no_query_can_name_it(tmp_path: Path) -> None:
    (tmp_path / "all.ttl").write_text(
        DATA.replace(
            "sg:evidence :e1 .",
            "sg:evidence [ a sg:Evidence ; oa:hasSource :d1 ] ; sg:holder _:h .",
        ),
        encoding="utf-8",
    )
    kg = KnowledgeGraph.open(tmp_path)
    kg.records.fetch([f"{A}one"])
    one = kg.records.statements[f"{A}one"]
    assert kg.records.issued(one) == ["2023-08-01"]
    assert local(kg.records.naming("sg:holder", [one.one("sg:holder"), f"{A}x"])) == ["one"]
    assert local(around(kg.records, f"{A}d1").statements) == ["one"]
    assert around(kg.records, one.one("sg:holder")) is kg.records


def test_what_is_left_out_is_said_by_the_caller(kg: KnowledgeGraph) -> None:
    everything = Shelf(kg.store, kg.names, STATEMENTS)
    assert local(everything) == ["clause", "one", "two"]
