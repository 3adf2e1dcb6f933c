"""What links carry over: one link at a time, and only where nothing direct is on record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from ...model.vocabulary import expand
from .held import LINKED, Held, join, made
from .source import pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...store.base import Queryable
    from .relations import Register

_MIRROR: Final = np.array([4, 3, 2, 1, 0, 5])
"""The stance against what a stance is for, by number."""


def carried(
    store: Queryable, held: Held, registers: tuple[Register, Register], hidden: set[str]
) -> Held:
    """Return the stances with those that links carry over.

    Who supports p, where p entails q, supports q; who opposes q opposes p. Who
    supports p, where p and q are incompatible, opposes q. Two wordings of the
    same question get the same answer.

    Args:
        store: any location.
        held: direct stances.
        registers: of propositions and statements; they grow.
        hidden: links that do not count.
    """
    propositions, statements = registers
    parts = []
    for link, start, end, kind in _links(store, hidden):
        number = int(statements.number([link])[0])
        ends = propositions.find([start, end])
        for known, derived, sign, turned in _ways(kind):
            if ends[known] < 0:
                continue
            degree = np.nan_to_num(held.degree)
            chosen = held.proposition == ends[known]
            if sign:
                chosen &= degree * sign > 0
            part = held.keep(chosen)
            target = int(propositions.number([(start, end)[derived]])[0])
            stance = _MIRROR[part.stance] if turned else part.stance
            size = len(part)
            parts.append(
                made(
                    LINKED, size, actor=part.actor, statement=part.statement, stance=stance,
                    proposition=np.full(size, target), known=part.known, through=part.through,
                    via=np.full(size, number),
                )
            )  # fmt: skip
    if not parts:
        return held
    new = join(parts)
    width = len(propositions)
    cells = np.unique(_cells(held, width))
    return join([held, new.keep(~np.isin(_cells(new, width), cells))])


def _cells(held: Held, width: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return held.actor * width + held.proposition


def _links(store: Queryable, hidden: set[str]) -> Iterator[tuple[str, str, str, str]]:
    starts, ends, kinds = (
        dict(zip(*columns, strict=True))
        for columns in pairs(store, "sg:from", "sg:to", "sg:linkKind")
    )
    for link in sorted(kinds.keys() - hidden):
        if link in starts and link in ends:
            yield link, starts[link], ends[link], kinds[link]


def _ways(kind: str) -> list[tuple[int, int, int, bool]]:
    """Return the ways over a link: known end, other end, the sign that passes, whether it turns."""
    return {
        expand("sg:entails"): [(0, 1, 1, False), (1, 0, -1, False)],
        expand("sg:incompatibleWith"): [(0, 1, 1, True), (1, 0, 1, True)],
        expand("sg:sameQuestion"): [(0, 1, 0, False), (1, 0, 0, False)],
    }.get(kind, [])
