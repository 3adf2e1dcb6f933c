"""A handful of triples as a store: what an edit is checked on before it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Quad, QuerySolutions, Store

from .columns import engine_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pyoxigraph import QueryBoolean, QueryTriples, Triple

    from .base import Row
    from .columns import Pattern


class MemoryStore:
    """Triples that were handed over; it is asked like any store, and never written."""

    def __init__(
        self, triples: Iterable[Triple], prefixes: Mapping[str, str], *, location: str
    ) -> None:
        """Take triples; see `base.Queryable` for the rest."""
        self.location = location
        self.prefixes = dict(prefixes)
        self._store = Store()
        self._store.extend(Quad(t.subject, t.predicate, t.object) for t in triples)

    def query(self, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Run one SPARQL query of our own."""
        return self._store.query(text, prefixes=self.prefixes)

    def scan(self, variables: Sequence[str], where: str) -> Iterator[Row]:
        """Run a pattern; see `base.Queryable.scan`."""
        names = " ".join(f"?{name}" for name in variables)
        solutions = self.query(f"SELECT {names} {{ {where}\n}}")
        assert isinstance(solutions, QuerySolutions)  # noqa: S101 - a SELECT gives solutions
        for solution in solutions:
            yield tuple(solution)

    def columns(self, patterns: Sequence[Pattern]) -> Iterator[list[list[str]]]:
        """Answer patterns by the column; see `base.Queryable.columns`."""
        return engine_columns(self.query, patterns)

    def triples(self) -> Iterator[Triple]:
        """Hand out every triple."""
        for quad in self._store:
            yield quad.triple

    def __len__(self) -> int:
        """Return the number of triples."""
        return len(self._store)
