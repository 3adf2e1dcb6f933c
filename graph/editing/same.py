"""Whether two statements are the same one: those parts alike that make it what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from ..entries.catalogue import entry_class
from ..entries.field import specifications
from ..model.vocabulary import KINDS, expand
from .complete import language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyoxigraph import Literal, NamedNode

    from .describe import Terms
    from .present import Present

Identity: TypeAlias = "list[tuple[str, list[NamedNode | Literal]]]"
"""Properties of a statement, each with its terms."""

_PASSAGE = expand("sg:summary")
_WORDS = tuple(map(expand, ("oa:hasSource", "oa:exact", "oa:prefix", "oa:suffix")))
_WHOSE = tuple(map(expand, ("prov:wasAttributedTo", "sg:evidenceKind")))
_PLACE = tuple(map(expand, ("sg:paragraph", "oa:start", "oa:end", "sg:locator")))
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


def same_statement(present: Present, kind: str, said: Terms) -> str | None:
    """Return the IRI of a statement or a piece of evidence with this content, or None.

    Evidence is the same, too, where only one of the two tells what the passage
    says, or where exactly the words of a quote stand.
    """
    found = present.same(KINDS[kind], identity_of(kind, said))
    return _same_passage(present, said) if found is None and kind == "evidence" else found


def _same_passage(present: Present, said: Terms) -> str | None:
    found = _alike(present, (*_WORDS, *_PLACE), said)
    if found and _agree(present.said_of(found).get(_PASSAGE, []), said.get(_PASSAGE, [])):
        return found
    found = _alike(present, _WORDS, said) if _EXACT[0] in said else None
    if found:
        there = present.said_of(found)
        if any(all(p not in terms for p in _PLACE) for terms in (there, said)):
            return found
    return None


def _alike(present: Present, predicates: Sequence[str], said: Terms) -> str | None:
    identity = [(p, said.get(p, [])) for p in (*predicates, *_WHOSE)]
    return present.same(KINDS["evidence"], identity)


def _agree(some: Sequence[NamedNode | Literal], others: Sequence[NamedNode | Literal]) -> bool:
    """Tell whether two lists of texts have none that differ in one language."""
    told = {language(text): text for text in some}
    return all(told.get(language(text), text) == text for text in others)
