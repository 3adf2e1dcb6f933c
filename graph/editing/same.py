"""Whether two statements are the same one: those parts alike that make it what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..entries.catalogue import entry_class
from ..entries.field import specifications
from ..model.vocabulary import KINDS, expand
from .present import Present

if TYPE_CHECKING:
    from ..store.base import Queryable
    from .describe import Terms


def identity_predicates(kind: str) -> list[str]:
    """Return the properties that make a statement of a kind the one that it is."""
    cls = entry_class(kind)
    names: tuple[str, ...] = getattr(cls, "IDENTITY", ())
    return [expand(specifications(cls)[name].predicate) for name in names]


def same_statement(store: Queryable, kind: str, said: Terms) -> str | None:
    """Return the IRI of a statement of the store with this content, or None."""
    identity = [(p, said.get(p, [])) for p in identity_predicates(kind)]
    return Present(store).same(KINDS[kind], identity)
