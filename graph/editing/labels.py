"""What people call a statement: whose it is, on what, and which way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal

from ..model.vocabulary import PREFIXES, expand
from ..names.words import labels
from .same import identity_predicates

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from ..records.opened import OpenGraph
    from .describe import Terms

_BETWEEN = " · "
_LONGEST_PART = 60
_OF_NO_HELP = frozenset(map(expand, ("oa:start", "oa:end", "sg:evidenceKind")))


def statement_label(kg: OpenGraph, kind: str, said: Terms) -> str:
    """Return the parts of a statement that make it the one that it is, in words."""
    left_out = _OF_NO_HELP if kind == "evidence" else frozenset()
    parts = [
        _cut(_word(kg, term))
        for p in identity_predicates(kind)
        if p not in left_out
        for term in said.get(p, ())
    ]
    return _BETWEEN.join(parts)


def _word(kg: OpenGraph, term: NamedNode | Literal) -> str:
    if isinstance(term, Literal):
        return term.value
    if term.value.startswith(PREFIXES["sg"]):
        words = labels().get(term.value, {})
        return words.get(kg.lang) or words.get("en") or term.value.rsplit("#", 1)[-1]
    return kg.names.label(term.value, kg.lang)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_PART else line[: _LONGEST_PART - 1].rstrip() + "…"
