"""Windows and kernels, worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from graph.errors import UsageError
from graph.measures.discourse import (
    OneModeOptions,
    Row,
    Statements,
    TwoModeOptions,
    Windows,
    slices,
)
from graph.measures.discourse.kernels import kernel_weights

if TYPE_CHECKING:
    from graph.measures.discourse.kernels import Kernel
    from graph.measures.discourse.periods import Unit

IGNORE = TwoModeOptions(aggregation="ignore")


def said(*times: str) -> Statements:
    return Statements.from_rows(
        [Row("A", "tax", 1, time, document=place, id=place) for place, time in enumerate(times)]
    )


def middles(windows: Windows, statements: Statements) -> list[str]:
    return [str(found.mid) for found in slices(statements, windows, IGNORE)]


def totals(
    windows: Windows, statements: Statements, options: TwoModeOptions = IGNORE
) -> list[float]:
    return [float(found.network.matrix.sum()) for found in slices(statements, windows, options)]


@pytest.mark.parametrize(("size", "half"), [(1, 0), (2, 1), (3, 1), (5, 2), (6, 3)])
def test_the_half_width_is_rounded_half_up(size: int, half: int) -> None:
    windows = Windows("days", size, start="2023-01-10", stop="2023-01-20")
    found = list(slices(said("2023-01-15"), windows, IGNORE))
    assert len(found) == 11 - 2 * half
    days = np.timedelta64(half, "D")
    assert all(one.mid - one.start == days == one.stop - one.mid for one in found)
    assert str(found[0].start)[:10] == "2023-01-10"
    assert str(found[-1].stop)[:10] == "2023-01-20"


@pytest.mark.parametrize(
    ("unit", "stop", "second"),
    [
        ("seconds", "2023-01-31T00:00:02", "2023-01-31T00:00:01"),
        ("minutes", "2023-01-31T00:02:00", "2023-01-31T00:01:00"),
        ("hours", "2023-01-31T02:00:00", "2023-01-31T01:00:00"),
        ("days", "2023-02-02T00:00:00", "2023-02-01T00:00:00"),
        ("weeks", "2023-02-14T00:00:00", "2023-02-07T00:00:00"),
        ("months", "2023-03-31T00:00:00", "2023-02-28T00:00:00"),
        ("years", "2025-01-31T00:00:00", "2024-01-31T00:00:00"),
    ],
)
def test_middles_lie_at_every_unit_to_the_end(unit: Unit, stop: str, second: str) -> None:
    first = "2023-01-31T00:00:00"
    assert middles(Windows(unit, 1), said(first, stop)) == [first, second, stop]
    assert middles(Windows(unit, 3), said(first, stop)) == [second]
    assert middles(Windows(unit, 6), said(first, stop)) == []


def test_both_ends_lie_in_the_window() -> None:
    told = said("2023-01-01", "2023-01-02", "2023-01-03", "2023-01-04", "2023-01-05T00:00:01")
    counts = [found.statement_count for found in slices(told, Windows("days", 3), IGNORE)]
    # The third window ends a second before the last statement.
    assert counts == [3, 3, 2]


def test_a_window_without_statements_is_an_empty_network() -> None:
    told = said("2023-01-01", "2023-01-05")
    found = list(slices(told, Windows("days", 1), OneModeOptions()))
    assert [one.statement_count for one in found] == [1, 0, 0, 0, 1]
    assert {one.network.rows for one in found} == {("A",)}


def test_statements_outside_the_range_are_left_out() -> None:
    told = said("2022-12-31", "2023-01-01", "2023-01-02", "2023-01-03")
    windows = Windows("days", 1, start="2023-01-01", stop="2023-01-02")
    assert totals(windows, told) == [1, 1]
    kernel = Windows("days", 1, kernel="uniform", start="2023-01-01", stop="2023-01-02")
    assert middles(kernel, told) == ["2023-01-01T00:00:00", "2023-01-02T00:00:00"]


def test_duplicates_are_taken_out_of_the_whole_range() -> None:
    told = said("2023-01-01", "2023-01-02", "2023-01-03")
    options = TwoModeOptions(duplicates="acrossrange")
    counts = [found.statement_count for found in slices(told, Windows("days", 1), options)]
    assert counts == [1]
    ranged = Windows("days", 1, start="2023-01-01", stop="2023-01-03")
    assert [found.statement_count for found in slices(told, ranged, options)] == [1, 0, 0]


@pytest.mark.parametrize(
    ("size", "windows"),
    [
        (1, [("01", "01", "01"), ("02", "02", "02"), ("05", "05", "05"), ("09", "09", "09")]),
        (2, [("01", "02", "02"), ("02", "05", "05"), ("05", "09", "09")]),
        (3, [("01", "02", "05"), ("02", "05", "09")]),
        (4, [("01", "05", "09")]),
        (5, []),
    ],
)
def test_windows_of_events_hold_as_many_statements_as_asked(
    size: int, windows: list[tuple[str, str, str]]
) -> None:
    told = said("2023-01-09", "2023-01-01", "2023-01-05", "2023-01-02")
    found = list(slices(told, Windows("events", size), IGNORE))
    days = [tuple(str(moment)[8:10] for moment in (s.start, s.mid, s.stop)) for s in found]
    assert days == windows
    assert {one.statement_count for one in found} <= {size}


def test_events_at_one_moment_are_told_apart_by_document() -> None:
    told = said("2023-01-01", "2023-01-01", "2023-01-01")
    assert totals(Windows("events", 2), told) == [2, 2]


@pytest.mark.parametrize(
    ("kernel", "weights"),
    [
        # At u = −1.5, −1, −½, 0, ½, 1, 1.5; the normal density from its table.
        ("uniform", [0, 0.5, 0.5, 0.5, 0.5, 0.5, 0]),
        ("epanechnikov", [0, 0, 0.5625, 0.75, 0.5625, 0, 0]),
        ("triangular", [0, 0, 0.5, 1, 0.5, 0, 0]),
        ("gaussian", [0.1295176, 0.2419707, 0.3520653, 0.3989423, 0.3520653, 0.2419707, 0.1295176]),
    ],
)
def test_kernels_have_their_published_shapes(kernel: Kernel, weights: list[float]) -> None:
    distances = np.arange(-1.5, 2, 0.5)
    assert kernel_weights(distances, kernel) == pytest.approx(np.array(weights), abs=5e-8)


def test_the_triangular_kernel_of_dna_weighs_late_statements_with_two() -> None:
    distances = np.array([-1.0, -0.5, 0.0, 0.5, 1.0])
    weights = kernel_weights(distances, "triangular", dna_compatible=True)
    assert weights.tolist() == [2, 1.5, 1, 0.5, 0]


def test_a_triangular_window_is_the_same_forwards_and_backwards() -> None:
    told = said("2023-01-01", "2023-01-02", "2023-01-03", "2023-01-04", "2023-01-05")
    windows = Windows("days", 4, kernel="triangular")
    # Half-width 2, u = 2 d/4: 0 + ½ + 1 + ½ + 0.
    assert totals(windows, told) == [2]
    compatible = TwoModeOptions(aggregation="ignore", dna_compatible=True)
    # 0 + ½ + 1 + 1½ + 2.
    assert totals(windows, told, compatible) == [5]


def test_a_statement_without_weight_is_not_counted() -> None:
    told = said("2023-01-01", "2023-01-02", "2023-01-03", "2023-01-04", "2023-01-05")
    (found,) = slices(told, Windows("days", 4, kernel="triangular"), IGNORE)
    assert found.statement_count == 3


def test_two_statements_weigh_together_the_geometric_mean_of_their_weights() -> None:
    rows = [
        Row("C", "tax", 1, "2023-01-01"),
        Row("A", "tax", 1, "2023-01-02"),
        Row("B", "tax", 1, "2023-01-03"),
        Row("C", "tax", 1, "2023-01-05"),
    ]
    windows = Windows("days", 4, kernel="epanechnikov")
    (found,) = slices(Statements.from_rows(rows), windows, OneModeOptions())
    # Middle 3 January: A at u = ½ weighs .5625, B at u = 0 weighs .75.
    a, b = (found.network.rows.index(actor) for actor in "AB")
    assert found.network.matrix[a, b] == pytest.approx((0.5625 * 0.75) ** 0.5)
    assert found.network.matrix.diagonal().tolist() == [0, 0, 0]


def test_time_is_indented_only_where_asked() -> None:
    told = said("2023-01-01", "2023-01-02", "2023-01-03", "2023-01-04")
    assert totals(Windows("days", 3, kernel="uniform"), told) == [1.5, 1.5]
    open_ends = Windows("days", 3, kernel="uniform", indent_time=False)
    assert totals(open_ends, told) == [1, 1.5, 1.5, 1]
    first, *_ = slices(told, open_ends, IGNORE)
    assert (str(first.start)[:10], str(first.stop)[:10]) == ("2023-01-01", "2023-01-02")
    without = Windows("days", 3, indent_time=False)
    assert totals(without, told) == [3, 3]


def test_a_gaussian_window_holds_the_whole_range() -> None:
    told = said("2023-01-01", "2023-01-02", "2023-01-03")
    (found,) = slices(told, Windows("days", 2, kernel="gaussian"), IGNORE)
    # u = 1, 0, −1.
    assert found.network.matrix.sum() == pytest.approx(2 * 0.2419707 + 0.3989423, abs=2e-7)
    assert found.statement_count == 3


def test_kernels_weigh_events_by_their_place() -> None:
    told = said("2023-01-01", "2023-01-02", "2023-06-01")
    windows = Windows("events", 4, kernel="triangular", indent_time=False)
    # u = 2 d/4: 1 + ½; ½ + 1 + ½; 0 + ½ + 1.
    assert totals(windows, told) == [1.5, 2, 1.5]


@pytest.mark.parametrize("kernel", [None, "uniform", "gaussian"])
@pytest.mark.parametrize("unit", ["days", "events"])
def test_no_statements_have_no_windows(unit: Unit, kernel: Kernel | None) -> None:
    assert middles(Windows(unit, 3, kernel=kernel), said()) == []


def test_a_range_in_which_nobody_spoke_has_empty_windows() -> None:
    windows = Windows("days", 1, start="2023-01-01", stop="2023-01-02")
    assert totals(windows, said()) == [0, 0]
    assert totals(windows, said("2024-01-01")) == [0, 0]
    backwards = Windows("days", 1, start="2023-01-02", stop="2023-01-01")
    assert totals(backwards, said("2023-01-01")) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"unit": "fortnights", "size": 1}, "windows: no unit 'fortnights'"),
        ({"unit": "days", "size": 0}, "windows: size 0 is too small"),
        ({"unit": "days", "size": 1, "kernel": "box"}, "kernel: no choice 'box'"),
    ],
)
def test_windows_that_cut_nothing_are_refused(options: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        Windows(**options)  # type: ignore[arg-type] # the point of the test
