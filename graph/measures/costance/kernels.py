"""Loops that add up rows of sums, for numba to compile.

Each actor's row of sums is filled from the columns of its concepts, one addition
a pair and shared concept, and then read once. Where the numbers are whole and of
few kinds, shared and apart lie in one integer, and a column is sorted by kind, so
that what is added is constant along a run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .compiling import compiled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.floating]
    Sums = NDArray[np.signedinteger]


class Runs(NamedTuple):
    """A table of few kinds of cells. A run is the cells of one concept and one kind.

    Attributes:
        indptr: where each actor's cells start.
        runs: the run of each cell, concept · kinds + kind.
        starts: where each run starts in `actors`.
        actors: the actors of the runs.
        weights: by concept.
        adds: by kind and kind, apart · 2^bits + shared.
        bits: of shared.
    """

    indptr: NDArray[np.int64]
    runs: NDArray[np.int32]
    starts: NDArray[np.int64]
    actors: NDArray[np.uint32]
    weights: Sums
    adds: Sums
    bits: int


class Columns(NamedTuple):
    """A table of any numbers, by actor and by concept.

    Attributes:
        indptr: where each actor's cells start.
        indices: the concept of each cell.
        counts: of each cell.
        sides: by cell and threshold.
        starts: where each concept's cells start in `order`.
        order: the cells, by concept.
        actors: of the cells in that order.
        weights: by concept.
        gaps: by threshold.
        halves: what is apart is divided by it; see `Scaled`.
    """

    indptr: NDArray[np.int64]
    indices: NDArray[np.int32]
    counts: NDArray[np.float64]
    sides: NDArray[np.float64]
    starts: NDArray[np.int64]
    order: NDArray[np.int64]
    actors: NDArray[np.uint32]
    weights: NDArray[np.float64]
    gaps: NDArray[np.float64]
    halves: float


@compiled
def fill_runs(table: Runs, actor: int, sums: Sums) -> None:
    """Add up a row where runs are constant."""
    kinds = len(table.adds)
    for place in range(table.indptr[actor], table.indptr[actor + 1]):
        concept, kind = divmod(table.runs[place], kinds)
        for other in range(kinds):
            add = table.adds[kind, other] * table.weights[concept]
            run = concept * kinds + other
            for at in range(table.starts[run], table.starts[run + 1]):
                sums[table.actors[at]] += add


@compiled
def touch_runs(table: Runs, actor: int, sums: Sums, touched: NDArray[np.uint32]) -> int:
    """Add up a row and list whom it touches; return how many."""
    kinds = len(table.adds)
    count = 0
    for place in range(table.indptr[actor], table.indptr[actor + 1]):
        concept, kind = divmod(table.runs[place], kinds)
        if table.weights[concept] == 0:
            continue
        for other in range(kinds):
            add = table.adds[kind, other] * table.weights[concept]
            run = concept * kinds + other
            for at in range(table.starts[run], table.starts[run + 1]):
                partner = table.actors[at]
                if sums[partner] == 0:
                    touched[count] = partner
                    count += 1
                sums[partner] += add
    return count


@compiled
def steps_of(table: Runs, actor: int) -> int:
    """Return how many additions a row takes."""
    kinds = len(table.adds)
    steps = 0
    for place in range(table.indptr[actor], table.indptr[actor + 1]):
        first = table.runs[place] // kinds * kinds
        steps += table.starts[first + kinds] - table.starts[first]
    return steps


@compiled
def fill_columns(table: Columns, actor: int, shared: Array, apart: Array) -> None:
    """Add up a row of any numbers; apart gets (Q·I0 − I1) / halves, not below 0."""
    total = table.gaps.sum() / table.halves
    for place in range(table.indptr[actor], table.indptr[actor + 1]):
        concept = table.indices[place]
        weight = table.weights[concept]
        count = weight * table.counts[place]
        for at in range(table.starts[concept], table.starts[concept + 1]):
            cell = table.order[at]
            partner = table.actors[at]
            shared[partner] += count * table.counts[cell]
            for cut in range(len(table.gaps)):
                side = weight * table.gaps[cut] * table.sides[place, cut]
                apart[partner] += side * table.sides[cell, cut]
    for partner in range(len(shared)):
        far = total * shared[partner] - apart[partner] / table.halves
        apart[partner] = min(max(far, 0.0), 2.0 * total * shared[partner])


@compiled
def unpack(sums: Sums, bits: int, shared: Array, apart: Array) -> None:
    """Take packed sums apart, and clear them."""
    mask = (1 << bits) - 1
    for at in range(len(sums)):
        packed = sums[at]
        shared[at] = packed & mask
        apart[at] = packed >> bits
        sums[at] = 0
