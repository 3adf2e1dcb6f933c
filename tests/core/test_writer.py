"""The canonical writer: the same triples, the same bytes; what is written is read again."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from graph.model.vocabulary import PREFIXES, RDF_TYPE
from graph.rdf.reader import read_rdf
from graph.rdf.writer import to_turtle, write_atomically
from graph.resources import bundled_graph

if TYPE_CHECKING:
    from pathlib import Path

XSD = PREFIXES["xsd"]
HOSTILE = [
    *('"', "'", "\\", '"""', "\\u0041", "\n", "\r\n", "\t", "\0", "\x1b[31m", "\u202e", "\ufeff"),
    *("<x:a> <x:b> <x:c> .", "@prefix", "007", "+1", "1e5", "true", "é", "😀", "\u2028", "", " "),
]  # fmt: skip
IRIS = [
    *("https://w3id.org/stancegraph/id/person/a", "https://w3id.org/stancegraph/id/person/"),
    *("https://w3id.org/stancegraph/id/person/a.", "https://w3id.org/stancegraph/ontology#-x"),
    *("https://w3id.org/stancegraph/ontology#Position", "http://schema.org/a/b", "urn:x:é"),
    *("http://www.w3.org/ns/org#", "x:y%20z", "https://w3id.org/stancegraph/id/person/a,b;c"),
]


def read(text: str) -> set[str]:
    """Return the triples of a Turtle text."""
    return {str(q.triple) for q in parse(text, format=RdfFormat.TURTLE)}


def literals() -> st.SearchStrategy[Literal]:
    """Return literals of every sort, hostile ones more often."""
    words = st.one_of(
        st.sampled_from(HOSTILE),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
        st.integers().map(str),
    )
    types = st.sampled_from([f"{XSD}{n}" for n in ("integer", "decimal", "boolean", "date")])
    return st.one_of(
        words.map(Literal),
        st.builds(lambda v, t: Literal(v, datatype=NamedNode(t)), words, types),
        st.builds(lambda v, t: Literal(v, language=t), words, st.sampled_from(["en", "fr-BE"])),
    )


def triples() -> st.SearchStrategy[list[Triple]]:
    """Return lists of triples."""
    nodes = st.sampled_from(IRIS).map(NamedNode)
    predicates = st.sampled_from([*IRIS, RDF_TYPE]).map(NamedNode)
    return st.lists(st.builds(Triple, nodes, predicates, st.one_of(nodes, literals())), max_size=8)


@settings(max_examples=150, deadline=None)
@given(triples())
def test_what_is_written_is_read_again(found: list[Triple]) -> None:
    assert read(to_turtle(found)) == {str(t) for t in found}


@settings(max_examples=60, deadline=None)
@given(triples().flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
def test_order_and_repetition_change_no_byte(both: tuple[list[Triple], list[Triple]]) -> None:
    found, turned = both
    assert to_turtle([*turned, *found]) == to_turtle(found)


def test_writing_sets_prefixes_subjects_predicates_and_objects_in_order() -> None:
    sg, person = PREFIXES["sg"], "https://w3id.org/stancegraph/id/person/"
    text = f"""
        <{person}b> <{sg}zeta> "z" ; <{sg}alpha> 007 , -1 , 1.50 , true , "x"@en , "2"^^<x:t> ;
            <{PREFIXES["skos"]}altLabel> "B"@en ; a <{PREFIXES["foaf"]}Person> ;
            <{PREFIXES["skos"]}prefLabel> "Bé"@fr .
        <{person}a> <{sg}alpha> <{person}b> , <x:y> .
    """
    found = [q.triple for q in parse(text, format=RdfFormat.TURTLE)]
    assert to_turtle(found) == (
        "@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n"
        "@prefix person: <https://w3id.org/stancegraph/id/person/> .\n"
        "@prefix sg: <https://w3id.org/stancegraph/ontology#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "\n"
        "person:a\n"
        "    sg:alpha\n"
        "        person:b ,\n"
        "        <x:y> .\n"
        "\n"
        "person:b\n"
        "    a foaf:Person ;\n"
        '    skos:prefLabel "Bé"@fr ;\n'
        '    skos:altLabel "B"@en ;\n'
        "    sg:alpha\n"
        "        -1 ,\n"
        "        007 ,\n"
        "        1.50 ,\n"
        '        "2"^^<x:t> ,\n'
        "        true ,\n"
        '        "x"@en ;\n'
        '    sg:zeta "z" .\n'
    )


def test_nothing_is_written_as_nothing() -> None:
    assert to_turtle([]) == ""


@pytest.mark.parametrize("path", sorted(bundled_graph().glob("*.ttl")), ids=lambda path: path.stem)
def test_bundled_file_is_exactly_what_the_writer_gives_back(path: Path) -> None:
    assert to_turtle(read_rdf(path).triples) == path.read_text(encoding="utf-8")


def test_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    write_atomically(path, "old\n")
    write_atomically(path, "é\n")
    assert path.read_bytes() == "é\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_failure_keeps_the_old_file_and_leaves_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.ttl"
    path.write_text("old\n", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(path, "new\n")
    assert path.read_text(encoding="utf-8") == "old\n"
    assert list(tmp_path.iterdir()) == [path]


def test_new_file_may_be_read_by_whom_the_umask_allows(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    before = os.umask(0o027)
    try:
        write_atomically(path, "x")
        assert path.stat().st_mode & 0o777 == 0o640
    finally:
        os.umask(before)
