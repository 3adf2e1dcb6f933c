"""`stancegraph agree`: how far two organisations agree, and on what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ...errors import UsageError
from ...model.dates import parse_day
from .options import deliver_picture, deliver_result, result_options, selection_options, wanted
from .weighing import metric_option, weight_option, weights

if TYPE_CHECKING:
    from ...analysis.stances.selection import Wanted
    from ..session import Session


@click.command(
    epilog='\b\nExamples:\n  stancegraph agree ENSU "Stop the War" --on 2023-08-03\n'
    '  stancegraph agree ENSU Rabkor --weight "Prisoners and solidarity=2"'
)
@click.argument("a")
@click.argument("b")
@click.option(
    "--around", metavar="DATE", help="Compare the day before a date with the date itself."
)
@click.option(
    "--every",
    type=click.Choice(["days", "weeks", "months", "quarters", "years"]),
    help="Compare step by step from --since to --until.",
)
@metric_option
@weight_option
@selection_options()
@result_options
@click.pass_obj
def command(session: Session, /, a: str, b: str, **given: object) -> None:
    """Tell how far the organisations A and B agree, and on what.

    The score runs from 0 for opposite to 100 for alike, over the propositions
    that both have a stance on. What is unknown is not counted as anything: the
    interval says how far the score could move if it were known.
    """
    kg = session.open()
    counts = wanted(given)
    measured = {"metric": given["metric"], "weights": weights(given)}
    days = _days(counts, given)
    if days:
        series = kg.agreement_over_time(a, b, days, wanted=counts, **measured)  # type: ignore[arg-type]
        if not deliver_picture(series, given):
            deliver_result(series, given, row_word="day")
        return
    found = kg.agree(a, b, wanted=counts, **measured)  # type: ignore[arg-type]
    deliver_result(found, given, row_word="proposition")


def _days(counts: Wanted, given: dict[str, object]) -> list[str]:
    """Return the days that a series was asked for; none where it was not.

    Raises:
        UsageError: options do not go together.
    """
    from ...analysis.changes.series import around, steps

    if given["around"]:
        if given["every"] or counts.on or counts.since or counts.until:
            raise UsageError("agree: --around beside other dates; give it alone")
        return around(str(given["around"]))
    if not given["every"]:
        return []
    if counts.on or not counts.since:
        raise UsageError("agree: --every needs --since, and --until or today; leave --on out")
    until = str(counts.until or "today")
    return steps(str(counts.since), parse_day(until, where="until").isoformat(), given["every"])  # type: ignore[arg-type]
