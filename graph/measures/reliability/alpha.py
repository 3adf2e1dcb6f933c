"""Krippendorff's alpha, from the matrix of coincidences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

import numpy as np

from ...errors import UsageError
from .codings import Tally, tally

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .codings import Codings, Coefficient, Value

Level: TypeAlias = Literal["nominal", "ordinal", "interval"]
"""What may be read from the values: only same or not, also their order, or their distances."""

LEVELS: Final[tuple[Level, ...]] = get_args(Level)


def krippendorff_alpha(codings: Codings, level: Level = "nominal") -> Coefficient:
    """Compute Krippendorff's alpha, the agreement of any number of coders beyond chance.

    α = 1 − D_o / D_e, with

    - D_o = (1/n) Σ_ck o_ck δ²_ck, the observed disagreement
    - D_e = 1/(n(n−1)) Σ_ck n_c n_k δ²_ck, the disagreement expected by chance
    - o_ck the coincidences of the values c and k, see `coincidence_matrix`
    - n_c = Σ_k o_ck how often c was given in pairable units, and n = Σ_c n_c
    - δ²_ck, by level: nominal 0 where c = k, else 1; ordinal
      (Σ_{g=c..k} n_g − (n_c + n_k)/2)², over the values g from c to k; interval (c − k)²

    Coders are exchangeable: who said what makes no difference. Units with fewer
    than two coders do not count. A value may be missing anywhere.

    Args:
        codings: one row a coder, one place a unit; None or NaN where not coded.
            Words can be compared on the nominal level only.
        level: nominal, ordinal or interval.

    Returns:
        Alpha with the number of coders, units and pairable units. 1 is perfect
        agreement, 0 what chance would bring; below 0 the coders disagree more
        than by chance. There is no lower limit that holds for all sizes. It is
        None where all pairable values are the same: then D_e = 0, and nothing
        shows that the coders can tell one thing from another.

    Raises:
        UsageError: no unit has two coders, the level is unknown, or the values
            do not fit it.

    Note:
        O(c·u + u·v + v²) time and memory for c coders, u units and v different values.

    References:
        Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability.
        https://repository.upenn.edu/asc_papers/43

    Example:
        Two coders, three units: 1 and 1, 1 and 2, 2 and 2. Of n = 6 values three
        are 1 and three are 2. D_o = (1 + 1)/6 = 1/3; D_e = 2·3·3/(6·5) = 3/5;
        α = 1 − 5/9.

        >>> alpha = krippendorff_alpha([[1, 1, 2], [1, 2, 2]])
        >>> round(alpha.value, 3), alpha.coders, alpha.pairable
        (0.444, 2, 3)
    """
    if level not in LEVELS:
        raise UsageError(f"level: {level!r} is not known; use one of {', '.join(LEVELS)}")
    counted = tally(codings)
    margins = counted.counts.sum(axis=0).astype(np.float64)
    total = margins.sum()
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        delta = _squared_differences(level, counted.values, margins)
        observed = float((_coincidences(counted) * delta).sum() / total)
        expected = float(margins @ delta @ margins / (total * (total - 1)))
    if not np.isfinite(expected) or (not expected and len(counted.values) > 1):
        raise UsageError("codings: the numbers are too far apart, or too near, to square; rescale")
    return counted.coefficient(observed, expected)


def coincidence_matrix(codings: Codings) -> tuple[tuple[Value, ...], NDArray[np.float64]]:
    """Count how often two values meet in a unit.

    o_ck = Σ_u (ordered pairs of a value c and a value k, of two coders of unit u) / (m_u − 1),
    with m_u the number of coders of unit u. Units with m_u < 2 do not count.

    Args:
        codings: as for `krippendorff_alpha`.

    Returns:
        The values, in the order of the rows and columns, and the matrix. It is
        symmetric; a row sums to the number of times that its value was given in
        pairable units.

    Raises:
        UsageError: no unit has two coders.

    References:
        Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability.
        https://repository.upenn.edu/asc_papers/43

    Example:
        1 meets 1 in both directions, and so does 2 with 2; 1 meets 2 once each way.

        >>> values, matrix = coincidence_matrix([[1, 1, 2], [1, 2, 2]])
        >>> values, matrix.tolist()
        ((1, 2), [[2.0, 1.0], [1.0, 2.0]])
    """
    counted = tally(codings)
    return counted.values, _coincidences(counted)


def _coincidences(counted: Tally) -> NDArray[np.float64]:
    counts = counted.counts.astype(np.float64)
    shares = counts / (counts.sum(axis=1, keepdims=True) - 1)
    matrix: NDArray[np.float64] = shares.T @ counts - np.diag(shares.sum(axis=0))
    return matrix


def _squared_differences(
    level: Level, values: tuple[Value, ...], margins: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return δ² of each two values."""
    if level == "nominal":
        return 1 - np.eye(len(values))
    words = [value for value in values if isinstance(value, str)]
    if words:
        raise UsageError(f"codings: {words[0]!r} is no number; give degrees, or take nominal")
    if level == "interval":
        places = np.array(values, dtype=np.float64)
    else:
        # The middle of each value's ranks: their distance is the sum in the formula.
        places = np.cumsum(margins) - margins / 2
    squares: NDArray[np.float64] = np.subtract.outer(places, places) ** 2
    return squares
