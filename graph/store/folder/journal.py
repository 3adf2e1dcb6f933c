"""Several files replaced as one: a kill at any moment leaves all old or all new.

The new contents are written beside the old ones and brought to the disk. A
journal, itself put in place in one step, then says what is to be renamed: from
then on the change holds. Whoever opens the folder next carries it out where
its writer did not come to the end.
"""

from __future__ import annotations

import json
import os
import re
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from ...rdf.atomic import sync_folder, write_beside
from .failing import foreign_journal, not_written, unfinished
from .lock import DEADLINE_S, locked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

JOURNAL: Final = ".stancegraph-journal"
_PREFIX: Final = ".stancegraph-"
_SUFFIX: Final = ".tmp"
_SCRATCH = re.compile(r"\.stancegraph-[A-Za-z0-9_]+\.tmp")
_TARGET = re.compile(r"[^./\0][^/\0]*\.ttl", re.IGNORECASE | re.DOTALL)
_VERSION = 1


@contextmanager
def reading(folder: Path, timeout_s: float = DEADLINE_S) -> Iterator[None]:
    """Hold a folder while its files are read: no half of a change is seen.

    A change that was cut off is carried out first.

    Args:
        folder: where they lie.
        timeout_s: how long to wait for others, in seconds.

    Raises:
        LocationError: somebody else is writing for too long, or a change that
            was cut off cannot be carried out.
    """
    while True:
        with locked(folder, exclusive=False, timeout_s=timeout_s):
            if not _there(folder / JOURNAL):
                yield
                return
        with locked(folder, exclusive=True, timeout_s=timeout_s):
            recover(folder)


@contextmanager
def writing(folder: Path, timeout_s: float = DEADLINE_S) -> Iterator[None]:
    """Hold a folder for a change; what was cut off before is mended first.

    Args:
        folder: where its files lie.
        timeout_s: how long to wait for others, in seconds.

    Raises:
        LocationError: somebody else holds it for too long, or it cannot be written to.
    """
    with locked(folder, exclusive=True, timeout_s=timeout_s):
        recover(folder)
        yield


def commit(folder: Path, texts: Mapping[Path, str]) -> dict[Path, os.stat_result]:
    """Replace files of a folder, all or none; only inside `writing`.

    Args:
        folder: where they lie.
        texts: the new content of each.

    Returns:
        What tells each new file from what others may make of it afterwards.

    Raises:
        LocationError: the disk is full, or the folder is not to be written to;
            nothing was changed, or the message says otherwise.
    """
    moves: dict[Path, Path] = {}
    journal = folder / JOURNAL
    try:
        for path, text in texts.items():
            moves[write_beside(path, text, prefix=_PREFIX, suffix=_SUFFIX)] = path
        written = {path: scratch.stat() for scratch, path in moves.items()}
        if len(moves) > 1:
            _write_journal(journal, moves)
    except BaseException as exc:
        held = _there(journal)
        if not held:
            _remove(moves)
        if isinstance(exc, OSError):
            raise (unfinished if held else not_written)(folder, exc) from exc
        raise
    _move(folder, moves)
    return written


def recover(folder: Path) -> None:
    """Carry out a change that was cut off after it held; clear up one that did not come to hold.

    Raises:
        LocationError: that cannot be done, or the journal is none of ours.
    """
    journal = folder / JOURNAL
    try:
        if _there(journal):
            for name, target in _moves(journal):
                scratch = folder / name
                # One that is gone was renamed before its writer was cut off.
                if _there(scratch):
                    scratch.replace(folder / target)
            sync_folder(folder)
            journal.unlink()
            sync_folder(folder)
        _remove(entry for entry in folder.iterdir() if _SCRATCH.fullmatch(entry.name))
    except OSError as exc:
        raise unfinished(folder, exc) from exc


def _write_journal(journal: Path, moves: Mapping[Path, Path]) -> None:
    listed = [[scratch.name, path.name] for scratch, path in moves.items()]
    text = json.dumps({"version": _VERSION, "moves": listed})
    scratch = write_beside(journal, text, prefix=_PREFIX, suffix=_SUFFIX)
    try:
        sync_folder(journal.parent)
        scratch.replace(journal)
    except BaseException:
        _remove([scratch])
        raise
    sync_folder(journal.parent)


def _move(folder: Path, moves: Mapping[Path, Path]) -> None:
    """Put new files in the place of the old ones, and take the journal away."""
    done = 0
    journal = folder / JOURNAL
    try:
        for scratch, path in moves.items():
            os.replace(scratch, path)  # noqa: PTH105 - tests let this fail
            done += 1
        sync_folder(folder)
        if len(moves) > 1:
            journal.unlink()
            sync_folder(folder)
    except OSError as exc:
        if done:
            raise unfinished(folder, exc) from exc
        _remove([*([journal] if len(moves) > 1 else []), *moves])
        raise not_written(folder, exc) from exc


def _moves(journal: Path) -> list[tuple[str, str]]:
    """Return what a journal says is to be renamed; nothing outside its folder ever is."""
    folder = journal.parent.stat()
    own = journal.lstat()
    if not stat.S_ISREG(own.st_mode):
        raise foreign_journal(journal, "no ordinary file")
    if folder.st_mode & stat.S_ISVTX and own.st_uid not in {os.geteuid(), folder.st_uid}:
        raise foreign_journal(journal, "another user's, in a folder that all may write to")
    try:
        said = json.loads(journal.read_bytes())
        found = [(str(scratch), str(target)) for scratch, target in said["moves"]]
        known = said["version"] == _VERSION
    except (ValueError, TypeError, KeyError, RecursionError) as exc:
        raise foreign_journal(journal, "not readable") from exc
    if not known or not all(_may_move(journal.parent, *move) for move in found):
        raise foreign_journal(journal, "it names what is none of ours")
    return found


def _may_move(folder: Path, scratch: str, target: str) -> bool:
    if not _SCRATCH.fullmatch(scratch) or not _TARGET.fullmatch(target):
        return False
    try:
        return stat.S_ISREG((folder / scratch).lstat().st_mode)
    except FileNotFoundError:
        return True


def _there(path: Path) -> bool:
    """Tell whether there is anything of this name, a broken link too."""
    return os.path.lexists(path)


def _remove(paths: Iterable[Path]) -> None:
    """Remove what can be removed; what stays is cleared up another time."""
    for path in paths:
        with suppress(OSError):
            path.unlink()
