"""Distances between two sets of answers, as voting-advice applications measure them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import numpy as np

from ..errors import UsageError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Numbers: TypeAlias = NDArray[np.float64]

Metric: TypeAlias = Literal["manhattan", "directional", "euclidean"]
Missing: TypeAlias = Literal["neutral", "worst"]

METRICS: Final[tuple[Metric, ...]] = ("manhattan", "directional", "euclidean")
_HALF: Final = 0.5


def ordinal(values: ArrayLike, least: float, most: float) -> Numbers:
    """Return answers on an ordinal scale as coordinates in [-½, ½]; NaN stays NaN.

    Args:
        values: answers.
        least: the lowest answer of the scale.
        most: the highest one.

    Example:
        >>> ordinal([1, 2, 3, 5], 1, 5)
        array([-0.5 , -0.25,  0.  ,  0.5 ])
    """
    return (np.asarray(values, dtype=np.float64) - least) / (most - least) - _HALF


def categorical(chosen: int | None, options: int) -> Numbers:
    """Return the choice of one of several options as coordinates.

    Two options are one coordinate. More are one coordinate each: ½ for the one
    that was chosen and -½ for the others; the question's weight is to be shared
    among them, see `shares`.

    Args:
        chosen: number of the option, from 0; None for no answer.
        options: how many there are.

    Example:
        >>> categorical(1, 4)
        array([-0.5,  0.5, -0.5, -0.5])
    """
    if options == 2:  # noqa: PLR2004 - one question with yes and no
        return np.array([np.nan if chosen is None else chosen - _HALF])
    if chosen is None:
        return np.full(options, np.nan)
    return np.where(np.arange(options) == chosen, _HALF, -_HALF)


def shares(weight: float, coordinates: int, metric: Metric) -> Numbers:
    """Return the weight of each coordinate of a question that has several.

    Args:
        weight: the question's weight.
        coordinates: how many it has.
        metric: Euclidean distances square the weights, so there it is w/√n.

    Example:
        >>> shares(1.0, 4, "manhattan")
        array([0.25, 0.25, 0.25, 0.25])
    """
    part = weight / (coordinates**_HALF if metric == "euclidean" else coordinates)
    return np.full(coordinates, part)


@dataclass(frozen=True)
class Filling:
    """What stands for an answer that the other side has not given.

    Attributes:
        missing: "neutral" puts 0 there, "worst" the opposite extreme.
        negative: where the reference's own answer is 0, the worst is -½ and not ½.
    """

    missing: Missing = "neutral"
    negative: bool = False

    def fill(self, reference: Numbers, other: Numbers) -> Numbers:
        """Return the other side's answers with those that are missing filled in."""
        if self.missing == "neutral":
            return np.where(np.isnan(other), 0.0, other)
        middle = -_HALF if self.negative else _HALF
        worst = np.where(reference > 0, -_HALF, np.where(reference < 0, _HALF, middle))
        return np.where(np.isnan(other), worst, other)


def distance(
    reference: ArrayLike,
    other: ArrayLike,
    *,
    metric: Metric = "manhattan",
    weights: ArrayLike | None = None,
    filling: Filling | None = None,
) -> float:
    r"""Return the distance between two sets of answers.

    With coordinates a and b in [-½, ½] and weights w, over the questions that
    the reference has answered:

    * Manhattan: Σ w·|a-b| / Σ w
    * directional: Σ w·(½ - 2ab) / Σ w
    * Euclidean: √Σ (w·|a-b|)² / √Σ w²

    Manhattan and Euclidean distances are symmetric where nothing is missing;
    the directional one of a set of answers to itself is 0 only at the extremes.

    Args:
        reference: coordinates of the side that asks, NaN where it has no answer;
            those questions are left out.
        other: coordinates of the side that is compared.
        metric: one of the three.
        weights: one a coordinate, not negative; all alike if left out.
        filling: what stands for the other side's missing answers; questions
            that it has not answered are left out if not given.

    Returns:
        A number in [0, 1]; NaN where no weighted question is left.

    Raises:
        UsageError: the metric is unknown, a weight negative, or lengths differ.

    References:
        OpenVAA, matching algorithms: https://github.com/OpenVAA/voting-advice-application

    Example:
        >>> distance([0.5, -0.5], [0.5, 0.0])
        0.25
        >>> round(distance([0.5, -0.5], [0.5, 0.0], metric="euclidean"), 4)
        0.3536
    """
    a, b = np.asarray(reference, dtype=np.float64), np.asarray(other, dtype=np.float64)
    w = np.ones_like(a) if weights is None else np.asarray(weights, dtype=np.float64)
    if not a.shape == b.shape == w.shape:
        message = f"distance: {len(a)}, {len(b)} and {len(w)} values; give one for each question"
        raise UsageError(message)
    if metric not in METRICS:
        raise UsageError(f"metric: {metric!r} is none; take one of {', '.join(METRICS)}")
    if (w < 0).any():
        raise UsageError(f"weights: {float(w.min())!r} is negative; weights are 0 or more")
    if filling:
        b = filling.fill(a, b)
    known = ~np.isnan(a) & ~np.isnan(b)
    return _of(a[known], b[known], w[known], metric)


def _of(a: Numbers, b: Numbers, w: Numbers, metric: Metric) -> float:
    total = float(w @ w) ** _HALF if metric == "euclidean" else float(w.sum())
    if not total:
        return float("nan")
    if metric == "euclidean":
        return float(np.linalg.norm(w * np.abs(a - b))) / total
    if metric == "directional":
        return float(w @ (_HALF - 2 * a * b)) / total
    return float(w @ np.abs(a - b)) / total


def score(distance: float) -> float:
    """Return a distance as a score out of 100; NaN stays NaN.

    Example:
        >>> score(0.25)
        75.0
    """
    return 100.0 * (1.0 - distance)


def interval(
    low: tuple[ArrayLike, ArrayLike],
    high: tuple[ArrayLike, ArrayLike],
    *,
    metric: Metric = "manhattan",
    weights: ArrayLike | None = None,
) -> tuple[float, float]:
    """Return the least and the largest distance that incomplete answers allow.

    Each answer lies between two coordinates: the same one twice where it is
    known, -½ and ½ where nothing is. Every question counts, also where neither
    side is known.

    Args:
        low: the lowest coordinates of either side.
        high: the highest coordinates of either side.
        metric: one of the three.
        weights: one a coordinate, not negative; all alike if left out.

    Returns:
        The best and the worst case, each in [0, 1]; NaN for no questions.

    Example:
        >>> interval(([0.5, 0.5], [0.5, -0.5]), ([0.5, 0.5], [0.5, 0.5]))
        (0.0, 0.5)
    """
    a0, b0 = (np.asarray(side, dtype=np.float64) for side in low)
    a1, b1 = (np.asarray(side, dtype=np.float64) for side in high)
    w = np.ones_like(a0) if weights is None else np.asarray(weights, dtype=np.float64)
    if metric == "directional":
        corners = np.stack([a * b for a in (a0, a1) for b in (b0, b1)])
        total = float(w.sum())
        if not total:
            return float("nan"), float("nan")
        best = w @ (_HALF - 2 * corners.max(axis=0)) / total
        worst = w @ (_HALF - 2 * corners.min(axis=0)) / total
        return float(best), float(worst)
    nearest = np.maximum(0.0, np.maximum(a0 - b1, b0 - a1))
    farthest = np.maximum(a1 - b0, b1 - a0)
    nothing = np.zeros_like(nearest)
    return _of(nearest, nothing, w, metric), _of(farthest, nothing, w, metric)
