"""The same table in whole numbers, where that can be, so that sums are exact.

Two engines that add in different orders then give the same numbers, ties are
ties, and 32 bits do where the sums are small.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from ...errors import UsageError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .cells import Cells

LARGEST_DIVISOR: Final = 1000
MOST_VALUES: Final = 4096
EXACT_SINGLE: Final = 2**24
EXACT_DOUBLE: Final = 2**53


@dataclass(frozen=True, eq=False)
class Scaled:
    """A table whose sums are I0 = Σ w·c·c' and I1 = Σ w·Σ g·x·x', whole where they can be.

    With Q = Σ g and I = (Q·I0 − I1) / halves: G0 = I0 / unit, conflict = I / (unit·ratio).

    Attributes:
        cells: where the cells stand; its numbers are not to be used.
        counts: c, whole.
        sides: x, whole, shape (T, cells).
        gaps: g, whole.
        weights: w of each concept, whole.
        unit: what I0 is divided by.
        ratio: by how much more I is divided.
        halves: 2 where I would be even throughout, or 1.
        largest: no I0 is above it.
        whole: all of this is whole, and every sum exact.
    """

    cells: Cells
    counts: NDArray[np.float64]
    sides: NDArray[np.float64]
    gaps: NDArray[np.float64]
    weights: NDArray[np.float64]
    unit: float
    ratio: float
    halves: float
    largest: float
    whole: bool

    @property
    def sums_single(self) -> bool:
        """Whether 32-bit floats hold every sum exactly."""
        return self.whole and self.largest * self.ratio < EXACT_SINGLE

    @property
    def ranks_single(self) -> bool:
        """Whether 32-bit floats tell every two scores apart."""
        return self.whole and self.largest * self.largest * self.ratio < EXACT_SINGLE

    @property
    def results_single(self) -> bool:
        """Whether 32-bit floats hold shared and subtract exactly, divided."""
        divisor = self.unit * self.ratio
        return self.sums_single and divisor == 2 ** round(np.log2(divisor))

    @property
    def result_type(self) -> type[np.float32 | np.float64]:
        """32-bit floats where they hold the results exactly, 64-bit ones elsewhere."""
        return np.float32 if self.results_single else np.float64

    def row_sums(self) -> NDArray[np.float64]:
        """Return Σ w·c of each actor."""
        filled = np.append(0.0, np.cumsum(self.weights[self.cells.indices] * self.counts))
        sums: NDArray[np.float64] = filled[self.cells.indptr[1:]] - filled[self.cells.indptr[:-1]]
        return sums


def scale(cells: Cells, weights: NDArray[np.float64] | None) -> Scaled:
    """Bring a table to whole numbers where small divisors do it.

    Args:
        cells: the table.
        weights: w ≥ 0 of each concept; None weighs all alike, 1.

    Raises:
        UsageError: weights of another length, below 0 or not finite.
    """
    given = _checked(cells, weights)
    by_cell = _divisor(cells.counts, cells.sides)
    by_gap = _divisor(cells.gaps)
    by_weight = _divisor(given)
    if by_cell and by_gap and by_weight:
        found = _scaled(cells, given, (by_cell, by_gap, by_weight))
        if found.largest * found.largest * found.ratio < EXACT_DOUBLE:
            return found
    return _scaled(cells, given, (0, 0, 0))


def _checked(cells: Cells, weights: NDArray[np.float64] | None) -> NDArray[np.float64]:
    if weights is None:
        return np.ones(cells.shape[1])
    given = np.asarray(weights, dtype=np.float64)
    if given.shape != (cells.shape[1],):
        raise UsageError(
            f"weights: {given.shape} for {cells.shape[1]} concepts; give one for each concept"
        )
    if not np.all((given >= 0) & np.isfinite(given)):
        raise UsageError("weights: one is below 0 or not finite; leave concepts out with 0")
    return given


def _scaled(cells: Cells, weights: NDArray[np.float64], divisors: tuple[int, int, int]) -> Scaled:
    whole = all(divisors)
    by_cell, by_gap, by_weight = divisors if whole else (1, 1, 1)

    def scaled(values: NDArray[np.float64], divisor: int) -> NDArray[np.float64]:
        return values if divisor == 1 else np.rint(values * divisor)

    counts, sides = scaled(cells.counts, by_cell), scaled(cells.sides, by_cell)
    even = whole and all(not np.any(np.fmod(counts - side, 2)) for side in sides)
    found = Scaled(
        cells=cells,
        counts=counts,
        sides=sides,
        gaps=scaled(cells.gaps, by_gap),
        weights=scaled(weights, by_weight),
        unit=float(by_weight * by_cell**2),
        ratio=by_gap * (1.0 if even else 2.0),
        halves=2.0 if even else 1.0,
        largest=0.0,
        whole=whole,
    )
    most = float(found.row_sums().max(initial=0.0) * counts.max(initial=0.0))
    return replace(found, largest=most)


def _divisor(*arrays: NDArray[np.float64]) -> int:
    """Return the smallest number that makes all values whole, 0 where none is small."""
    if all(np.array_equal(values, np.rint(values)) for values in arrays):
        return 1
    values = np.unique(np.concatenate([np.unique(each) for each in arrays]))
    if len(values) > MOST_VALUES:
        return 0
    for divisor in range(2, LARGEST_DIVISOR + 1):
        raised = values * divisor
        if np.all(np.abs(raised - np.rint(raised)) <= 1e-12 * divisor):
            return divisor
    return 0
