"""What of the record is to count: when, on whose word, and by which rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ...errors import ParameterError
from ...model.closed_lists import closed_list_term
from ...model.dates import parse_day, today

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from ...names.index import NameIndex

JUDGED: Final = ("reviewed", "disputed")
"""The statuses that judgements rest on: drafts are still to be read by a second person."""

_NEVER: Final = ("withdrawn", "embargoed")
ALWAYS: Final = ("0001-01-01", "9999-12-31")
"""The first day and the last."""

_FIRST, _LAST = ALWAYS


@dataclass(frozen=True)
class Selection:
    """What counts.

    Attributes:
        start: first day, ISO 8601.
        end: last day, inclusive; for one day the same as `start`.
        statuses: IRIs of the editorial statuses that count.
        claimants: IRIs of those whose word counts; everybody's if None.
        kinds: IRIs of the kinds of evidence that count; all if None.
        inferred: count what backing a petition implies.
        linked: count what a link carries over to another proposition.
    """

    start: str
    end: str
    statuses: frozenset[str]
    claimants: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    inferred: bool = True
    linked: bool = False

    @property
    def when(self) -> str:
        """The day, or the first and the last one, in words."""
        if self.start == self.end:
            return f"on {self.end}"
        if (self.start, self.end) == (_FIRST, _LAST):
            return "at any time"
        if self.end == _LAST:
            return f"since {self.start}"
        return f"until {self.end}" if self.start == _FIRST else f"from {self.start} to {self.end}"


@dataclass(frozen=True)
class Wanted:
    """A selection as people write it.

    Attributes:
        on: a day, ISO 8601; today where no day and no period is given.
        since: first day of a period.
        until: last day of a period, inclusive.
        claimants: names of those whose word counts; everybody's if left out.
        evidence: kinds of evidence that count: self-stated, reported, inferred.
        statuses: editorial statuses that count; reviewed and disputed if left out.
        inferred: count what backing a petition implies.
        linked: count what a link carries over to another proposition.
    """

    on: str | dt.date | None = None
    since: str | dt.date | None = None
    until: str | dt.date | None = None
    claimants: Sequence[str] = ()
    evidence: Sequence[str] = ()
    statuses: Sequence[str] = ()
    inferred: bool = True
    linked: bool = False

    def resolve(self, names: NameIndex) -> Selection:
        """Return the selection with IRIs and days.

        Raises:
            ParameterError: a date, a kind or a status is not one, or both a day
                and a period are given.
            NotFound: a claimant's name stands for nothing in the graph.
        """
        start, end = self._days()
        statuses = [closed_list_term("status", s, where="status") for s in self.statuses or JUDGED]
        hidden = [s for s in statuses if s.rsplit("#", 1)[-1] in _NEVER]
        if hidden:
            word = hidden[0].rsplit("#", 1)[-1]
            message = (
                f"status: {word!r} statements are never counted; take draft, reviewed or disputed"
            )
            raise ParameterError(message)
        kinds = [closed_list_term("evidence kind", k, where="evidence") for k in self.evidence]
        who = ("organisation", "person", "group")
        claimants = [names.resolve(c, who, wanted="claimant") for c in self.claimants]
        return Selection(
            start, end, frozenset(statuses), frozenset(claimants) or None,
            frozenset(kinds) or None, self.inferred, self.linked,
        )  # fmt: skip

    def _days(self) -> tuple[str, str]:
        if self.on is not None and (self.since is not None or self.until is not None):
            raise ParameterError(f"on: {str(self.on)!r} beside a period; give one of them")
        if self.since is None and self.until is None:
            day = _day(self.on, "on") if self.on is not None else today().isoformat()
            return day, day
        start = _day(self.since, "since") if self.since is not None else _FIRST
        end = _day(self.until, "until") if self.until is not None else _LAST
        if start > end:
            raise ParameterError(f"until: {end!r} is before {start!r}; exchange them")
        return start, end


def _day(value: str | dt.date, where: str) -> str:
    text = value if isinstance(value, str) else value.isoformat()
    return parse_day(text, where=where).isoformat()
