"""A store on disk that is open for writing, and what its engine's complaints mean."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad
from pyoxigraph import Store as Engine

from ...errors import LocationError
from ...model.vocabulary import expand
from ..endpoint.words import one_line
from .holding import taken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from typing import IO

    from pyoxigraph import RdfFormat, Triple

    from ..changes import Changes

FAILURES: Final = (OSError, RuntimeError, ValueError)
"""What the engine raises."""

_OWN_FILES: Final = (".sst", ".log", ".blob")
_INTEGER: Final = NamedNode(expand("xsd:integer"))
_PARTS: Final = {"s": "subject", "p": "predicate", "o": "object"}
_FUNCTIONS: Final = {name: NamedNode(f"urn:x-stancegraph:{name}") for name in _PARTS}


class Writer:
    """A store directory that is open for writing.

    The engine closes when nothing refers to it any more. So nothing but this
    object does: a variable would live on in the traceback of an error.

    Attributes:
        engine: what to ask; not to be kept.
    """

    def __init__(self, path: Path) -> None:
        """Open a store, or make a new one.

        Raises:
            LocationError: it cannot be written to, or another program has it open.
        """
        self._path = path
        try:
            self.engine = Engine(str(path))
        except FAILURES as exc:
            raise engine_problem(path, exc) from exc

    def close(self) -> None:
        """Close the store."""
        self.__dict__.pop("engine", None)

    def __len__(self) -> int:
        """Return the number of triples; all of them are counted."""
        try:
            return len(self.engine)
        except FAILURES as exc:
            raise engine_problem(self._path, exc) from exc

    def load(self, quads: Iterable[Quad]) -> None:
        """Add any number of triples, all or none, without keeping them in memory.

        Raises:
            LocationError: nothing was added.
        """
        try:
            self.engine.bulk_extend(quads)
        except FAILURES as exc:
            raise LocationError(f"{self._path}: not loaded, {reason(exc)}") from exc

    def load_stream(self, stream: IO[bytes], form: RdfFormat) -> None:
        """Add what a stream of RDF holds, all or none, without keeping it in memory.

        What reading it raises comes out as it is, unless the engine might have
        raised it; nothing was added then. The engine looks at neither IRIs nor
        language tags: somebody has to who reads the same with care.

        Raises:
            LocationError: nothing was added.
            SyntaxError: it is not of that format; nothing was added.
        """
        try:
            self.engine.bulk_load(stream, format=form, lenient=True)
        except FAILURES as exc:
            raise LocationError(f"{self._path}: not loaded, {reason(exc)}") from exc

    def flush(self) -> None:
        """Bring everything down to the disk.

        Raises:
            LocationError: what was changed may not outlive a crash.
        """
        try:
            self.engine.flush()
        except FAILURES as exc:
            message = f"{self._path}: changed, but it may not outlive a crash, {reason(exc)}"
            raise LocationError(message) from exc

    def compact(self) -> None:
        """Sort everything on disk into one order; queries look into fewer files then.

        Raises:
            LocationError: it cannot be done; nothing is lost.
        """
        try:
            self.engine.optimize()
        except FAILURES as exc:
            raise LocationError(f"{self._path}: not compacted, {reason(exc)}") from exc

    def change(self, changes: Changes) -> None:
        """Remove and add triples in one transaction, and bring it down to the disk.

        Args:
            changes: what comes and goes; what does both stays.

        Raises:
            LocationError: nothing was changed, or it may not outlive a crash.
        """
        coming = dict.fromkeys(changes.added)
        going = [triple for triple in dict.fromkeys(changes.removed) if triple not in coming]
        if not coming and not going:
            return
        try:
            if going:
                self._replace(going, list(coming))
            else:
                self.engine.extend([Quad(t.subject, t.predicate, t.object) for t in coming])
        except FAILURES as exc:
            raise LocationError(f"{self._path}: nothing was changed, {reason(exc)}") from exc
        self.flush()

    def _replace(self, going: list[Triple], coming: list[Triple]) -> None:
        """Remove and add in one update, which is one transaction.

        The update numbers the triples and takes their terms from functions:
        blank nodes keep their labels, which `DELETE DATA` cannot name.
        """
        triples = [*going, *coming]
        numbers = [Literal(str(n), datatype=_INTEGER) for n in range(len(triples))]
        text = (
            f"DELETE {{ ?s ?p ?o }} INSERT {{ ?ns ?np ?no }} WHERE {{"
            f" {{ {_terms('', numbers[: len(going)])} }} UNION"
            f" {{ {_terms('n', numbers[len(going) :])} }} }}"
        )
        # They are no Python code: Ctrl-C inside one would be taken for an error of
        # the query, and its triple left out without a word.
        functions: dict[NamedNode, Callable[..., NamedNode | BlankNode | Literal | Triple | None]]
        functions = {
            function: dict(zip(numbers, _column(triples, name), strict=True)).get
            for name, function in _FUNCTIONS.items()
        }
        self.engine.update(text, custom_functions=functions)


def _column(triples: list[Triple], name: str) -> list[NamedNode | BlankNode | Literal | Triple]:
    return [getattr(triple, _PARTS[name]) for triple in triples]


def _terms(prefix: str, numbers: list[Literal]) -> str:
    binds = (f"BIND({function}(?i) AS ?{prefix}{name})" for name, function in _FUNCTIONS.items())
    return f"VALUES ?i {{ {' '.join(n.value for n in numbers)} }} {' '.join(binds)}"


def engine_problem(path: Path, exc: Exception) -> LocationError:
    """Turn what the engine raised on opening or reading into one clear line."""
    told = str(exc)
    if "lock hold by current process" in told:
        return LocationError(
            f"{path}: results of an earlier change are still in use in this process; "
            "read them to their end first"
        )
    if "lock file" in told.lower():
        return LocationError(taken(path))
    return LocationError(f"{path}: not a store that can be used, {reason(exc)}")


def reason(exc: Exception) -> str:
    """Return what went wrong and what to do, as the end of a message."""
    told = str(exc)
    if getattr(exc, "errno", None) == errno.ENOSPC or "no space left" in told.lower():
        return "the disk is full; free some space and try again"
    if "Permission denied" in told:
        return "permission denied; ask its owner"
    if "Read-only file system" in told:
        return "it lies on a read-only file system; copy it to another place"
    return f"{one_line(told, 120)}; restore it from a copy, or load it again"


def refuse_named_graphs(engine: Engine, location: str) -> None:
    """Refuse a store that would look empty, as all of it stands in named graphs.

    Raises:
        LocationError: it names one of them.
    """
    name = next(engine.named_graphs(), None)
    in_default = engine.quads_for_pattern(None, None, None, DefaultGraph())
    if name is not None and next(in_default, None) is None:
        raise LocationError(
            f"{location}: all triples stand in named graphs, such as {str(name)!r}; "
            "only the default graph is asked, load them without graph names"
        )


def state_of(path: Path) -> object:
    """Return what tells one state of a directory from another: each writer leaves new files."""
    with os.scandir(path) as entries:
        return sorted(
            (entry.name, stat.st_size, stat.st_mtime_ns)
            for entry in entries
            if entry.name.startswith("MANIFEST") or entry.name.endswith(_OWN_FILES)
            for stat in [entry.stat()]
        )
