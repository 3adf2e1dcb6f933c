"""Arithmetic on moments: calendar units, whole units between, numbers of periods."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Unit: TypeAlias = Literal["seconds", "minutes", "hours", "days", "weeks", "months", "years"]
Period: TypeAlias = Literal["week", "month", "year"]
Moments: TypeAlias = NDArray[np.datetime64]

_SECONDS: Final = {"seconds": 1, "minutes": 60, "hours": 3_600, "days": 86_400, "weeks": 604_800}
_MONTHS: Final = {"months": 1, "years": 12}
_THURSDAY: Final = 3
"""Days from a Monday to 1 January 1970."""


def shift(moments: Moments, counts: NDArray[np.int64], unit: Unit) -> Moments:
    """Add whole units to moments; a day that the month lacks becomes the month's last.

    Args:
        moments: `datetime64[s]`, of any shape that broadcasts with `counts`.
        counts: how many units, negative for earlier.
        unit: the unit; months and years follow the calendar.

    Returns:
        `datetime64[s]`.

    Example:
        >>> january = np.array("2023-01-31T12:00:00", "datetime64[s]")
        >>> print(shift(january, np.array([1, 13]), "months"))
        ['2023-02-28T12:00:00' '2024-02-29T12:00:00']
    """
    if unit in _SECONDS:
        return np.asarray(moments + (counts * _SECONDS[unit]).astype("timedelta64[s]"))
    days = moments.astype("datetime64[D]")
    months = moments.astype("datetime64[M]")
    targets = months + (counts * _MONTHS[unit]).astype("timedelta64[M]")
    firsts = targets.astype("datetime64[D]")
    lengths = (targets + np.timedelta64(1, "M")).astype("datetime64[D]") - firsts
    within = np.minimum(days - months.astype("datetime64[D]"), lengths - np.timedelta64(1, "D"))
    return np.asarray((firsts + within).astype("datetime64[s]") + (moments - days))


def whole_units(starts: Moments, stops: Moments, unit: Unit) -> NDArray[np.int64]:
    """Count the whole units from one moment to another, towards zero; negative if backwards.

    Months and years are counted from day to day, whatever the hour.

    Example:
        >>> start = np.array("2023-01-15T00:00:00", "datetime64[s]")
        >>> stop = np.array(["2023-03-14", "2023-03-15", "2022-12-01"], "datetime64[s]")
        >>> whole_units(start, stop, "months").tolist()
        [1, 2, -1]
    """
    if unit in _SECONDS:
        return _towards_zero((stops - starts).astype(np.int64), _SECONDS[unit])
    first, last = starts.astype("datetime64[D]"), stops.astype("datetime64[D]")
    from_month, to_month = first.astype("datetime64[M]"), last.astype("datetime64[M]")
    months = (to_month - from_month).astype(np.int64)
    rest = ((last - to_month) - (first - from_month)).astype(np.int64)
    months = months - ((months > 0) & (rest < 0)) + ((months < 0) & (rest > 0))
    return _towards_zero(months, _MONTHS[unit])


def _towards_zero(amounts: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    return np.asarray(np.sign(amounts) * (np.abs(amounts) // size), dtype=np.int64)


def period_numbers(
    moments: Moments, period: Period, *, dna_compatible: bool = False
) -> NDArray[np.int64]:
    """Number the calendar periods that moments lie in; equal numbers mean the same period.

    Args:
        moments: `datetime64[s]`.
        period: `week` (ISO 8601, Monday to Sunday), `month` or `year`.
        dna_compatible: number weeks (ISO 8601) and months inside their year only, so
            that January 2023 equals January 2024.

    Example:
        >>> new_year = np.array(["2022-12-31", "2023-01-01", "2023-01-02"], "datetime64[s]")
        >>> np.diff(period_numbers(new_year, "week")).tolist()
        [0, 1]
    """
    years = moments.astype("datetime64[Y]")
    if period == "year":
        return years.astype(np.int64)
    if period == "month":
        months = moments.astype("datetime64[M]").astype(np.int64)
        return np.asarray(months % 12) if dna_compatible else months
    days = moments.astype("datetime64[D]").astype(np.int64)
    weeks = np.asarray((days + _THURSDAY) // 7)
    if not dna_compatible:
        return weeks
    # An ISO week belongs to the year that its Thursday lies in.
    thursdays = (weeks * 7).astype("datetime64[D]")
    januaries = thursdays.astype("datetime64[Y]").astype("datetime64[D]")
    return np.asarray((thursdays - januaries).astype(np.int64) // 7)
