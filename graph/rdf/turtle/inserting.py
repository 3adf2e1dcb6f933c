"""New blocks at their place among the blocks of a text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from .blocks import Scope, Statement
from .gaps import opened, same_line, starts_blank, top
from .heads import leading_directives

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Triple

    from .blocks import Document
    from .scoped import ScopedNames


_EMPTY = Scope({}, None)


def insert(
    document: Document, inserted: Mapping[str, list[Triple]], names: ScopedNames
) -> Document:
    """Put new blocks into a text, each behind the greatest subject that is not after its own.

    Args:
        document: the text.
        inserted: what is said of each new subject.
        names: how terms are shortened.
    """
    if not inserted:
        return document
    old, last = document.statements, len(document.statements) - 1
    by_place = _places(document, inserted)
    gaps = [*(s.gap for s in old), document.tail]
    gap = gaps[0]
    found: list[Statement] = []
    for place in range(-1, len(old)):
        if place >= 0:
            found.append(old[place] if gap is gaps[place] else old[place]._replace(gap=gap))
            gap = gaps[place + 1]
        subjects = by_place.get(place, ())
        scope = old[place].scope if place >= 0 else _EMPTY
        said = (t for subject in subjects for t in inserted[subject])
        blocks = names.blocks(scope, said) if subjects else {}
        for subject in subjects:
            cut = _behind if found else top
            lead, gap = cut(gap, document.line_end, last=place == last)
            body = blocks[subject].replace("\n", document.line_end)
            found.append(Statement(lead, body, subject, scope))
    return replace(document, statements=found, tail=gap)


def _places(document: Document, subjects: Iterable[str]) -> dict[int, list[str]]:
    """Return behind which statement each subject goes; -1 for the start of the text."""
    head = len(leading_directives(document.statements))
    there = sorted((s.subject, n) for n, s in enumerate(document.statements) if s.subject)
    found: dict[int, list[str]] = {}
    for subject in sorted(subjects):
        place = bisect_right(there, (subject, len(document.statements)))
        found.setdefault(there[place - 1][1] if place else head - 1, []).append(subject)
    return found


def _behind(gap: str, line_end: str, *, last: bool) -> tuple[str, str]:
    """Cut a gap where a new block goes in; other blocks are a blank line away from it."""
    trailing, rest = same_line(gap)
    rest = opened(rest, line_end)
    if not last and not starts_blank(rest):
        rest = line_end + rest
    return f"{trailing}{line_end * 2}", rest
