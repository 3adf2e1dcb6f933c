"""The interface that every kind of location offers to the rest.

A store answers SPARQL 1.1 queries and hands out triples. It knows nothing of
people, petitions or labels. The kinds of location are a folder of Turtle
(`embedded`), an Oxigraph directory and a SPARQL endpoint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager

    from pyoxigraph import (
        BlankNode,
        Literal,
        NamedNode,
        QueryBoolean,
        QuerySolutions,
        QueryTriples,
        Triple,
    )

    from .changes import Changes
    from .columns import Pattern

Row: TypeAlias = "tuple[NamedNode | BlankNode | Literal, ...]"
"""One solution of a pattern without optional parts: a term for each variable."""


class Queryable(Protocol):
    """What can be asked of any location."""

    prefixes: dict[str, str]
    """What queries may use without declaring it."""

    @property
    def location(self) -> str:
        """Where it is, as a person would write it."""

    def query(self, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Run one SPARQL 1.1 query over the default graph.

        The project's prefixes are known to it. Nothing is refused here: what
        comes from outside passes `query.guard` first.

        Raises:
            QuerySyntaxError: the text is not SPARQL.
        """

    def scan(self, variables: Sequence[str], where: str) -> Iterator[Row]:
        """Run a pattern of our own whose answer may be as large as the graph.

        An endpoint is asked page by page, sorted by the first variable; the
        other kinds answer in one go.

        Args:
            variables: what is wanted, without question marks; the first one is
                bound to an IRI in every solution.
            where: a group graph pattern without its braces.

        Yields:
            The solutions, in no stated order; one may come twice.
        """

    def columns(self, patterns: Sequence[Pattern]) -> Iterator[list[list[str]]]:
        """Answer patterns of our own by the column, as plain text.

        For work over the whole graph. IRIs come without angle brackets and
        literals without datatype or language; every variable must be bound in
        every solution, the first one to an IRI.

        Yields:
            For each pattern one list a variable; the rows in no stated order.
        """

    def triples(self) -> Iterator[Triple]:
        """Hand out every triple of the default graph, in no stated order."""

    def __len__(self) -> int:
        """Return the number of triples."""


class Store(Queryable, Protocol):
    """A location: it can be asked and, if its place allows it, written to."""

    revision: int
    """Grows whenever what queries see may have changed."""

    def writing(self) -> AbstractContextManager[None]:
        """Hold the graph for a change.

        Other writers wait meanwhile where the kind of location can make them
        wait, and what they wrote before is seen inside. It may be entered again
        inside itself.

        Raises:
            LocationError: it cannot be written to, or somebody else holds it.
        """

    def apply(self, changes: Changes) -> None:
        """Make a change, and answer queries with it from then on; only inside `writing`.

        When it returns, the change outlives a crash. What is there already is
        not added twice; what is gone already is not missed.

        Raises:
            LocationError, FileProblem: nothing was changed; for an endpoint
                that took a part, the message says so.
        """
