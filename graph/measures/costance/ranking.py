"""The strongest partners out of products, with few passes over what is not among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from .measures import LINEAR
from .products import PIECE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .measures import Measure
    from .products import Piece, Products
    from .scaled import Scaled
    from .selection import Selection

    Array = NDArray[np.floating]
    Keys = NDArray[np.float64] | NDArray[np.uint16]
    Found = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]

WIDEST: Final = 64


def values_of(measure: Measure, scaled: Scaled, shared: Array, apart: Array) -> Array:
    """Return a measure from the sums I0 and I, each rounded once."""
    kind = shared.dtype.type
    with np.errstate(invalid="ignore"):
        if measure == "agreement":
            quotient = apart / (shared * kind(scaled.ratio))
            return kind(100) * (kind(1) - quotient)
        of_shared, of_apart = LINEAR[measure]
        whole = shared * kind(of_shared * scaled.ratio) + apart * kind(of_apart)
        return whole / kind(scaled.unit * scaled.ratio)


class Ranker:
    """Picks the strongest partners of some actors.

    What is compared is a key: of a packed product the rank of its value among all
    that it can be, looked up, 0 for pairs that do not count; otherwise the value
    itself, or minus infinity.
    """

    def __init__(self, products: Products, selection: Selection) -> None:
        """Keep what is wanted, and rank what packed products can be."""
        self._products = products
        self._selection = selection
        self._need = selection.least_shared(products.scaled)
        self._ranks = np.zeros(max(1, products.base**3), dtype=np.uint16)
        self._values = np.zeros(1)
        if products.base:
            self._look_ahead()

    def rank(self, rows: NDArray[np.int64]) -> Found:
        """Return which row, partner and value, row by row, the strongest first.

        Args:
            rows: actors, all packable or none.
        """
        size, top, count = self._products.size, self._selection.top, len(rows)
        width = max(1, min(WIDEST, size // (4 * top)))
        packed = bool(self._products.packable[rows].all())
        keys: Keys = np.empty((size, count), dtype=np.uint16) if packed else np.empty((size, count))
        highest = []
        for piece in self._products.pieces(rows, packed=packed):
            key = keys[piece.start : piece.stop]
            self._fill(key, piece)
            own = np.flatnonzero((rows >= piece.start) & (rows < piece.stop))
            key[rows[own] - piece.start, own] = 0 if packed else -np.inf
            even = len(key) // width * width
            if even:
                highest.append(key[:even].reshape(-1, width, count).max(axis=1))
            if even < len(key):
                highest.append(key[even:].max(axis=0, keepdims=True))
        found = np.concatenate(highest)
        least = self._above(np.full(count, 0 if packed else -np.inf, dtype=keys.dtype))
        if len(found) >= top:
            least = np.maximum(least, np.partition(found, len(found) - top, axis=0)[-top])
        return self._best(*self._pick(keys, least))

    def _look_ahead(self) -> None:
        places, shared, apart = self._products.reachable()
        good = shared >= self._need
        values = values_of(
            self._selection.by, self._products.scaled, shared[good], apart[good]
        ).astype(np.float64)
        distinct, ranks = np.unique(values, return_inverse=True)
        self._values = np.append(-np.inf, distinct)
        self._ranks[places[good]] = ranks + 1

    def _fill(self, key: Keys, piece: Piece) -> None:
        if len(piece.packed):
            np.take(self._ranks, piece.packed, out=key, mode="clip")
            return
        shared = piece.shared.astype(np.float64)
        apart = piece.apart.astype(np.float64)
        key[:] = values_of(self._selection.by, self._products.scaled, shared, apart)
        key[shared < self._need] = -np.inf

    def _above(self, keys: Keys) -> Keys:
        """Return the next higher keys."""
        if keys.dtype == np.uint16:
            return keys + np.uint16(1)
        return np.nextafter(keys, np.inf)

    def _pick(self, keys: Keys, bound: Keys) -> Found:
        """Take what reaches the bound; once there is enough, ties come too late."""
        top, count = self._selection.top, keys.shape[1]
        taken = np.zeros(count, dtype=np.int64)
        parts = [(taken[:0], taken[:0], np.zeros(0))]
        for start in range(0, len(keys), PIECE):
            piece = keys[start : start + PIECE]
            found = np.flatnonzero(piece >= bound)
            if not len(found):
                continue
            partners, columns = np.divmod(found, count)
            held = piece[partners, columns]
            values = self._values[held] if held.dtype == np.uint16 else held.astype(np.float64)
            parts.append((columns, partners + start, values))
            before, taken = taken, taken + np.bincount(columns, minlength=count)
            bound = np.where((before < top) & (taken >= top), self._above(bound), bound)
        columns, partners, values = (np.concatenate(each) for each in zip(*parts, strict=True))
        return columns, partners, values

    def _best(
        self,
        columns: NDArray[np.int64],
        partners: NDArray[np.int64],
        values: NDArray[np.float64],
    ) -> Found:
        if self._selection.min_score is not None:
            enough = values >= self._selection.min_score
            columns, partners, values = columns[enough], partners[enough], values[enough]
        order = np.lexsort((partners, -values, columns))
        columns, partners, values = columns[order], partners[order], values[order]
        first = np.searchsorted(columns, columns, side="left")
        kept = np.arange(len(columns)) - first < self._selection.top
        return columns[kept], partners[kept], values[kept]
