"""Dates as the model uses them: whole days, as `xsd:date`."""

from __future__ import annotations

import datetime as dt
import re

from ..errors import ParameterError

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def parse_day(text: str, *, where: str = "date") -> dt.date:
    """Return the day that an ISO 8601 text names, or today for `today`.

    Args:
        text: `2023-08-03` or `today`.
        where: what the error names as the place of the fault.

    Raises:
        ParameterError: the text is no full day, or no day of the calendar.

    Example:
        >>> parse_day("2023-08-03")
        datetime.date(2023, 8, 3)
    """
    if text.strip().lower() == "today":
        return today()
    if not _DAY.fullmatch(text.strip()):
        message = f"{where}: {text!r} is not a date; write a full day such as 2023-08-03"
        raise ParameterError(message)
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError as exc:
        message = f"{where}: {text!r} is not a day of the calendar ({exc}); check month and day"
        raise ParameterError(message) from exc


def today() -> dt.date:
    """Return today's date in the computer's own time zone."""
    return dt.date.today()  # noqa: DTZ011 - a judgement is about the reader's own day
