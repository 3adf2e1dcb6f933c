"""Building the network of one slice, also as Discourse Network Analyzer would."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from .choices import OneModeOptions
from .counts import Counts
from .one_mode import one_mode
from .two_mode import two_mode

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from .choices import TwoModeOptions
    from .network import Network
    from .statements import Statements


def network_builder(
    chosen: Statements, options: OneModeOptions | TwoModeOptions, *, by_kernel: bool
) -> Callable[[Statements], Network]:
    """Return the function that turns the statements of one slice into its network.

    Discourse Network Analyzer does not divide kernel slices by the average activity:
    it multiplies them by `dna_average_factors`. Its compatible mode does so too.

    Args:
        chosen: the statements of the whole range.
        options: what each network is made of.
        by_kernel: whether the statements of a slice are weighed by a kernel.
    """
    if not isinstance(options, OneModeOptions):
        return lambda part: two_mode(part, options)
    if not (by_kernel and options.dna_compatible and options.normalisation == "average"):
        return lambda part: one_mode(part, options)
    plain = replace(options, normalisation="none")
    factors = dna_average_factors(Counts.of(chosen, options.over))

    def build(part: Statements) -> Network:
        network = one_mode(part, plain)
        return replace(network, matrix=network.matrix.multiply(factors).tocsr())

    return build


def dna_average_factors(counts: Counts) -> NDArray[np.float64]:
    """Return Σ_jk 2/(X[i,j,k] + X[i',j,k]) for each i and i', leaving out zero sums.

    Takes O(n² m) for n rows and m pairs of column and level.
    """
    amounts = counts.by_level().toarray()
    factors = np.zeros((len(amounts), len(amounts)))
    for place, row in enumerate(amounts):
        sums = row + amounts
        factors[place] = np.divide(2, sums, out=np.zeros_like(sums), where=sums > 0).sum(axis=1)
    return factors
