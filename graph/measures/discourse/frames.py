"""Where windows lie: by the calendar, or by counting statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .periods import Unit, shift, whole_units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray


@dataclass(frozen=True)
class Span:
    """How far windows reach from their middles.

    Attributes:
        before: units back from the middle.
        after: units on from the middle.
        whole: leave out windows that reach over the ends of the range.
        endless: all statements of the range lie in every window.
    """

    before: int
    after: int
    whole: bool
    endless: bool


@dataclass(frozen=True, eq=False)
class Frame:
    """One window.

    Attributes:
        start: its first moment in the range.
        mid: its middle.
        stop: its last moment in the range.
        places: the statements in it.
        distances: for each of them, the whole units from it to the middle.
    """

    start: np.datetime64
    mid: np.datetime64
    stop: np.datetime64
    places: slice
    distances: NDArray[np.int64]


def calendar_frames(
    times: NDArray[np.datetime64],
    bounds: tuple[np.datetime64, np.datetime64],
    unit: Unit,
    span: Span,
) -> Iterator[Frame]:
    """Yield a window around every unit from the start of the range to its end.

    Middles and ends are counted from the start of the range, so that a short month
    does not shorten those that follow.

    Args:
        times: of the statements, ascending.
        bounds: start and end of the range.
        unit: what windows move by.
        span: how far they reach.
    """
    first, last = bounds
    origin = np.asarray(first)
    for step in range(int(whole_units(origin, np.asarray(last), unit)) + 1):
        steps = np.array([step - span.before, step, step + span.after])
        low, mid, high = shift(origin, steps, unit)
        if mid > last or (span.whole and not first <= low <= high <= last):
            continue
        start, stop = bounds if span.endless else (max(low, first), min(high, last))
        places = slice(
            int(np.searchsorted(times, start)), int(np.searchsorted(times, stop, side="right"))
        )
        distances = whole_units(times[places], np.asarray(mid), unit)
        yield Frame(start, mid, stop, places, distances)


def event_frames(times: NDArray[np.datetime64], span: Span) -> Iterator[Frame]:
    """Yield a window of statements around every statement.

    Args:
        times: of the statements, in their order.
        span: how far windows reach.
    """
    count = len(times)
    for middle in range(count):
        low, high = middle - span.before, middle + span.after
        if span.whole and not 0 <= low <= high < count:
            continue
        low, high = (0, count - 1) if span.endless else (max(low, 0), min(high, count - 1))
        distances = middle - np.arange(low, high + 1)
        yield Frame(times[low], times[middle], times[high], slice(low, high + 1), distances)
