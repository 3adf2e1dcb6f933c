"""Loading into a store directory: whole, resumed, or refused."""

from __future__ import annotations

import gzip
import os
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Store as Engine

from graph.errors import FileProblem, LocationError
from graph.store.directory.engine import Writer
from graph.store.directory.halfway import NOTE
from graph.store.directory.store import DirectoryStore
from graph.store.loading import large
from graph.store.loading import run as load_run
from graph.store.loading.load import load_into
from graph.store.loading.moving import copy_graph

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import IO

    from pyoxigraph import Quad, RdfFormat

ONE = "<x:a> <x:p> <x:o> .\n"
TWO = "<x:b> <x:p> <x:o> .\n"


def write(path: Path, text: str | bytes = ONE) -> Path:
    data = text.encode() if isinstance(text, str) else text
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def said(directory: Path) -> list[str]:
    store = DirectoryStore(str(directory), {})
    found = sorted(map(str, store.triples()))
    store.close()
    return found


@pytest.fixture(autouse=True, params=["by-quads", "by-engine"])
def least(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Do everything twice: as with small files, and as with large ones."""
    least = 0 if request.param == "by-engine" else 1 << 60
    monkeypatch.setattr(large, "LARGE_BYTES", least)
    return least


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every file go in by itself, as large ones do."""
    monkeypatch.setattr(load_run, "TOGETHER_BYTES", 0)


@pytest.fixture
def breaks_at_second(alone: None, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Fail as the engine does, in the second of several loads; the list counts them."""
    assert alone is None
    count = [0]
    by_quads, by_engine = Writer.load, Writer.load_stream

    def failing(self: Writer, quads: Iterable[Quad]) -> None:
        count[0] += 1
        if count[0] == 2:
            list(quads)
            raise LocationError("the disk is full")
        by_quads(self, quads)

    def failing_engine(self: Writer, stream: IO[bytes], form: RdfFormat) -> None:
        count[0] += 1
        if count[0] == 2:
            stream.read()
            raise LocationError("the disk is full")
        by_engine(self, stream, form)

    monkeypatch.setattr(Writer, "load", failing)
    monkeypatch.setattr(Writer, "load_stream", failing_engine)
    return count


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.ttl", ONE),
        ("a.nt", ONE),
        ("a.nq", ONE),
        ("a.trig", ONE),
        ("a.ttl.gz", ONE),
        ("a.nt.gz", ONE),
        ("a.ttl", b"\xef\xbb\xbf" + ONE.encode()),
        ("a.nt.gz", b"\xef\xbb\xbf" + ONE.encode()),
        ("a.jsonld", '{"@id": "x:a", "x:p": {"@id": "x:o"}}'),
        ("a.TTL", ONE),
        ("a.ttl", ONE.rstrip() + "# no end of line"),
        ("a.nt", ONE.rstrip()),
        ("a.trig", f"{{ {ONE} }}"),
        ("a.ttl", "@base <x:b> . PREFIX graph: <x:> graph:a graph:p graph:o ."),
    ],
)
def test_every_format_is_loaded(name: str, text: str | bytes, tmp_path: Path) -> None:
    report = load_into(tmp_path / "d", [write(tmp_path / name, text)])
    assert said(tmp_path / "d") == ["<x:a> <x:p> <x:o>"]
    assert report.triples == {str(tmp_path / name): 1}
    assert (report.before, report.after, report.warning) == (0, 1, "")


def test_folder_counts_as_its_turtle_files_and_no_file_counts_twice(tmp_path: Path) -> None:
    folder = tmp_path / "f"
    folder.mkdir()
    one, two = write(folder / "a.ttl"), write(folder / "b.ttl", TWO)
    write(folder / "c.txt", "no RDF")
    report = load_into(tmp_path / "d", [folder, one, folder / ".." / "f" / "b.ttl"])
    assert report.triples == {str(one): 1, str(two): 1}
    assert len(said(tmp_path / "d")) == 2


def test_store_that_is_there_is_added_to(tmp_path: Path) -> None:
    load_into(tmp_path / "d", [write(tmp_path / "a.ttl")])
    report = load_into(tmp_path / "d", [write(tmp_path / "b.ttl", ONE + TWO)])
    assert (report.read, report.before, report.after) == (2, 1, 2)
    assert report.warning.startswith("1 of 2 triples read made no difference: they were there")
    assert not (tmp_path / "d" / NOTE).exists()


def test_two_forms_of_one_value_are_told(tmp_path: Path) -> None:
    report = load_into(tmp_path / "d", [write(tmp_path / "a.ttl", "<x:a> <x:p> 007, 7, 8 .")])
    assert (report.read, report.after) == (3, 2)
    assert "differ only in how a value is written, as 007 and 7" in report.warning


def test_same_label_in_two_files_is_two_blank_nodes(tmp_path: Path) -> None:
    files = [write(tmp_path / n, "_:x <x:p> <x:o> .") for n in ("a.ttl", "b.nt")]
    files.append(write(tmp_path / "c.jsonld", '{"@id": "_:x", "x:p": {"@id": "x:o"}}'))
    assert load_into(tmp_path / "d", files).after == 3


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.ttl", ONE + "<x:b> <x:p> ", r"a\.ttl:2:"),
        ("a.ttl", ONE + "<x:b> <x:p> \xff .".encode("latin-1").decode("latin-1"), r"a\.ttl:2:"),
        ("a.ttl", b'<x:b> <x:p> "\xff" .', "not UTF-8"),
        ("a.nq", "<x:a> <x:p> <x:o> <x:g> .", "triples in the named graph '<x:g>'"),
        ("a.trig", ONE + "<x:g> { <x:a> <x:p> <x:o> }", "triples in the named graph '<x:g>'"),
        ("a.ttl", "<x:g> { <x:a> <x:p> <x:o> }", r"a\.ttl:1:"),
        ("a.ttl", f"GRAPH <x:g> {{ {ONE} }}", r"a\.ttl:1:"),
        ("a.nt", "<x:a> <x:p> <x:o> <x:g> .", r"a\.nt:1:"),
        ("a.nt", "@prefix x: <x:> .", r"a\.nt:1:"),
        ("a.trig", "<x:g> {", r"a\.trig:1:"),
        ("a.ttl", '<x:a> <x:p> """open', r"a\.ttl:1:"),
        ("a.ttl", "<x:a> <x:p> <<( <x:a> <x:p> <x:o> )>> .", "RDF 1.2 triple terms"),
        ("a.ttl", "<x:a> <x:p> <x:o> {| <x:q> 1 |} .", "RDF 1.2 triple terms"),
        ("a.ttl", "<x:a> <x:p> <x:o> ~ <x:r> .", "RDF 1.2 triple terms"),
        ("a.nt.gz", b"", "0 triples"),
        ("a.csv", "a,b", "is not a format that is read"),
        ("a.ttl", "<a> <p> <o> .", r"a\.ttl:1"),
        ("a.jsonld", "[" * 200, "nested too deeply"),
    ],
)
def test_bad_file_is_told_and_leaves_nothing(
    name: str, text: str | bytes, told: str, tmp_path: Path
) -> None:
    path = write(tmp_path / name, text)
    if told == "0 triples":
        assert load_into(tmp_path / "d", [path]).after == 0
        return
    with pytest.raises(FileProblem, match=told) as caught:
        load_into(tmp_path / "d", [path])
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "d").exists()
    (tmp_path / "empty").mkdir()
    with pytest.raises(FileProblem, match=told):
        load_into(tmp_path / "empty", [path])
    assert list((tmp_path / "empty").iterdir()) == []


