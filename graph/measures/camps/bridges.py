"""Who is tied to camps other than its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .matrices import checked, checked_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .matrices import Labels, Matrix


@dataclass(frozen=True)
class Bridging:
    """How each actor is tied to its own camp and to others; one value per actor.

    Attributes:
        positive_inside: weight of positive ties inside its own camp.
        positive_outside: weight of positive ties to other camps.
        negative_inside: weight of negative ties inside its own camp, as a positive number.
        participation: how evenly its positive ties spread over the camps.
    """

    positive_inside: NDArray[np.float64]
    positive_outside: NDArray[np.float64]
    negative_inside: NDArray[np.float64]
    participation: NDArray[np.float64]


def bridging(ties: Matrix, labels: Labels | Sequence[int]) -> Bridging:
    """Measure how each actor is tied to its own camp and across camps.

    Participation coefficient of actor i: 1 - Σ_c (k(i,c)/k(i))², where k(i,c)
    is the weight of its positive ties to members of camp c and k(i) the sum
    over all camps. Undirected; a weight is the strength of agreement. A high
    value says that the actor agrees with several camps, not that it mediates.

    Args:
        ties: n by n, symmetric; above 0 agreement, below 0 disagreement.
        labels: the camp of each actor, -1 for none. Ties to actors without a
            camp count nowhere; for an actor without a camp, all are outside.

    Returns:
        Four values per actor. Participation runs from 0 (all positive ties lead
        to one camp, or there are none) to 1 - 1/c for c camps. O(n·c + m) for m ties.

    Raises:
        UsageError: ties or labels are malformed.

    References:
        Guimerà & Amaral (2005), doi:10.1038/nature03288

    Example:
        Actor 1 agrees with 0 of its own camp and, as strongly, with 2 of the other:

        >>> import numpy as np
        >>> ties = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0.0]])
        >>> bridging(ties, [0, 0, 1]).participation.tolist()
        [0.0, 0.5, 0.0]
    """
    signed = checked(ties, "bridging")
    n = signed.shape[0]
    camps = checked_labels(labels, n, "bridging")
    placed = np.flatnonzero(camps >= 0)
    names, own = np.unique(camps[placed], return_inverse=True)
    member = np.zeros((n, names.size))
    member[placed, own] = 1.0
    positive, negative = signed.maximum(0) @ member, -(signed.minimum(0) @ member)
    total = positive.sum(axis=1)
    inside = (positive * member).sum(axis=1)
    spread = np.divide(positive, total[:, None], out=np.zeros_like(positive), where=positive > 0)
    participation = np.where(total > 0, 1 - (spread**2).sum(axis=1), 0.0)
    return Bridging(
        positive_inside=inside,
        positive_outside=total - inside,
        negative_inside=(negative * member).sum(axis=1),
        participation=participation,
    )
