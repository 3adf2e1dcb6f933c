"""How often each actor put each concept at each level of the scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from .choices import Over
    from .statements import Statements


ROUNDING: Final = 2.0**-40
"""A difference of sums below this share of them is rounding."""


@dataclass(frozen=True, eq=False)
class Counts:
    """The numbers X[i, j, k], one entry for each statement.

    Attributes:
        rows: i, what the network is over.
        columns: j, what ties it.
        places: k, as the place in `levels`.
        levels: the levels that occur, ascending.
        weights: what each entry adds.
        shape: how many rows and columns there are.
    """

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    places: NDArray[np.int64]
    levels: NDArray[np.float64]
    weights: NDArray[np.float64]
    shape: tuple[int, int]

    @classmethod
    def of(cls, statements: Statements, over: Over = "actors") -> Counts:
        """Count the statements of actors on concepts, or of concepts by actors."""
        sides = [
            (statements.actors, len(statements.actor_labels)),
            (statements.concepts, len(statements.concept_labels)),
        ]
        (rows, height), (columns, width) = sides if over == "actors" else sides[::-1]
        levels, places = np.unique(statements.values, return_inverse=True)
        return cls(
            rows, columns, places.astype(np.int64), levels, statements.weights, (height, width)
        )

    def summed(self, factors: NDArray[np.float64] | None = None) -> csr_array:
        """Return the sum over k of factor k times X[i, j, k]; each factor 1 if left out."""
        weights = self.weights if factors is None else self.weights * factors[self.places]
        return _sparse(weights, self.rows, self.columns, self.shape)

    def by_level(self) -> csr_array:
        """Return X with one column for each concept and level."""
        kinds = len(self.levels)
        columns = self.columns * kinds + self.places
        return _sparse(self.weights, self.rows, columns, (self.shape[0], self.shape[1] * kinds))

    def sides(self) -> list[csr_array]:
        """Return, for each gap between levels, what lies above it less what lies below."""
        places = np.arange(len(self.levels))
        return [self.summed(np.where(places > t, 1.0, -1.0)) for t in places[:-1]]

    def row_sums(self) -> NDArray[np.float64]:
        """Return S: for each row, the sum over j and k of X[i, j, k]."""
        return _sums(self.rows, self.weights, self.shape[0])

    def column_sums(self) -> NDArray[np.float64]:
        """Return, for each column, the sum over i and k of X[i, j, k]."""
        return _sums(self.columns, self.weights, self.shape[1])


def _sums(
    places: NDArray[np.int64], weights: NDArray[np.float64], length: int
) -> NDArray[np.float64]:
    return np.asarray(np.bincount(places, weights=weights, minlength=length), dtype=np.float64)


def without_rounding(cells: csr_array, sums: csr_array) -> csr_array:
    """Return cells without those that are nothing beside the sums that they differ by."""
    return cells.multiply(abs(cells) > sums * ROUNDING).tocsr()


def _sparse(
    data: NDArray[np.float64],
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    shape: tuple[int, int],
) -> csr_array:
    from scipy.sparse import csr_array

    matrix = csr_array((data, (rows, columns)), shape=shape)
    matrix.sum_duplicates()
    matrix.eliminate_zeros()
    return matrix
