"""When a position may be replaced, and what took its place."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, QuerySolutions

from ..errors import Conflicting
from ..model.vocabulary import expand

if TYPE_CHECKING:
    from ..records.opened import OpenGraph
    from .describe import Terms


def refuse_earlier(kg: OpenGraph, position: str, said: Terms, first: dt.date) -> None:
    """Refuse a change from a day on which a position was not there yet, or had ended.

    Args:
        kg: the graph.
        position: the IRI of the position.
        said: what is said of it.
        first: the first day of what takes its place.

    Raises:
        Conflicting: the days do not fit.
    """
    begins = [term.value for term in said.get(expand("sg:validFrom"), ())]
    ends = [term.value for term in said.get(expand("sg:validThrough"), ())]
    known = [] if begins else _days_of_documents(kg, position)
    for what, days in (
        ("it begins on", begins),
        ("it is known from its first document on, of", known),
        ("it ends on", ends),
    ):
        if days and first <= dt.date.fromisoformat(days[0]):
            message = (
                f"{kg.names.curie(position)}: {what} {days[0]}, and the new stance is from "
                f"{first}; give a later day, or correct the earlier position"
            )
            raise Conflicting(message)


def refuse_second(kg: OpenGraph, position: str, newer: str) -> None:
    """Refuse a position in the place of one whose place another has taken already.

    Args:
        kg: the graph.
        position: the IRI of the earlier position.
        newer: the IRI of the one that is to take its place.

    Raises:
        Conflicting: another one did, and was not withdrawn.
    """
    others = _values(
        kg,
        f"?found <{expand('dcterms:replaces')}> {NamedNode(position)} "
        f"MINUS {{ ?found <{expand('adms:status')}> <{expand('sg:withdrawn')}> }}",
    )
    for other in others:
        if other != newer:
            curie = kg.names.curie
            message = f"{curie(position)}: {curie(other)} took its place already; change that one"
            raise Conflicting(message)


def _days_of_documents(kg: OpenGraph, position: str) -> list[str]:
    """Return the days on which the documents of a position appeared, the first one first."""
    return _values(
        kg,
        f"{NamedNode(position)} <{expand('sg:evidence')}> ?evidence . "
        f"?evidence <{expand('oa:hasSource')}> ?document . "
        f"?document <{expand('dcterms:issued')}> ?found",
    )


def _values(kg: OpenGraph, pattern: str) -> list[str]:
    solutions = kg.store.query(f"SELECT DISTINCT ?found {{ {pattern} }} ORDER BY ?found")
    assert isinstance(solutions, QuerySolutions)  # noqa: S101 - a SELECT gives solutions
    return [row[0].value for row in solutions]
