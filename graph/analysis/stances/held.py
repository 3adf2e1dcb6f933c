"""Stances as parallel arrays: who, on what, which, from when, and by which statement."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from ...model.vocabulary import expand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .relations import Days, Numbers

STANCES: Final = tuple(
    expand(f"sg:{name}")
    for name in (
        *("supports", "leansTowards", "ambivalent", "leansAgainst", "opposes"),
        "declinesToSay",
    )
)
"""The stances, by the number that arrays hold."""

DEGREES: Final = np.array([1.0, 0.5, 0.0, -0.5, -1.0, np.nan])
"""The degree of each stance; declining to say has none."""

STATED, INFERRED, LINKED = range(3)
BASES: Final = ("stated", "inferred", "through a link")
"""How a stance came about: it is on record, a rule computed it, or a link carries it over."""


@dataclass(frozen=True)
class Held:
    """Stances, one a row.

    Attributes:
        actor: number of the holder.
        proposition: number of the proposition.
        stance: number in `STANCES`.
        known: first day from which it is known; NaT where that is always.
        through: last day on which it held, as far as that was told; else NaT.
        basis: STATED, INFERRED or LINKED.
        statement: number of the statement that it rests on.
        via: number of the clause or link that it came by, else -1.
        decides: whether it may decide anything; what only some of an
            organisation hold does not.
    """

    actor: Numbers
    proposition: Numbers
    stance: Numbers
    known: Days
    through: Days
    basis: Numbers
    statement: Numbers
    via: Numbers
    decides: NDArray[np.bool_]

    def __len__(self) -> int:
        """Return the number of stances."""
        return len(self.actor)

    def keep(self, which: NDArray[np.bool_] | Numbers) -> Held:
        """Return some of the rows."""
        return replace(self, **{f.name: getattr(self, f.name)[which] for f in fields(self)})

    def in_force(self, start: str, end: str) -> NDArray[np.bool_]:
        """Tell which are known or presumed to hold on some day of a period."""
        late = self.known > np.datetime64(end)
        over = self.through < np.datetime64(start)
        return ~late & ~over

    @property
    def degree(self) -> NDArray[np.float64]:
        """The degree of each stance, in [-1, 1]; NaN for declining to say."""
        return DEGREES[self.stance]


def join(parts: Sequence[Held]) -> Held:
    """Return the rows of several after one another."""
    return Held(*(np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Held)))


def made(basis: int, length: int, **columns: object) -> Held:
    """Return stances of one basis; columns left out hold nothing."""
    blank: dict[str, object] = {
        "known": np.full(length, np.datetime64("NaT", "D")),
        "through": np.full(length, np.datetime64("NaT", "D")),
        "basis": np.full(length, basis, dtype=np.int64),
        "via": np.full(length, -1, dtype=np.int64),
        "decides": np.ones(length, dtype=np.bool_),
    }
    return Held(**{**blank, **columns})  # type: ignore[arg-type]
