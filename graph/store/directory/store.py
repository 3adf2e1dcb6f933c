"""An Oxigraph store directory as a location: for graphs of millions of triples."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Final

from pyoxigraph import DefaultGraph, QuerySolutions
from pyoxigraph import Store as Engine

from ...errors import LocationError
from ...sparql.syntax import at_place, query_syntax_error
from ..columns import engine_columns
from .engine import FAILURES, Writer, engine_problem, refuse_named_graphs, state_of
from .halfway import refuse_half
from .holding import DEADLINE_S, hold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pyoxigraph import QueryBoolean, QueryTriples, Triple

    from ..base import Row
    from ..changes import Changes
    from ..columns import Pattern
    from .holding import Held

MARK: Final = "CURRENT"
"""The file that every store directory has."""

_left_behind: list[object] = []
"""What a forked child inherits and must not close: its parent goes on using it."""


class DirectoryStore:
    """A graph in an Oxigraph directory on disk.

    It is opened at the first question, read-only, and held from then on: other
    readers share it, writers wait (see `close`). Results that are still being
    read while `writing` is entered go on with the state that they were asked of.

    Attributes:
        location: where it is, as a person would write it.
        prefixes: what queries may use without declaring it.
        revision: grows whenever what queries see may have changed.
        deadline_s: how long is waited for others.
    """

    deadline_s = DEADLINE_S

    def __init__(self, location: str, prefixes: dict[str, str]) -> None:
        """Remember the directory; nothing is opened yet.

        Raises:
            LocationError: a load of it was not finished.
        """
        self.location = location
        self.prefixes = prefixes
        self.revision = 0
        self._path = Path(location)
        self._state: object = None
        self._start()
        refuse_half(self._path)

    def _start(self) -> None:
        self._process = os.getpid()
        self._guard = RLock()
        self._reader: Engine | None = None
        self._writer: Writer | None = None
        self._held: Held | None = None
        self._depth = 0

    def query(self, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Run one SPARQL query; see `base.Store.query`.

        Raises:
            QuerySyntaxError: the text is not SPARQL.
            LocationError: the directory cannot be read.
        """
        try:
            return self._engine().query(text, prefixes=self.prefixes)
        except SyntaxError as exc:
            raise query_syntax_error(text, exc) from exc
        except UnicodeEncodeError as exc:
            raise at_place(
                text, exc.start, "half a character (half of a surrogate pair); remove it"
            ) from exc
        except (OSError, RuntimeError) as exc:
            if "Corruption" not in str(exc):
                raise
            raise engine_problem(self._path, exc) from exc

    def scan(self, variables: Sequence[str], where: str) -> Iterator[Row]:
        """Run a pattern whose answer may be large; see `base.Store.scan`."""
        names = " ".join(f"?{name}" for name in variables)
        solutions = self.query(f"SELECT {names} {{ {where}\n}}")
        assert isinstance(solutions, QuerySolutions)  # noqa: S101 - a SELECT gives solutions
        with self._readable():
            for solution in solutions:
                yield tuple(solution)

    def columns(self, patterns: Sequence[Pattern]) -> Iterator[list[list[str]]]:
        """Answer patterns by the column; see `base.Queryable.columns`."""
        with self._readable():
            yield from engine_columns(self.query, patterns)

    def triples(self) -> Iterator[Triple]:
        """Hand out every triple of the default graph, in no stated order."""
        quads = self._engine().quads_for_pattern(None, None, None, DefaultGraph())
        with self._readable():
            for quad in quads:
                yield quad.triple

    def __len__(self) -> int:
        """Return the number of triples; it counts them, some five million a second."""
        with self._readable():
            if not any(True for _ in self._engine().named_graphs()):
                return len(self._engine())
        # Another program left named graphs in it, which are not asked.
        counted = self.query("SELECT (COUNT(*) AS ?count) { ?s ?p ?o }")
        assert isinstance(counted, QuerySolutions)  # noqa: S101 - a SELECT gives solutions
        return int(next(counted)[0].value)

    def close(self) -> None:
        """Let go of the directory, so that others may write; the next question opens it again."""
        self._own()
        with self._guard:
            self._reader = None
            if self._held is not None and self._writer is None:
                self._held.release()
                self._held = None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the directory for a change; see `base.Store.writing`.

        Other threads of this process wait as other processes do.

        Raises:
            LocationError: others kept it for too long, it cannot be written to,
                or a load of it was not finished.
        """
        self._own()
        with self._guard:
            if not self._depth:
                self._open_writer()
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if not self._depth:
                    self._close_writer()

    def apply(self, changes: Changes) -> None:
        """Make a change, whole or not at all; see `base.Store.apply`."""
        self._own()
        with self._guard:
            if self._writer is None:
                message = f"{self.location}: a change outside of `writing`; enter it first"
                raise LocationError(message)
            self.revision += 1
            self._writer.change(changes)

    def _engine(self) -> Engine:
        """Return what to ask now: inside `writing` the writer, else the reader."""
        self._own()
        with self._guard:
            if self._writer is not None:
                return self._writer.engine
            return self._open_reader() if self._reader is None else self._reader

    def _own(self) -> None:
        """Start anew in a forked child, which must not touch its parent's engine."""
        if self._process == os.getpid():
            return
        if self._writer is not None:
            raise LocationError(
                f"{self.location}: asked from a child process during a change; ask when it is made"
            )
        _left_behind.append((self._reader, self._held, self._guard))
        self._start()

    def _open_reader(self) -> Engine:
        # A load may take hours: nobody is made to wait for it.
        refuse_half(self._path)
        with self._holding(exclusive=False):
            reader = Engine.read_only(str(self._path))
            refuse_named_graphs(reader, self.location)
        self._reader = reader
        return reader

    def _open_writer(self) -> None:
        self.close()
        with self._holding(exclusive=True):
            self._writer = Writer(self._path)

    def _close_writer(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._writer = None
        try:
            with self._readable():
                self._state = state_of(self._path)
        finally:
            self.close()

    @contextmanager
    def _holding(self, *, exclusive: bool) -> Iterator[None]:
        """Hold the directory from now on, if what is done inside succeeds."""
        held = hold(self._path, exclusive=exclusive, deadline_s=self.deadline_s)
        try:
            self._check()
            with self._readable():
                self._notice()
                yield
        except BaseException:
            held.release()
            raise
        self._held = held

    def _check(self) -> None:
        refuse_half(self._path)
        if not (self._path / MARK).is_file():
            # The engine would make a new store here.
            raise LocationError(f"{self.location}: no Oxigraph store; check the path")

    def _notice(self) -> None:
        """Count a revision where others have written since the directory was last held."""
        state = state_of(self._path)
        if self._state is not None and state != self._state:
            self.revision += 1
        self._state = state

    @contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except FAILURES as exc:
            raise engine_problem(self._path, exc) from exc
