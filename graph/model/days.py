"""Dates of partial precision: what a source said, and the days that it stands for."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import NamedTuple

from ..errors import ParameterError

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Span(NamedTuple):
    """The first and the last day that a date may mean, and the date as it was stated."""

    first: dt.date
    last: dt.date
    stated: str

    @property
    def whole_day(self) -> bool:
        """Whether the date names one day."""
        return self.first == self.last


def parse_span(text: str, *, where: str = "date") -> Span:
    """Return the days that a date of partial precision stands for.

    Args:
        text: a day, a month or a year of ISO 8601, which is EDTF level 0 too.
        where: what the error names as the place of the fault.

    Raises:
        ParameterError: it is none of these, or no date of the calendar.

    Example:
        >>> parse_span("2022-02").last
        datetime.date(2022, 2, 28)
    """
    match = _PARTIAL.fullmatch(text.strip())
    if not match:
        raise ParameterError(f"{where}: {text!r} is not a date; write 2022-02-24, 2022-02 or 2022")
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        first = dt.date(year, month or 1, day or 1)
        last_month = month or 12
        last = first if day else dt.date(year, last_month, calendar.monthrange(year, last_month)[1])
    except (ValueError, calendar.IllegalMonthError) as exc:
        message = f"{where}: {text!r} is not a date of the calendar; check month and day"
        raise ParameterError(message) from exc
    return Span(first, last, text.strip())


def stated_interval(first: Span | None, last: Span | None) -> str:
    """Return two dates as an EDTF text, or nothing where both are whole days already.

    Example:
        >>> stated_interval(parse_span("2022"), None)
        '2022/..'
    """
    given = [span for span in (first, last) if span]
    if all(span.whole_day for span in given):
        return ""
    if first and last and first == last:
        return first.stated
    return f"{first.stated if first else '..'}/{last.stated if last else '..'}"
