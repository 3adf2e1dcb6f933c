"""The scale of a qualifier: boolean, or graded with its range."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...errors import UsageError

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Scale:
    """A qualifier's scale; boolean (0 rejects, 1 supports) unless built by `graded`.

    Attributes:
        is_graded: whether the levels are amounts.
        low: lowest level of the scale, whether anybody uses it or not.
        high: highest level of the scale.

    Raises:
        UsageError: only one end is given, or the ends are in the wrong order.

    Example:
        >>> Scale.graded(-5, 5).gaps(np.array([-4.0, 2.0])).tolist()
        [0.6]
    """

    is_graded: bool = False
    low: float | None = 0.0
    high: float | None = 1.0

    @classmethod
    def boolean(cls) -> Scale:
        """Return the scale of support (1) and rejection (0)."""
        return cls()

    @classmethod
    def graded(cls, low: float | None = None, high: float | None = None) -> Scale:
        """Return a scale of amounts; without its ends they are to be observed."""
        return cls(is_graded=True, low=low, high=high)

    def __post_init__(self) -> None:
        """Refuse half a range, and an empty one."""
        if (self.low is None) != (self.high is None):
            raise UsageError(f"scale: range {self.low!r} to {self.high!r} lacks an end; give both")
        if self.low is not None and self.high is not None and not self.low <= self.high:
            raise UsageError(f"scale: range {self.low!r} to {self.high!r} is empty; swap its ends")

    def observed(self, values: NDArray[np.float64]) -> Scale:
        """Return the scale with its ends; those that were given win over the values'."""
        if self.low is not None:
            return self
        if not values.size:
            return Scale.graded(0.0, 0.0)
        return Scale.graded(float(values.min()), float(values.max()))

    def check(self, values: NDArray[np.float64]) -> None:
        """Refuse values that are not on the scale.

        Raises:
            UsageError: a value is outside, or a boolean one neither 0 nor 1.
        """
        if not self.is_graded:
            outside = values[(values != 0) & (values != 1)]
            wanted = "0 or 1, or a graded scale"
        elif self.low is None or self.high is None:
            return
        else:
            outside = values[(values < self.low) | (values > self.high)]
            wanted = f"values from {self.low:g} to {self.high:g}, or a wider scale"
        if outside.size:
            raise UsageError(f"scale: value {float(outside[0])!r} is outside; use {wanted}")

    def gaps(self, levels: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the gaps between neighbouring levels as shares of the range.

        Args:
            levels: distinct levels, ascending.

        Returns:
            One gap fewer than levels; they sum to at most 1.

        Raises:
            UsageError: the scale has no range.
        """
        if self.low is None or self.high is None:
            message = "scale: a graded scale has no range of its own; give low and high"
            raise UsageError(message)
        if levels.size <= 1:
            return np.empty(0)
        return np.asarray(np.diff(levels) / (self.high - self.low))
