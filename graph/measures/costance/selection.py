"""Which pairs are wanted, and how the answer looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...errors import UsageError
from .measures import check_measure

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .measures import Measure
    from .scaled import Scaled


@dataclass(frozen=True)
class Selection:
    """Which partners of an actor to keep.

    Attributes:
        by: the measure; the highest values are kept.
        top: how many of an actor, at least 1.
        min_shared: least G0; without weights and with one stance a cell it is the
            number of shared concepts. Pairs that share nothing are never kept.
        min_score: least value of the measure; None keeps any.
    """

    by: Measure = "agreement"
    top: int = 20
    min_shared: float = 0.0
    min_score: float | None = None

    def __post_init__(self) -> None:
        """Refuse what selects nothing.

        Raises:
            UsageError: an unknown measure, or a number out of range.
        """
        check_measure("strongest", self.by)
        if self.top < 1:
            raise UsageError(f"strongest: top {self.top!r} is below 1; keep at least 1 of each")
        if not np.isfinite(self.min_shared):
            raise UsageError(f"strongest: min_shared {self.min_shared!r}; give a finite number")

    def least_shared(self, scaled: Scaled) -> float:
        """Return the least I0 that counts as sharing enough, always above 0."""
        if scaled.whole:
            return max(1.0, float(np.ceil(self.min_shared * scaled.unit - 1e-9)))
        return max(float(np.nextafter(0.0, 1.0)), self.min_shared)


@dataclass(frozen=True, eq=False)
class Strongest:
    """The strongest partners of every actor, the best first, ties by index.

    Attributes:
        indptr: where each actor's partners start, shape (actors + 1).
        partners: actors by index.
        values: the measure, as long as `partners`.
    """

    indptr: NDArray[np.int64]
    partners: NDArray[np.int32]
    values: NDArray[np.float64]

    def of(self, actor: int) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """Return the partners of one actor, and the values."""
        place = slice(self.indptr[actor], self.indptr[actor + 1])
        return self.partners[place], self.values[place]
