"""The partition of a signed network that leaves the least imbalance."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from ...errors import UsageError
from .agreement import stability
from .criterion import check_alpha, misplaced, weigh
from .exact import best_partitions
from .matrices import ROUNDING, checked, number_camps
from .search import Gains, search, split

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from .matrices import Labels, Matrix


@dataclass(frozen=True)
class Partition:
    """Camps of a signed network, and how far they can be relied on.

    Attributes:
        labels: the camp of each actor, numbered from 0 by size, then by first
            member; -1 for actors without any tie.
        value: the criterion P.
        share: P over the weight of all ties, taken with the same α: 0 for a
            balanced network, and for one without ties.
        exact: no partition has a lower P; proven, not presumed.
        optima: how many distinct partitions reach P. Above 1 the camps
            shown are one choice among them.
        all_optima: `optima` counts them all; otherwise those that the starts reached.
        components: for each actor the connected component of ties that it lies
            in, numbered likewise; -1 for none. Nothing ties two components:
            whether camps of two components stand together cannot be said.
        starts: one row of labels per start.
        agreement: mean adjusted Rand index between the starts; NaN for fewer than two.
    """

    labels: Labels
    value: float
    share: float
    exact: bool
    optima: int
    all_optima: bool
    components: Labels
    starts: Labels
    agreement: float


@dataclass(frozen=True)
class _Task:
    camps: int | None
    seeds: range
    alpha: float


@dataclass(frozen=True)
class _Solved:
    """What was found for one part of the network."""

    best: Labels
    starts: list[Labels]
    exact: bool
    optima: int
    all_optima: bool


def partition(
    ties: Matrix,
    *,
    camps: int | None = None,
    seeds: int = 20,
    first_seed: int = 0,
    alpha: float = 0.5,
) -> Partition:
    """Find the camps that leave the fewest ties out of place.

    Minimises P = α·(negative ties inside camps) + (1-α)·(positive ties between
    camps), each pair counted once by its absolute weight. Undirected. Every
    start moves single actors, merges camps and exchanges actors until nothing
    lowers P. A part of up to ten actors is then searched in full, one of up to
    thirty as far as a fixed number of steps allows: `exact` says whether that
    or P = 0 proves the result.

    Where the number of camps is free, each connected component is a part of its
    own, and every camp is held together by positive ties: a common opponent
    alone makes no camp. That excludes no value of P, and where no negative tie
    lies inside the components of positive ties, those are the only answer, at
    P = 0. Where the number is fixed, the network is one part, camps may consist
    of actors with nothing in common, and which camps of two components share a
    label is arbitrary (`optima` counts the choices).

    Among several best partitions that with the fewest camps is shown, then the
    one whose labels come first.

    Args:
        ties: n by n, symmetric, dense or sparse; above 0 agreement, below 0
            disagreement, 0 none. The diagonal is not read.
        camps: the number of camps, all of them taken; None leaves it free.
        seeds: number of starts.
        first_seed: seed of the first; the others follow it.
        alpha: weight of negative ties inside camps, above 0 and below 1.

    Returns:
        The partition; without ties, all labels are -1 and P is 0. At α = ½, P
        is half the weight out of place, and `share` the share of the total
        that this is. O(n²) a sweep in a dense network: 20 starts of 2,000
        actors take some ten seconds.

    Raises:
        UsageError: the ties are malformed, α, `camps` or `seeds` is out of
            range, or more camps are asked for than actors have ties.

    References:
        Doreian & Mrvar (1996), doi:10.1016/0378-8733(95)00259-6;
        adjusted Rand index: Hubert & Arabie (1985), doi:10.1007/BF01908075

    Example:
        Two pairs of allies, opposed, and one actor that nobody is tied to:

        >>> import numpy as np
        >>> ties = np.zeros((5, 5))
        >>> ties[:4, :4] = [[0, 1, -1, -1], [1, 0, -1, -1], [-1, -1, 0, 1], [-1, -1, 1, 0]]
        >>> found = partition(ties)
        >>> found.labels.tolist(), found.value, found.exact, found.optima
        ([0, 0, 1, 1, -1], 0.0, True, 1)
    """
    _check(camps, seeds, first_seed, alpha)
    signed = checked(ties, "partition")
    n = int(signed.shape[0])
    components = _components(signed)
    placed = np.flatnonzero(components >= 0)
    if camps is not None and 0 < placed.size < camps:
        message = f"partition: {camps} camps for {placed.size} actors with ties; ask for fewer"
        raise UsageError(message)
    count = int(components.max(initial=-1)) + 1
    parts = [np.flatnonzero(components == c) for c in range(count)]
    if camps is not None and placed.size:
        parts = [placed]
    task = _Task(camps, range(first_seed, first_seed + seeds), alpha)
    solved = [_solve(signed[part][:, part], task) for part in parts]
    labels = _join(n, parts, [s.best for s in solved])
    starts = [_join(n, parts, [s.starts[t] for s in solved]) for t in range(seeds)]
    value = misplaced(signed, labels, alpha)
    total = float(abs(weigh(signed, alpha)).sum()) / 2
    return Partition(
        labels=labels,
        value=value,
        share=value / total if total else 0.0,
        exact=all(s.exact for s in solved),
        optima=prod(s.optima for s in solved),
        all_optima=all(s.all_optima for s in solved),
        components=components,
        starts=np.array(starts, dtype=np.int64).reshape(seeds, n),
        agreement=stability(starts, labels).mean,
    )


def two_camps(
    ties: Matrix, *, seeds: int = 20, first_seed: int = 0, alpha: float = 0.5
) -> Partition:
    """Find the split into two camps that leaves the fewest ties out of place.

    `partition` with two camps: the bipartition that `polarisation` is taken on.
    It always names two camps, of allies too: read `share` and `optima` first.

    Example:
        Three allies still fall into two camps, in three equally good ways:

        >>> import numpy as np
        >>> found = two_camps(np.ones((3, 3)))
        >>> found.labels.tolist(), found.optima
        ([0, 0, 1], 3)
    """
    return partition(ties, camps=2, seeds=seeds, first_seed=first_seed, alpha=alpha)


def _check(camps: int | None, seeds: int, first_seed: int, alpha: float) -> None:
    check_alpha(alpha, "partition")
    if first_seed < 0:
        raise UsageError(f"partition: first seed {first_seed!r} is below 0; pass 0 or more")
    if seeds < 1:
        raise UsageError(f"partition: {seeds!r} seeds; pass 1 or more")
    if camps is not None and camps < 1:
        raise UsageError(f"partition: {camps!r} camps; pass 1 or more, or None for any number")


def _components(signed: csr_array) -> Labels:
    from scipy.sparse.csgraph import connected_components

    found = np.asarray(connected_components(signed, directed=False)[1], dtype=np.int64)
    found[np.diff(signed.indptr) == 0] = -1
    return number_camps(found)


def _join(n: int, parts: list[Labels], labels: list[Labels]) -> Labels:
    """Put the labels of the parts together: a camp never spans two of them."""
    joined = np.full(n, -1, dtype=np.int64)
    offset = 0
    for part, own in zip(parts, labels, strict=True):
        joined[part] = own + offset
        offset += int(own.max()) + 1
    return number_camps(joined)


def _solve(signed: csr_array, task: _Task) -> _Solved:
    gains = weigh(signed, task.alpha)
    tolerance = ROUNDING * float(abs(gains).sum())
    if task.camps is None:
        allies = number_camps(split(gains, np.zeros(signed.shape[0], dtype=np.int64)))
        if misplaced(signed, allies, task.alpha) == 0:
            return _Solved(
                allies, [allies] * len(task.seeds), exact=True, optima=1, all_optima=True
            )
    rows = Gains(gains)
    starts = [number_camps(search(rows, task.camps, seed)) for seed in task.seeds]
    distinct = [np.array(row) for row in {tuple(row.tolist()) for row in starts}]
    values = [misplaced(signed, labels, task.alpha) for labels in distinct]
    least = min(values)
    known = float(gains.maximum(0).sum()) / 2 - least
    full = best_partitions(gains, task.camps, known=known, tolerance=tolerance)
    if full is None:
        best = [row for row, x in zip(distinct, values, strict=True) if x <= least + tolerance]
    else:
        best = [number_camps(labels) for labels in full]
        if task.camps is None:
            best = [row for row in best if row.max() == split(gains, row).max()]
    return _Solved(
        best=min(best, key=lambda labels: (int(labels.max()), labels.tolist())),
        starts=starts,
        exact=full is not None or least <= tolerance,
        optima=len(best),
        all_optima=full is not None,
    )
