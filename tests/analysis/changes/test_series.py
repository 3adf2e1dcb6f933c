"""Agreement over time: days of a series, before and after, on hand-made graphs."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import Wanted
from graph.analysis.changes.series import STEPS, around, steps
from graph.errors import ParameterError

if TYPE_CHECKING:
    from graph.analysis.changes.series import Step
    from tests.analysis.sketch import Sketch

DATES: Final = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))


@pytest.mark.parametrize(
    ("since", "until", "step", "expected"),
    [
        ("2023-12-30", "2024-01-01", "days", ["2023-12-30", "2023-12-31", "2024-01-01"]),
        ("2024-02-22", "2024-03-07", "weeks", ["2024-02-22", "2024-02-29", "2024-03-07"]),
        (
            *("2023-10-31", "2024-03-31", "months"),
            [
                *("2023-10-31", "2023-11-30", "2023-12-31"),
                *("2024-01-31", "2024-02-29", "2024-03-31"),
            ],
        ),
        ("2023-01-31", "2023-04-29", "months", ["2023-01-31", "2023-02-28", "2023-03-31"]),
        ("2022-11-30", "2023-06-01", "quarters", ["2022-11-30", "2023-02-28", "2023-05-30"]),
        (
            *("2020-02-29", "2024-02-29", "years"),
            ["2020-02-29", "2021-02-28", "2022-02-28", "2023-02-28", "2024-02-29"],
        ),
        ("2023-05-05", "2023-05-05", "years", ["2023-05-05"]),
        ("9999-12-30", "9999-12-31", "days", ["9999-12-30", "9999-12-31"]),
        ("9999-12-30", "9999-12-31", "weeks", ["9999-12-30"]),
        ("9999-11-30", "9999-12-31", "months", ["9999-11-30", "9999-12-30"]),
    ],
)
def test_steps_are_those_of_the_calendar(
    since: str, until: str, step: Step, expected: list[str]
) -> None:
    assert steps(since, until, step) == expected


@given(first=DATES, length=st.integers(0, 400), step=st.sampled_from(STEPS))
def test_steps_begin_at_the_start_and_stay_inside(first: dt.date, length: int, step: Step) -> None:
    last = dt.date.fromordinal(min(first.toordinal() + length, dt.date.max.toordinal()))
    found = steps(first.isoformat(), last.isoformat(), step)
    assert found[0] == first.isoformat()
    assert found == sorted(set(found))
    assert found[-1] <= last.isoformat()


@pytest.mark.parametrize(
    ("since", "until", "step", "message"),
    [
        ("2023-01-02", "2023-01-01", "days", "is before"),
        ("2023-01-01", "2023-01-02", "hours", "every: 'hours' is no step"),
        ("2023", "2023-01-02", "days", "since: '2023'"),
        ("2010-01-01", "2023-01-02", "days", "take longer steps"),
    ],
)
def test_steps_that_make_no_sense_are_refused(
    since: str, until: str, step: str, message: str
) -> None:
    with pytest.raises(ParameterError, match=message):
        steps(since, until, step)  # type: ignore[arg-type]


def test_around_a_day_are_the_day_before_and_the_day() -> None:
    assert around("2024-03-01") == ["2024-02-29", "2024-03-01"]
    assert around("0001-01-02") == ["0001-01-01", "0001-01-02"]
    with pytest.raises(ParameterError, match="around"):
        around("2024-02-30")
    with pytest.raises(ParameterError, match="no day before"):
        around("0001-01-01")


def turned(sketch: Sketch) -> None:
    """Red turns against on 1 January 2022; blue is for it from the paper on."""
    sketch.position("red", "peace", "supports", since="2019-01-01", until="2021-12-31")
    sketch.position("red", "peace", "opposes", "later#1", since="2022-01-01")
    sketch.position("blue", "peace", "supports", "paper#2")
    sketch.position("blue", "tax", "supports", "later#2")


def test_a_series_tells_the_score_of_each_day(sketch: Sketch) -> None:
    turned(sketch)
    days = ["2022-06-01", "2020-05-31", "2022-01-01", "2021-12-31", "2020-06-01", "2020-06-01"]
    found = sketch.open().agreement_over_time("red", "blue", days)
    assert found.table().columns == ("on", "score", "shared", "worst", "best", "passages")
    assert found.table().rows == [
        ("2020-05-31", None, 0, 0, 100, 0),
        ("2020-06-01", 100, 1, 100, 100, 2),
        ("2021-12-31", 100, 1, 100, 100, 2),
        ("2022-01-01", 0, 1, 0, 0, 2),
        ("2022-06-01", 0, 1, 0, 50, 2),
    ]


def test_each_day_of_a_series_is_what_that_day_is_alone(sketch: Sketch) -> None:
    turned(sketch)
    sketch.clause("call", "demands", "supports", "levy")
    sketch.act("red", "signed", "call", earliest="2021-03-01")
    sketch.position("blue", "levy", "opposes", "undated#1", recorded="2022-02-02")
    kg = sketch.open()
    days = steps("2018-01-31", "2023-12-31", "quarters")
    found = kg.agreement_over_time(
        "red", "blue", days, wanted=Wanted(linked=True), metric="euclidean", weights={"levy": 3}
    )
    for day, agreement in zip(found.days, found.found, strict=True):
        alone = kg.agree(
            "red", "blue", wanted=Wanted(on=day, linked=True), metric="euclidean",
            weights={"levy": 3},
        )  # fmt: skip
        assert alone.table() == agreement.table()
        for name in ("score", "worst", "best", "shared", "passages", "selection"):
            assert getattr(alone, name) == getattr(agreement, name)


def test_the_period_of_the_selection_is_not_looked_at(sketch: Sketch) -> None:
    turned(sketch)
    kg = sketch.open()
    plain = kg.agreement_over_time("red", "blue", ["2021-01-01"])
    other = kg.agreement_over_time("red", "blue", ["2021-01-01"], wanted=Wanted(until="2000-01-01"))
    assert plain.table() == other.table()


def test_sentences_name_what_changed_between_days(sketch: Sketch) -> None:
    turned(sketch)
    kg = sketch.open()
    told = kg.agreement_over_time("red", "blue", around("2022-01-01")).sentences()
    assert told[0].text == "red and blue on 2 days, 2021-12-31 to 2022-01-01."
    assert "“peace” alike, now opposite" in told[2].text
    assert ", now " not in told[1].text
    still = kg.agreement_over_time("red", "blue", around("2021-06-01")).sentences()
    assert not any(", now " in said.text for said in still)


def test_a_series_needs_a_day_and_two_organisations(sketch: Sketch) -> None:
    turned(sketch)
    kg = sketch.open()
    with pytest.raises(ParameterError, match="days: 0"):
        kg.agreement_over_time("red", "blue", [])
    with pytest.raises(ParameterError, match="on: '2022'"):
        kg.agreement_over_time("red", "blue", ["2022"])
    with pytest.raises(ParameterError, match="named twice"):
        kg.agreement_over_time("red", "red", ["2022-01-01"])
