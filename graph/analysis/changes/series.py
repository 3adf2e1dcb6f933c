"""Agreement of two organisations over time: before and after a day, or step by step."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from ...errors import ParameterError
from ...model.dates import parse_day
from ...query.table import Table
from ..agreement.pair import check_pair, compare
from ..results.result import Result, Said
from ..results.wording import counted, number
from ..stances.matrix import matrix_of
from ..stances.read import read_ledger
from ..stances.selection import Wanted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...measures.matching import Metric
    from ...query.table import Cell
    from ...records.opened import OpenGraph
    from ..agreement.pair import Agreement
    from ..agreement.weights import Weights

Step: TypeAlias = Literal["days", "weeks", "months", "quarters", "years"]

STEPS: Final[tuple[Step, ...]] = get_args(Step)
_MOST: Final = 2_000
_MONTHS: Final = {"months": 1, "quarters": 3, "years": 12}


@dataclass(frozen=True)
class AgreementSeries(Result):
    """Agreement of two organisations on several days.

    Attributes:
        a: IRI of the first.
        b: IRI of the second.
        days: the days, ISO 8601, ascending.
        found: the agreement on each.
    """

    a: str
    b: str
    days: list[str]
    found: list[Agreement]

    def table(self) -> Table:
        """Return one row a day: score, shared propositions, interval, passages."""
        rows: list[tuple[Cell, ...]] = [
            (day, x.score, x.shared, x.worst, x.best, x.passages)
            for day, x in zip(self.days, self.found, strict=True)
        ]
        return Table(("on", "score", "shared", "worst", "best", "passages"), rows)

    def sentences(self) -> list[Said]:
        """Return the score of each day, and what changed from one to the next."""
        days = counted(len(self.days), "day")
        told = [
            Said(
                f"{self.label(self.a)} and {self.label(self.b)} on {days}, "
                f"{self.days[0]} to {self.days[-1]}."
            )
        ]
        earlier: Agreement | None = None
        for day, x in zip(self.days, self.found, strict=True):
            score = "nothing shared" if x.score is None else f"{number(x.score)} of 100"
            text = f"{day}: {score} over {counted(x.shared, 'shared proposition')}"
            if x.worst is not None:
                text += f", between {number(x.worst)} and {number(x.best)} if all were known"
            changed = self._changed(earlier, x) if earlier else []
            if changed:
                text += f"; {'; '.join(changed)}"
            told.append(Said(text, "", "Day by day"))
            earlier = x
        return told

    def _changed(self, earlier: Agreement, later: Agreement) -> list[str]:
        """Say on which propositions the outcome is another than before."""
        before = {row.proposition: row.outcome for row in earlier.rows}
        after = {row.proposition: row.outcome for row in later.rows}
        told = []
        for proposition in sorted(before.keys() | after.keys(), key=self.label):
            was, now = before.get(proposition, "silent"), after.get(proposition, "silent")
            if was != now and {was, now} & {"alike", "alike, weakly", "apart", "opposite"}:
                told.append(f"“{self.label(proposition)}” {was}, now {now}")
        return told


def agreement_on(
    kg: OpenGraph,
    pair: tuple[str, str],
    days: Sequence[str],
    wanted: Wanted | None = None,
    *,
    metric: Metric = "manhattan",
    weights: Weights | None = None,
) -> AgreementSeries:
    """Compare two organisations on several days.

    Args:
        kg: an open graph.
        pair: their IRIs.
        days: ISO 8601.
        wanted: what counts; its period is not looked at.
        metric: see `measures.matching.distance`.
        weights: by the name of a proposition or topic.

    Raises:
        Refused: one is a person or an unnamed group.
        ParameterError: no day, or more than 2,000.
    """
    check_pair(kg, *pair, metric)
    chosen = sorted({parse_day(day, where="on").isoformat() for day in days})
    if not 1 <= len(chosen) <= _MOST:
        message = f"days: {len(chosen):,} of them; take 1 to {_MOST:,}"
        raise ParameterError(message)
    asked = replace(wanted or Wanted(), on=None, since=None, until=None)
    selection = asked.resolve(kg.names)
    ledger = read_ledger(kg.store, selection, dated=True)
    found = []
    for day in chosen:
        matrix = matrix_of(ledger, replace(selection, start=day, end=day))
        found.append(compare(kg, matrix, pair, metric, weights))
    return AgreementSeries(kg, *pair, chosen, found)


def around(day: str) -> list[str]:
    """Return the day before a day, and the day itself.

    Raises:
        ParameterError: it is no day, or the first of the calendar.

    Example:
        >>> around("2022-03-01")
        ['2022-02-28', '2022-03-01']
    """
    at = parse_day(day, where="around")
    if at == dt.date.min:
        raise ParameterError(f"around: {day!r} has no day before it; take a later one")
    return [(at - dt.timedelta(days=1)).isoformat(), at.isoformat()]


def steps(since: str, until: str, step: Step) -> list[str]:
    """Return the days from one to another in steps, the first one included.

    A step of months from a day that a month lacks falls on the month's last day.

    Raises:
        ParameterError: the step is unknown, or the end comes first.

    Example:
        >>> steps("2023-01-31", "2023-04-30", "months")
        ['2023-01-31', '2023-02-28', '2023-03-31', '2023-04-30']
    """
    if step not in STEPS:
        raise ParameterError(f"every: {step!r} is no step; take one of {', '.join(STEPS)}")
    first, last = parse_day(since, where="since"), parse_day(until, where="until")
    if first > last:
        raise ParameterError(f"until: {until!r} is before {since!r}; exchange them")
    found: list[str] = []
    for day in _walk(first, step):
        if day > last:
            break
        if len(found) > _MOST:
            message = (
                f"every: more than {_MOST:,} {step} from {since} to {until}; take longer steps"
            )
            raise ParameterError(message)
        found.append(day.isoformat())
    return found


def _walk(first: dt.date, step: Step) -> Iterator[dt.date]:
    import calendar

    for count in range(_MOST + 2):
        if step in _MONTHS:
            month = first.month - 1 + count * _MONTHS[step]
            year, month = first.year + month // 12, month % 12 + 1
            if year > dt.MAXYEAR:
                return
            yield dt.date(year, month, min(first.day, calendar.monthrange(year, month)[1]))
        else:
            ordinal = first.toordinal() + count * (7 if step == "weeks" else 1)
            if ordinal > dt.date.max.toordinal():
                return
            yield dt.date.fromordinal(ordinal)
