"""Opening places: a folder or a file, all of it or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import QueryBoolean, QuerySolutions

from graph import KnowledgeGraph
from graph.errors import FileProblem, LocationError, QuerySyntaxError
from graph.model.vocabulary import PREFIXES
from graph.resources import bundled_graph
from graph.store.embedded import EmbeddedStore, turtle_files
from graph.store.location import open_store, resolve

if TYPE_CHECKING:
    from pathlib import Path

ONE = "<x:a> <x:p> <x:o> .\n"


def write(path: Path, text: str = ONE) -> Path:
    """Write a file, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_folder_is_loaded_whole(tmp_path: Path) -> None:
    write(tmp_path / "a.ttl")
    write(tmp_path / "b.ttl", ONE + "<x:b> <x:p> <x:o> .")
    store = open_store(str(tmp_path), PREFIXES)
    assert len(store) == 2
    assert sorted(str(t) for t in store.triples()) == [
        "<x:a> <x:p> <x:o>",
        "<x:b> <x:p> <x:o>",
    ]
    assert store.location == str(tmp_path)


def test_one_bad_file_and_nothing_is_opened(tmp_path: Path) -> None:
    write(tmp_path / "a.ttl")
    bad = write(tmp_path / "b.ttl", ONE + "<x:b> <x:p> ")
    with pytest.raises(FileProblem) as caught:
        open_store(str(tmp_path), PREFIXES)
    assert (caught.value.path, caught.value.line) == (bad, 2)


def test_hidden_files_and_other_endings_are_left_alone(tmp_path: Path) -> None:
    kept = [write(tmp_path / "b.ttl"), write(tmp_path / "c.ttl")]
    write(tmp_path / ".a.ttl-scratch.ttl", "no Turtle at all")
    write(tmp_path / "READING.md", "# words")
    assert turtle_files(tmp_path) == kept


def test_lone_file_of_any_format_is_a_graph(tmp_path: Path) -> None:
    path = write(tmp_path / "a.nt")
    assert len(open_store(str(path), PREFIXES)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "<x:a> <x:p> <<( <x:a> <x:p> <x:o> )>> .",
        "<< <x:a> <x:p> <x:o> >> <x:q> <x:r> .",
        "<x:a> <x:p> <x:o> {| <x:q> <x:r> |} .",
        "<x:a> <x:p> <x:o> ~ <x:r> .",
    ],
)
def test_triple_terms_are_refused_however_they_are_written(tmp_path: Path, text: str) -> None:
    path = write(tmp_path / "a.ttl", text)
    with pytest.raises(FileProblem, match="triple terms are not supported"):
        EmbeddedStore("a", [path], {})


def test_folder_that_is_missing_or_empty_is_no_graph(tmp_path: Path) -> None:
    with pytest.raises(LocationError, match="no such folder; check the path given to --graph"):
        open_store(str(tmp_path / "none"), PREFIXES)
    with pytest.raises(LocationError, match=r"no Turtle file \(\*\.ttl\) in this folder"):
        open_store(str(tmp_path), PREFIXES)


def test_what_was_asked_for_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANCEGRAPH_GRAPH", "/from/the/environment")
    assert resolve(tmp_path) == str(tmp_path)
    assert resolve("http://localhost/sparql") == "http://localhost/sparql"


def test_environment_comes_before_the_nearest_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "dataset.ttl")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STANCEGRAPH_GRAPH", "/from/the/environment")
    assert resolve() == "/from/the/environment"


def test_nearest_folder_upwards_comes_before_the_bundled_graph(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "dataset.ttl")
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    monkeypatch.setenv("STANCEGRAPH_GRAPH", "")
    assert resolve() == str(tmp_path.resolve())


def test_bundled_graph_is_the_last_resort(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("STANCEGRAPH_GRAPH", raising=False)
    assert resolve() == str(bundled_graph())
    assert KnowledgeGraph.open().location == str(bundled_graph())


def test_prefixes_need_no_declaration(tmp_path: Path) -> None:
    path = write(tmp_path / "a.ttl", "<x:a> a <https://w3id.org/stancegraph/ontology#Position> .")
    store = EmbeddedStore("a", [path], PREFIXES)
    answer = store.query("ASK { ?s a sg:Position }")
    assert isinstance(answer, QueryBoolean)
    assert bool(answer)
    found = store.query("SELECT ?s { ?s a sg:Position }")
    assert isinstance(found, QuerySolutions)
    assert [str(row[0]) for row in found] == ["<x:a>"]


def test_text_that_is_no_query_is_our_error(tmp_path: Path) -> None:
    store = EmbeddedStore("a", [write(tmp_path / "a.ttl")], {})
    with pytest.raises(QuerySyntaxError) as caught:
        store.query("SELECT ?s WHERE { ?s ?p }")
    assert (caught.value.line, caught.value.column) == (1, 25)
