"""Who said what how often, and on which side: actors × concepts, only what is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ...errors import UsageError

if TYPE_CHECKING:
    from typing import Self

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

MOST_DEGREES: Final = 64
MOST_SIDES: Final = 2**31


@dataclass(frozen=True, eq=False)
class Cells:
    """The known cells of an actors × concepts table, row by row.

    A scale of stances is cut at T thresholds. A cell has a count c > 0, and for
    each threshold a side x from −c (all of it below) to c (all of it above).
    With one stance a cell, c = 1 and each side is −1 or 1.

    Attributes:
        indptr: where each actor's cells start, shape (actors + 1).
        indices: the concept of each cell, ascending within an actor.
        counts: c of each cell.
        sides: x by threshold and cell, shape (T, cells).
        gaps: weight g ≥ 0 of each threshold; they sum to at most 1. What is left
            of 1 counts as always on the same side.
        shape: number of actors, number of concepts.
    """

    indptr: NDArray[np.int64]
    indices: NDArray[np.int32]
    counts: NDArray[np.float64]
    sides: NDArray[np.float64]
    gaps: NDArray[np.float64]
    shape: tuple[int, int]

    def __post_init__(self) -> None:
        """Refuse what is no such table.

        Raises:
            UsageError: lengths, order or numbers are wrong.
        """
        fault = self._wrong_lengths() or self._wrong_places() or self._wrong_numbers()
        if fault:
            raise UsageError(f"cells: {fault}")

    @classmethod
    def from_degrees(cls, degrees: csr_array) -> Self:
        """Read one stance a cell, a degree from −1 (against) to 1 (for).

        Stored entries are the known stances: an explicit zero is an ambivalent
        one, an entry that is not stored is unknown. Thresholds lie between the
        degrees that occur, each weighing half the gap, so that conflict on one
        concept is |a − b| / 2.

        Args:
            degrees: actors × concepts.

        Raises:
            UsageError: a degree outside −1…1, a cell stored twice, or more than
                64 different degrees.

        Example:
            >>> from scipy.sparse import csr_array
            >>> cells = Cells.from_degrees(csr_array([[1.0, -1.0, 0.5]]))
            >>> cells.gaps.tolist(), cells.sides.tolist()
            ([0.75, 0.25], [[1.0, -1.0, 1.0], [1.0, -1.0, -1.0]])
        """
        if not degrees.has_sorted_indices:
            degrees = degrees.sorted_indices()
        found = np.asarray(degrees.data, dtype=np.float64)
        if not np.all(np.abs(found) <= 1.0):
            wrong = found[~(np.abs(found) <= 1.0)][0]
            raise UsageError(f"cells: degree {wrong!s} is not within -1…1; rescale the degrees")
        levels = np.unique(found)
        if len(levels) > MOST_DEGREES:
            raise UsageError(
                f"cells: {len(levels)} different degrees, at most {MOST_DEGREES} are borne; "
                "round the degrees"
            )
        return cls(
            indptr=np.asarray(degrees.indptr, dtype=np.int64),
            indices=np.asarray(degrees.indices, dtype=np.int32),
            counts=np.ones(len(found)),
            sides=np.where(found[np.newaxis, :] > levels[:-1, np.newaxis], 1.0, -1.0),
            gaps=np.diff(levels) / 2,
            shape=(int(degrees.shape[0]), int(degrees.shape[1])),
        )

    @property
    def actor_count(self) -> int:
        """How many actors there are, those without a cell included."""
        return self.shape[0]

    def _wrong_lengths(self) -> str:
        size = len(self.indices)
        if self.indptr.shape != (self.shape[0] + 1,):
            return f"{len(self.indptr)} row starts for {self.shape[0]} actors; give one more"
        if self.indptr[0] != 0 or self.indptr[-1] != size or np.any(np.diff(self.indptr) < 0):
            return f"row starts do not rise from 0 to {size}; build them from the rows' lengths"
        if self.counts.shape != (size,) or self.sides.shape != (len(self.gaps), size):
            return (
                f"counts {self.counts.shape} and sides {self.sides.shape} do not fit "
                f"{size} cells and {len(self.gaps)} gaps; give one of each"
            )
        if max(size, self.shape[1]) * max(1, len(self.gaps)) >= MOST_SIDES:
            return f"{size} cells × {len(self.gaps)} gaps are too many; part the concepts"
        return ""

    def _wrong_places(self) -> str:
        if not len(self.indices):
            return ""
        if self.indices.min() < 0 or self.indices.max() >= self.shape[1]:
            return f"a concept outside 0…{self.shape[1] - 1}; widen the shape"
        falls = np.flatnonzero(np.diff(self.indices) <= 0) + 1
        within = falls[~np.isin(falls, self.indptr)]
        if len(within):
            place = int(within[0])
            actor = int(np.searchsorted(self.indptr, place, side="right")) - 1
            return (
                f"actor {actor} has concept {self.indices[place]} twice or out of order; "
                "merge the cells and sort them"
            )
        return ""

    def _wrong_numbers(self) -> str:
        if not (np.all(self.counts > 0) and np.all(np.isfinite(self.counts))):
            return "a count that is not above 0; leave out cells without statements"
        if not np.all(np.abs(self.sides) <= self.counts):
            return "a side beyond its count; sides lie from minus the count to the count"
        if not (np.all(self.gaps >= 0) and self.gaps.sum() <= 1 + 1e-9):
            return f"gaps {self.gaps.tolist()}; they are at least 0 and sum to at most 1"
        return ""
