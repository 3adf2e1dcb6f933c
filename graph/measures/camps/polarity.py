"""How far camps are apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .matrices import checked_distances, checked_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scipy.sparse import csr_array

    from .matrices import Labels, Matrix


@dataclass(frozen=True)
class Polarisation:
    """How far camps are apart, and what the number rests on.

    Attributes:
        value: balance · (between - within); NaN where one of the two is not known.
        balance: 1 for camps of equal size, 0 for a single camp.
        within: distance inside camps, 0 to 1; NaN where no pair inside shares anything.
        between: distance between camps, likewise.
        coverage: share of all pairs of placed actors that share a proposition; NaN without pairs.
        coverage_within: the same for the pairs inside camps.
        coverage_between: the same for the pairs between camps.
        sizes: actors in each camp, in the order of the labels.
    """

    value: float
    balance: float
    within: float
    between: float
    coverage: float
    coverage_within: float
    coverage_between: float
    sizes: tuple[int, ...]


def polarisation(shared: Matrix, conflict: Matrix, labels: Labels | Sequence[int]) -> Polarisation:
    """Measure how far given camps are apart beyond what they differ inside.

    P = H·(d_between - d_within). d is a pooled distance, Σ conflict / Σ shared,
    over the pairs of actors inside camps and over those between camps; pairs
    that share nothing do not count. H = (1 - Σ_c (n_c/n)²) / (1 - 1/k) for k
    camps of n_c out of n actors; with two camps it is 4·n₁·n₂/n². Undirected; a
    pair weighs as much as it shares, so that well documented actors weigh more.

    This is not the polarisation score of Discourse Network Analyzer. That one
    searches for the membership that maximises the misfit to an ideal pattern of
    camps; here the camps are given, from `two_camps` or from outside, and a
    larger value says that they are further apart.

    What it cannot say: that there *are* camps. On camps that were sought in the
    same data chance alone gives a value above 0, about 0.13 for twenty actors
    who toss a coin on ten propositions: compare with the value of shuffled
    stances. It does not see silence: with low coverage it rests on few
    pairs. It does not see intensity beyond the stances, nor whether anybody
    listens to anybody.

    Args:
        shared: n by n, symmetric: weight of the propositions on which both have a stance.
        conflict: n by n, symmetric: Σ w·|a-b|/2 over those, stances in [-1, 1].
        labels: the camp of each actor; those with -1 are left out. Where camps
            were sought in a network of several components, leave out all but
            one: which camps of two components stand side by side is arbitrary.

    Returns:
        P from -1 to 1: 1 for two camps of equal size, each of one mind and
        opposed throughout; 0 for one opinion or a single camp; about 0 for
        labels that have nothing to do with the stances; below 0 where actors
        differ more inside camps than between them. NaN where no pair inside, or
        none between, shares anything. Three camps that all speak on every
        proposition cannot all be opposed (on each, two stand on one side) and
        reach no more than 2/3: compare values for the same number of camps.
        O(n + m) for m pairs that share something.

    Raises:
        UsageError: a matrix or the labels are malformed.

    References:
        Own definition. The balance of sizes is the Gini-Simpson index over its
        maximum: Simpson (1949), doi:10.1038/163688a0

    Example:
        Four actors, one proposition: two in favour, two against.

        >>> import numpy as np
        >>> shared = np.ones((4, 4))
        >>> conflict = np.array([[0, 0, 1, 1], [0, 0, 1, 1], [1, 1, 0, 0], [1, 1, 0, 0.0]])
        >>> polarisation(shared, conflict, [0, 0, 1, 1]).value
        1.0
    """
    common, apart = checked_distances(shared, conflict, "polarisation")
    camps = checked_labels(labels, common.shape[0], "polarisation")
    sizes = np.unique(camps[camps >= 0], return_counts=True)[1]
    n, k = int(sizes.sum()), sizes.size
    balance = float((1 - ((sizes / n) ** 2).sum()) / (1 - 1 / k)) if k > 1 else 0.0
    weight_in, weight_out, met_in, met_out = _sums(common, camps)
    conflict_in, conflict_out, _, _ = _sums(apart, camps)
    within, between = _ratio(conflict_in, weight_in), _ratio(conflict_out, weight_out)
    pairs, pairs_in = n * (n - 1) / 2, float((sizes * (sizes - 1) / 2).sum())
    return Polarisation(
        value=balance * (between - within) if k != 1 else 0.0,
        balance=balance,
        within=within,
        between=between,
        coverage=_ratio(met_in + met_out, pairs),
        coverage_within=_ratio(met_in, pairs_in),
        coverage_between=_ratio(met_out, pairs - pairs_in),
        sizes=tuple(int(size) for size in sizes),
    )


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")


def _sums(matrix: csr_array, camps: Labels) -> tuple[float, float, int, int]:
    """Return the sum inside camps and between them, and the number of pairs of each."""
    from scipy.sparse import triu

    cells = triu(matrix, format="coo")
    first, second = camps[cells.row], camps[cells.col]
    inside = (first >= 0) & (first == second)
    outside = (first >= 0) & (second >= 0) & (first != second)
    data = cells.data
    return (
        float(data[inside].sum()),
        float(data[outside].sum()),
        int(inside.sum()),
        int(outside.sum()),
    )
