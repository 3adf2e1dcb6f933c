"""The note in a store directory that a load has begun and is not finished.

While it lies there the directory is not asked: half a graph gives wrong answers
that look right.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Literal, NamedNode, Quad

from ...errors import LocationError
from ...rdf.atomic import sync_folder, write_atomically

if TYPE_CHECKING:
    from pathlib import Path

NOTE: Final = "stancegraph-load.json"
_VERSION: Final = 1
_TRACES: Final = "urn:x-stancegraph:load"
TRACES: Final = NamedNode(_TRACES)
"""The named graph of the traces, which is gone when the load is finished."""


@dataclass
class Part:
    """One source of a load.

    Attributes:
        name: a file's whole path, or a location.
        size: bytes, 0 where it is no file.
        stamp: when the file was changed, in nanoseconds; 0 where it is no file.
        done: whether it is in the store.
        triples: how many it has; 0 until it was read to its end.
    """

    name: str
    size: int
    stamp: int
    done: bool = False
    triples: int = 0

    @property
    def trace(self) -> Quad:
        """What goes into the store together with it, for as long as the load runs.

        It tells whether a source was in already when the load was killed: with
        blank nodes it must not go in twice.
        """
        key = json.dumps([self.name, self.size, self.stamp]).encode()
        name = NamedNode(f"{_TRACES}:{sha256(key).hexdigest()}")
        return Quad(name, NamedNode(f"{_TRACES}:count"), Literal(str(self.triples)), TRACES)

    def is_same_as(self, other: Part) -> bool:
        """Tell whether two notes mean the same content."""
        return (self.name, self.size, self.stamp) == (other.name, other.size, other.stamp)


@dataclass
class Halfway:
    """A load that is under way, or was broken off.

    Attributes:
        before: triples in the store when it began.
        new: whether there was no store before.
        parts: its sources, in the order in which they are loaded.
    """

    before: int
    new: bool
    parts: list[Part] = field(default_factory=list)

    @property
    def done(self) -> int:
        """The number of sources that are in the store."""
        return sum(part.done for part in self.parts)


def read_note(directory: Path) -> Halfway | None:
    """Return what is noted of an unfinished load, or None for a finished store.

    Raises:
        LocationError: the note cannot be read.
    """
    path = directory / NOTE
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return _HALVES[found["version"]](found)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as exc:
        message = (
            f"{path}: the note of an unfinished load is damaged; "
            "remove the directory and load it again"
        )
        raise LocationError(message) from exc


def _halfway(found: dict[str, Any]) -> Halfway:
    parts = [Part(**part) for part in found["parts"]]
    return Halfway(int(found["before"]), bool(found["new"]), parts)


_HALVES: Final = {_VERSION: _halfway}


def write_note(directory: Path, halfway: Halfway) -> None:
    """Put the note into the directory, down to the disk.

    Raises:
        OSError: it cannot be written.
    """
    text = json.dumps({"version": _VERSION, **asdict(halfway)}, ensure_ascii=False, indent=1)
    # A name that is no UTF-8 is kept as Python has it.
    write_atomically(directory / NOTE, text.encode("utf-8", "backslashreplace").decode() + "\n")


def remove_note(directory: Path) -> None:
    """Take the note away: the store is whole.

    Raises:
        OSError: it cannot be removed.
    """
    (directory / NOTE).unlink(missing_ok=True)
    sync_folder(directory)


def refuse_half(directory: Path) -> None:
    """Refuse a directory whose load is not finished.

    Raises:
        LocationError: it says how much is loaded, and what to do.
    """
    halfway = read_note(directory)
    if halfway is None:
        return
    raise LocationError(
        f"{directory}: half loaded, {halfway.done} of {len(halfway.parts)} sources are in; "
        "wait for the load that is running, or run the same load again to finish it"
    )
