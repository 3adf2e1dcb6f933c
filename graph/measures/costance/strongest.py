"""The strongest partners of every actor, without the pairs between."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from .engine import MEMORY_BYTES, choose
from .scaled import scale
from .selection import Selection

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .cells import Cells
    from .engine import EngineName
    from .selection import Strongest


def strongest(
    cells: Cells,
    selection: Selection | None = None,
    weights: NDArray[np.float64] | None = None,
    *,
    memory_bytes: int = MEMORY_BYTES,
    engine: EngineName = "auto",
) -> Strongest:
    """Return, for every actor, the partners with the highest value of a measure.

    The formulas are those of `pair_sums`. All pairs are looked at, and none but
    the best is kept. No actor is its own partner; pairs that share nothing do
    not count. The relation of being among the best is not symmetric. Of equal
    values the lower index comes first.

    Args:
        cells: who said what.
        selection: measure, number, and least values; None takes the 20 with the
            highest agreement. Agreement over one shared concept is 0 or 100:
            ask for more with `min_shared`.
        weights: w ≥ 0 by concept; None weighs all alike, 1.
        memory_bytes: what is made on the way stays within it, as long as it
            holds the sums of one actor with all; with numba fewer threads run
            where it is short. The result (at most 12 bytes an actor and partner,
            twice while it is put together) and the table laid out anew (at most
            40 bytes a cell and 16 a threshold) come on top.
        engine: `numba`, `numpy`, or `auto`: numba where it is installed. Where
            `pair_sums` is exact both choose the same partners.

    Returns:
        Partners and values by actor; nothing for an actor without a partner.

    Raises:
        UsageError: an unknown engine, or wrong weights.

    Example:
        The first two are alike on both propositions, the third is opposed:

        >>> from scipy.sparse import csr_array
        >>> from graph.measures.costance import Cells
        >>> cells = Cells.from_degrees(csr_array([[1.0, 1.0], [1.0, 1.0], [-1.0, 1.0]]))
        >>> found = strongest(cells, Selection(top=1), engine="numpy")
        >>> found.partners.tolist(), found.values.tolist()
        ([1, 0, 0], [100.0, 100.0, 50.0])
    """
    with closing(choose(scale(cells, weights), engine, memory_bytes)) as made:
        return made.strongest(selection or Selection())
