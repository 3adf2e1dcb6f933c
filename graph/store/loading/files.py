"""An RDF file of any size as a source of triples."""

from __future__ import annotations

import gzip
import itertools
import zlib
from contextlib import ExitStack
from itertools import islice
from operator import attrgetter
from typing import IO, TYPE_CHECKING, Final, NamedTuple, TypeVar, cast

from pyoxigraph import BlankNode, DefaultGraph, Quad, RdfFormat, Triple, parse

from ...errors import FileProblem
from ...rdf.reader import rdf_format, read_rdf, syntax_problem
from ..directory.halfway import Part
from ..endpoint.words import one_line
from .progress import position_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from io import BufferedIOBase
    from pathlib import Path

T = TypeVar("T")

_WHOLE: Final = {RdfFormat.RDF_XML, RdfFormat.JSON_LD}
"""What has a guard that must see the whole file first."""

_WITH_GRAPHS: Final = {RdfFormat.N_QUADS, RdfFormat.TRIG}

_BOM: Final = b"\xef\xbb\xbf"
_BATCH: Final = 200
"""What is so few that it stays in the processor's cache."""

_TELL_EVERY: Final = 50
"""After how many batches progress is told."""

_DEFAULT: Final = DefaultGraph()
_OBJECT: Final = attrgetter("object")


class Opened(NamedTuple):
    """A file that is open: its content, how far it was read, whether it is kept just so."""

    stream: BufferedIOBase
    position: Callable[[], int]
    plain: bool


class FileSource:
    """One RDF file of any size; packed or not, it is never held in memory whole.

    Only RDF/XML and JSON-LD are read whole: their guards must see all of it.

    Attributes:
        path: where it is.
        form: what its name says that it is.
        part: how a note of the load names it; the count is kept in it.
    """

    def __init__(self, path: Path) -> None:
        """Look at the file.

        Raises:
            FileProblem: it is not there, or no format is known by its name.
        """
        self.form = rdf_format(path)
        self.path = path
        self._position: Callable[[], int] = int
        try:
            stat = path.stat()
            self.part = Part(str(path.resolve()), stat.st_size, stat.st_mtime_ns)
        except (OSError, ValueError) as exc:
            raise _unreadable(path, exc) from exc
        if not path.is_file():
            raise FileProblem(f"{path}: not a file; give a file or a folder", path=path)

    def batches(self, tell: Callable[[int, int], None]) -> Iterator[list[Quad]]:
        """Hand out its triples; see `Source.batches`."""
        count = 0
        with ExitStack() as opened:
            stream = self.attempt(lambda: self._open(opened))
            # In batches, and the check one call into C: ten million calls of ours cost 10 s.
            for turn in itertools.count():
                batch = self.attempt(lambda: list(islice(stream, _BATCH)))
                if not batch:
                    break
                if turn % _TELL_EVERY == 0:
                    tell(self._position(), count)
                if Triple in set(map(type, map(_OBJECT, batch))) or self.form in _WITH_GRAPHS:
                    self._check(batch)
                count += len(batch)
                yield batch
        self.refuse_changed()
        self.part.triples = count
        tell(self.part.size, count)

    def _check(self, batch: list[Quad]) -> None:
        """Refuse what the default graph of RDF 1.1 cannot hold."""
        for quad in batch:
            if isinstance(quad.object, Triple):
                what = (
                    f"a triple as the object of {str(quad.predicate)!r}; RDF 1.2 triple terms are "
                    "not supported, use a node per statement"
                )
                raise FileProblem(f"{self.path}: {what}", path=self.path)
            if quad.graph_name != _DEFAULT:
                what = (
                    f"triples in the named graph {str(quad.graph_name)!r}; everything stands in "
                    "the default graph here, write them without a graph name"
                )
                raise FileProblem(f"{self.path}: {what}", path=self.path)

    def refuse_changed(self) -> None:
        """Refuse a file that is not as it was when the load began.

        Raises:
            FileProblem: it is not, or it is gone.
        """
        now = self.attempt(self.path.stat)
        if (now.st_size, now.st_mtime_ns) != (self.part.size, self.part.stamp):
            message = f"{self.path}: changed while it was read; load it when nobody writes it"
            raise FileProblem(message, path=self.path)

    def attempt(self, work: Callable[[], T]) -> T:
        """Do what reads the file, and turn what goes wrong into an error of ours.

        Raises:
            FileProblem: it cannot be read, or is not RDF.
        """
        try:
            return work()
        except SyntaxError as exc:
            raise syntax_problem(self.path, b"", exc) from exc
        except EOFError as exc:
            message = f"{self.path}: cut short; fetch it again"
            raise FileProblem(message, path=self.path) from exc
        except (gzip.BadGzipFile, zlib.error) as exc:
            message = f"{self.path}: not gzip ({one_line(str(exc))}); pack it again"
            raise FileProblem(message, path=self.path) from exc
        except (OSError, ValueError) as exc:
            raise _unreadable(self.path, exc) from exc

    def opened(self, until: ExitStack) -> Opened:
        """Open the file, unpacked and behind its mark of byte order.

        Args:
            until: closes it.

        Raises:
            OSError, EOFError, zlib.error: it cannot be read; see `attempt`.
        """
        raw = until.enter_context(self.path.open("rb"))
        packed = self.path.suffix == ".gz"
        stream = cast("BufferedIOBase", gzip.GzipFile(fileobj=raw)) if packed else raw
        marked = stream.read(len(_BOM)) == _BOM
        if not marked:
            stream.seek(0)
        return Opened(stream, raw.tell, plain=not packed and not marked)

    def _open(self, until: ExitStack) -> Iterator[Quad]:
        """Start to read; the same blank node's label in two files means two things."""
        if self.form in _WHOLE:
            return _with_own_blank_nodes(read_rdf(self.path).triples)
        stream, self._position, plain = self.opened(until)
        if not plain:
            return parse(cast("IO[bytes]", stream), format=self.form, rename_blank_nodes=True)
        stream.close()
        # The parser reads faster by itself; how far it has come only the system knows.
        parser = parse(path=self.path, format=self.form, rename_blank_nodes=True)
        self._position = position_in(self.path)
        return parser


def _with_own_blank_nodes(triples: Iterable[Triple]) -> Iterator[Quad]:
    """Hand out triples with blank nodes that nobody else has."""
    fresh: dict[object, BlankNode] = {}
    for t in triples:
        subject, thing = t.subject, t.object
        if isinstance(subject, BlankNode):
            subject = fresh.setdefault(subject, BlankNode())
        if isinstance(thing, BlankNode):
            thing = fresh.setdefault(thing, BlankNode())
        yield Quad(subject, t.predicate, thing)


def _unreadable(path: Path, exc: Exception) -> FileProblem:
    reason = getattr(exc, "strerror", None) or str(exc)
    return FileProblem(f"{path}: {reason.lower()}; check the path", path=path)
