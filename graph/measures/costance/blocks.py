"""All pairs: at once where that is moderate, by blocks of rows where it is not."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np

from .engine import MEMORY_BYTES, choose
from .measures import check_measure
from .scaled import scale

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from .cells import Cells
    from .engine import EngineName
    from .measures import Measure

    Block = tuple[int, int, NDArray[np.floating], NDArray[np.floating]]


def measure_blocks(
    cells: Cells,
    measures: Sequence[Measure],
    weights: NDArray[np.float64] | None = None,
    *,
    memory_bytes: int = MEMORY_BYTES,
    engine: EngineName = "auto",
) -> Iterator[tuple[int, int, NDArray[np.floating]]]:
    """Yield measures of all pairs, some rows at a time.

    The formulas are those of `pair_sums`. Every pair stands there twice, and
    every actor with itself. All blocks together take time in proportion to
    Σ d², d being the number of actors with a stance on a concept, plus n² with
    numba; with numpy alone to n times the number of cells (or n²·m by BLAS
    where more than 15 % of the cells are known), whatever the number of actors
    that share something.

    Args:
        cells: who said what.
        measures: of shared (G0), congruence, conflict, subtract (G1), agreement
            (not a number where nothing is shared).
        weights: w ≥ 0 by concept; None weighs all alike, 1.
        memory_bytes: what is made for a block, what is yielded included, stays
            within it, as long as it holds one row. On top of it come the table
            laid out anew, at most 40 bytes a cell and 16 a threshold, and blocks
            that the caller keeps.
        engine: `numba`, `numpy`, or `auto`: numba where it is installed.

    Yields:
        The first row, the one behind the last, and an array of its own of shape
        (measures, rows, actors): 32-bit floats where these hold the sums
        exactly, 64-bit ones otherwise.

    Raises:
        UsageError: an unknown measure or engine, or wrong weights.
    """
    for measure in measures:
        check_measure("measure_blocks", measure)
    made = choose(scale(cells, weights), engine, memory_bytes)
    step = made.block_rows(len(measures))
    with closing(made):
        for start in range(0, cells.actor_count, step):
            stop = min(start + step, cells.actor_count)
            yield start, stop, made.block(start, stop, measures)


def blocks(
    cells: Cells,
    weights: NDArray[np.float64] | None = None,
    *,
    memory_bytes: int = MEMORY_BYTES,
    engine: EngineName = "auto",
) -> Iterator[Block]:
    """Yield the two sums of all pairs, some rows at a time.

    Args:
        cells: who said what.
        weights: w ≥ 0 by concept; None weighs all alike, 1.
        memory_bytes: what is made for a block stays within it, as long as it
            holds one row; see `measure_blocks`.
        engine: `numba`, `numpy` or `auto`.

    Yields:
        The first row, the one behind the last, G0 and G1 of these with all.

    Raises:
        UsageError: an unknown engine, or wrong weights.
    """
    found = measure_blocks(
        cells, ("shared", "subtract"), weights, memory_bytes=memory_bytes, engine=engine
    )
    for start, stop, (shared, subtract) in found:
        yield start, stop, shared, subtract


def pair_sums(
    cells: Cells, weights: NDArray[np.float64] | None = None, *, engine: EngineName = "auto"
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the two sums from which every measure of two actors follows.

    G0 = Σ_j w_j c_ij c_i'j counts what both speak of; G1 = Σ_j w_j (Σ_t g_t
    x_ij,t x_i'j,t + (1 − Σ_t g_t) c_ij c_i'j) counts it against where they stand
    on different sides. Then conflict = ½(G0 − G1), congruence = ½(G0 + G1),
    subtract = G1, agreement = 100·(1 − conflict/G0). Undirected, not normalised;
    0 ≤ G0, −G0 ≤ G1 ≤ G0; an actor without cells has zeros.

    Args:
        cells: who said what.
        weights: w ≥ 0 by concept; None weighs all alike, 1.
        engine: `numba`, `numpy` or `auto`. Where counts, sides, gaps and weights
            are multiples of fractions with small denominators, both give the
            same numbers, each rounded once; otherwise they may differ in the
            last digits.

    Returns:
        G0 and G1, both of shape (actors, actors), the diagonal included: 16
        bytes a pair. For many actors use `blocks` or `strongest`.

    Raises:
        UsageError: an unknown engine, or wrong weights.

    References:
        Leifeld, doi:10.1093/oxfordhb/9780190228217.013.25.

    Example:
        Both speak of two propositions; they are alike on the first, and three
        quarters of the scale apart on the second:

        >>> from scipy.sparse import csr_array
        >>> from graph.measures.costance import Cells, conflict
        >>> cells = Cells.from_degrees(csr_array([[1.0, 1.0], [1.0, -0.5]]))
        >>> shared, subtract = pair_sums(cells, engine="numpy")
        >>> float(shared[0, 1]), float(conflict(shared, subtract)[0, 1])
        (2.0, 0.75)
    """
    size = cells.actor_count
    both = np.empty((2, size, size))
    for start, stop, *found in blocks(cells, weights, engine=engine):
        both[0, start:stop], both[1, start:stop] = found
    return both[0], both[1]


def sparse_pair_sums(
    cells: Cells, weights: NDArray[np.float64] | None = None, *, engine: EngineName = "auto"
) -> tuple[csr_array, csr_array]:
    """Return the same two sums, of the pairs only that share something.

    Args:
        cells: who said what.
        weights: w ≥ 0 by concept; None weighs all alike, 1.
        engine: `numba`, `numpy` or `auto`.

    Returns:
        G0 and G1. Both store the same pairs, those with G0 > 0: a stored zero of
        G1 is a pair whose conflict equals its congruence.

    Raises:
        UsageError: an unknown engine, or wrong weights.
    """
    from scipy.sparse import csr_array, vstack

    size = cells.actor_count
    parts: list[tuple[csr_array, csr_array]] = []
    for start, stop, shared, subtract in blocks(cells, weights, engine=engine):
        row, column = np.nonzero(shared)
        indptr = np.append(0, np.cumsum(np.bincount(row, minlength=stop - start)))
        shape = (stop - start, size)
        parts.append(
            (
                csr_array((shared[row, column].astype(float), column, indptr), shape=shape),
                csr_array((subtract[row, column].astype(float), column, indptr), shape=shape),
            )
        )
    if not parts:
        return csr_array((0, 0)), csr_array((0, 0))
    first, second = zip(*parts, strict=True)
    return vstack(first, format="csr"), vstack(second, format="csr")
