"""The two products that every one-mode network is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_array


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

    g0 = csr_array(counts @ counts.T)
    if not sides:
        return g0, csr_array(g0.shape)
    beside = hstack(
        [side * np.sqrt(gap) for side, gap in zip(sides, gaps, strict=True)], format="csr"
    )
    return g0, csr_array(beside @ beside.T)
