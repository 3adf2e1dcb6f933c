"""Several files as one, kept by a journal: all old or all new, whatever happens in between."""

from __future__ import annotations

import errno
import json
import os
import stat
from contextlib import suppress
from pathlib import Path

import pytest

from graph.check.run import check_paths
from graph.errors import LocationError
from graph.model.vocabulary import PREFIXES
from graph.store.folder import journal
from graph.store.folder.formatting import format_folder
from graph.store.folder.journal import JOURNAL, commit, reading, recover
from graph.store.folder.lock import locked
from graph.store.location import open_store

NAMES = ("a.ttl", "b.ttl", "c.ttl")


def content(folder: Path) -> dict[str, str]:
    """Return every file of a folder, hidden ones too."""
    return {f.name: f.read_text(encoding="utf-8") for f in sorted(folder.iterdir())}


def line(word: str) -> str:
    """Return a Turtle file of one triple."""
    return f'<x:a> <x:p> "{word}" .\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with three old files."""
    for name in NAMES:
        (tmp_path / name).write_text(line("old"), encoding="utf-8")
    return tmp_path


def new_texts(folder: Path) -> dict[Path, str]:
    """Return new contents for all three files."""
    return {folder / name: line("new") for name in NAMES}


class Killed(BaseException):
    """Stands for a kill: nothing of ours may catch it and go on."""


def kill_at(monkeypatch: pytest.MonkeyPatch, call: str, at: int) -> None:
    """Let the call of a given number into the system end everything, before it does its work."""
    real = getattr(os, call)
    count = 0

    def counted(*args: object, **options: object) -> object:
        nonlocal count
        count += 1
        if count == at:
            raise Killed
        return real(*args, **options)

    monkeypatch.setattr(os, call, counted)


@pytest.mark.parametrize("at", range(1, 9))
@pytest.mark.parametrize("call", ["replace", "fsync"])
def test_cut_off_anywhere_and_the_next_reader_sees_all_or_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, call: str, at: int
) -> None:
    monkeypatch.setattr(journal, "_remove", lambda _: None)  # a kill clears nothing up
    with monkeypatch.context() as patch:
        kill_at(patch, call, at)
        with suppress(Killed):
            commit(folder, new_texts(folder))
    held = (folder / JOURNAL).exists() or line("new") in map(content(folder).get, NAMES)
    monkeypatch.undo()
    store = open_store(str(folder), PREFIXES)
    with store.writing():
        pass
    assert content(folder) == dict.fromkeys(NAMES, line("new" if held else "old"))
    assert [str(t.object) for t in store.triples()] == ['"new"' if held else '"old"']


def journal_of(folder: Path, moves: object, version: int = 1) -> Path:
    """Write a journal."""
    path = folder / JOURNAL
    path.write_text(json.dumps({"version": version, "moves": moves}), encoding="utf-8")
    return path


def half_done(folder: Path) -> None:
    """Leave a folder as a writer does that was killed after the first of two renames."""
    (folder / "a.ttl").write_text(line("new"), encoding="utf-8")
    (folder / ".stancegraph-b.tmp").write_text(line("new"), encoding="utf-8")
    journal_of(folder, [[".stancegraph-a.tmp", "a.ttl"], [".stancegraph-b.tmp", "b.ttl"]])
    (folder / "c.ttl").unlink()


def test_check_and_formatting_see_no_half_of_a_change(folder: Path) -> None:
    half_done(folder)
    check_paths([folder])
    assert content(folder) == dict.fromkeys(NAMES[:2], line("new"))
    (folder / "c.ttl").write_text("", encoding="utf-8")
    half_done(folder)
    assert format_folder(folder, write=False) == [folder / "a.ttl", folder / "b.ttl"]
    assert content(folder) == dict.fromkeys(NAMES[:2], line("new"))


def test_one_file_of_a_folder_is_read_after_the_change_is_whole(folder: Path) -> None:
    half_done(folder)
    store = open_store(str(folder / "b.ttl"), PREFIXES)
    assert [str(t.object) for t in store.triples()] == ['"new"']


def test_first_change_of_an_empty_folder_is_carried_out_too(tmp_path: Path) -> None:
    (tmp_path / ".stancegraph-x.tmp").write_text(line("new"), encoding="utf-8")
    journal_of(tmp_path, [[".stancegraph-x.tmp", "a.ttl"], [".stancegraph-y.tmp", "b.ttl"]])
    assert len(open_store(str(tmp_path), PREFIXES)) == 1
    assert content(tmp_path) == {"a.ttl": line("new")}


def test_only_leftovers_of_ours_are_cleared_up(folder: Path) -> None:
    for name in (".stancegraph-abc_123.tmp", ".stancegraph-notes.txt", ".a.ttl-x", "b.tmp"):
        (folder / name).write_text("x", encoding="utf-8")
    with journal.writing(folder):
        pass
    hidden = sorted(set(content(folder)) - set(NAMES))
    assert hidden == [".a.ttl-x", ".stancegraph-notes.txt", "b.tmp"]


def test_reader_clears_nothing_up(folder: Path) -> None:
    (folder / ".stancegraph-abc.tmp").write_text("x", encoding="utf-8")
    with reading(folder):
        pass
    assert ".stancegraph-abc.tmp" in content(folder)


