"""Loading RDF files of any size into an Oxigraph store directory.

Each source goes in whole or not at all. A note in the directory says which are
in, so that a load that was broken off is refused when it is asked, and goes on
where it stopped when it is run again.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...errors import LocationError
from ..directory.engine import FAILURES
from ..directory.holding import hold
from .run import LoadRun
from .sources import file_sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .progress import Progress
    from .sources import Source


@dataclass(frozen=True)
class LoadReport:
    """What a load did.

    Attributes:
        triples: how many each source has, by its path or location, those of an
            earlier run that was broken off too; 0 where that was not noted.
        before: triples in the target before the load began.
        after: triples in it now.
        seconds: how long this run took.
        resumed: whether it went on with a load that was broken off.
        earlier: triples that were read before it was broken off.
    """

    triples: dict[str, int]
    before: int
    after: int
    seconds: float
    resumed: bool = False
    earlier: int = 0

    @property
    def read(self) -> int:
        """The number of triples read."""
        return sum(self.triples.values())

    @property
    def rate(self) -> float:
        """Triples read in a second of this run."""
        return (self.read - self.earlier) / self.seconds if self.seconds else 0.0

    @property
    def warning(self) -> str:
        """Say how many triples made no difference; empty where each made one."""
        lost = self.read - (self.after - self.before)
        if lost <= 0:
            return ""
        return (
            f"{lost:,} of {self.read:,} triples read made no difference: they were there already, "
            "stand twice in the sources, or differ only in how a value is written, as 007 and 7"
        )


def load_into(
    directory: Path,
    sources: Sequence[Path | Source],
    *,
    compact: bool = False,
    progress: Progress | None = None,
) -> LoadReport:
    """Load RDF files into a store directory, a new one or one that is there.

    Turtle, N-Triples, TriG and N-Quads are streamed, packed or not: neither
    their size nor what they unpack to is limited, as nothing of them is kept.

    Args:
        directory: where the store is, or is to be; the folder above it exists.
        sources: files in the formats of `rdf.reader.FORMATS`, folders of Turtle
            files, or other sources.
        compact: sort the store anew at the end; it takes a fifth longer, and queries
            of large graphs are about twice as fast then.
        progress: called now and then.

    Returns:
        What was read, and what is there now.

    Raises:
        FileProblem: a file cannot be read, is not RDF, or has named graphs. The
            sources before it are in; where there are none, nothing was changed.
        LocationError: the directory holds other things, is held by others, was
            half loaded from other sources, or the disk is full.
    """
    start = time.monotonic()
    found = [f for s in sources for f in (file_sources([s]) if isinstance(s, Path) else [s])]
    if not found:
        raise LocationError(f"{directory}: nothing to load; name files or folders")
    with _held(directory) as made, LoadRun(directory, found, made=made) as run:
        resumed = run.begin()
        earlier = sum(source.part.triples for source in found if source.part.done)
        run.load(progress)
        after = run.finish(compact=compact)
    triples = {source.part.name: source.part.triples for source in found}
    seconds = time.monotonic() - start
    return LoadReport(triples, run.before, after, seconds, resumed, earlier)


@contextmanager
def _held(directory: Path) -> Iterator[bool]:
    """Hold a directory for writing; make it where it is not there.

    Yields:
        Whether it was made.

    Raises:
        LocationError: it cannot be made, or others kept it for too long.
    """
    made = False
    try:
        directory.mkdir()
        made = True
    except FileExistsError:
        pass
    except FAILURES as exc:
        told = (getattr(exc, "strerror", None) or str(exc)).lower()
        raise LocationError(f"{directory}: cannot be made, {told}; check the path") from exc
    lock = hold(directory, exclusive=True)
    try:
        yield made
    finally:
        lock.release()
