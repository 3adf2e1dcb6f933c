"""Agreement of all pairs at once, with the interval that unknown answers leave."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from ..errors import UsageError
from .matching import METRICS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .matching import Metric

    Numbers: TypeAlias = NDArray[np.float64]


_SPARSE: Final = 0.1


@dataclass(frozen=True)
class PairDistances:
    """Distances of all pairs: symmetric arrays of actors × actors.

    Attributes:
        distance: over what both have answered, in [0, 1]; NaN where that is nothing.
        best: the least that the distance could be over what either has spoken on,
            if everything unknown were known; NaN where neither has.
        worst: the largest.
        shared: on how many propositions both have a decided stance.
        conflict: Σ w·|a-b| over those, whatever the metric.
        weight: Σ w over those.
    """

    distance: Numbers
    best: Numbers
    worst: Numbers
    shared: NDArray[np.int64]
    conflict: Numbers
    weight: Numbers


def pair_distances(
    coordinates: Numbers,
    spoken: NDArray[np.bool_],
    weights: Numbers,
    metric: Metric = "manhattan",
) -> PairDistances:
    """Compare every actor with every other.

    The same as `matching.distance` and `matching.interval` for each pair, in
    matrix products: for decided answers a and b a proposition costs c(a, b);
    where only one is decided, it costs between best(a) and worst(a); where
    neither is but one has spoken, between 0 and 1.

    Args:
        coordinates: actors × propositions in [-½, ½]; NaN where nothing is decided.
        spoken: where an actor has a stance at all, decided or not.
        weights: one a proposition, not negative.
        metric: manhattan, directional or euclidean.

    Returns:
        Arrays of actors × actors; the diagonal compares an actor with itself.
        Cost: n²·m for n actors and m propositions, and as much for each degree that
        occurs; for Euclidean twice that. Memory: six arrays of n².

    Raises:
        UsageError: the metric is unknown.

    Example:
        >>> found = pair_distances(
        ...     np.array([[0.5, 0.5], [0.5, np.nan]]),
        ...     np.array([[True, True], [True, False]]),
        ...     np.ones(2),
        ... )
        >>> found.distance[0, 1], found.best[0, 1], found.worst[0, 1], int(found.shared[0, 1])
        (np.float64(0.0), np.float64(0.0), np.float64(0.5), 1)
    """
    if metric not in METRICS:
        raise UsageError(f"metric: {metric!r} is none; take one of {', '.join(METRICS)}")
    known = ~np.isnan(coordinates)
    a = np.where(known, coordinates, 0.0)
    w = weights**2 if metric == "euclidean" else weights
    decided = known.astype(np.float64)
    both = _product(decided * w, decided)
    conflict = _manhattan(coordinates, known, weights)
    if metric == "manhattan":
        cost = conflict
    elif metric == "directional":
        cost = both / 2 - 2 * _product(a * w, a)
    else:
        cost = _squares(coordinates, known, w)
    alone = np.where(known, 0.5 + np.abs(a), 0.0)
    spared = np.where(known, 0.5 - np.abs(a), 0.0) if metric == "directional" else 0.0 * a
    if metric == "euclidean":
        alone *= alone
    worst = cost + _outside(alone * w, decided)
    best = cost + _outside(spared * w, decided)
    speaks = spoken.astype(np.float64)
    either = _union(speaks, w)
    torn = speaks * (1.0 - decided) * w
    worst += _product(torn, 1.0 - decided) + _product(torn, 1.0 - speaks).T
    shared = np.rint(_product(decided, decided)).astype(np.int64)
    return PairDistances(
        _share(cost, both, metric),
        _share(best, either, metric),
        _share(worst, either, metric),
        shared,
        conflict,
        _product(decided * weights, decided),
    )


def pair_sums(coordinates: Numbers, weights: Numbers) -> tuple[Numbers, Numbers]:
    """Return, for all pairs, Σ w over what both have answered, and Σ w·|a-b| over it.

    Args:
        coordinates: actors × propositions in [-½, ½]; NaN where nothing is decided.
        weights: one a proposition, not negative.
    """
    known = ~np.isnan(coordinates)
    decided = known.astype(np.float64)
    return _product(decided * weights, decided), _manhattan(coordinates, known, weights)


def _product(left: Numbers, right: Numbers) -> Numbers:
    """Return left · rightᵀ, sparsely where most of the left side is nothing."""
    if np.count_nonzero(left) > left.size * _SPARSE:
        dense: Numbers = left @ right.T
        return dense
    from scipy.sparse import csr_array

    found: Numbers = csr_array(left) @ np.ascontiguousarray(right.T)
    return found


def _manhattan(coordinates: Numbers, known: NDArray[np.bool_], weights: Numbers) -> Numbers:
    """Return Σ w·|a-b| over what both have answered, one product for each gap of the scale."""
    levels = np.unique(coordinates[known])
    total = np.zeros((len(coordinates), len(coordinates)))
    for low, high in pairwise(levels):
        above = (known & (coordinates >= high)).astype(np.float64)
        below = (known & (coordinates <= low)).astype(np.float64)
        apart = _product(above * weights, below)
        total += (high - low) * (apart + apart.T)
    return total


def _squares(coordinates: Numbers, known: NDArray[np.bool_], weights: Numbers) -> Numbers:
    """Return Σ w·(a-b)² over what both have answered, one product for each degree.

    With a² + b² - 2ab like answers would come out apart: rounding leaves 1e-17 of
    the difference, and the root of that is 3e-9.
    """
    total = np.zeros((len(coordinates), len(coordinates)))
    for level in np.unique(coordinates[known]):
        there = np.where(coordinates == level, weights, 0.0)
        total += _product(there, np.where(known, (coordinates - level) ** 2, 0.0))
    return total


def _outside(costs: Numbers, decided: Numbers) -> Numbers:
    """Return, for each pair, the costs of what only one of the two has decided."""
    alone = _product(costs, 1.0 - decided)
    found: Numbers = alone + alone.T
    return found


def _union(speaks: Numbers, weights: Numbers) -> Numbers:
    """Return the weight of what either of two has spoken on."""
    each = speaks @ weights
    found: Numbers = each[:, None] + each[None, :] - _product(speaks * weights, speaks)
    return found


def _share(cost: Numbers, weight: Numbers, metric: Metric) -> Numbers:
    """Return costs as distances; NaN where nothing weighs."""
    nothing = weight <= 0
    found = np.clip(cost, 0.0, None) / np.where(nothing, 1.0, weight)
    if metric == "euclidean":
        found = np.sqrt(found)
    found = np.minimum(found, 1.0)
    found[nothing] = np.nan
    return found
