"""The Turtle files of a location: which they are, whether they changed, what stands in them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from ...errors import FileProblem, LocationError
from ..embedded import turtle_files
from .layout import file_of

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping

    from ...rdf.turtle.blocks import Document

Stats: TypeAlias = "dict[Path, tuple[int, int, int]]"
"""Inode, size and time of change (in nanoseconds) of each file."""


class GraphFiles:
    """The files of a folder, or one file.

    Attributes:
        folder: what is locked, and where new files go.
        lone: the one file that is the whole graph; None for a folder.
    """

    def __init__(self, location: str) -> None:
        """Take a location; nothing is read yet."""
        path = Path(location)
        self.lone = path.resolve() if path.is_file() else None
        self.folder = self.lone.parent if self.lone else path
        self._as_written = path
        self._read: dict[Path, tuple[tuple[int, int, int], Document]] = {}

    def paths(self) -> list[Path]:
        """Return the files that are there, sorted by name.

        Raises:
            LocationError: there is none.
        """
        return [self._as_written] if self.lone else turtle_files(self.folder)

    @property
    def in_turtle(self) -> bool:
        """Whether the files can be written to."""
        return self.lone is None or self.lone.suffix.lower() == ".ttl"

    def stats(self) -> Stats:
        """Return what tells whether a file has changed.

        Raises:
            FileProblem: a file cannot be looked at.
        """
        return {path: _stat(path) for path in self.paths()}

    def refuse_others(self, stats: Stats, location: str) -> None:
        """Refuse to write over what an editor, which knows no locks, saved meanwhile.

        Args:
            stats: of the files as they were read.
            location: what messages call them.

        Raises:
            LocationError: a file has changed, come or gone.
        """
        if self.stats() != stats:
            message = f"{location}: changed by another program meanwhile; try again"
            raise LocationError(message)

    def home(self, classes: Iterable[str]) -> Path:
        """Return the file for a new subject, whether it is there yet or not."""
        return self._as_written if self.lone else self.folder / file_of(classes)

    def document(self, path: Path, stats: Stats) -> Document:
        """Return a file, cut into its statements; an empty one where there is no such file.

        Raises:
            FileProblem: it cannot be read, or is no longer Turtle.
        """
        from ...rdf.turtle.blocks import split

        if path not in stats:
            return split("", path)
        known = self._read.get(path)
        if known is None or known[0] != stats[path]:
            known = (stats[path], split(self.text(path), path))
            self._read[path] = known
        return known[1]

    def is_cut(self, path: Path, stats: Stats) -> bool:
        """Tell whether a file is known cut into its statements, as it is now."""
        return path in self._read and self._read[path][0] == stats.get(path)

    def text(self, path: Path) -> str:
        """Return the text of a file, with its line ends and its byte order mark.

        Raises:
            FileProblem: it cannot be read.
        """
        try:
            return path.read_bytes().decode()
        except (OSError, UnicodeDecodeError) as exc:
            raise _unreadable(path, exc) from exc

    def remember(
        self, written: Mapping[Path, os.stat_result], documents: Mapping[Path, Document]
    ) -> Stats:
        """Keep what was written, so that it need not be read again.

        Args:
            written: the new files, as they were when they were put in place.
            documents: their statements, where they are known.

        Returns:
            What tells whether they have changed since.
        """
        stats = {self._as_written if self.lone else p: _mark(s) for p, s in written.items()}
        for path, mark in stats.items():
            self._read.pop(path, None)
            if path in documents:
                self._read[path] = (mark, documents[path])
        return stats

    def targets(self, texts: Mapping[Path, str]) -> dict[Path, str]:
        """Return new contents by the files that are to be replaced.

        Raises:
            FileProblem: one is a link, which would be replaced instead of what it points to.
        """
        if self.lone:
            return dict.fromkeys([self.lone], *texts.values())
        for path in texts:
            if path.is_symlink():
                message = f"{path}: a symbolic link, not written through; put the file itself here"
                raise FileProblem(message, path=path)
        return dict(texts)


def _stat(path: Path) -> tuple[int, int, int]:
    try:
        found = path.stat()
    except OSError as exc:
        raise _unreadable(path, exc) from exc
    return _mark(found)


def _mark(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_ino, found.st_size, found.st_mtime_ns


def _unreadable(path: Path, exc: Exception) -> FileProblem:
    reason = getattr(exc, "strerror", None) or str(exc)
    return FileProblem(f"{path}: {reason.lower()}; check the file", path=path)
