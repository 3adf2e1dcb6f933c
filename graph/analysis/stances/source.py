"""The patterns that stances are read by: one property at a time, each one scan of an index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model.vocabulary import expand
from ...store.columns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ...store.base import Queryable


def pairs(store: Queryable, *curies: str) -> Iterator[list[list[str]]]:
    """Yield for each property two columns: what has it, and the value."""
    return store.columns([Pattern(("s", "o"), f"?s <{expand(c)}> ?o") for c in curies])


def those(store: Queryable, curie: str, iris: Iterable[str]) -> set[str]:
    """Return what has one of the IRIs as the value of a property."""
    listed = " ".join(f"<{iri}>" for iri in sorted(iris))
    pattern = Pattern(("s",), f"VALUES ?o {{ {listed} }} ?s <{expand(curie)}> ?o")
    (found,) = store.columns([pattern])
    return set(found[0])