@pytest.mark.parametrize(
    ("cut", "told"), [(-9, "cut short; fetch it again"), (3, "cut short"), (0, "cut short")]
)
def test_packed_file_that_is_cut_is_told(cut: int, told: str, tmp_path: Path) -> None:
    data = gzip.compress("".join(f"<x:{n}> <x:p> <x:o> .\n" for n in range(9999)).encode())
    path = tmp_path / "a.nt.gz"
    path.write_bytes(data[:cut] if cut else data[: len(data) // 2])
    with pytest.raises(FileProblem, match=told):
        load_into(tmp_path / "d", [path])
    path.write_bytes(b"no gzip at all")
    with pytest.raises(FileProblem, match="not gzip"):
        load_into(tmp_path / "d", [path])
    assert not (tmp_path / "d").exists()


def test_bad_file_leaves_a_finished_store_as_it_was(tmp_path: Path) -> None:
    load_into(tmp_path / "d", [write(tmp_path / "a.ttl")])
    with pytest.raises(FileProblem):
        load_into(tmp_path / "d", [write(tmp_path / "b.ttl", TWO + "x")])
    assert said(tmp_path / "d") == ["<x:a> <x:p> <x:o>"]


def test_no_file_and_no_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match=r"a\.ttl: no such file or directory; check the path"):
        load_into(tmp_path / "d", [tmp_path / "a.ttl"])
    with pytest.raises(LocationError, match="nothing to load"):
        load_into(tmp_path / "d", [])
    with pytest.raises(LocationError, match="cannot be made, no such file or directory"):
        load_into(tmp_path / "none" / "d", [write(tmp_path / "a.ttl")])
    assert not (tmp_path / "d").exists()


def test_folder_with_other_things_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.ttl")
    with pytest.raises(LocationError, match=r"neither empty nor an Oxigraph store, 'a\.ttl' is in"):
        load_into(tmp_path, [path])
    with pytest.raises(LocationError, match="not a directory"):
        load_into(path, [path])
    assert list(tmp_path.iterdir()) == [path]


def test_broken_off_load_is_refused_until_it_is_run_again(
    tmp_path: Path, breaks_at_second: list[int]
) -> None:
    files = [write(tmp_path / "a.ttl"), write(tmp_path / "b.ttl", TWO + "<x:c> <x:p> 1 .")]
    with pytest.raises(LocationError, match="the disk is full"):
        load_into(tmp_path / "d", files)
    with pytest.raises(LocationError, match="half loaded, 1 of 2 sources are in"):
        said(tmp_path / "d")
    report = load_into(tmp_path / "d", files)
    assert breaks_at_second == [3]
    assert (report.resumed, report.read, report.earlier, report.after) == (True, 3, 1, 3)
    assert report.warning == ""
    assert len(said(tmp_path / "d")) == 3


@pytest.mark.usefixtures("breaks_at_second")
def test_broken_off_load_goes_on_with_the_same_sources_only(tmp_path: Path) -> None:
    one, two = write(tmp_path / "a.ttl"), write(tmp_path / "b.ttl", TWO)
    with pytest.raises(LocationError):
        load_into(tmp_path / "d", [one, two])
    for other in ([one], [one, two, write(tmp_path / "c.ttl")]):
        with pytest.raises(LocationError, match="half loaded from other sources"):
            load_into(tmp_path / "d", other)
    os.utime(one, ns=(1, 1))
    with pytest.raises(LocationError, match=r"'.*a\.ttl' has changed since it went in; put it"):
        load_into(tmp_path / "d", [one, two])
    with pytest.raises(LocationError, match="half loaded, 1 of 2"):
        said(tmp_path / "d")


@pytest.mark.usefixtures("breaks_at_second")
def test_file_that_was_mended_goes_in_when_the_load_is_run_again(tmp_path: Path) -> None:
    one, two = write(tmp_path / "a.ttl"), write(tmp_path / "b.ttl", TWO)
    with pytest.raises(LocationError):
        load_into(tmp_path / "d", [one, two])
    write(two, "<x:mended> <x:p> <x:o> .")
    load_into(tmp_path / "d", [two, one])
    assert said(tmp_path / "d") == ["<x:a> <x:p> <x:o>", "<x:mended> <x:p> <x:o>"]


LOADING = """
import os, sys
from pathlib import Path
from graph.store.loading import large, run as load_run
from graph.store.directory.engine import Writer
from graph.store.loading.load import load_into
load_run.TOGETHER_BYTES = 0
large.LARGE_BYTES = int(sys.argv[2])
where, after = sys.argv[1].split()
count = 0
def wrap(kind, attribute, name=None):
    name = name or attribute
    work = getattr(kind, attribute)
    def counted(*arguments):
        global count
        count += 1
        if where == f"before-{name}" and count == int(after):
            os.kill(os.getpid(), 9)
        done = work(*arguments)
        if where == f"after-{name}" and count == int(after):
            os.kill(os.getpid(), 9)
        return done
    if where.endswith(name):
        setattr(kind, attribute, counted)
wrap(Writer, "load"); wrap(Writer, "load_stream", "load"); wrap(Writer, "flush")
wrap(load_run, "write_note"); wrap(load_run, "remove_note"); wrap(load_run, "Writer")
load_into(Path(sys.argv[3]), [Path(p) for p in sys.argv[4:]])
"""
MOMENTS = [
    *("after-write_note 1", "before-Writer 1", "after-Writer 1", "before-load 1", "after-load 1"),
    *("after-flush 1", "after-write_note 3", "before-load 2", "after-load 2", "after-load 3"),
    *("before-remove_note 1", "after-remove_note 1"),
]


@pytest.mark.parametrize("new", [True, False], ids=["new", "added-to"])
@pytest.mark.parametrize("moment", MOMENTS)
def test_load_that_is_killed_is_refused_and_then_finished(
    moment: str, least: int, tmp_path: Path, *, new: bool
) -> None:
    target = tmp_path / "d"
    if not new:
        load_into(target, [write(tmp_path / "0.ttl", "<x:0> <x:p> <x:o> .")])
    files = [
        write(tmp_path / "a.ttl", ONE + "_:a <x:p> [ <x:q> 1 ] ."),
        write(tmp_path / "b.ttl", TWO),
        write(tmp_path / "c.nt", "<x:c> <x:p> _:c .\n"),
    ]
    command = [sys.executable, "-c", LOADING, moment, str(least), str(target), *map(str, files)]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    untouched = not new and "Writer" in moment
    if untouched:
        assert said(target) == ["<x:0> <x:p> <x:o>"]
    elif moment != "after-remove_note 1":
        with pytest.raises(LocationError, match=r"half loaded, \d of 3 sources are in"):
            copy_graph([str(target)], str(tmp_path / "copy"))
    if moment != "after-remove_note 1":
        report = load_into(target, files)
        assert report.resumed is not untouched
        assert (report.read, report.warning) == (5, "")
    assert len(said(target)) == (5 if new else 6)
    assert not (target / NOTE).exists()


def test_interrupt_of_the_first_file_undoes_the_load(tmp_path: Path) -> None:
    path = write(tmp_path / "a.ttl", "".join(f"<x:{n}> <x:p> <x:o> .\n" for n in range(5000)))

    def interrupt(_read: int, _size: int, triples: int) -> None:
        if triples > 1000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_into(tmp_path / "d", [path], progress=interrupt)
    assert not (tmp_path / "d").exists()


@pytest.mark.parametrize("name", ["a.nt", "a.jsonld"])
def test_file_that_changes_while_it_is_read_is_refused(name: str, tmp_path: Path) -> None:
    path = write(tmp_path / name, ONE if name == "a.nt" else '{"@id": "x:a", "x:p": 1}')
    with pytest.raises(FileProblem, match="changed while it was read; load it when nobody"):
        load_into(tmp_path / "d", [path], progress=lambda *_: os.utime(path, ns=(1, 1)))
    assert not (tmp_path / "d").exists()


def test_progress_grows_to_all_bytes_and_all_triples(tmp_path: Path) -> None:
    files = [
        write(tmp_path / "a.nt", "".join(f"<x:{n}> <x:p> <x:o> .\n" for n in range(300_000))),
        write(tmp_path / "b.nt.gz", ONE),
    ]
    told: list[tuple[int, int, int]] = []
    load_into(tmp_path / "d", files, progress=lambda *now: told.append(now))
    size = sum(path.stat().st_size for path in files)
    assert told == sorted(told)
    assert told[-1] == (size, size, 300_001)
    assert len({read for read, _, _ in told}) > 10


def test_store_that_another_program_writes_is_not_loaded_into(tmp_path: Path) -> None:
    engine = Engine(str(tmp_path / "d"))
    with pytest.raises(LocationError, match="results of an earlier change are still in use"):
        load_into(tmp_path / "d", [write(tmp_path / "a.ttl")])
    assert not (tmp_path / "d" / NOTE).exists()
    del engine
    assert load_into(tmp_path / "d", [tmp_path / "a.ttl"]).after == 1


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("mount") is None, reason="mounts a disk")
@pytest.mark.usefixtures("alone")
def test_full_disk_is_one_line_and_the_load_goes_on_when_there_is_space(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no right to mount")
    try:
        large = "".join(f'<x:{n}> <x:p> "{os.urandom(40).hex()}" .\n' for n in range(90_000))
        files = [write(tmp_path / "a.nt"), write(tmp_path / "b.nt", large)]
        with pytest.raises(LocationError, match="the disk is full; free some space") as caught:
            load_into(disk / "d", files)
        assert "\n" not in str(caught.value)
        with pytest.raises(LocationError, match="half loaded, 1 of 2 sources are in"):
            said(disk / "d")
        subprocess.run(["mount", "-o", "remount,size=200m", str(disk)], check=True)
        assert load_into(disk / "d", files).after == 90_001
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("mount") is None, reason="mounts a disk")
def test_store_on_a_read_only_medium_is_asked_and_not_written(tmp_path: Path) -> None:
    load_into(tmp_path / "d", [write(tmp_path / "a.ttl")])
    (tmp_path / "ro").mkdir()
    bind = ["mount", "--bind", str(tmp_path / "d"), str(tmp_path / "ro")]
    if subprocess.run(bind, check=False, capture_output=True).returncode:
        pytest.skip("no right to mount")
    try:
        remount = ["mount", "-o", "remount,ro,bind", str(tmp_path / "ro")]
        subprocess.run(remount, check=True, capture_output=True)
        assert said(tmp_path / "ro") == ["<x:a> <x:p> <x:o>"]
        store = DirectoryStore(str(tmp_path / "ro"), {})
        with pytest.raises(LocationError, match="read-only file system"), store.writing():
            pass
    finally:
        subprocess.run(["umount", "-l", str(tmp_path / "ro")], check=True)
