"""The interface that every kind of location offers to the rest.

A store answers SPARQL 1.1 queries and hands out triples. It knows nothing of
people, petitions or labels. The kinds of location are a folder of Turtle
(`embedded`), an Oxigraph directory and a SPARQL endpoint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Triple


class Store(Protocol):
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

    def triples(self) -> Iterator[Triple]:
        """Hand out every triple of the default graph, in no stated order."""

    def __len__(self) -> int:
        """Return the number of triples."""
