"""Every best partition of a few actors, by branch and bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from .matrices import Labels

# All partitions of ten actors have fewer steps (the Bell numbers up to 115,975, summed), so
# that ten are always settled. More actors than LIMIT are not worth the try.
STEPS = 150_000
LIMIT = 30


def best_partitions(
    gains: csr_array, camps: int | None, *, known: float, tolerance: float
) -> list[Labels] | None:
    """Return every partition with the largest sum of gains inside its groups.

    Args:
        gains: n by n, symmetric, zero diagonal: what a pair adds when it is together.
        camps: the number of groups, None for any.
        known: the sum of a partition that has been found already.
        tolerance: sums that differ by no more than this are equal.

    Returns:
        One array of labels per partition, in no order of merit; None where the
        steps ran out. Up to ten actors they never do.
    """
    if gains.shape[0] > LIMIT:
        return None
    cells: NDArray[np.float64] = gains.toarray()
    order = np.argsort(-np.abs(cells).sum(axis=1), kind="stable")
    tree = _Tree(cells[np.ix_(order, order)].tolist(), camps, known, tolerance)
    found = tree.all_best()
    if tree.steps > STEPS:
        return None
    labels = np.empty((len(found), len(order)), dtype=np.int64)
    labels[:, order] = found
    return list(labels)


class _Tree:
    """The tree of partitions: level v places actor v into an open group or a new one."""

    def __init__(
        self, gains: list[list[float]], camps: int | None, known: float, tolerance: float
    ) -> None:
        self.gains = gains
        self.n = len(gains)
        self.camps = camps
        self.tolerance = tolerance
        self.best = known
        self.steps = 0
        self.found: list[tuple[float, list[int]]] = []
        self.labels = [0] * self.n
        # What the pairs among the actors from v on can add at most.
        self.ahead = [
            sum(max(0.0, gains[i][j]) for i in range(v, self.n) for j in range(v, i))
            for v in range(self.n + 1)
        ]

    def all_best(self) -> list[list[int]]:
        self._place(0, 0.0, [])
        return [labels for total, labels in self.found if total >= self.best - self.tolerance]

    def _place(self, v: int, total: float, pulls: list[list[float]]) -> None:
        """Place actor v; `pulls` holds for each open group what each actor would gain in it."""
        self.steps += 1
        if self.steps > STEPS:
            return
        if v == self.n:
            self._record(total)
            return
        if self._bound(v, total, pulls) < self.best - self.tolerance:
            return
        open_groups = len(pulls)
        must_open = self.camps is not None and self.n - v <= self.camps - open_groups
        choices = [] if must_open else list(range(open_groups))
        choices.sort(key=lambda c: -pulls[c][v])
        row = self.gains[v]
        for c in choices:
            self.labels[v] = c
            pull = [a + b for a, b in zip(pulls[c], row, strict=True)]
            self._place(v + 1, total + pulls[c][v], [*pulls[:c], pull, *pulls[c + 1 :]])
        if self.camps is None or open_groups < self.camps:
            self.labels[v] = open_groups
            self._place(v + 1, total, [*pulls, row])

    def _bound(self, v: int, total: float, pulls: list[list[float]]) -> float:
        reach = self.ahead[v] + total
        for u in range(v, self.n):
            reach += max(0.0, max((pull[u] for pull in pulls), default=0.0))
        return reach

    def _record(self, total: float) -> None:
        if total > self.best + self.tolerance:
            self.found.clear()
        if total >= self.best - self.tolerance:
            self.best = max(self.best, total)
            self.found.append((total, self.labels.copy()))
