"""How far partitions of the same actors agree."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from .matrices import checked_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .matrices import Labels


def _pairs(sizes: NDArray[np.int64]) -> float:
    return float((sizes * (sizes - 1) / 2).sum())


def adjusted_rand(first: Labels | Sequence[int], second: Labels | Sequence[int]) -> float:
    """Compute the adjusted Rand index of two partitions.

    (J - E) / (M - E): J pairs of actors that are together in both partitions,
    A and B pairs that are together in the first and in the second, N all
    pairs, E = A·B/N what chance alone would give at these sizes, M = (A+B)/2
    the most that J can be on average. Actors with label -1 in either are left
    out. The numbers of the camps play no part.

    Returns:
        1 for the same partition, about 0 for unrelated ones, below 0 for less
        agreement than by chance. NaN where fewer than two actors are placed in
        both. Two partitions that are both one camp, or both all single actors,
        are the same: 1. O(n log n).

    Raises:
        UsageError: labels that are no whole numbers, or of different lengths.

    References:
        Hubert & Arabie (1985), doi:10.1007/BF01908075

    Example:
        J = 2, A = 6, B = 3, N = 15: (2 - 1.2) / (4.5 - 1.2) = 8/33.

        >>> round(adjusted_rand([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 2, 2]), 4)
        0.2424
    """
    n = len(first)
    a, b = (checked_labels(x, n, "adjusted Rand index") for x in (first, second))
    both = (a >= 0) & (b >= 0)
    count = int(both.sum())
    if count < 2:  # noqa: PLR2004 - a pair has two members
        return float("nan")
    _, a = np.unique(a[both], return_inverse=True)
    _, b = np.unique(b[both], return_inverse=True)
    joint = _pairs(np.unique(a * count + b, return_counts=True)[1])
    in_a, in_b = _pairs(np.bincount(a)), _pairs(np.bincount(b))
    expected = in_a * in_b / (count * (count - 1) / 2)
    most = (in_a + in_b) / 2
    return 1.0 if most == expected else (joint - expected) / (most - expected)


@dataclass(frozen=True)
class Stability:
    """How far a list of partitions agrees.

    Attributes:
        mean: mean adjusted Rand index over the pairs of partitions; NaN where no pair can be taken.
        least: the smallest of them; NaN likewise.
        share: for each actor, the share of partitions in which it is with the
            majority of its final camp; NaN for actors that have none.
    """

    mean: float
    least: float
    share: NDArray[np.float64]


def stability(
    partitions: Sequence[Labels | Sequence[int]], final: Labels | Sequence[int]
) -> Stability:
    """Compare partitions of the same actors, of resampled data or of several starts.

    For actor i of final camp F and a partition p, the majority of F is the camp
    of p that holds more members of F than any other. Where two camps hold
    equally many, F has no majority in p and none of its members counts; nor
    does an actor that p leaves unplaced.

    A share near 1 says that the actor stays with its own; it does not say that
    others stay out: where p is one single camp, everybody is with the majority.
    The adjusted Rand index sees that. A final camp of one actor is its own
    majority wherever that actor is placed.

    Args:
        partitions: the labels of the n actors in each, -1 for unplaced.
        final: the labels that the shares are taken for.

    Returns:
        Mean and least adjusted Rand index over the m(m-1)/2 pairs of
        partitions (those with fewer than two actors in common are left out),
        and one share per actor. Without partitions all is NaN. O(m²·n log n).

    Raises:
        UsageError: labels that are no whole numbers, or of different lengths.

    References:
        Hubert & Arabie (1985), doi:10.1007/BF01908075

    Example:
        The fourth actor leaves its camp in one of two partitions:

        >>> found = stability([[0, 0, 0, 0], [0, 0, 0, 1]], [0, 0, 0, 0])
        >>> found.share.tolist()
        [1.0, 1.0, 1.0, 0.5]
    """
    n = len(final)
    camps = checked_labels(final, n, "stability: final")
    rows = [checked_labels(row, n, "stability: partitions") for row in partitions]
    found = np.array([adjusted_rand(a, b) for a, b in combinations(rows, 2)])
    found = found[~np.isnan(found)]
    share = np.full(n, np.nan)
    for camp in np.unique(camps[camps >= 0]):
        members = np.flatnonzero(camps == camp)
        if rows:
            share[members] = np.mean([_with_majority(row[members]) for row in rows], axis=0)
    if not found.size:
        return Stability(float("nan"), float("nan"), share)
    return Stability(float(found.mean()), float(found.min()), share)


def _with_majority(labels: Labels) -> NDArray[np.bool_]:
    counts = np.bincount(labels[labels >= 0], minlength=1)
    most = np.flatnonzero(counts == counts.max())
    if most.size > 1 or not counts.any():
        return np.zeros(labels.size, dtype=np.bool_)
    same: NDArray[np.bool_] = labels == most[0]
    return same
