"""From changes to SPARQL updates: terms written out by the RDF library, in pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import BlankNode

from ...errors import LocationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import NamedNode, Triple

    from ..changes import Changes

TRIPLES_EACH: Final = 500
"""Virtuoso fails above some 5,000 triples in one update."""

CHARACTERS_EACH: Final = 500_000


class Update(NamedTuple):
    """One request: its text, and how many triples it adds or removes."""

    text: str
    size: int


def updates(changes: Changes, graph: NamedNode | None) -> list[Update]:
    """Return the requests that make a change, in the order to send them.

    What fits in one request is one, so that a server can make it whole. Else what
    comes is written before anything goes: a change that breaks off has lost
    nothing.

    Args:
        changes: what comes and goes.
        graph: which graph is written; None for the default graph.

    Raises:
        LocationError: a triple has a blank node.
    """
    coming = dict.fromkeys(changes.added)
    going = [triple for triple in dict.fromkeys(changes.removed) if triple not in coming]
    added = list(_pieces(coming))
    removed = list(_pieces(going))
    if len(added) == len(removed) == 1:
        (gone, less), (come, more) = removed[0], added[0]
        if less + more <= TRIPLES_EACH and len(gone) + len(come) <= CHARACTERS_EACH:
            text = f"DELETE DATA {{ {_in(graph, gone)} }} ;\nINSERT DATA {{ {_in(graph, come)} }}"
            return [Update(text, less + more)]
    return [
        *(Update(f"INSERT DATA {{ {_in(graph, text)} }}", count) for text, count in added),
        *(Update(f"DELETE DATA {{ {_in(graph, text)} }}", count) for text, count in removed),
    ]


def _in(graph: NamedNode | None, text: str) -> str:
    return text if graph is None else f"GRAPH {graph} {{ {text} }}"


def _pieces(triples: Iterable[Triple]) -> Iterator[tuple[str, int]]:
    """Cut triples into texts of a size that servers take."""
    lines: list[str] = []
    size = 0
    for triple in triples:
        line = _line(triple)
        if lines and (len(lines) == TRIPLES_EACH or size + len(line) > CHARACTERS_EACH):
            yield "\n".join(lines), len(lines)
            lines, size = [], 0
        lines.append(line)
        size += len(line)
    if lines:
        yield "\n".join(lines), len(lines)


def _line(triple: Triple) -> str:
    for term in (triple.subject, triple.object):
        if isinstance(term, BlankNode):
            raise LocationError(
                f"{triple.predicate}: the blank node {term} cannot be written to an endpoint; "
                "give the thing an IRI"
            )
    return f"{triple.subject} {triple.predicate} {triple.object} ."
