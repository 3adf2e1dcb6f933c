"""The engine of numpy and scipy: sums of a few actors with all, by sparse × dense.

Of what the required dependencies offer, multiplying the sparse table with the
dense columns of some actors is quickest although most of what it adds is zero:
it runs through memory in order (0.13 ns an addition, where sparse × sparse takes
10 ns). A table that is dense enough is multiplied by BLAS.

Where each cell holds one stance, for or against, and an actor has few, one
product gives both sums: against counts as 1 and for as B, so that alike against
adds 1, opposite B and alike for B², each fewer than B times. What follows from
the three numbers is looked up by the product.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from .scaled import Scaled

    Array = NDArray[np.floating]
    Kind: TypeAlias = type[np.float32 | np.float64]

PIECE: Final = 2048
DENSE: Final = 0.15
CACHE: Final = 2**20
LARGEST_BASE: Final = 96
TABLE_ITEM: Final = 8
NOWHERE: Final = np.zeros(0, dtype=np.intp)


class Piece(NamedTuple):
    """The sums of some actors, rows, with those of a product, columns.

    Attributes:
        start: the first actor.
        stop: the one behind the last.
        packed: where to look up; empty where the two sums follow.
        shared: I0 as `Scaled` defines it, shape (stop - start, columns).
        apart: I, of the same shape.
    """

    start: int
    stop: int
    packed: NDArray[np.intp]
    shared: Array
    apart: Array


class Products:
    """What is multiplied, made once.

    Attributes:
        scaled: the table.
        size: how many actors there are.
        dtype: 32-bit floats where they hold every sum, or 64-bit ones.
        base: B, or 0 where nothing is packed.
        packable: the actors whose sums with any other fit one packed product.
    """

    def __init__(self, scaled: Scaled, memory_bytes: int) -> None:
        """Prepare the left sides; look-up tables are to take little of the memory."""
        self.scaled = scaled
        self.size = scaled.cells.actor_count
        self.dtype: Kind = np.float32 if scaled.sums_single else np.float64
        self.base, self.packable = self._packable(memory_bytes)
        self._dense = self._is_dense(memory_bytes)
        self._left: dict[str, list[csr_array | Array]] = {}

    def pieces(self, rows: NDArray[np.int64], *, packed: bool) -> Iterator[Piece]:
        """Yield the sums of some actors with all, a few at a time, so that they stay in the cache.

        Args:
            rows: actors.
            packed: whether to pack; what stands for actors that are not packable
                is without meaning then.
        """
        scaled = self.scaled
        places, columns = _entries(scaled.cells.indptr, rows)
        concepts = scaled.cells.indices[places].astype(np.int64)
        weights = scaled.weights[concepts]
        values = self._fields()[places] if packed else scaled.counts[places]
        first = self._right(scaled.cells.shape[1], len(rows))
        first[concepts, columns] = weights * values
        count = 0 if packed else len(scaled.gaps)
        second = self._right(scaled.cells.shape[1] * count, len(rows))
        for cut in range(count):
            sides = scaled.gaps[cut] * scaled.sides[cut, places]
            second[concepts * count + cut, columns] = weights * sides
        lefts = zip(
            range(0, self.size, PIECE),
            self._by("packed" if packed else "counts"),
            self._by("sides") if count else self._by("counts"),
            strict=True,
        )
        for start, left, other in lefts:
            stop = min(start + PIECE, self.size)
            shared: Array = left @ first
            if packed:
                yield Piece(start, stop, shared.astype(np.intp), shared, shared)
            else:
                alike = other @ second if count else None
                yield Piece(start, stop, NOWHERE, shared, self._apart(shared, alike))

    def row_bytes(self) -> int:
        """Return what one more actor in `pieces` takes."""
        item = np.dtype(self.dtype).itemsize
        right = self.scaled.cells.shape[1] * (1 + len(self.scaled.gaps))
        return item * right + 40 * min(PIECE, self.size)

    def best_rows(self) -> int:
        """Return how many actors at once keep the dense side in the cache."""
        item = np.dtype(self.dtype).itemsize
        best = CACHE // max(1, item * self.scaled.cells.shape[1])
        return int(np.clip(best // 16 * 16, 32, 128))

    def table_bytes(self) -> int:
        """Return what one look-up table takes at most."""
        return self.base**3 * TABLE_ITEM

    def reachable(self) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
        """Return all that a packed product can be, with I0 and I for each."""
        each = np.arange(self.base)
        most = each[: self.base, np.newaxis] + each
        apart, alike = np.nonzero(most < self.base)
        opposed = np.repeat(apart, self.base - most[apart, alike])
        positive = np.repeat(alike, self.base - most[apart, alike])
        first = np.cumsum(self.base - most[apart, alike]) - (self.base - most[apart, alike])
        negative = np.arange(len(opposed)) - np.repeat(first, self.base - most[apart, alike])
        factor = self.scaled.gaps[0] * 2 / self.scaled.halves
        places = negative + self.base * opposed + self.base**2 * positive
        return places, (negative + opposed + positive).astype(float), opposed * factor

    def _apart(self, shared: Array, alike: Array | None) -> Array:
        scaled = self.scaled
        far: Array = shared * self.dtype(scaled.gaps.sum())
        if alike is not None:
            far -= alike
        far /= self.dtype(scaled.halves)
        if not scaled.whole:
            np.clip(far, 0, shared * self.dtype(scaled.ratio), out=far)
        return far

    def _packable(self, memory_bytes: int) -> tuple[int, NDArray[np.bool_]]:
        scaled = self.scaled
        one_stance = (
            scaled.sums_single
            and len(scaled.gaps) == 1
            and bool(np.all(scaled.counts == 1) and np.all(np.abs(scaled.sides) == 1))
        )
        sums = scaled.row_sums()
        base = min(LARGEST_BASE, int(sums.max(initial=0)) + 1)
        room = min(memory_bytes // (4 * TABLE_ITEM), max(4096, self.size**2))
        if not one_stance or base**3 > room:
            return 0, np.zeros(self.size, dtype=np.bool_)
        return base, sums < base

    def _is_dense(self, memory_bytes: int) -> bool:
        cells = self.scaled.cells
        room = cells.shape[0] * cells.shape[1]
        takes = room * (1 + len(self.scaled.gaps)) * np.dtype(self.dtype).itemsize
        return len(cells.indices) > DENSE * room and takes <= memory_bytes // 4

    def _fields(self) -> NDArray[np.float64]:
        return np.where(self.scaled.sides[0] > 0, float(self.base), 1.0)

    def _right(self, height: int, width: int) -> Array:
        return np.zeros((height, width), dtype=self.dtype)

    def _by(self, kind: str) -> list[csr_array | Array]:
        if kind not in self._left:
            self._left[kind] = self._make_left(kind)
        return self._left[kind]

    def _make_left(self, kind: str) -> list[csr_array | Array]:
        """Return the left side in pieces of rows."""
        from scipy.sparse import csr_array

        scaled = self.scaled
        indptr, indices = scaled.cells.indptr, scaled.cells.indices
        width = scaled.cells.shape[1]
        if kind == "packed":
            data = self._fields()
        elif kind == "counts":
            data = scaled.counts
        else:
            count = len(scaled.gaps)
            width *= count
            wide = np.multiply.outer(indices, count, dtype=np.int64)[:, np.newaxis]
            indices = (wide + np.arange(count)).ravel().astype(np.int32)
            indptr, data = indptr * count, scaled.sides.T.ravel()
        data = data.astype(self.dtype)
        pieces = []
        for start in range(0, self.size, PIECE):
            starts = indptr[start : min(start + PIECE, self.size) + 1]
            place = slice(starts[0], starts[-1])
            places = (indices[place], (starts - starts[0]).astype(np.int32))
            piece = csr_array((data[place], *places), shape=(len(starts) - 1, width))
            pieces.append(piece.toarray() if self._dense else piece)
        return pieces


def _entries(
    indptr: NDArray[np.int64], rows: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the places of the rows' cells and which of the rows each belongs to."""
    lengths = indptr[rows + 1] - indptr[rows]
    columns = np.repeat(np.arange(len(rows)), lengths)
    before = np.cumsum(lengths) - lengths
    places = np.arange(lengths.sum()) - np.repeat(before - indptr[rows], lengths)
    return places, columns
