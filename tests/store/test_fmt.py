"""Canonical form: one order, every comment kept, the same triples, and nothing to do twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from graph.errors import FileProblem, LocationError
from graph.rdf.reader import read_rdf
from graph.rdf.turtle.form import format_turtle
from graph.rdf.writer import to_turtle
from graph.resources import bundled_graph
from graph.store.folder.formatting import format_folder

PATH = Path("a.ttl")
BASE = "https://w3id.org/stancegraph/id/"
BY_HAND = """\
# People, kept by hand.
# Second line.

# Prefixes follow.
@prefix person: <https://w3id.org/stancegraph/id/person/> . # ours
PREFIX s: <https://w3id.org/stancegraph/ontology#>

# about b
person:b s:p 007 ; # lexical form matters
    a s:Q . # behind b

# about a, one

# about a, two
person:a s:p '''it's # no comment''' .
person:b s:p 7 .
# the end
"""
IN_FORM = """\
# People, kept by hand.
# Second line.

# Prefixes follow.

# ours

@prefix person: <https://w3id.org/stancegraph/id/person/> .
@prefix sg: <https://w3id.org/stancegraph/ontology#> .

# about a, one
# about a, two
person:a
    sg:p "it's # no comment" .

# about b
# lexical form matters
# behind b
person:b
    a sg:Q ;
    sg:p
        007 ,
        7 .

# the end
"""
PIECES = [
    *("# one\n", "#two\r\n", "\n", "\n\n", " ", "\r\n", "\t", "@prefix e: <http://e/> .\n"),
    *("PREFIX f: <http://f/>", "e:b a e:C .", "<x:a> <x:p> 1 . ", "<x:a> # in\n <x:p> 'a' .\n"),
    *(
        "<x:b> <x:p> <x:o>.",
        "e:a e:p e:o ; e:q # in\n e:r.\n",
        "@base <http://b/> .\n",
        "<c> <d> 1.\n",
    ),
]


def read(text: str) -> set[str]:
    """Return the triples of a Turtle text."""
    return {str(q.triple) for q in parse(text, format=RdfFormat.TURTLE)}


def write(path: Path, text: str) -> Path:
    """Write a file as it is."""
    path.write_text(text, encoding="utf-8", newline="")
    return path


def test_every_comment_has_its_place() -> None:
    assert format_turtle(BY_HAND, BASE, PATH) == IN_FORM


def test_text_in_form_is_given_back() -> None:
    assert format_turtle(IN_FORM, BASE, PATH) == IN_FORM


def test_line_ends_and_byte_order_mark_are_made_even() -> None:
    text = "\ufeff" + BY_HAND.replace("\n", "\r\n")
    assert format_turtle(text, BASE, PATH) == IN_FORM


@pytest.mark.parametrize("text", ["", "\n", "# only words\n", "# a\n\n# b\n"])
def test_text_without_triples_keeps_its_words(text: str) -> None:
    assert format_turtle(text, BASE, PATH) == text.lstrip("\n")


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_form_says_the_same_and_is_final(text: str) -> None:
    try:
        formed = format_turtle(text, BASE, PATH)
    except FileProblem:
        with pytest.raises(SyntaxError):
            read(text)
        return
    assert read(formed) == read(text)
    assert format_turtle(formed, BASE, PATH) == formed
    words = ["# one", "#two", "# in"]
    assert [formed.count(word) for word in words] == [text.count(word) for word in words]


@pytest.mark.parametrize("path", sorted(bundled_graph().glob("*.ttl")), ids=lambda path: path.stem)
def test_form_of_a_text_without_comments_is_what_the_writer_writes(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert format_turtle(text, BASE, path) == text == to_turtle(read_rdf(path).triples)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<x:a> <x:p> [ <x:q> 1 ] .", "blank nodes, which have no canonical order"),
        ("_:a <x:p> 1 .", "blank nodes"),
        ("[] <x:p> 1 .", "blank nodes"),
        ("<x:a> <x:p> (1 2) .", "blank nodes"),
        ("<x:a> <x:p> <<( <x:a> <x:b> <x:c> )>> .", "triple terms are not supported"),
        ("<x:a> <x:p> .", "a.ttl:1:13: "),
    ],
)
def test_what_has_no_form_is_refused_by_name(text: str, words: str) -> None:
    with pytest.raises(FileProblem) as caught:
        format_turtle(text, BASE, PATH)
    assert str(caught.value).startswith("a.ttl:")
    assert words in str(caught.value)
    assert caught.value.path == PATH


def test_folder_tells_which_files_are_out_of_form_and_mends_them(tmp_path: Path) -> None:
    people = write(tmp_path / "people.ttl", BY_HAND)
    other = write(tmp_path / "other.ttl", "\n\n<x:a> <x:p> 1 .")
    kept = write(tmp_path / "kept.ttl", IN_FORM.replace("person:a\n", "person:aa\n"))
    before = kept.stat()
    assert format_folder(tmp_path, write=False) == [other, people]
    assert people.read_text(encoding="utf-8") == BY_HAND
    assert format_folder(tmp_path, write=True) == [other, people]
    assert people.read_text(encoding="utf-8") == IN_FORM
    assert other.read_text(encoding="utf-8") == "<x:a>\n    <x:p> 1 .\n"
    assert kept.stat().st_mtime_ns == before.st_mtime_ns
    assert format_folder(tmp_path, write=True) == []
    assert sorted(f.name for f in tmp_path.iterdir()) == ["kept.ttl", "other.ttl", "people.ttl"]


def test_folder_takes_the_prefixes_of_its_own_base(tmp_path: Path) -> None:
    sg = "https://w3id.org/stancegraph/ontology#"
    write(tmp_path / "dataset.ttl", f"<http://e/dataset/d> <{sg}base> 'http://e/' .")
    format_folder(tmp_path, write=True)
    assert (tmp_path / "dataset.ttl").read_text(encoding="utf-8") == (
        "@prefix dataset: <http://e/dataset/> .\n"
        f"@prefix sg: <{sg}> .\n"
        "\n"
        "dataset:d\n"
        '    sg:base "http://e/" .\n'
    )


def test_one_file_that_cannot_be_formed_and_none_is(tmp_path: Path) -> None:
    first = write(tmp_path / "a.ttl", "<x:a> <x:p> 1 .")
    write(tmp_path / "b.ttl", "<x:a> <x:p> [] .")
    with pytest.raises(FileProblem, match=r"b\.ttl: blank nodes"):
        format_folder(tmp_path, write=True)
    assert first.read_text(encoding="utf-8") == "<x:a> <x:p> 1 ."


def test_one_file_is_formed_alone_and_only_where_it_is_turtle(tmp_path: Path) -> None:
    path = write(tmp_path / "a.ttl", "<x:a> <x:p> 1 .")
    other = write(tmp_path / "b.ttl", "no Turtle at all")
    assert format_folder(path, write=True) == [path]
    assert path.read_text(encoding="utf-8") == "<x:a>\n    <x:p> 1 .\n"
    assert other.read_text(encoding="utf-8") == "no Turtle at all"
    lines = write(tmp_path / "c.nt", "<x:b> <x:p> <x:o> .\n<x:a> <x:p> <x:o> .\n")
    with pytest.raises(FileProblem, match="only Turtle files have a canonical form"):
        format_folder(lines, write=True)
    with pytest.raises(LocationError, match="no such folder"):
        format_folder(tmp_path / "none", write=False)
