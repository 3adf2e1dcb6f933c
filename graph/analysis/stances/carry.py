"""What links carry over: one link at a time, and only where nothing direct is on record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from ...model.vocabulary import expand
from .held import LINKED, Held, join, made
from .source import value_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .relations import Register

PATTERNS: Final = tuple(value_of(curie) for curie in ("sg:from", "sg:to", "sg:linkKind"))
"""What is read."""

_MIRROR: Final = np.array([4, 3, 2, 1, 0, 5])
"""The stance against what a stance is for, by number."""

_WAYS: Final = {
    expand("sg:entails"): ((0, 1, 1, False), (1, 0, -1, False)),
    expand("sg:incompatibleWith"): ((0, 1, 1, True), (1, 0, 1, True)),
}
"""The ways over each kind of link: known end, other end, the sign that passes, whether it turns."""


class Link(NamedTuple):
    """A link between two propositions, by number.

    Attributes:
        number: its own number among the statements.
        ends: numbers of the propositions.
        kind: IRI of its kind.
    """

    number: int
    ends: tuple[int, int]
    kind: str


def links_in(
    read: Sequence[list[list[str]]],
    propositions: Register,
    statements: Register,
    hidden: set[str],
) -> list[Link]:
    """Return the links of a graph; both registers grow.

    Args:
        read: the columns of `PATTERNS`.
        propositions: gives numbers to the ends.
        statements: gives numbers to the links.
        hidden: links that do not count.
    """
    starts, ends, kinds = (dict(zip(*columns, strict=True)) for columns in read)
    counting = [iri for iri in sorted(kinds.keys() - hidden) if iri in starts and iri in ends]
    numbers = statements.number(counting).tolist()
    first = propositions.number([starts[iri] for iri in counting]).tolist()
    last = propositions.number([ends[iri] for iri in counting]).tolist()
    return [
        Link(number, (one, other), kinds[iri])
        for iri, number, one, other in zip(counting, numbers, first, last, strict=True)
    ]


def carried(held: Held, links: Sequence[Link], width: int) -> Held:
    """Return the stances with those that links carry over.

    Who supports p, where p entails q, supports q; who opposes q opposes p. Who
    supports p, where p and q are incompatible, opposes q. Two wordings of the
    same question are often of two times, so they carry nothing.

    Args:
        held: direct stances.
        links: what carries them.
        width: how many propositions have a number.
    """
    degree = np.nan_to_num(held.degree)
    parts = []
    for link in links:
        for known, derived, sign, turned in _WAYS.get(link.kind, ()):
            chosen = (held.proposition == link.ends[known]) & (degree * sign > 0)
            part = held.keep(chosen)
            size = len(part)
            parts.append(
                made(
                    LINKED, size, actor=part.actor, statement=part.statement,
                    stance=_MIRROR[part.stance] if turned else part.stance,
                    proposition=np.full(size, link.ends[derived]),
                    known=part.known, through=part.through, via=np.full(size, link.number),
                )
            )  # fmt: skip
    if not parts:
        return held
    new = join(parts)
    return join([held, new.keep(~np.isin(_cells(new, width), np.unique(_cells(held, width))))])


def _cells(held: Held, width: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return held.actor * width + held.proposition
