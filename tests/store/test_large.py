"""Loading large files: the child that checks them, and how it ends."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Store as Engine

from graph.errors import CannotRun, FileProblem, LocationError
from graph.store.directory.store import DirectoryStore
from graph.store.loading import files as files_of
from graph.store.loading import large
from graph.store.loading.files import FileSource
from graph.store.loading.load import load_into

if TYPE_CHECKING:
    from collections.abc import Iterator

ONE = "<x:a> <x:p> <x:o> .\n"
MANY = "".join(f"<x:{n}> <x:p> <x:o> .\n" for n in range(20_000))


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Take every file for a large one, and note the children."""
    monkeypatch.setattr(large, "LARGE_BYTES", 0)
    noted: list[int] = []
    fork = os.fork

    def noting() -> int:
        child = fork()
        noted.append(child)
        return child

    monkeypatch.setattr(os, "fork", noting)
    return noted


def write(path: Path, text: str = ONE) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def ended(child: int) -> bool:
    """Tell whether a child of ours has ended and was waited for."""
    try:
        os.kill(child, 0)
    except ProcessLookupError:
        return True
    return False


def gone(process: int, within_s: float = 10) -> bool:
    """Wait for the end of a process of others, which nobody may wait for."""
    end = time.monotonic() + within_s
    pulse = threading.Event()
    while time.monotonic() < end:
        try:
            stat = Path(f"/proc/{process}/stat").read_text(encoding="ascii")
        except (FileNotFoundError, ProcessLookupError):
            return True
        if stat.rpartition(")")[2].split()[0] == "Z":
            return True
        pulse.wait(0.01)
    return False


def test_only_large_files_are_read_by_a_child(
    tmp_path: Path, children: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large, "LARGE_BYTES", len(MANY))
    files = [write(tmp_path / "a.ttl"), write(tmp_path / "b.nt", MANY), write(tmp_path / "c.ttl")]
    files.append(write(tmp_path / "d.jsonld", f'{{"@id": "x:b", "x:p": "{MANY[:-1]!a}"}}'))
    report = load_into(tmp_path / "d", files)
    assert len(children) == 1
    assert list(report.triples.values()) == [1, 20_000, 1, 1]
    assert report.after == 20_002
    assert all(map(ended, children))


def test_nothing_but_the_triples_is_left(tmp_path: Path, children: list[int]) -> None:
    load_into(tmp_path / "d", [write(tmp_path / "a.ttl"), write(tmp_path / "b.nt")])
    assert len(children) == 1
    engine = Engine.read_only(str(tmp_path / "d"))
    assert [str(quad) for quad in engine] == ["<x:a> <x:p> <x:o>"]
    assert list(engine.named_graphs()) == []


