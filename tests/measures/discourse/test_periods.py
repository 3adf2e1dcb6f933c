from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from graph.measures.discourse.periods import period_numbers, shift, whole_units

if TYPE_CHECKING:
    from graph.measures.discourse.periods import Unit


@pytest.mark.parametrize("year", [1969, 1970, 2004, 2009, 2015, 2020, 2022, 2023, 2024, 2026])
def test_weeks_are_those_of_iso_8601(year: int) -> None:
    days = np.arange(f"{year}-01-01", f"{year + 1}-01-08", dtype="datetime64[D]")
    moments = days.astype("datetime64[s]")
    iso = [day.isocalendar() for day in days.tolist()]
    numbers = period_numbers(moments, "week", dna_compatible=True)
    assert (numbers + 1).tolist() == [week.week for week in iso]
    changes = np.diff(period_numbers(moments, "week")).tolist()
    pairs = pairwise(iso)
    assert changes == [int(one[:2] != other[:2]) for one, other in pairs]


@pytest.mark.parametrize(
    ("unit", "moved"),
    [
        ("seconds", "2024-02-29T12:00:02"),
        ("minutes", "2024-02-29T12:02:00"),
        ("hours", "2024-02-29T14:00:00"),
        ("days", "2024-03-02T12:00:00"),
        ("weeks", "2024-03-14T12:00:00"),
        ("months", "2024-04-29T12:00:00"),
        ("years", "2026-02-28T12:00:00"),
    ],
)
def test_units_follow_the_calendar(unit: Unit, moved: str) -> None:
    leap_day = np.array("2024-02-29T12:00:00", "datetime64[s]")
    later = shift(leap_day, np.array([2]), unit)
    assert later.astype(str).tolist() == [moved]
    # Two years from a leap day end a day early: one whole year lies between.
    between = 1 if unit == "years" else 2
    assert whole_units(leap_day, later, unit).tolist() == [between]
    assert whole_units(later, leap_day, unit).tolist() == [-between]


@pytest.mark.parametrize(
    ("unit", "whole"),
    [("minutes", 1439), ("hours", 23), ("days", 0), ("weeks", 0), ("months", 0), ("years", 0)],
)
def test_units_begun_do_not_count(unit: Unit, whole: int) -> None:
    start = np.array("2023-05-30T00:00:00", "datetime64[s]")
    stop = np.array("2023-05-30T23:59:59", "datetime64[s]")
    assert int(whole_units(start, stop, unit)) == whole
    assert int(whole_units(stop, start, unit)) == -whole


def test_months_are_counted_from_day_to_day_whatever_the_hour() -> None:
    start = np.array("2023-05-30T18:00:00", "datetime64[s]")
    stop = np.array("2023-06-30T06:00:00", "datetime64[s]")
    assert int(whole_units(start, stop, "months")) == 1
