"""A folder that is written to: whole changes, each in its file, with others at it too."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from graph.errors import FileProblem, LocationError
from graph.model.vocabulary import KINDS, PREFIXES
from graph.rdf.reader import read_rdf
from graph.rdf.writer import file_prefixes, to_turtle
from graph.store.changes import Changes
from graph.store.folder import journal
from graph.store.folder import store as folder_module
from graph.store.folder.layout import OTHER, file_of
from graph.store.folder.store import FolderStore
from graph.store.location import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEAD = "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in file_prefixes().items())


def triples(text: str) -> tuple[Triple, ...]:
    """Return the triples of a Turtle text in which our prefixes are known."""
    return tuple(q.triple for q in parse(HEAD + text, format=RdfFormat.TURTLE))


def opened(path: Path) -> FolderStore:
    """Open a location."""
    store = open_store(str(path), dict(file_prefixes()))
    assert isinstance(store, FolderStore)
    return store


def apply(store: FolderStore, added: str = "", removed: str = "") -> None:
    """Make a change that is given as Turtle."""
    with store.writing():
        store.apply(Changes(triples(added), triples(removed)))


def content(path: Path) -> dict[str, str]:
    """Return every file of a folder, hidden ones too."""
    return {f.name: f.read_bytes().decode() for f in sorted(path.iterdir())}


def said(path: Path) -> set[str]:
    """Return what the files of a folder say."""
    return {str(t) for file in path.glob("*.ttl") for t in read_rdf(file).triples}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with one organisation and one person, in canonical form."""
    path = tmp_path / "graph"
    path.mkdir()
    for name, text in (
        ("organisations.ttl", "organisation:a a org:Organization ; sg:size 007 ."),
        ("people.ttl", "person:p a foaf:Person ."),
    ):
        (path / name).write_text(to_turtle(triples(text)), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("classes", "file"),
    [
        ("org:Organization foaf:Agent", "organisations.ttl"),
        ("org:OrganizationalCollaboration org:Organization", "organisations.ttl"),
        ("foaf:Person foaf:Agent", "people.ttl"),
        ("org:Membership", "people.ttl"),
        ("skos:Concept org:Role", "people.ttl"),
        ("foaf:Group", "groups.ttl"),
        ("skos:Concept", "topics.ttl"),
        ("skos:ConceptScheme", "topics.ttl"),
        ("skos:Concept sg:Proposition", "propositions.ttl"),
        ("sg:Link", "propositions.ttl"),
        ("sg:Campaign", "petitions.ttl"),
        ("sg:Petition", "petitions.ttl"),
        ("sg:Clause", "petitions.ttl"),
        ("sg:TextVersion", "petitions.ttl"),
        ("sg:Involvement", "involvements.ttl"),
        ("sg:Position", "positions.ttl"),
        ("sg:ReportedChange", "changes.ttl"),
        ("sg:Characterisation", "characterisations.ttl"),
        ("schema:Event", "events.ttl"),
        ("schema:CreativeWork schema:Article", "documents.ttl"),
        ("sg:Evidence", "evidence.ttl"),
        ("schema:CreativeWork schema:Dataset", "dataset.ttl"),
        ("sg:Tombstone org:Organization", "merges.ttl"),
        ("sg:Merge", "merges.ttl"),
        ("schema:Place", "other.ttl"),
        ("", "other.ttl"),
    ],
)
def test_new_thing_goes_to_the_file_of_its_kind(folder: Path, classes: str, file: str) -> None:
    store = opened(folder)
    types = "".join(f"<x:new> a {name} . " for name in classes.split())
    apply(store, f"{types} <x:new> sg:p 1 .")
    assert str(triples("<x:new> sg:p 1 .")[0]) in {str(t) for t in read_rdf(folder / file).triples}


def test_every_kind_has_a_file() -> None:
    assert [kind for kind, iri in KINDS.items() if file_of([iri]) == OTHER] == []


def test_thing_stays_where_a_person_put_it(folder: Path) -> None:
    (folder / "mine.ttl").write_text(
        "# mine\n<x:e> a <http://schema.org/Event> .\n", encoding="utf-8"
    )
    apply(opened(folder), "<x:e> a org:Organization ; sg:p 1 .")
    assert sorted(content(folder)) == ["mine.ttl", "organisations.ttl", "people.ttl"]
    assert content(folder)["mine.ttl"].startswith("@prefix org:")
    assert "# mine\n<x:e>\n    a\n" in content(folder)["mine.ttl"]


