"""When a statement is known to hold, and from when on it is only presumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..records.read import Records
    from ..records.record import Record

DISTANT = "9999-12-31"


def known_from(records: Records, statement: Record) -> str:
    """Return the first day from which a statement is known, ISO 8601, or an empty string.

    It is the start that was told; where none was, the date of the earliest
    document; where that has none, the day of recording. The period of the
    proposition is a floor.
    """
    told = statement.one("sg:validFrom") or statement.one("sg:earliest")
    dates = [] if told else records.issued(statement)
    start = told or (dates[0] if dates else statement.one("dcterms:created"))
    proposition = records.things.get(statement.one("sg:proposition"))
    floor = proposition.one("sg:periodFrom") if proposition else ""
    return max(start, floor)


def last_evidence(records: Records, statement: Record) -> str:
    """Return the date of the latest document that a statement rests on, or an empty string."""
    dates = records.issued(statement)
    return dates[-1] if dates else ""


def in_force(records: Records, statement: Record, day: str) -> bool:
    """Tell whether a statement is known or presumed to hold on a day."""
    return known_from(records, statement) <= day <= (statement.one("sg:validThrough") or DISTANT)


def presumed(records: Records, statement: Record, day: str) -> bool:
    """Tell whether a day lies behind the last evidence of something without a told end."""
    return not statement.one("sg:validThrough") and day > (last_evidence(records, statement) or day)
