"""Two-mode discourse networks: which actor stands how on which concept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from ...errors import UsageError
from .choices import TwoModeOptions
from .counts import Counts, without_rounding
from .network import Network, select

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from .scale import Scale
    from .statements import Statements

_MOST_LEVELS: Final = 53
"""Bits that a float holds exactly."""


def two_mode(statements: Statements, options: TwoModeOptions | None = None) -> Network:
    """Build the network of actors and the concepts that they speak about.

    X[i,j,k] is the number (or weight) of statements of actor i on concept j at level
    k of the qualifier. The cell of i and j is

    - `ignore`: Σ_k X[i,j,k]
    - `subtract`: X[i,j,1] − X[i,j,0] on a boolean scale, Σ_k k X[i,j,k] on a graded one
    - `combine`: 0 none, 1 support, 2 rejection, 3 both. On a graded scale of whole
      levels every level is a bit, the highest first: Σ_k 2^(high − k) [X[i,j,k] > 0]

    Then it is divided by (0 where the divisor is 0)

    - `none`: 1
    - `activity`: Σ_j Σ_k X[i,j,k], all that the actor said
    - `prominence`: Σ_i Σ_k X[i,j,k], all that was said on the concept

    Under `ignore`, activity and prominence are from 0 to 1; under `subtract` on a
    boolean scale they are from −1 to 1. A cell of 0 is not stored.

    Args:
        statements: all those of the range of time; see `Statements.between`.
        options: see `TwoModeOptions`.

    Returns:
        Actors as rows, concepts as columns, in the order of their labels. No
        statements give an empty network. Takes O(n log n) for n statements.

    Raises:
        UsageError: a value is not on the scale, or `combine` has no whole levels.

    References:
        P. Leifeld (2017), Discourse Network Analysis: Policy Debates as Dynamic
        Networks, https://doi.org/10.1093/oxfordhb/9780190228217.013.25

    Example:
        >>> from graph.measures.discourse import Row, Statements
        >>> rows = [Row("A", "tax", value, "2023-01-05") for value in (1, 1, 0)]
        >>> two_mode(Statements.from_rows(rows)).matrix.toarray().tolist()
        [[1.0]]
    """
    options = options or TwoModeOptions()
    chosen = select(statements, options, by_value=options.aggregation != "ignore")
    counts = Counts.of(chosen)
    if options.aggregation == "ignore":
        cells = counts.summed()
    elif options.aggregation == "combine":
        scale = options.scale.observed(counts.levels) if options.dna_compatible else options.scale
        cells = _combined(counts, scale)
    else:
        signs = counts.levels if options.scale.is_graded else 2 * counts.levels - 1
        cells = without_rounding(counts.summed(signs), counts.summed(np.abs(signs)))
    entries = cells.tocoo()
    if options.normalisation == "activity":
        entries.data = entries.data / counts.row_sums()[entries.row]
    elif options.normalisation == "prominence":
        entries.data = entries.data / counts.column_sums()[entries.col]
    return Network(chosen.actor_labels, chosen.concept_labels, entries.tocsr(), len(chosen))


def _combined(counts: Counts, scale: Scale) -> csr_array:
    from scipy.sparse import csr_array

    levels = counts.levels
    if scale.high is None:
        raise UsageError("scale: a graded scale has no range of its own; give low and high")
    places = scale.high - levels
    if (places % 1 != 0).any() or (places >= _MOST_LEVELS).any():
        message = (
            f"aggregation: 'combine' needs at most {_MOST_LEVELS} whole levels; use 'subtract'"
        )
        raise UsageError(message)
    found = counts.by_level().tocoo()
    kinds = max(len(levels), 1)
    bits = 2.0 ** places[found.col % kinds] if found.nnz else np.empty(0)
    return csr_array((bits, (found.row, found.col // kinds)), shape=counts.shape)
