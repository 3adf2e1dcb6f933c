"""What is asked of two actors, computed from their two sums."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

import numpy as np

from ...errors import UsageError

if TYPE_CHECKING:
    from numpy.typing import NDArray

Measure = Literal["shared", "congruence", "conflict", "subtract", "agreement"]

MEASURES: Final[tuple[Measure, ...]] = get_args(Measure)

# What each measure but agreement takes of shared and of conflict.
LINEAR: Final[dict[Measure, tuple[float, float]]] = {
    "shared": (1.0, 0.0),
    "congruence": (1.0, -1.0),
    "conflict": (0.0, 1.0),
    "subtract": (1.0, -2.0),
}


def check_measure(where: str, measure: str) -> None:
    """Refuse a measure that is none.

    Raises:
        UsageError: the name is unknown.
    """
    if measure not in MEASURES:
        raise UsageError(f"{where}: no measure {measure!r}; choose from {', '.join(MEASURES)}")


def conflict(shared: NDArray[np.float64], subtract: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return ½(G0 − G1), how far two actors are apart on what both speak of.

    Symmetric; from 0 to G0. With one stance a cell of degree a and b it is
    Σ w·|a − b| / 2, the numerator of the Manhattan distance.

    Args:
        shared: G0, of any shape.
        subtract: G1, of the same shape.

    References:
        Leifeld, doi:10.1093/oxfordhb/9780190228217.013.25.

    Example:
        Three shared propositions, opposite on one of them:

        >>> float(conflict(np.array(3.0), np.array(1.0)))
        1.0
    """
    return 0.5 * (shared - subtract)


def congruence(shared: NDArray[np.float64], subtract: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return G0 less conflict, ½(G0 + G1), how far two actors go together.

    Symmetric; from 0 to G0.

    Args:
        shared: G0, of any shape.
        subtract: G1, of the same shape.

    Example:
        >>> float(congruence(np.array(3.0), np.array(1.0)))
        2.0
    """
    return 0.5 * (shared + subtract)


def agreement(shared: NDArray[np.float64], subtract: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the score 100·(1 − conflict / G0).

    Symmetric; from 0 (opposite throughout) to 100 (alike throughout); not a
    number where nothing is shared. It is the Manhattan score of voting-advice
    applications over the propositions that both have a stance on.

    Args:
        shared: G0, of any shape.
        subtract: G1, of the same shape.

    Example:
        Four shared propositions, opposite on one of them; and none shared:

        >>> agreement(np.array([4.0, 0.0]), np.array([2.0, 0.0])).tolist()
        [75.0, nan]
    """
    with np.errstate(invalid="ignore"):
        return 100.0 * (1.0 - conflict(shared, subtract) / shared)
