"""How far a load has come, over all its sources."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..directory.halfway import Part

Progress: TypeAlias = "Callable[[int, int, int], None]"
"""Gets the bytes read, all bytes (0 where not known), and the triples read."""

_DESCRIPTORS: Final = "/proc/self/fd"
_POSITIONS: Final = "/proc/self/fdinfo"


class Counter:
    """Adds up the progress of sources that are read one after the other."""

    def __init__(self, size: int, progress: Progress | None) -> None:
        """Start at nothing.

        Args:
            size: bytes of all sources.
            progress: is told; None for nobody.
        """
        self._size = size
        self._progress = progress
        self._bytes = self._triples = 0

    def tell(self, read: int, triples: int) -> None:
        """Tell how much of the present source was read."""
        if self._progress:
            self._progress(self._bytes + read, self._size, self._triples + triples)

    def next(self, part: Part) -> None:
        """Go on to the source behind this one."""
        self._bytes += part.size
        self._triples += part.triples


def position_in(path: Path) -> Callable[[], int]:
    """Return what tells how far this process has read a file that a library has open.

    Returns:
        A function that gives bytes; always 0 where the system does not tell.
    """
    with suppress(OSError):
        wanted = path.stat()
        for descriptor in Path(_DESCRIPTORS).iterdir():
            with suppress(OSError):
                if os.path.samestat(descriptor.stat(), wanted):
                    return partial(_position, f"{_POSITIONS}/{descriptor.name}")
    return int


def _position(information: str) -> int:
    with suppress(OSError, ValueError, IndexError), open(information, encoding="ascii") as lines:  # noqa: PTH123 - often
        return int(lines.readline().split()[1])
    return 0
