"""How badly camps fit a signed network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...errors import UsageError
from .matrices import checked, checked_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scipy.sparse import csr_array

    from .matrices import Labels, Matrix


def criterion(ties: Matrix, labels: Labels | Sequence[int], *, alpha: float = 0.5) -> float:
    """Compute P = α·(negative ties inside camps) + (1-α)·(positive ties between camps).

    Undirected: each pair counts once, by its absolute weight. Ties of actors
    with label -1 are left out. 0 where the camps fit perfectly or there is no
    tie; at most the weight of all ties. O(m) for m ties.

    Raises:
        UsageError: ties, labels or α are malformed.

    References:
        Doreian & Mrvar (1996), doi:10.1016/0378-8733(95)00259-6

    Example:
        Actors 0 and 1 agree, 1 and 2 too, 0 and 2 differ; the camp is all three:

        >>> import numpy as np
        >>> criterion(np.array([[0, 1, -1], [1, 0, 1], [-1, 1, 0.0]]), [0, 0, 0])
        0.5
    """
    check_alpha(alpha, "criterion")
    signed = checked(ties, "criterion")
    return misplaced(signed, checked_labels(labels, signed.shape[0], "criterion"), alpha)


def check_alpha(alpha: float, where: str) -> None:
    """Raise a UsageError where α leaves one kind of tie without weight."""
    if not 0 < alpha < 1:
        raise UsageError(f"{where}: alpha {alpha!r} is out of range; pass above 0 and below 1")


def weigh(signed: csr_array, alpha: float) -> csr_array:
    """Return what each pair adds when it is together: its tie, weighted by its sign."""
    gains = signed.copy()
    gains.data = np.where(signed.data > 0, (1 - alpha) * signed.data, alpha * signed.data)
    return gains


def misplaced(signed: csr_array, labels: Labels, alpha: float) -> float:
    """Return the criterion of ties that have been checked."""
    from scipy.sparse import triu

    cells = triu(weigh(signed, alpha), format="coo")
    first, second = labels[cells.row], labels[cells.col]
    wrong = np.where(first == second, cells.data < 0, cells.data > 0)
    return float(np.abs(cells.data[wrong & (first >= 0) & (second >= 0)]).sum())
