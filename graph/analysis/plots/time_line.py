"""Series over time as lines."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING

from ...errors import UsageError
from .canvas import FOR, INK, SOFT, UNKNOWN, figure, title, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from ..changes.series import AgreementSeries
    from ..discourse.over_time import NetworkSeries


def agreement_line(series: AgreementSeries) -> Figure:
    """Draw the score of two organisations over time, with the interval that is possible.

    Raises:
        CannotRun: matplotlib is not installed.
    """
    drawn, axes = figure(9.0, 4.2)
    days = [dt.date.fromisoformat(day) for day in series.days]
    nan = float("nan")
    worst = [nan if x.worst is None else x.worst for x in series.found]
    best = [nan if x.best is None else x.best for x in series.found]
    score = [nan if x.score is None else x.score for x in series.found]
    axes.fill_between(
        days, worst, best, color=UNKNOWN, linewidth=0, step="post",  # type: ignore[arg-type]
        label="possible, if all were known",
    )  # fmt: skip
    axes.step(
        days, score, where="post", color=FOR, linewidth=2, marker="o", markersize=3.5,  # type: ignore[arg-type]
        label="over what both have a stance on",
    )  # fmt: skip
    axes.set_ylim(-3, 103)
    if len(days) > 1:
        axes.set_xlim(days[0], days[-1])  # type: ignore[arg-type]
    axes.set_ylabel("score: 100 alike, 0 opposite", fontsize=8, color=SOFT)
    _dates(axes)
    names = f"{words(series.label(series.a))} and {words(series.label(series.b))}"
    title(axes, names, f"{series.days[0]} to {series.days[-1]}; a gap: nothing shared that day")
    return drawn


def network_line(series: NetworkSeries) -> Figure:
    """Draw the sum of a discourse network's weights, and its statements, window by window.

    Raises:
        CannotRun: matplotlib is not installed.
        UsageError: there is no window.
    """
    rows = series.density().dicts()
    if not rows:
        raise UsageError("plot: no window to draw; take a smaller one with --window")
    drawn, axes = figure(9.0, 4.2)
    days = [dt.datetime.fromisoformat(str(row["mid"])) for row in rows]
    axes.bar(
        days, [int(row["statements"] or 0) for row in rows],  # type: ignore[arg-type]
        width=_width(days), color=UNKNOWN, label="statements",
    )  # fmt: skip
    axes.plot(
        days, [float(row["weight"] or 0) for row in rows], color=FOR, linewidth=2, marker="o",  # type: ignore[arg-type]
        markersize=3.5, label=f"sum of ties ({series.options.aggregation})",
    )  # fmt: skip
    axes.axhline(0, color=INK, linewidth=0.6)
    _dates(axes)
    size = f"windows of {series.windows.size} {series.windows.unit}"
    title(axes, "Discourse network over time", f"{size}, dated by {series.corpus.clock}")
    return drawn


def _width(days: list[dt.datetime]) -> float:
    """Return the width of a bar in days: most of the way to the next one."""
    if len(days) == 1:
        return 20.0
    gaps = [(b - a) / dt.timedelta(days=1) for a, b in pairwise(days)]
    return max(0.8 * min(gaps), 1e-3)


def _dates(axes: Axes) -> None:
    axes.tick_params(labelsize=8, colors=INK)
    axes.legend(fontsize=8, frameon=False, loc="best")
