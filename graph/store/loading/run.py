"""One run of a load into a store directory: begun, done in pieces, finished or undone."""

from __future__ import annotations

import shutil
from contextlib import ExitStack, suppress
from itertools import chain
from typing import TYPE_CHECKING, Final, Self

from pyoxigraph import Literal

from ...errors import LocationError
from ..directory.engine import Writer, reason
from ..directory.halfway import NOTE, TRACES, Halfway, read_note, remove_note, write_note
from ..directory.store import MARK
from .check import read_beside
from .large import is_large, load_large
from .progress import Counter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

    from pyoxigraph import Quad

    from ..directory.halfway import Part
    from .check import Child
    from .files import FileSource
    from .progress import Progress
    from .sources import Source

TOGETHER_BYTES: Final = 64_000_000
"""Small sources go in together up to this size: each step costs files and a flush."""


class LoadRun:
    """A load, with the directory held by the caller.

    Leaving it by an error undoes what it did where nothing was loaded yet;
    else the directory stays marked as half loaded.
    """

    def __init__(self, directory: Path, sources: Sequence[Source], *, made: bool) -> None:
        """Take what is to be loaded.

        Args:
            directory: the target, which is held.
            sources: what to load, in this order.
            made: whether the directory was made for this.
        """
        self._directory = directory
        self._sources = sources
        self._made = made
        self._writer: Writer | None = None
        self._note: Halfway | None = None

    def __enter__(self) -> Self:
        """Do nothing yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _exc: object, _trace: TracebackType | None
    ) -> None:
        """Close the store, and undo or note what was done where it failed."""
        if self._writer is not None:
            self._writer.close()
        if kind is None or self._note is None:
            return
        with suppress(OSError):
            if self._note.done:
                write_note(self._directory, self._note)
            else:
                self._undo(self._note)

    @property
    def before(self) -> int:
        """The number of triples before the load began."""
        return self._note.before if self._note else 0

    def begin(self) -> bool:
        """Note in the directory what is to be done, and open the store.

        Returns:
            Whether this goes on with a load that was broken off.

        Raises:
            LocationError: the directory holds other things, was half loaded from
                other sources, or cannot be written to.
        """
        old = read_note(self._directory)
        new = not (self._directory / MARK).is_file()
        parts = [source.part for source in self._sources]
        if old is not None:
            self._refuse_others(old, parts)
            self._writer = Writer(self._directory)
            self._take_over(old, parts)
            self._note = Halfway(old.before, old.new, parts)
        elif new:
            self._refuse_things()
            self._note = Halfway(0, new, parts)
            self._write()
            self._writer = Writer(self._directory)
        else:
            self._writer = Writer(self._directory)
            self._note = Halfway(len(self._writer), new, parts)
        self._write()
        return old is not None

    def load(self, progress: Progress | None) -> None:
        """Load what is not in yet.

        Raises:
            FileProblem, LocationError: a source cannot be read, or the disk is full.
        """
        assert self._writer is not None  # noqa: S101 - begun
        left = [source for source in self._sources if not source.part.done]
        counter = Counter(sum(source.part.size for source in left), progress)
        with ExitStack() as until:
            child = _child_for([source for source in left if is_large(source)], until)
            for group in _together(left):
                self._load(self._writer, group, child, counter)
                for source in group:
                    source.part.done = True
                self._writer.flush()
                self._write()

    def finish(self, *, compact: bool) -> int:
        """Declare the store whole, and return the number of its triples.

        Args:
            compact: first sort everything on disk anew.
        """
        assert self._writer is not None  # noqa: S101 - begun
        if compact:
            self._writer.compact()
        self._writer.engine.remove_graph(TRACES)
        self._writer.flush()
        count = len(self._writer)
        self._writer.close()
        try:
            remove_note(self._directory)
        except OSError as exc:
            raise LocationError(f"{self._directory}: not finished, {reason(exc)}") from exc
        return count

    def _load(
        self, writer: Writer, group: Sequence[Source], child: Child | None, counter: Counter
    ) -> None:
        first = group[0]
        if child is not None and is_large(first):
            load_large(writer, first, child.check_of(first), counter.tell)
            counter.next(first.part)
        else:
            writer.load(chain.from_iterable(self._batches(group, counter)))

    def _batches(self, group: Sequence[Source], counter: Counter) -> Iterator[list[Quad]]:
        for source in group:
            yield from source.batches(counter.tell)
            yield [source.part.trace]
            counter.next(source.part)

    def _write(self) -> None:
        if self._note is None:
            return
        try:
            write_note(self._directory, self._note)
        except OSError as exc:
            raise LocationError(f"{self._directory}: not loaded, {reason(exc)}") from exc

    def _refuse_things(self) -> None:
        scratch = f".{NOTE}"
        things = sorted(p.name for p in self._directory.iterdir() if not p.name.startswith(scratch))
        if things:
            raise LocationError(
                f"{self._directory}: neither empty nor an Oxigraph store, {things[0]!r} is in it; "
                "choose another place"
            )

    def _refuse_others(self, old: Halfway, parts: list[Part]) -> None:
        """Refuse to go on with a load from other sources than before."""
        others = sorted({p.name for p in old.parts} ^ {p.name for p in parts})
        if others:
            raise LocationError(
                f"{self._directory}: half loaded from other sources ({others[0]!r} is not in both "
                f"loads); run that load again, or {_way_out(old)}"
            )

    def _take_over(self, old: Halfway, parts: list[Part]) -> None:
        """Note which sources are in; refuse those that have changed since."""
        assert self._writer is not None  # noqa: S101 - just opened
        known = {part.name: part for part in old.parts}
        for part in parts:
            was = known[part.name]
            counts = self._traced(was)
            if not was.done and not counts:
                continue
            if not was.is_same_as(part):
                raise LocationError(
                    f"{self._directory}: half loaded, and {part.name!r} has changed since it went "
                    f"in; put it back as it was, or {_way_out(old)}"
                )
            part.done, part.triples = True, counts[0] if counts else was.triples

    def _traced(self, part: Part) -> list[int]:
        """Return the count that a source left in the store; nothing where it is not in."""
        assert self._writer is not None  # noqa: S101 - open
        subject, predicate, _, name = part.trace
        found = self._writer.engine.quads_for_pattern(subject, predicate, None, name)
        return [int(quad.object.value) for quad in found if isinstance(quad.object, Literal)]

    def _undo(self, note: Halfway) -> None:
        """Leave the directory as it was; the note goes last, should this be killed."""
        if note.new:
            for path in self._directory.iterdir():
                if path.name != NOTE:
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
        remove_note(self._directory)
        if note.new and self._made:
            self._directory.rmdir()


def _child_for(sources: Sequence[FileSource], until: ExitStack) -> Child | None:
    """Have the large files read by a child, where there are any and a process is to be had."""
    if not sources:
        return None
    try:
        return until.enter_context(read_beside(sources))
    except OSError:
        return None


def _together(sources: Sequence[Source]) -> Iterator[list[Source]]:
    """Cut the sources into groups that go in at once."""
    group: list[Source] = []
    size = 0
    for source in sources:
        # What has no size may be large.
        own = source.part.size or TOGETHER_BYTES
        if group and (size + own > TOGETHER_BYTES or is_large(source) or is_large(group[0])):
            yield group
            group, size = [], 0
        group.append(source)
        size += own
    if group:
        yield group


def _way_out(old: Halfway) -> str:
    if old.new:
        return "remove the directory and load anew"
    return f"delete {NOTE} in it to keep what is there now"