def test_more_of_a_thing_in_two_files_goes_to_that_of_its_kind(folder: Path) -> None:
    (folder / "aaa.ttl").write_text(f"{HEAD}organisation:a sg:q 1 .\n", encoding="utf-8")
    store = opened(folder)
    apply(store, "organisation:a sg:r 2 .")
    assert "sg:r 2" in content(folder)["organisations.ttl"]
    apply(store, removed="organisation:a sg:q 1 .")
    assert "sg:q" not in content(folder)["aaa.ttl"]


def test_what_stands_in_two_files_goes_from_both(folder: Path) -> None:
    (folder / "aaa.ttl").write_text(f"{HEAD}organisation:a sg:size 7 , 8 .\n", encoding="utf-8")
    store = opened(folder)
    apply(store, removed="organisation:a sg:size 7 .")
    assert {t for t in said(folder) if "size" in t} == {
        str(triples("organisation:a sg:size 8 .")[0])
    }
    assert len(store) == len(opened(folder)) == 3


def test_change_is_seen_at_once_and_after_opening_again(folder: Path) -> None:
    store = opened(folder)
    assert store.revision == 0
    apply(store, "organisation:b a org:Organization .", "person:p a foaf:Person .")
    assert store.revision == 1
    again = opened(folder)
    assert (
        {str(t) for t in store.triples()}
        == {str(t) for t in again.triples()}
        == {
            str(t)
            for t in triples(
                "organisation:a a org:Organization ; sg:size 7 .organisation:b a org:Organization ."
            )
        }
    )
    assert content(folder)["people.ttl"] == ""


def test_files_stay_canonical_and_keep_their_lexical_forms(folder: Path) -> None:
    apply(opened(folder), "organisation:a schema:name 'x' .")
    text = content(folder)["organisations.ttl"]
    assert "sg:size 007 ." in text
    assert text == to_turtle(read_rdf(folder / "organisations.ttl").triples)


def test_what_the_store_gave_is_found_in_the_file(folder: Path) -> None:
    store = opened(folder)
    given = [t for t in store.triples() if t.predicate.value.endswith("size")]
    assert [str(t.object) for t in given] == [f'"7"^^<{PREFIXES["xsd"]}integer>']
    with store.writing():
        store.apply(Changes(removed=tuple(given)))
    assert "size" not in content(folder)["organisations.ttl"]


@pytest.mark.parametrize(
    ("added", "removed"),
    [
        ("", ""),
        ("organisation:a sg:size 7 .", ""),
        ("organisation:a sg:size 07 .", "organisation:a sg:size 007 ."),
        ("", "organisation:a sg:size 8 . <x:none> sg:p 1 ."),
    ],
)
def test_nothing_to_do_writes_nothing(folder: Path, added: str, removed: str) -> None:
    before = {f: f.stat() for f in folder.iterdir()}
    store = opened(folder)
    apply(store, added, removed)
    assert {f: f.stat() for f in folder.iterdir()} == before
    assert store.revision == 0


def test_graph_with_a_base_of_its_own_is_written_with_its_own_prefixes(tmp_path: Path) -> None:
    (tmp_path / "dataset.ttl").write_text("", encoding="utf-8")
    store = opened(tmp_path)
    apply(store, "<http://e/dataset/d> a schema:Dataset ; sg:base 'http://e/' .")
    assert "@prefix dataset: <http://e/dataset/> .\n" in content(tmp_path)["dataset.ttl"]
    apply(store, "<http://e/organisation/o> a org:Organization .")
    new = content(tmp_path)["organisations.ttl"]
    assert "@prefix organisation: <http://e/organisation/> .\n" in new
    assert new.endswith("\n\norganisation:o\n    a org:Organization .\n")


def test_change_by_somebody_else_is_seen_inside_writing(folder: Path) -> None:
    first, second = opened(folder), opened(folder)
    apply(first, "organisation:b a org:Organization .")
    assert len(second) == 3
    with second.writing():
        assert len(second) == 4
        assert second.revision == 1
        second.apply(Changes(triples("organisation:c a org:Organization .")))
    assert len(opened(folder)) == 5


def test_file_that_comes_or_goes_is_noticed(folder: Path) -> None:
    store = opened(folder)
    (folder / "new.ttl").write_text("<x:a> <x:b> <x:c> .", encoding="utf-8")
    (folder / "people.ttl").unlink()
    with store.writing():
        assert len(store) == 3
    assert {str(t.subject) for t in store.triples()} >= {"<x:a>"}


