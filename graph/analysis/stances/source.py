"""The patterns that stances are read by: mostly one property at a time, a scan of an index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model.vocabulary import expand
from ...store.columns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ...store.base import Queryable


def value_of(curie: str) -> Pattern:
    """Return the pattern of what has a property, and the value."""
    return Pattern(("s", "o"), f"?s <{expand(curie)}> ?o")


def having(curie: str, iris: Iterable[str]) -> Pattern:
    """Return the pattern of what has one of some IRIs as the value of a property."""
    listed = " ".join(f"<{iri}>" for iri in sorted(iris))
    return Pattern(("s",), f"VALUES ?o {{ {listed} }} ?s <{expand(curie)}> ?o")


def pairs(store: Queryable, *curies: str) -> Iterator[list[list[str]]]:
    """Yield for each property two columns: what has it, and the value."""
    return store.columns([value_of(curie) for curie in curies])
