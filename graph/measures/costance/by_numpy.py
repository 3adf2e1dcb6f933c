"""The engine of the required dependencies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .products import NOWHERE, Piece, Products
from .ranking import Ranker, values_of
from .selection import Strongest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from .measures import Measure
    from .scaled import Scaled
    from .selection import Selection


class NumpyEngine:
    """Sums by products of scipy and numpy, in one thread but for BLAS."""

    def __init__(self, scaled: Scaled, memory_bytes: int) -> None:
        """Prepare the products."""
        self._scaled = scaled
        self._memory = memory_bytes
        self._dtype = scaled.result_type
        self._products = Products(scaled, memory_bytes)
        self._tables: dict[Measure, NDArray[np.floating]] = {}

    def block_rows(self, count: int) -> int:
        """Return how many rows of so many measures the memory bears, at least 1."""
        item = np.dtype(self._dtype).itemsize
        return self._rows(count * item * self._products.size, count)

    def block(self, start: int, stop: int, measures: Sequence[Measure]) -> NDArray[np.floating]:
        """Return measures of some actors with all, shape (measures, rows, actors)."""
        # Partners first, as the products come; seen from the rows it is a view.
        out = np.empty((len(measures), self._products.size, stop - start), dtype=self._dtype)
        rows = np.arange(start, stop)
        packable = self._products.packable[rows]
        if packable.any():
            for piece in self._products.pieces(rows, packed=True):
                for measure, target in zip(measures, out, strict=True):
                    part = target[piece.start : piece.stop]
                    np.take(self._table(measure), piece.packed, out=part, mode="clip")
        others = np.flatnonzero(~packable)
        if len(others):
            for piece in self._products.pieces(rows[others], packed=False):
                for measure, target in zip(measures, out, strict=True):
                    target[piece.start : piece.stop, others] = self._values(measure, piece)
        return out.transpose(0, 2, 1)

    def strongest(self, selection: Selection) -> Strongest:
        """Return the strongest partners of every actor."""
        ranker = Ranker(self._products, selection)
        size = self._products.size
        parts = []
        for actors in self._alike(np.arange(size)):
            item = 2 if self._products.packable[actors[0]] else 8
            # Keys, and for each actor at most what is picked twice over.
            step = self._rows(item * size + 48 * min(size, 4 * selection.top), 1)
            for start in range(0, len(actors), step):
                rows = actors[start : start + step]
                columns, partners, values = ranker.rank(rows)
                parts.append((rows[columns].astype(np.int32), partners.astype(np.int32), values))
        return _joined(parts, size)

    def close(self) -> None:
        """Do nothing: there are no threads to end."""

    def _rows(self, row_bytes: int, tables: int) -> int:
        each = self._products.row_bytes() + row_bytes
        left = self._memory - tables * self._products.table_bytes()
        return max(1, min(left // max(1, each), self._products.best_rows()))

    def _alike(self, rows: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
        """Part rows into those that fit a packed product and the others."""
        packable = self._products.packable[rows]
        for part in (rows[packable], rows[~packable]):
            if len(part):
                yield part

    def _values(self, measure: Measure, piece: Piece) -> NDArray[np.floating]:
        shared: NDArray[np.floating] = piece.shared.astype(self._dtype, copy=False)
        apart: NDArray[np.floating] = piece.apart.astype(self._dtype, copy=False)
        return values_of(measure, self._scaled, shared, apart)

    def _table(self, measure: Measure) -> NDArray[np.floating]:
        """Return a measure by packed product."""
        if measure not in self._tables:
            places, shared, apart = self._products.reachable()
            piece = Piece(0, len(places), NOWHERE, shared, apart)
            made: NDArray[np.floating] = np.zeros(self._products.base**3, dtype=self._dtype)
            made[places] = self._values(measure, piece)
            self._tables[measure] = made
        return self._tables[measure]


def _joined(
    parts: list[tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]], size: int
) -> Strongest:
    empty = (np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0))
    actors, partners, values = (
        np.concatenate(each) for each in zip(*(parts or [empty]), strict=True)
    )
    order = np.argsort(actors, kind="stable")
    indptr = np.append(0, np.cumsum(np.bincount(actors, minlength=size))).astype(np.int64)
    return Strongest(indptr, partners[order], values[order])