BAD = {
    "cut short": f"{MANY}<x:a>",
    "at its begin": f"<x:a> <x:p>\n{MANY}",
    "a graph": f"{MANY}<x:g> {{ }}",
    "an IRI with a space": f"<x:a> <x:p> <x:a b> .\n{MANY}",
    "an IRI with braces at the end": f"{MANY}<x:a> <x:p> <x:{{}}> .",
    "a language of nine letters": f"<x:a> <x:p> 'a'@languages .\n{MANY}",
    "a triple term": f"{MANY}<x:a> <x:p> <<( <x:a> <x:p> <x:o> )>> .",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_words_about_a_bad_file_are_those_about_a_small_one(
    text: str, tmp_path: Path, children: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a.ttl", text)
    told = []
    for least in (0, 1 << 60):
        monkeypatch.setattr(large, "LARGE_BYTES", least)
        with pytest.raises(FileProblem) as caught:
            load_into(tmp_path / "d", [path])
        told.append((str(caught.value), caught.value.line, caught.value.column))
    assert told[0] == told[1]
    assert len(children) == 1
    assert ended(children[0])


def test_large_file_gives_the_triples_of_a_small_one(
    tmp_path: Path, children: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(
        tmp_path / "a.ttl",
        r"""@base <http://a.example/b/c/d?q> . @prefix : <../e/./f#> .
        <../x> :p 007, +1.50, 1e3, true, "t"@EN-gb, "\u00e9\n\"\U0001F600", '''o\'n''e'''^^:d .
        </y> a <//h/%7e>, <#z>, <?y>, <http://é.example/ü>, :l\,o\;c%41 ; :q ( 1 "2" ) . # end""",
    )
    found = []
    for least in (0, 1 << 60):
        monkeypatch.setattr(large, "LARGE_BYTES", least)
        load_into(tmp_path / str(least), [path])
        engine = Engine.read_only(str(tmp_path / str(least)))
        named = (str(quad) for quad in engine if "_:" not in str(quad))
        found.append((len(engine), sorted(named)))
    assert len(children) == 1
    assert found[0] == found[1]
    assert (found[0][0], len(found[0][1])) == (17, 12)


def test_bad_file_leaves_those_before_it_in(tmp_path: Path, children: list[int]) -> None:
    files = [write(tmp_path / "a.nt", MANY), write(tmp_path / "b.nt", "<x:a b> <x:p> 1 .\n")]
    files.append(write(tmp_path / "c.nt"))
    with pytest.raises(FileProblem, match=r"b\.nt:1:"):
        load_into(tmp_path / "d", files)
    assert all(map(ended, children))
    with pytest.raises(LocationError, match="half loaded, 1 of 3 sources are in"):
        DirectoryStore(str(tmp_path / "d"), {})


def test_child_waits_where_it_is_far_ahead(
    tmp_path: Path, children: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files_of, "_BATCH", 5)
    monkeypatch.setattr(files_of, "_TELL_EVERY", 1)
    paths = [write(tmp_path / name, MANY) for name in ("a.nt", "b.nt", "c.nt")]
    report = load_into(tmp_path / "d", paths)
    assert len(children) == 1
    assert list(report.triples.values()) == [20_000] * 3
    assert report.after == 20_000


def test_label_is_one_blank_node_in_a_file_and_two_in_two(
    tmp_path: Path, children: list[int]
) -> None:
    files = [write(tmp_path / n, "_:x <x:p> 1 . _:x <x:p> 2 .") for n in ("a.ttl", "b.ttl")]
    load_into(tmp_path / "d", files)
    store = DirectoryStore(str(tmp_path / "d"), {})
    subjects = [str(triple.subject) for triple in store.triples()]
    store.close()
    assert len(children) == 1
    assert sorted(map(subjects.count, set(subjects))) == [2, 2]


def test_triples_are_told_no_sooner_than_they_are_loaded(
    tmp_path: Path, children: list[int]
) -> None:
    path = write(tmp_path / "a.nt", MANY * 10)
    told: list[tuple[int, int]] = []
    load_into(
        tmp_path / "d", [path], progress=lambda read, _, triples: told.append((read, triples))
    )
    assert len(children) == 1
    assert told == sorted(told)
    assert told[-1] == (path.stat().st_size, 200_000)
    # The system tells how far the child's parser reads ahead, a few thousand bytes.
    shortest = len("<x:1> <x:p> <x:o> .\n")
    assert all(triples <= read / shortest + 1 for read, triples in told)


def test_interrupt_leaves_no_child_and_nothing_loaded(tmp_path: Path, children: list[int]) -> None:
    def interrupt(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_into(tmp_path / "d", [write(tmp_path / "a.nt", MANY)], progress=interrupt)
    assert not (tmp_path / "d").exists()
    assert len(children) == 1
    assert ended(children[0])


def test_child_that_is_killed_is_told(
    tmp_path: Path, children: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(_source: FileSource, _tell: object) -> Iterator[None]:
        os.kill(os.getpid(), signal.SIGKILL)
        yield

    monkeypatch.setattr(FileSource, "batches", die)
    with pytest.raises(CannotRun, match=r"a\.nt: reading it ended without a word; load it again"):
        load_into(tmp_path / "d", [write(tmp_path / "a.nt")])
    assert ended(children[0])
    assert not (tmp_path / "d").exists()


def test_without_a_process_to_be_had_it_goes_as_with_small_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def refuse() -> int:
        tried.append(True)
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    monkeypatch.setattr(large, "LARGE_BYTES", 0)
    monkeypatch.setattr(os, "fork", refuse)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [])
    assert load_into(tmp_path / "d", [write(tmp_path / "a.nt")]).after == 1
    assert tried == [True]
    assert signal.pthread_sigmask(signal.SIG_BLOCK, []) == before


LOADING = """
import os, sys
from pathlib import Path
from graph.store.loading import large
from graph.store.loading.files import FileSource
from graph.store.loading.load import load_into
large.LARGE_BYTES = 0
fork = os.fork
def noting():
    child = fork()
    if child:
        print(child, flush=True)
    return child
os.fork = noting
def endless(source, tell):
    while True:
        tell(0, 0)
        yield []
FileSource.batches = endless
load_into(Path(sys.argv[1]), [Path(sys.argv[2])])
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_child_ends_with_its_parent(number: signal.Signals, tmp_path: Path) -> None:
    target, path = tmp_path / "d", write(tmp_path / "a.nt", MANY)
    command = [sys.executable, "-c", LOADING, str(target), str(path)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        os.kill(parent.pid, number)
        parent.wait(10)
    assert parent.returncode == -number
    assert gone(child)
    if number == signal.SIGINT:
        assert not target.exists()
    else:
        with pytest.raises(LocationError, match="half loaded, 0 of 1 sources are in"):
            DirectoryStore(str(target), {})
    assert load_into(target, [path]).after == 20_000