FOREIGN = {
    "outside": [[".stancegraph-a.tmp", "../outside.ttl"]],
    "absolute": [[".stancegraph-a.tmp", "/outside.ttl"]],
    "hidden": [[".stancegraph-a.tmp", ".bashrc.ttl"]],
    "ending": [[".stancegraph-a.tmp", "run.sh"]],
    "source": [["secret.txt", "a.ttl"]],
    "source outside": [[".stancegraph-../../x.tmp", "a.ttl"]],
    "shape": [["a.ttl"]],
    "no list": 7,
}


@pytest.mark.parametrize("moves", FOREIGN.values(), ids=list(FOREIGN))
def test_journal_that_is_none_of_ours_moves_nothing(folder: Path, moves: object) -> None:
    (folder / ".stancegraph-a.tmp").write_text("x", encoding="utf-8")
    (folder / "secret.txt").write_text("x", encoding="utf-8")
    journal_of(folder, moves)
    before = content(folder)
    with pytest.raises(LocationError, match="not a journal of ours"):
        open_store(str(folder), PREFIXES)
    assert content(folder) == before


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "[" * 100_000, '{"version": 2, "moves": []}']
)
def test_journal_that_cannot_be_read_is_one_clear_line(folder: Path, text: str) -> None:
    (folder / JOURNAL).write_text(text, encoding="utf-8")
    with pytest.raises(LocationError) as caught:
        recover(folder)
    told = str(caught.value)
    assert told.startswith(f"{folder / JOURNAL}: not a journal of ours (")
    assert "\n" not in told


def test_journal_moves_no_link(folder: Path) -> None:
    (folder / ".stancegraph-a.tmp").symlink_to("/etc/passwd")
    journal_of(folder, [[".stancegraph-a.tmp", "a.ttl"]])
    with pytest.raises(LocationError, match="it names what is none of ours"):
        recover(folder)
    assert not (folder / "a.ttl").is_symlink()


def test_journal_that_is_a_link_or_a_folder_is_refused(folder: Path) -> None:
    (folder / JOURNAL).mkdir()
    with pytest.raises(LocationError, match="no ordinary file"):
        open_store(str(folder), PREFIXES)


def test_journal_of_another_user_counts_for_nothing_where_all_may_write(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half_done(folder)
    folder.chmod(0o1777)
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    real = Path.stat

    def owned_by_root(path: Path, **options: bool) -> os.stat_result:
        found = list(real(path, **options))
        found[stat.ST_UID] = 54321 if path == folder else found[stat.ST_UID]
        return os.stat_result(found)

    monkeypatch.setattr(Path, "stat", owned_by_root)
    with pytest.raises(LocationError, match="another user's"):
        recover(folder)


def test_change_that_cannot_be_completed_is_told_and_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half_done(folder)
    before = content(folder)

    def read_only(*_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", read_only)
        with pytest.raises(LocationError) as caught:
            open_store(str(folder), PREFIXES)
    assert str(caught.value) == (
        f"{folder}: a change was cut off and cannot be completed (read-only file system); "
        "copy the folder to where it can be written to, and open the folder again"
    )
    assert content(folder) == before


@pytest.mark.parametrize(("first", "finished"), [(1, False), (2, True)])
def test_rename_that_fails_changes_nothing_or_is_completed_later(
    folder: Path, monkeypatch: pytest.MonkeyPatch, *, first: int, finished: bool
) -> None:
    real = os.replace
    count = 0

    def failing(source: Path, target: Path) -> None:
        nonlocal count
        if target.name in NAMES:
            count += 1
            if count == first:
                raise PermissionError(errno.EPERM, "Operation not permitted")
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", failing)
        with pytest.raises(LocationError) as caught:
            commit(folder, new_texts(folder))
    assert ("nothing was changed" in str(caught.value)) is not finished
    open_store(str(folder), PREFIXES)
    assert content(folder) == dict.fromkeys(NAMES, line("new" if finished else "old"))


@pytest.mark.parametrize("at", [1, 2, 4, 5])
def test_full_disk_changes_nothing_and_leaves_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    count = 0
    real = os.fsync

    def full(handle: int) -> None:
        nonlocal count
        count += 1
        if count == at:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(LocationError) as caught:
        commit(folder, new_texts(folder))
    assert str(caught.value) == (
        f"{folder}: cannot be written to (no space left on device); "
        "free some space; nothing was changed"
    )
    assert content(folder) == dict.fromkeys(NAMES, line("old"))


def test_replaced_file_keeps_its_mode(folder: Path) -> None:
    (folder / "a.ttl").chmod(0o640)
    commit(folder, new_texts(folder))
    assert (folder / "a.ttl").stat().st_mode & 0o777 == 0o640


def test_lock_is_waited_for_until_the_deadline(folder: Path) -> None:
    with (
        locked(folder, exclusive=True),
        pytest.raises(LocationError) as caught,
        locked(folder, exclusive=False, timeout_s=0.02),
    ):
        pass
    assert str(caught.value) == (
        f"{folder}: somebody else is writing; try again, or end the other process"
    )
    with locked(folder, exclusive=True, timeout_s=0):
        pass


def test_readers_share_the_lock(folder: Path) -> None:
    with locked(folder, exclusive=False), locked(folder, exclusive=False, timeout_s=0):
        pass


def test_folder_that_knows_no_locks_is_read_but_not_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", none)
    assert len(open_store(str(folder), PREFIXES)) == 1
    with (
        pytest.raises(LocationError, match=r"cannot be locked for writing \(no locks available\)"),
        locked(folder, exclusive=True),
    ):
        pass
