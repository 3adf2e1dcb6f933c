"""What a load reads: RDF files in a stream, and graphs at other locations."""

from __future__ import annotations

import gzip
import itertools
import zlib
from contextlib import ExitStack
from itertools import islice
from operator import attrgetter
from typing import IO, TYPE_CHECKING, Final, Protocol, TypeVar, cast

from pyoxigraph import BlankNode, DefaultGraph, Quad, RdfFormat, Triple, parse

from ...errors import FileProblem
from ...rdf.reader import rdf_format, read_rdf, syntax_problem
from ..directory.halfway import Part
from ..embedded import turtle_files
from ..endpoint.words import one_line
from .progress import position_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from ..base import Store

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


class FileSource:
    """One RDF file of any size; packed or not, it is never held in memory whole.

    Only RDF/XML and JSON-LD are read whole: their guards must see all of it.
    """

    def __init__(self, path: Path) -> None:
        """Look at the file.

        Raises:
            FileProblem: it is not there, or no format is known by its name.
        """
        self._format = rdf_format(path)
        self._path = path
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
            stream = self._read(lambda: self._open(opened))
            # In batches, and the check one call into C: ten million calls of ours cost 10 s.
            for turn in itertools.count():
                batch = self._read(lambda: list(islice(stream, _BATCH)))
                if not batch:
                    break
                if turn % _TELL_EVERY == 0:
                    tell(self._position(), count)
                if Triple in set(map(type, map(_OBJECT, batch))) or self._format in _WITH_GRAPHS:
                    self._check(batch)
                count += len(batch)
                yield batch
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
                raise FileProblem(f"{self._path}: {what}", path=self._path)
            if quad.graph_name != _DEFAULT:
                what = (
                    f"triples in the named graph {str(quad.graph_name)!r}; everything stands in "
                    "the default graph here, write them without a graph name"
                )
                raise FileProblem(f"{self._path}: {what}", path=self._path)

    def _read(self, work: Callable[[], T]) -> T:
        """Do what reads the file, and turn what goes wrong into an error of ours."""
        try:
            return work()
        except SyntaxError as exc:
            raise syntax_problem(self._path, b"", exc) from exc
        except EOFError as exc:
            message = f"{self._path}: cut short; fetch it again"
            raise FileProblem(message, path=self._path) from exc
        except (gzip.BadGzipFile, zlib.error) as exc:
            message = f"{self._path}: not gzip ({one_line(str(exc))}); pack it again"
            raise FileProblem(message, path=self._path) from exc
        except (OSError, ValueError) as exc:
            raise _unreadable(self._path, exc) from exc

    def _open(self, opened: ExitStack) -> Iterator[Quad]:
        """Start to read; the same blank node's label in two files means two things."""
        if self._format in _WHOLE:
            return _with_own_blank_nodes(read_rdf(self._path).triples)
        raw = opened.enter_context(self._path.open("rb"))
        packed = self._path.suffix == ".gz"
        stream = cast("IO[bytes]", gzip.GzipFile(fileobj=raw)) if packed else raw
        marked = stream.read(len(_BOM)) == _BOM
        if packed or marked:
            if not marked:
                stream.seek(0)
            self._position = raw.tell
            return parse(stream, format=self._format, rename_blank_nodes=True)
        raw.close()
        # The parser reads faster by itself; how far it has come only the system knows.
        parser = parse(path=self._path, format=self._format, rename_blank_nodes=True)
        self._position = position_in(self._path)
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


def _unreadable(path: Path, exc: Exception) -> FileProblem:
    reason = getattr(exc, "strerror", None) or str(exc)
    return FileProblem(f"{path}: {reason.lower()}; check the path", path=path)
