"""From stances to cells: what is on record of one organisation on one proposition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .held import Held
    from .relations import Numbers

DECIDED, DISPUTED, CHANGED, DECLINED = range(4)
STATES: Final = ("decided", "disputed", "changed", "declined")

_ALWAYS: Final = np.datetime64("0001-01-01"), np.datetime64("9999-12-31")


@dataclass(frozen=True)
class Cells:
    """Cells in row order, as parallel arrays.

    Attributes:
        row: number of the organisation.
        column: number of the proposition.
        spans: first stance of each cell, and the one behind its last.
        state: number in `STATES`.
        degree: mean degree of a decided cell, in [-1, 1]; else NaN.
        count: how many different statements it rests on.
    """

    row: Numbers
    column: Numbers
    spans: NDArray[np.int64]
    state: Numbers
    degree: NDArray[np.float64]
    count: Numbers

    def __len__(self) -> int:
        """Return the number of cells."""
        return len(self.row)

    @property
    def speaks(self) -> NDArray[np.bool_]:
        """Where there is a stance, decided or not; declining to say is none."""
        found: NDArray[np.bool_] = self.state != DECLINED
        return found


def gathered(held: Held, width: int) -> tuple[Cells, Held]:
    """Gather stances into cells.

    Args:
        held: stances in any order.
        width: number of propositions.

    Returns:
        The cells, and the stances in their order.
    """
    key = held.actor * width + held.proposition
    order = np.lexsort((held.statement, key))
    held, key = held.keep(order), key[order]
    first = np.flatnonzero(np.diff(key, prepend=-1)) if len(key) else np.empty(0, np.int64)
    last = np.append(first[1:], len(key)) if len(key) else first
    spans = np.stack([first, last], axis=1)
    if not len(key):
        none = np.empty(0, np.int64)
        nothing = np.empty(0, np.float64)
        return Cells(none, none, spans, none, nothing, none), held
    degree = held.degree
    told = ~np.isnan(degree)
    value = np.where(told, degree, 0.0)
    known = np.add.reduceat(told.astype(np.int64), first)
    low = np.minimum.reduceat(np.where(told, degree, np.inf), first)
    high = np.maximum.reduceat(np.where(told, degree, -np.inf), first)
    mean = np.add.reduceat(value, first) / np.maximum(known, 1)
    state = np.where(known == 0, DECLINED, DECIDED)
    for cell in np.flatnonzero((low < 0) & (high > 0) & (known > 0)):
        rows = slice(*spans[cell])
        state[cell] = DISPUTED if _overlapping(held, degree, rows) else CHANGED
    mean[state != DECIDED] = np.nan
    different = np.diff(held.statement, prepend=-1) != 0
    different[first] = True
    count = np.add.reduceat(different.astype(np.int64), first)
    return Cells(held.actor[first], held.proposition[first], spans, state, mean, count), held


def _overlapping(held: Held, degrees: NDArray[np.float64], rows: slice) -> bool:
    """Tell whether two stances of opposite signs were held on one day."""
    degree = degrees[rows]
    start = np.where(np.isnat(held.known[rows]), _ALWAYS[0], held.known[rows])
    end = np.where(np.isnat(held.through[rows]), _ALWAYS[1], held.through[rows])
    yes, no = degree > 0, degree < 0
    return bool(((start[yes][:, None] <= end[no]) & (start[no] <= end[yes][:, None])).any())
