"""How much a statement counts, by its distance from the middle of a window."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Kernel: TypeAlias = Literal["uniform", "epanechnikov", "gaussian", "triangular"]


def kernel_weights(
    distances: NDArray[np.float64], kernel: Kernel, *, dna_compatible: bool = False
) -> NDArray[np.float64]:
    """Weigh distances from the middle, in half windows.

    With u the distance: `uniform` ½, `epanechnikov` ¾ (1 − u²) and `triangular`
    1 − abs(u), each 0 where abs(u) > 1; `gaussian` exp(−u²/2)/√(2π) everywhere.

    Args:
        distances: u, positive for what comes before the middle.
        kernel: the shape.
        dna_compatible: let the triangular kernel be abs(1 − u), which weighs what
            comes half a window late with 2.

    Returns:
        A weight of 0 or more for each distance.

    References:
        V. A. Epanechnikov (1969), https://doi.org/10.1137/1114019

    Example:
        >>> kernel_weights(np.array([-1.0, -0.5, 0.0, 0.5, 1.5]), "triangular").tolist()
        [0.0, 0.5, 1.0, 0.5, 0.0]
    """
    if kernel == "gaussian":
        return np.asarray(np.exp(-(distances**2) / 2) / math.sqrt(2 * math.pi))
    if kernel == "uniform":
        weights = np.full(len(distances), 0.5)
    elif kernel == "epanechnikov":
        weights = 0.75 * (1 - distances**2)
    elif dna_compatible:
        weights = np.abs(1 - distances)
    else:
        weights = 1 - np.abs(distances)
    return np.where(np.abs(distances) <= 1, weights, 0.0)
