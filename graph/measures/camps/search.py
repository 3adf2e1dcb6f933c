"""A good partition of many actors: move, merge and swap until nothing gains."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from .matrices import Labels

_DENSE = 0.1
_TINY = 1e-12


class Gains:
    """What each pair of actors adds when it is together, ready to be read row by row.

    Attributes:
        matrix: n by n, symmetric, zero diagonal, sparse.
        n: number of actors.
        tiny: a gain that is no more than rounding.
    """

    def __init__(self, matrix: csr_array) -> None:
        """Keep full rows where most cells are taken: they add up faster."""
        self.matrix = matrix
        self.n = int(matrix.shape[0])
        self.tiny = _TINY * float(np.abs(matrix.data).sum())
        full = matrix.nnz > _DENSE * self.n**2
        self._full: NDArray[np.float64] | None = matrix.toarray() if full else None

    def row(self, i: int) -> tuple[slice | NDArray[np.int32], NDArray[np.float64]]:
        """Return where the cells of row i stand, and their values."""
        if self._full is not None:
            return slice(None), self._full[i]
        part = slice(self.matrix.indptr[i], self.matrix.indptr[i + 1])
        return self.matrix.indices[part], self.matrix.data[part]


def split(gains: csr_array, labels: Labels) -> Labels:
    """Take apart every group that positive pairs do not hold together; never a loss."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    cells = coo_array(gains)
    held = (cells.data > 0) & (labels[cells.row] == labels[cells.col])
    inside = coo_array((cells.data[held], (cells.row[held], cells.col[held])), shape=gains.shape)
    return np.asarray(connected_components(inside, directed=False)[1], dtype=np.int64)


def search(gains: Gains, camps: int | None, seed: int) -> Labels:
    """Return a partition that no move, merge or swap improves.

    Args:
        gains: what each pair adds when it is together.
        camps: the number of groups, None for any.
        seed: of the random start and of the order of moves.

    Returns:
        One label per actor. Where the number is free, positive pairs hold
        every group together. A sweep costs O(n·c + n·moved) in a dense matrix,
        one of swaps O(n²), for c groups.
    """
    rng = np.random.default_rng(seed)
    state = State(gains, _start(gains.n, camps, rng), fixed=camps is not None)
    while True:
        while state.move(rng) or state.merge() or state.swap(rng):
            pass
        if camps is not None:
            return state.labels
        parts = split(gains.matrix, state.labels)
        if np.unique(parts).size == np.unique(state.labels).size:
            return parts
        state = State(gains, parts, fixed=False)


def _start(n: int, camps: int | None, rng: np.random.Generator) -> Labels:
    count = camps or int(rng.integers(1, int(n**0.5) + 2))
    labels = rng.integers(0, count, size=n)
    if camps is not None:
        labels[rng.permutation(n)[:camps]] = np.arange(camps)
    return labels


class State:
    """A partition on its way.

    `pull[c, i]` is what actor i gains with the members of group c. An empty
    group has a row of zeros: where the number of groups is free there is always
    one, so that leaving for a group of one's own is a move like any other.
    """

    def __init__(self, gains: Gains, labels: Labels, *, fixed: bool) -> None:
        """Start from a partition; `fixed` keeps the number of its groups."""
        self.gains = gains
        self.fixed = fixed
        self.everyone = np.arange(gains.n)
        self._adopt(labels)

    def _adopt(self, labels: Labels) -> None:
        """Take over a partition and work out what each group means to each actor."""
        self.labels = np.unique(labels, return_inverse=True)[1].astype(np.int64)
        self.sizes = np.bincount(self.labels)
        self.pull = np.ascontiguousarray((self.gains.matrix @ self._members()).T)
        self._keep_one_empty()

    def _members(self) -> NDArray[np.float64]:
        members = np.zeros((self.gains.n, self.sizes.size))
        members[self.everyone, self.labels] = 1.0
        return members

    def _keep_one_empty(self) -> None:
        if not self.fixed and self.sizes.all():
            more = max(1, self.sizes.size // 4)
            self.sizes = np.concatenate([self.sizes, np.zeros(more, dtype=self.sizes.dtype)])
            self.pull = np.concatenate([self.pull, np.zeros((more, self.gains.n))])

    def _shift(self, i: int, to: int) -> None:
        """Put actor i into another group."""
        here = self.labels[i]
        where, values = self.gains.row(i)
        self.pull[here, where] -= values
        self.pull[to, where] += values
        self.sizes[here] -= 1
        self.sizes[to] += 1
        self.labels[i] = to
        if not self.sizes[here]:
            self.pull[here] = 0.0

    def move(self, rng: np.random.Generator) -> bool:
        """Let every actor that gains by it change groups, in random order."""
        own = self.pull[self.labels, self.everyone]
        moved = False
        for i in rng.permutation(np.flatnonzero(self.pull.max(axis=0) - own > self.gains.tiny)):
            here = self.labels[i]
            column = self.pull[:, i]
            to = int(column.argmax())
            last = self.fixed and self.sizes[here] == 1
            if column[to] - column[here] > self.gains.tiny and not last:
                self._shift(int(i), to)
                self._keep_one_empty()
                moved = True
        return moved

    def merge(self) -> bool:
        """Join groups, the pair that gains most first."""
        if self.fixed:
            return False
        between = self.pull @ self._members()
        names = np.arange(self.sizes.size)
        merged = False
        while True:
            np.fill_diagonal(between, 0.0)
            a, b = np.unravel_index(int(between.argmax()), between.shape)
            if between[a, b] <= self.gains.tiny:
                break
            between[a] += between[b]
            between[:, a] += between[:, b]
            between[b] = between[:, b] = 0.0
            names[names == b] = a
            merged = True
        if merged:
            self._adopt(names[self.labels])
        return merged

    def swap(self, rng: np.random.Generator) -> bool:
        """Exchange two actors of different groups wherever that gains."""
        swapped = False
        own = self.pull[self.labels, self.everyone]
        for i in rng.permutation(self.gains.n):
            here = int(self.labels[i])
            gain = self.pull[:, i][self.labels] - own[i] + self.pull[here] - own
            where, values = self.gains.row(int(i))
            gain[where] -= 2 * values
            gain[self.labels == here] = 0.0
            j = int(gain.argmax())
            if gain[j] > self.gains.tiny:
                to = int(self.labels[j])
                self._shift(int(i), to)
                self._shift(j, here)
                own = self.pull[self.labels, self.everyone]
                swapped = True
        return swapped