def test_editor_that_does_not_wait_is_not_written_over(folder: Path) -> None:
    store = opened(folder)
    with store.writing():
        text = content(folder)["people.ttl"] + "\n# A note.\n"
        (folder / "people.ttl").write_text(text, encoding="utf-8")
        with pytest.raises(LocationError, match="changed by another program meanwhile; try again"):
            store.apply(Changes(triples("person:q a foaf:Person .")))
    assert content(folder)["people.ttl"] == text
    apply(store, "person:q a foaf:Person .")
    assert content(folder)["people.ttl"].endswith("    a foaf:Person .\n\n# A note.\n")


def test_editor_that_saves_right_after_a_change_is_seen(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened(folder)
    people = folder / "people.ttl"
    real = journal.commit

    def commit(*args: object) -> object:
        found = real(*args)  # type: ignore[arg-type]
        people.write_text(people.read_text(encoding="utf-8") + "# A note.\n", encoding="utf-8")
        return found

    with monkeypatch.context() as patch:
        patch.setattr(journal, "commit", commit)
        apply(store, "person:q a foaf:Person .")
    apply(store, "person:r a foaf:Person .")
    assert people.read_text(encoding="utf-8").endswith("person:r\n    a foaf:Person .\n# A note.\n")


def test_file_that_was_broken_meanwhile_stops_the_change_only(folder: Path) -> None:
    store = opened(folder)
    (folder / "people.ttl").write_text("person:p a", encoding="utf-8")
    with pytest.raises(FileProblem, match=r"people\.ttl:1:"), store.writing():
        pass
    assert len(store) == 3


def test_writing_may_be_entered_again(folder: Path) -> None:
    store = opened(folder)
    with store.writing(), store.writing():
        store.apply(Changes(triples("person:q a foaf:Person .")))
    with opened(folder).writing():
        pass


def test_change_outside_of_writing_is_refused(folder: Path) -> None:
    store = opened(folder)
    with pytest.raises(LocationError, match="a change outside of `writing`"):
        store.apply(Changes(triples("person:q a foaf:Person .")))


def test_second_writer_waits_until_its_deadline(folder: Path) -> None:
    first, second = opened(folder), opened(folder)
    second.deadline_s = 0.02
    with first.writing(), pytest.raises(LocationError) as caught, second.writing():
        pass
    assert str(caught.value) == (
        f"{folder}: somebody else is writing; try again, or end the other process"
    )


def test_thread_of_the_same_store_waits_too(folder: Path) -> None:
    store = opened(folder)
    failures: list[Exception] = []

    def add(name: str) -> None:
        try:
            for number in range(10):
                apply(store, f"person:{name}{number} a foaf:Person .")
        except LocationError as exc:
            failures.append(exc)

    threads = [threading.Thread(target=add, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(store) == len(opened(folder)) == 33


@pytest.mark.parametrize(
    "triple",
    [
        Triple(BlankNode("b"), NamedNode("x:p"), Literal("1")),
        Triple(NamedNode("x:a"), NamedNode("x:p"), BlankNode("b")),
    ],
)
def test_blank_nodes_are_not_written(folder: Path, triple: Triple) -> None:
    before, store = content(folder), opened(folder)
    for changes in (Changes(added=(triple,)), Changes(removed=(triple,))):
        with store.writing(), pytest.raises(LocationError, match="has a blank node; give each"):
            store.apply(changes)
    assert content(folder) == before


def test_blank_nodes_of_a_person_are_left_alone(folder: Path) -> None:
    text = "<x:a> <x:p> [ <x:q> 1 ] , 2 . # mine\n<x:a> <x:p> 3 .\n"
    (folder / "mine.ttl").write_text(text, encoding="utf-8")
    store = opened(folder)
    apply(store, "<x:a> <x:p> 4 .")
    assert content(folder)["mine.ttl"] == (
        "<x:a> <x:p> [ <x:q> 1 ] , 2 . # mine\n<x:a>\n    <x:p>\n        3 ,\n        4 .\n"
    )
    before = content(folder)
    with store.writing(), pytest.raises(FileProblem, match="stands among blank nodes"):
        store.apply(Changes((), triples("<x:a> <x:p> 2 , 4 .")))
    assert content(folder) == before
    assert len(store) == len(opened(folder))


def test_change_of_ten_thousand_triples_is_one_step(folder: Path) -> None:
    store = opened(folder)
    many = "".join(f"person:n{n:05} a foaf:Person ; sg:number {n} .\n" for n in range(5_000))
    apply(store, many)
    assert len(store) == len(opened(folder)) == 10_003
    apply(store, "person:new a foaf:Person .", many)
    assert len(store) == len(opened(folder)) == 4
    text = content(folder)["people.ttl"]
    assert text == to_turtle(triples("person:p a foaf:Person . person:new a foaf:Person ."))


def test_large_file_is_changed_to_the_same_bytes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = {f"person:n{n:03}": f"person:n{n:03} a foaf:Person ; sg:p {n} ." for n in range(90)}
    kept = [words.pop(f"person:n{n:03}") for n in (0, 17, 18, 88, 89)]
    (folder / "people.ttl").write_text(
        to_turtle(triples("".join(words.values()))), encoding="utf-8"
    )
    monkeypatch.setattr(folder_module, "_LARGE", 0)
    for text in kept:
        apply(opened(folder), f"{text} {text.split(' ', 1)[0]} schema:name 'x' .")
    found = read_rdf(folder / "people.ttl").triples
    assert len(found) == 185
    assert content(folder)["people.ttl"] == to_turtle(found)


def test_lone_file_takes_everything(tmp_path: Path) -> None:
    path = tmp_path / "all.ttl"
    path.write_text("# Mine.\n", encoding="utf-8")
    store = opened(path)
    apply(store, "organisation:a a org:Organization . person:p a foaf:Person .")
    assert list(content(tmp_path)) == ["all.ttl"]
    assert content(tmp_path)["all.ttl"].startswith("# Mine.\n\n@prefix foaf:")
    assert len(opened(path)) == 2


def test_lone_file_behind_a_link_is_written_where_it_lies(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    path = tmp_path / "real" / "all.ttl"
    path.write_text("", encoding="utf-8")
    link = tmp_path / "link.ttl"
    link.symlink_to(path)
    apply(opened(link), "person:p a foaf:Person .")
    assert link.is_symlink()
    assert len(opened(path)) == 1


def test_link_in_a_folder_is_not_replaced(folder: Path, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere.ttl"
    (folder / "people.ttl").rename(real)
    (folder / "people.ttl").symlink_to(real)
    with pytest.raises(FileProblem, match="a symbolic link, not written through"):
        apply(opened(folder), "person:q a foaf:Person . organisation:q a org:Organization .")
    assert len(opened(folder)) == 3


@pytest.mark.parametrize("name", ["a.nt", "a.n3", "a.jsonld", "a.ttl.gz"])
def test_file_in_another_format_is_read_only(tmp_path: Path, name: str) -> None:
    import gzip

    path = tmp_path / name
    text = b'{"@id":"x:a","x:p":{"@id":"x:o"}}' if "json" in name else b"<x:a> <x:p> <x:o> .\n"
    path.write_bytes(gzip.compress(text) if name.endswith("gz") else text)
    store = opened(path)
    assert len(store) == 1
    with pytest.raises(LocationError) as caught, store.writing():
        pass
    assert str(caught.value) == (
        f"{path}: only Turtle files are written to; load it into a folder first: "
        f"stancegraph init DIR, stancegraph import {path}"
    )


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "permission denied"),
        (OSError(errno.EROFS, "Read-only file system"), "read-only file system"),
    ],
)
def test_folder_that_is_read_only_is_one_clear_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch, failure: OSError, words: str
) -> None:
    before, store = content(folder), opened(folder)

    def refuse(**_: object) -> None:
        raise failure

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    with pytest.raises(LocationError) as caught:
        apply(store, "person:q a foaf:Person .")
    assert str(caught.value).startswith(f"{folder}: cannot be written to ({words}); ")
    assert str(caught.value).endswith("; nothing was changed")
    assert content(folder) == before
    assert (len(store), store.revision) == (3, 0)


CHILD = """
import resource, signal, sys
from pathlib import Path
from pyoxigraph import Literal, NamedNode, Triple
from graph.errors import LocationError
from graph.model.vocabulary import RDF_TYPE, expand
from graph.store.changes import Changes
from graph.store.location import open_store

folder, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
P = NamedNode("x:p")

def thing(kind, path, number):
    subject = NamedNode(f"https://w3id.org/stancegraph/id/{path}/{name}-{number}")
    return (
        Triple(subject, NamedNode(RDF_TYPE), NamedNode(expand(kind))),
        Triple(subject, P, Literal(str(number))),
    )

def change(number):
    # In two files, and what the change before said is taken back in one of them.
    body = thing("org:Organization", "organisation", number)
    added = (*body, *thing("foaf:Person", "person", number))
    removed = thing("foaf:Person", "person", number - 1) if number else ()
    return Changes(added, removed)

store = open_store(folder, {})
"""
LOOP = """
print("ready", flush=True)
for number in range(count):
    with store.writing():
        store.apply(change(number))
    print(number, flush=True)
"""
FULL = """
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (count, count))
try:
    with store.writing():
        store.apply(change(0))
except LocationError as exc:
    print(exc, flush=True)
"""


def child(folder: Path, name: str, count: int, *, code: str = LOOP) -> subprocess.Popen[str]:
    """Start a process that writes to a folder."""
    return subprocess.Popen(
        [sys.executable, "-c", CHILD + code, str(folder), name, str(count)],
        stdout=subprocess.PIPE,
        text=True,
    )


def numbers(folder: Path, kind: str, name: str) -> list[int]:
    """Return the numbers of the things that a child wrote."""
    start = f"https://w3id.org/stancegraph/id/{kind}/{name}-"
    found = (t.subject for t in opened(folder).triples() if t.predicate.value == "x:p")
    return sorted(
        int(s.value.removeprefix(start))
        for s in found
        if isinstance(s, NamedNode) and s.value.startswith(start)
    )


def acknowledged(process: subprocess.Popen[str]) -> Iterator[str]:
    assert process.stdout is not None
    return (line.strip() for line in process.stdout)


@pytest.mark.parametrize("seed", range(20))
def test_killed_writer_loses_nothing_that_it_acknowledged(folder: Path, seed: int) -> None:
    wanted = random.Random(seed)  # noqa: S311 - seeded, no secret
    last, pause = wanted.randrange(4), wanted.uniform(0, 0.02)
    done = -1
    with child(folder, "k", 10_000) as process:
        lines = acknowledged(process)
        assert next(lines) == "ready"
        timer = threading.Timer(pause, process.kill)
        for line in lines:
            done = int(line)
            if done == last:
                timer.start()
        timer.join()
    assert process.returncode == -signal.SIGKILL
    found = numbers(folder, "organisation", "k")
    assert found[: done + 1] == list(range(done + 1))
    assert found == list(range(len(found)))
    assert len(found) <= done + 2
    assert numbers(folder, "person", "k") == found[-1:]
    with opened(folder).writing():
        pass
    assert sorted(content(folder)) == ["organisations.ttl", "people.ttl"]
    for text in content(folder).values():
        assert text == to_turtle(q.triple for q in parse(text, format=RdfFormat.TURTLE))


def test_four_writers_at_once_lose_nothing(folder: Path) -> None:
    children = [child(folder, name, 25) for name in "abcd"]
    for process in children:
        assert list(acknowledged(process)) == ["ready", *map(str, range(25))]
        assert process.wait() == 0
        if process.stdout:
            process.stdout.close()
    assert [numbers(folder, "organisation", name) for name in "abcd"] == [list(range(25))] * 4
    assert [numbers(folder, "person", name) for name in "abcd"] == [[24]] * 4


@pytest.mark.parametrize("limit", [0, 100, 500])
def test_file_that_may_not_grow_changes_nothing(folder: Path, limit: int) -> None:
    big = to_turtle(triples("".join(f"person:n{n} a foaf:Person ." for n in range(60))))
    (folder / "people.ttl").write_text(big, encoding="utf-8")
    before = content(folder)
    with child(folder, "k", limit, code=FULL) as process:
        (told,) = acknowledged(process)
    assert process.returncode == 0
    assert told == (
        f"{folder}: cannot be written to (file too large); "
        "allow larger files, or split this one; nothing was changed"
    )
    assert content(folder) == before


def test_reader_sees_whole_changes_only(folder: Path) -> None:
    with child(folder, "k", 40) as process:
        for _ in acknowledged(process):
            names = [str(t.subject)[1:-1] for t in opened(folder).triples()]
            found = [name for name in names if "/k-" in name]
            people = [name for name in found if "/person/" in name]
            last = max((int(name.rpartition("-")[2]) for name in found), default=-1)
            assert len(people) == (2 if last >= 0 else 0)
            assert all(name.endswith(f"-{last}") for name in people)
    assert process.returncode == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_folder_of_somebody_else_is_read_but_not_written(folder: Path) -> None:
    folder.chmod(0o555)
    store = opened(folder)
    with pytest.raises(LocationError, match="permission denied"):
        apply(store, "person:q a foaf:Person .")
    folder.chmod(0o755)
