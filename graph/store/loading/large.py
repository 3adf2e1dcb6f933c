"""Large files: the engine parses them by itself, while a child of ours checks them.

Where each triple passes through Python, a load takes a quarter longer. Both read the
file by themselves: that it has the same size and time of change at the end says that
it was the same file.
"""

from __future__ import annotations

import io
from contextlib import ExitStack
from typing import IO, TYPE_CHECKING, Final, TypeGuard, cast

from pyoxigraph import RdfFormat, serialize

from ...rdf.reader import syntax_problem
from .files import FileSource

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import WriteableBuffer

    from ..directory.engine import Writer
    from .check import Check
    from .sources import Source

LARGE_BYTES: Final = 16_000_000
"""From what size a file is large; smaller ones gain nothing, and better go in together."""

_CHUNK: Final = 1 << 18
_WITH_GRAPHS: Final = {
    RdfFormat.TURTLE: RdfFormat.TRIG,
    RdfFormat.TRIG: RdfFormat.TRIG,
    RdfFormat.N_TRIPLES: RdfFormat.N_QUADS,
    RdfFormat.N_QUADS: RdfFormat.N_QUADS,
}
"""As what a format is loaded, so that its trace can stand behind it."""


def is_large(source: Source) -> TypeGuard[FileSource]:
    """Tell whether a source is a large file, in a format that can be streamed."""
    return (
        isinstance(source, FileSource)
        and source.part.size >= LARGE_BYTES
        and source.form in _WITH_GRAPHS
    )


def load_large(
    writer: Writer, source: FileSource, check: Check, tell: Callable[[int, int], None]
) -> None:
    """Load a large file, whole and together with its trace, or not at all.

    Args:
        writer: the target.
        source: the file; its triples are counted.
        check: what a child tells of it.
        tell: gets the bytes read and the triples loaded so far.

    Raises:
        FileProblem: it cannot be read, is not RDF, or has named graphs.
        CannotRun: the child that checks it was killed.
        LocationError: the disk is full.
    """
    with ExitStack() as until:
        stream = until.enter_context(_Checked(source, check, tell, until))
        buffer = until.enter_context(io.BufferedReader(stream, _CHUNK))
        try:
            writer.load_stream(cast("IO[bytes]", buffer), _WITH_GRAPHS[source.form])
        except SyntaxError as exc:
            # The engine took it for another format: the child's words are the right ones.
            check.verdict()
            raise syntax_problem(source.path, b"", exc) from exc


class _Checked(io.RawIOBase):
    """The content of a file, and behind it its trace, once the file was found good."""

    def __init__(
        self, source: FileSource, check: Check, tell: Callable[[int, int], None], until: ExitStack
    ) -> None:
        self._source = source
        self._check = check
        self._tell = tell
        self._now, self._position, _ = source.attempt(lambda: source.opened(until))
        self._at_trace = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Hand out the next bytes; an error from here keeps everything out of the store."""
        count = self._source.attempt(lambda: self._now.readinto(buffer))
        if count or self._at_trace:
            self._tell_place()
            return count
        self._at_trace = True
        self._now = io.BytesIO(self._trace())
        return self._now.readinto(buffer)

    def _tell_place(self) -> None:
        read = self._source.part.size if self._at_trace else self._position()
        self._tell(read, self._check.triples_in(read))

    def _trace(self) -> bytes:
        part = self._source.part
        part.triples = self._check.verdict()
        self._source.refuse_changed()
        trace = serialize([part.trace], format=_WITH_GRAPHS[self._source.form])
        # The file may end without the end of a line, and within a comment.
        return b"\n" + cast("bytes", trace)
