"""Whether two statements are the same one: those parts alike that make it what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from ..entries.catalogue import entry_class
from ..entries.field import specifications
from ..model.vocabulary import KINDS, expand
from .present import Present

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode

    from ..store.base import Queryable
    from .describe import Terms

Identity: TypeAlias = "list[tuple[str, list[NamedNode | Literal]]]"
"""Properties of a statement, each with its terms."""

_PASSAGE = expand("sg:summary")
_EXACT = (expand("oa:exact"), expand("oa:start"))


def identity_predicates(kind: str) -> list[str]:
    """Return the properties that make a statement of a kind the one that it is."""
    cls = entry_class(kind)
    names: tuple[str, ...] = getattr(cls, "IDENTITY", ())
    return [expand(specifications(cls)[name].predicate) for name in names]


def identity_of(kind: str, said: Terms) -> Identity:
    """Return the properties that make a statement the one that it is, with their terms.

    Alternatives, such as a petition or a campaign, all stand in the list; what
    is absent has no terms. Of evidence whose place is vague, what the passage
    says counts too: two things may be said on one page.
    """
    identity = [(p, said.get(p, [])) for p in identity_predicates(kind)]
    if kind == "evidence" and _PASSAGE in said and not any(p in said for p in _EXACT):
        identity.append((_PASSAGE, said[_PASSAGE]))
    return identity


def same_statement(store: Queryable, kind: str, said: Terms) -> str | None:
    """Return the IRI of a statement of the store with this content, or None."""
    return Present(store).same(KINDS[kind], identity_of(kind, said))
