"""Whatever a thing is called, the graph stays whole, and the name comes back as it was.

`names_naughty.txt` is from the project's collection of bad inputs, in which it
is marked as one that may be copied.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import Evidence, KnowledgeGraph, Organization, Person, Position, Proposition, Topic
from graph.errors import ParameterError, Similar, StancegraphError

BASE = "https://w3id.org/stancegraph/id/organisation/"
NAUGHTY = Path(__file__).with_name("names_naughty.txt").read_text(encoding="utf-8").splitlines()
SAFE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LABEL = rdflib.SKOS.prefLabel


def violations(kg: KnowledgeGraph) -> list[object]:
    return [r for r in kg.check().results if r.severity == "violation"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.text(max_size=20))
def test_any_name_is_kept_or_refused_in_one_line(name: str, alias: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        kg = KnowledgeGraph.create(Path(place, "graph"))
        entry = Organization(name=name, aliases=[alias] if alias else [], kind="other")
        refused = ""
        try:
            (outcome,) = kg.add(entry)
        except ParameterError as exc:
            refused = str(exc)
        if refused:
            assert refused.isprintable()
            assert not Path(place, "graph", "organisations.ttl").exists()
            return
        assert SAFE.fullmatch(outcome.iri.removeprefix(BASE))
        assert not violations(kg)
        read = rdflib.Graph().parse(Path(place, "graph", "organisations.ttl"))
        assert set(read.objects(None, LABEL)) == {rdflib.Literal(name.strip(), lang="en")}
        again = KnowledgeGraph.open(Path(place, "graph"))
        assert again.names.label(outcome.iri) == name.strip()
        assert [o.state for o in again.add(entry)] == ["unchanged"]


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=200))
def test_any_quote_is_kept_or_refused_in_one_line(text: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        from graph import Document

        kg = KnowledgeGraph.create(Path(place, "graph"))
        author = Organization(name="Author", kind="other")
        paper = Document(title="Paper", author=author, issued="2024-01-01")
        question = Proposition(name="It is so", topic=Topic(name="Things"))
        word = Evidence(document=paper, quote=text, passage=text)
        entry = Position(actor=author, proposition=question, stance="supports", evidence=word)
        refused = ""
        try:
            kg.add(entry)
        except ParameterError as exc:
            refused = str(exc)
        if refused:
            assert refused.isprintable()
            return
        assert not violations(kg)
        read = rdflib.Graph().parse(Path(place, "graph", "evidence.ttl"))
        exact = rdflib.URIRef("http://www.w3.org/ns/oa#exact")
        assert set(read.objects(None, exact)) == {rdflib.Literal(text.strip(), lang="en")}
        again = KnowledgeGraph.open(Path(place, "graph"))
        assert {o.state for o in again.add(entry)} == {"unchanged"}


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the IRI or the error of each naughty name, all added to one graph."""
    kg = KnowledgeGraph.create(tmp_path_factory.mktemp("naughty") / "graph")
    found = {}
    for name in NAUGHTY:
        try:
            found[name] = kg.add(Organization(name=name, kind="other"))[0].iri
        except StancegraphError as exc:
            found[name] = f"{type(exc).__name__}: {exc}"
    assert not kg.check().results
    resolved = {n: kg.names.resolve(n) for n, told in found.items() if told.startswith(BASE)}
    assert resolved == {n: told for n, told in found.items() if told.startswith(BASE)}
    return found


def test_naughty_names_have_safe_iris_that_differ(added: dict[str, str]) -> None:
    iris = [told for told in added.values() if told.startswith(BASE)]
    assert len(iris) == len(set(iris)) > 35
    assert all(SAFE.fullmatch(iri.removeprefix(BASE)) for iri in iris)


def test_naughty_names_that_are_refused_have_one_clear_line_each(added: dict[str, str]) -> None:
    refused = {name: told for name, told in added.items() if not told.startswith(BASE)}
    assert all(told.isprintable() for told in refused.values())
    # Those that hide a direction, a tab or another character; and those like one before.
    kinds = {name: told.split(":")[0] for name, told in refused.items()}
    assert kinds == {
        "\u202eabc": "ParameterError",
        "a\tb": "ParameterError",
        "e\u0301": "Similar",
    }


def test_a_person_named_like_a_path_stays_in_the_folder(tmp_path: Path) -> None:
    kg = KnowledgeGraph.create(tmp_path / "graph")
    kg.add(Person(name="../../outside"), Person(name="/etc/passwd"))
    assert sorted(f.name for f in tmp_path.iterdir()) == ["graph"]
    assert sorted(f.name for f in (tmp_path / "graph").glob("*")) == ["dataset.ttl", "people.ttl"]


def test_two_that_would_have_the_same_slug_have_two(tmp_path: Path) -> None:
    kg = KnowledgeGraph.create(tmp_path / "graph")
    entries = [Organization(name=n) for n in ("A & B 1", "A B / 1", "日本", "!!!", "???")]
    try:
        iris = [kg.add(e, anyway=True)[0].iri.removeprefix(BASE) for e in entries]
    except Similar as exc:
        pytest.fail(str(exc))
    assert iris[0] == "a-b-1"
    assert re.fullmatch(r"a-b-1-[0-9a-f]{8}", iris[1])
    assert len(set(iris)) == 5
    assert all(map(SAFE.fullmatch, iris))
