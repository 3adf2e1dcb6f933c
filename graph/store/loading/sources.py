"""What a load reads: RDF files in a stream, and graphs at other locations."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, Protocol

from pyoxigraph import Quad

from ..directory.halfway import Part
from ..embedded import turtle_files
from .files import FileSource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from ..base import Store

_BATCH: Final = 200
"""What is so few that it stays in the processor's cache."""


class Source(Protocol):
    """Where triples come from.

    Attributes:
        part: how a note of the load names it; the count is kept in it.
    """

    part: Part

    def batches(self, tell: Callable[[int, int], None]) -> Iterator[list[Quad]]:
        """Hand out its triples, once, some hundreds at a time.

        Args:
            tell: gets the bytes read and the triples handed out so far.

        Raises:
            FileProblem, LocationError: it cannot be read, or is not RDF.
        """


class StoreSource:
    """The graph at another location."""

    def __init__(self, store: Store) -> None:
        """Take a store that is open."""
        self._store = store
        self.part = Part(store.location, 0, 0)

    def batches(self, tell: Callable[[int, int], None]) -> Iterator[list[Quad]]:
        """Hand out its triples, blank nodes with their labels; see `Source.batches`."""
        count = 0
        triples = self._store.triples()
        while batch := list(islice(triples, _BATCH)):
            tell(0, count)
            count += len(batch)
            yield [Quad(t.subject, t.predicate, t.object) for t in batch]
        self.part.triples = count
        tell(0, count)


def file_sources(paths: Sequence[Path]) -> list[FileSource]:
    """Return the files that are meant, each once: of a folder its Turtle files.

    Raises:
        FileProblem: one is not there, or no format is known by its name.
        LocationError: a folder has no Turtle file.
    """
    files = [file for p in paths for file in (turtle_files(p) if p.is_dir() else [p])]
    return [FileSource(file) for file in {file.resolve(): file for file in files}.values()]
