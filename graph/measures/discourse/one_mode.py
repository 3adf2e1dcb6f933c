"""One-mode discourse networks: who agrees with whom, or which concepts go together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .choices import OneModeOptions
from .counts import ROUNDING, Counts, without_rounding
from .network import Network, select
from .products import pair_products

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from .choices import OneModeAggregation, OneModeNormalisation
    from .statements import Statements


def one_mode(statements: Statements, options: OneModeOptions | None = None) -> Network:
    """Build the undirected, weighted network of actors, or of concepts.

    X[i,j,k] is the number (or weight) of statements of actor i on concept j at level
    k of the qualifier, and r the range of the scale, 1 for a boolean one. The cell of
    i and i' sums over j, k and k':

    - `ignore`: X[i,j,k] X[i',j,k']
    - `congruence`: X[i,j,k] X[i',j,k'] (1 − abs(k − k')/r)
    - `conflict`: X[i,j,k] X[i',j,k'] abs(k − k')/r
    - `subtract`: congruence − conflict

    Then it is divided by (0 where the divisor is 0), with S_i = Σ_jk X[i,j,k]:

    - `none`: 1
    - `average`: (S_i + S_i')/2
    - `jaccard`: Σ_jk X[i,j,k] [X[i',j,k] = 0] + Σ_jk X[i',j,k] [X[i,j,k] = 0]
      + Σ_jk X[i,j,k] X[i',j,k]
    - `dna-cosine`: S_i S_i', what Discourse Network Analyzer calls cosine
    - `cosine`: the lengths ‖i‖ ‖i'‖, where ‖i‖² is the `ignore` cell of i with itself
      under `ignore` and the `congruence` cell of i with itself otherwise. This is the
      angle between vectors: `ignore` and `congruence` are from 0 to 1, and 1 for
      actors who say the same; `conflict` is the cosine of i and the mirror image of
      i', from 0 to 1; `subtract` is still congruence − conflict, from −1 to 1. On a
      boolean scale `congruence` is the cosine of the counts per concept and level.

    Cells are 0 or more, except under `subtract`, where conflict makes them negative.
    Every pair has one value, so there are no ties to break; a cell of 0 is not stored.

    Args:
        statements: all those of the range of time; see `Statements.between`.
        options: see `OneModeOptions`. With `over="concepts"` i and j change places.

    Returns:
        Actors (or concepts) in the order of their labels. No statements give an empty
        network, or one of isolates where they are kept. Takes O(n log n) for n
        statements and one step for each pair that shares a concept and each gap
        between levels.

    Raises:
        UsageError: a value is not on the scale, or a graded scale has no range.

    References:
        P. Leifeld (2017), Discourse Network Analysis: Policy Debates as Dynamic
        Networks, https://doi.org/10.1093/oxfordhb/9780190228217.013.25 ·
        G. Salton, A. Wong, C. S. Yang (1975), A Vector Space Model for Automatic
        Indexing, https://doi.org/10.1145/361219.361220 (cosine)

    Example:
        On a scale from −5 to 5, −4 said twice and 2 said three times agree by
        2 · 3 · (1 − 6/10).

        >>> from graph.measures.discourse import OneModeOptions, Row, Scale, Statements
        >>> rows = [Row("A", "tax", -4, "2023-01-05")] * 2 + [Row("B", "tax", 2, "2023-01-06")] * 3
        >>> options = OneModeOptions(scale=Scale.graded(-5, 5))
        >>> network = one_mode(Statements.from_rows(rows), options)
        >>> network.rows, round(float(network.matrix[0, 1]), 9)
        (('A', 'B'), 2.4)
    """
    options = options or OneModeOptions()
    by_value = options.aggregation != "ignore"
    chosen = select(statements, options, by_value=by_value)
    counts = Counts.of(chosen, options.over)
    form = _Form.of(counts, options)
    labels = chosen.actor_labels if options.over == "actors" else chosen.concept_labels
    matrix = _normalised(form, counts, options.normalisation)
    return Network(labels, labels, matrix, len(chosen))


@dataclass(frozen=True, eq=False)
class _Form:
    """The cells before they are divided, and every row's squared length."""

    cells: csr_array
    squares: NDArray[np.float64]

    @classmethod
    def of(cls, counts: Counts, options: OneModeOptions) -> _Form:
        if options.aggregation == "ignore":
            g0, _ = pair_products(counts.summed(), [], np.empty(0))
            return cls(g0, g0.diagonal())
        scale = options.scale.observed(counts.levels) if options.dna_compatible else options.scale
        gaps = scale.gaps(counts.levels)
        g0, g1 = pair_products(counts.summed(), counts.sides(), gaps)
        reach = float(gaps.sum())
        squares = ((2 - reach) * g0.diagonal() + g1.diagonal()) / 2
        return cls(_cells(g0, g1, reach, options.aggregation), squares)


def _cells(g0: csr_array, g1: csr_array, reach: float, wanted: OneModeAggregation) -> csr_array:
    if wanted == "congruence":
        cells = g0 * ((2 - reach) / 2) + g1 / 2
    elif wanted == "conflict":
        cells = g0 * (reach / 2) - g1 / 2
    else:
        cells = g0 * (1 - reach) + g1
    return without_rounding(cells, g0)


def _normalised(form: _Form, counts: Counts, name: OneModeNormalisation) -> csr_array:
    from scipy.sparse import csr_array

    cells = form.cells.tocoo()
    off = (cells.row != cells.col) & (cells.data != 0)
    rows, columns, data = cells.row[off], cells.col[off], cells.data[off]
    if name == "cosine":
        divisors = np.sqrt(form.squares[rows] * form.squares[columns])
    elif name != "none":
        divisors = _divisors(counts, rows, columns, name)
    else:
        divisors = np.ones(len(data))
    data = np.divide(data, divisors, out=np.zeros(len(data)), where=divisors != 0)
    return csr_array((data, (rows, columns)), shape=cells.shape)


def _divisors(
    counts: Counts, rows: NDArray[np.int64], columns: NDArray[np.int64], name: OneModeNormalisation
) -> NDArray[np.float64]:
    sums = counts.row_sums()
    if name == "dna-cosine":
        return np.asarray(sums[rows] * sums[columns])
    if name == "average":
        return np.asarray((sums[rows] + sums[columns]) / 2)
    amounts = counts.by_level()
    shared = (amounts @ amounts.astype(np.bool_).astype(np.float64).T).tocsr()
    alone = _rest(sums[rows], _at(shared, rows, columns))
    alone += _rest(sums[columns], _at(shared, columns, rows))
    return alone + _at((amounts @ amounts.T).tocsr(), rows, columns)


def _rest(whole: NDArray[np.float64], parts: NDArray[np.float64]) -> NDArray[np.float64]:
    rest = whole - parts
    return np.where(rest > whole * ROUNDING, rest, 0.0)


def _at(
    matrix: csr_array, rows: NDArray[np.int64], columns: NDArray[np.int64]
) -> NDArray[np.float64]:
    if not len(rows):
        return np.empty(0)
    return np.asarray(matrix[rows, columns], dtype=np.float64)
