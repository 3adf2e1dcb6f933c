"""The two products that every one-mode network is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from ..costance import Cells, sparse_pair_sums

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

_LARGE: Final = 50_000
"""Cells from which on the sums over pairs are left to `costance`, which needs less memory."""


def pair_products(
    counts: csr_array, sides: Sequence[csr_array], gaps: NDArray[np.float64]
) -> tuple[csr_array, csr_array]:
    """Multiply every two rows, once as counts and once by the side they are on.

    With C the counts, x_t the sides and g_t the gaps:
    G0 = C Cᵀ and G1 = Σ_t g_t x_t x_tᵀ.

    Two levels k and k' lie on different sides of exactly those gaps that are between
    them, so that abs(k − k')/r = Σ_t g_t (1 − s_t(k) s_t(k'))/2 with s_t = 1 above
    gap t and −1 below. Summed over statements, conflict is (γ G0 − G1)/2 and
    congruence ((2 − γ) G0 + G1)/2, where γ = Σ_t g_t.

    Args:
        counts: n actors by m concepts.
        sides: one matrix of the same shape for each gap.
        gaps: shares of the range, each 0 or more; their sum is 1 where the levels
            reach both ends of the scale and less where they do not.

    Returns:
        G0 and G1, n by n, symmetric, with their diagonals. Takes a step for every
        two actors that share a concept, for each gap.

    Example:
        >>> from scipy.sparse import csr_array
        >>> counts, side = csr_array([[2.0], [3.0]]), csr_array([[-2.0], [3.0]])
        >>> g0, g1 = pair_products(counts, [side], np.array([0.6]))
        >>> bool(np.isclose(g0[0, 1], 6)), bool(np.isclose(g1[0, 1], -3.6))
        (True, True)
    """
    from scipy.sparse import csr_array, hstack

    if sides and counts.nnz > _LARGE:
        return _by_kernel(counts, sides, gaps)
    g0 = csr_array(counts @ counts.T)
    if not sides:
        return g0, csr_array(g0.shape)
    beside = hstack(
        [side * np.sqrt(gap) for side, gap in zip(sides, gaps, strict=True)], format="csr"
    )
    return g0, csr_array(beside @ beside.T)


def _by_kernel(
    counts: csr_array, sides: Sequence[csr_array], gaps: NDArray[np.float64]
) -> tuple[csr_array, csr_array]:
    """Return the same as `pair_products`, block by block."""
    counts = counts.sorted_indices()
    counts.eliminate_zeros()
    width = counts.shape[1]
    places = _places(counts, width)
    values = np.zeros((len(gaps), counts.nnz))
    for row, side in zip(values, sides, strict=True):
        row[np.searchsorted(places, _places(side, width))] = side.data
    cells = Cells(
        np.asarray(counts.indptr, np.int64),
        np.asarray(counts.indices, np.int32),
        counts.data,
        values,
        gaps,
        (int(counts.shape[0]), int(width)),
    )
    shared, subtract = sparse_pair_sums(cells)
    # There, what the levels leave of the scale counts as on the same side.
    return shared, subtract - (1 - gaps.sum()) * shared


def _places(matrix: csr_array, width: int) -> NDArray[np.int64]:
    """Return row and column of each stored value as one number."""
    rows = np.repeat(np.arange(matrix.shape[0], dtype=np.int64), np.diff(matrix.indptr))
    found: NDArray[np.int64] = rows * width + matrix.indices
    return found
