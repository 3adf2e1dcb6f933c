"""Who changed, when, and towards whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ...errors import ParameterError
from ...model.dates import parse_day
from ...query.library import named_query
from ...query.run import run_named
from ...query.table import Table
from ...records.words import SIGNS, word
from ..results.result import Result, Said
from ..results.wording import counted
from ..sentences import source
from ..stances.held import STANCES
from ..stances.read import read_ledger
from ..stances.selection import ALWAYS, Wanted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...query.table import Cell
    from ...records.opened import OpenGraph
    from ..stances.read import Ledger

_NAMED: Final = 10
_SIDES: Final = ("before_iri", "statement_iri")
_NOUNS: Final = {
    "recorded": "on record, one position after the other",
    "reported": "somebody says so",
    "possible": "opposite stances on linked propositions",
}


@dataclass(frozen=True)
class Change:
    """One change.

    Attributes:
        actor: IRI of who changed.
        kind: recorded, reported or possible.
        subject: what it is about, in words.
        before: the stance before, in words; empty where it is not told.
        after: the stance after, or the direction as it was told.
        on: when, as far as it is known; EDTF.
        extent: how much of a group changed; empty where it is not told.
        statement: IRI of the later position, or of the reported change.
        earlier: IRI of the earlier position; empty for none.
        towards: IRIs of the organisations that stood where it moved to, that day.
        away: IRIs of those that stood where it came from.
    """

    actor: str
    kind: str
    subject: str
    before: str
    after: str
    on: str
    extent: str
    statement: str
    earlier: str
    towards: tuple[str, ...]
    away: tuple[str, ...]


@dataclass(frozen=True)
class Changes(Result):
    """Changes, in the order of their dates.

    Attributes:
        found: the changes.
        when: the period that was asked about, in words.
    """

    found: list[Change]
    when: str

    def table(self) -> Table:
        """Return one row a change."""
        rows: list[tuple[Cell, ...]] = [
            (
                c.on or None, self.label(c.actor), c.kind, c.subject, c.before or None,
                c.after or None, c.extent or None, self.labels(c.towards) or None,
                self.labels(c.away) or None, c.actor, c.statement, c.earlier or None,
            )
            for c in self.found
        ]  # fmt: skip
        columns = (
            *("changed_on", "actor", "change", "subject", "before", "after", "extent"),
            *("towards", "away_from", "actor_iri", "statement_iri", "earlier_iri"),
        )
        return Table(columns, rows)

    def sentences(self) -> list[Said]:
        """Return each change with its evidence, those on record first."""
        counts = ", ".join(f"{sum(c.kind == kind for c in self.found)} {kind}" for kind in _NOUNS)
        told = [Said(f"{counted(len(self.found), 'change')} {self.when}: {counts}.")]
        for kind, noun in _NOUNS.items():
            heading = f"{kind.capitalize()}: {noun}"
            told += [self._line(c, heading) for c in self.found if c.kind == kind]
        return told

    def _line(self, change: Change, heading: str) -> Said:
        part = f" ({change.extent} of them)" if change.extent else ""
        when = f"{change.on}: " if change.on else ""
        text = f"{when}{self.label(change.actor)}{part} on {change.subject}{self._moved(change)}"
        if change.towards:
            text += f"; towards {self.labels(change.towards, _NAMED)}"
        if change.away:
            text += f"; away from {self.labels(change.away, _NAMED)}"
        records = self.kg.records.statements
        sources = [
            source(self.kg, records[iri], quotes=True)
            for iri in (change.earlier, change.statement)
            if iri and iri in records
        ]
        return Said(text, "; then ".join(sources), heading)

    def _moved(self, change: Change) -> str:
        """Return from where to where, or the direction as it was told."""
        if change.after and change.after not in {word(iri, self.kg.lang) for iri in STANCES}:
            return f", “{change.after}”"
        if not change.before and not change.after:
            return ""
        return (
            f" – from {change.before or 'what is not told'} to {change.after or 'what is not told'}"
        )


def changes(
    kg: OpenGraph,
    actor: str | None = None,
    *,
    since: str | None = None,
    until: str | None = None,
) -> Changes:
    """List who changed, when, and towards whom.

    Three kinds are told apart: recorded (two positions of one holder on one
    proposition, one after the other), reported (somebody says that they changed)
    and possible (opposite stances on linked propositions). Persons and unnamed
    groups are listed with what is said of them; only for organisations is it
    worked out whom they moved towards, and only among organisations. With the
    extent "some" a change is partial.

    Args:
        kg: an open graph.
        actor: IRI of one of them; everybody if left out.
        since: first day; changes without a date are then left out.
        until: last day.

    Raises:
        ParameterError: a date is none.
    """
    first = parse_day(since, where="since").isoformat() if since else ""
    last = parse_day(until, where="until").isoformat() if until else ""
    if first and last and first > last:
        raise ParameterError(f"until: {last!r} is before {first!r}; exchange them")
    asked = {"actor": actor} if actor else {}
    table = run_named(kg.store, kg.names, named_query("changes"), asked, lang=kg.lang)
    listed = table.dicts()
    kg.records.fetch(str(row[side]) for row in listed for side in _SIDES if row[side])
    rows = [row for row in listed if _inside(kg, row, first, last)]
    ledger = None
    found = []
    for row in rows:
        sides: tuple[list[str], list[str]] = ([], [])
        if row["change"] == "recorded" and kg.names.kind(str(row["actor_iri"])) == "organisation":
            ledger = ledger or read_ledger(kg.store, Wanted().resolve(kg.names), dated=True)
            sides = _neighbours(kg, ledger, row)
        found.append(_change(row, sides))
    found.sort(key=lambda c: (c.on or ALWAYS[1], kg.names.label(c.actor), c.subject))
    period = " ".join(
        filter(None, (f"since {first}" if first else "", f"until {last}" if last else ""))
    )
    return Changes(kg, found, period or "on record")


def _inside(kg: OpenGraph, row: dict[str, Cell], first: str, last: str) -> bool:
    """Tell whether a change may lie in a period; without a date only where none is asked."""
    if not first and not last:
        return True
    start = end = ""
    record = kg.records.statements.get(str(row["statement_iri"]))
    if row["change"] == "reported" and record is not None:
        start, end = record.one("sg:earliest"), record.one("sg:latest")
    if not start and not end:
        start, end = _ends(str(row["changed_on"] or ""))
    return bool(start or end) and (not end or end >= first) and (not last or start <= last)


def _ends(on: str) -> tuple[str, str]:
    """Return texts between which the days of an EDTF date sort; empty for an open end."""
    start, slash, end = (part.strip("~?%") for part in on.partition("/"))
    end = end if slash else start
    return start.replace("..", ""), f"{end}-99" if end.strip(".") else ""


def _change(row: dict[str, Cell], sides: tuple[Sequence[str], Sequence[str]]) -> Change:
    def text(name: str) -> str:
        return str(row[name] or "")

    return Change(
        text("actor_iri"), text("change"), text("subject"), text("before"), text("after"),
        text("changed_on"), text("extent"), text("statement_iri"), text("before_iri"),
        tuple(sides[0]), tuple(sides[1]),
    )  # fmt: skip


def _neighbours(kg: OpenGraph, ledger: Ledger, row: dict[str, Cell]) -> tuple[list[str], list[str]]:
    """Return who stood on the new side of the proposition that day, and who on the old one."""
    record = kg.records.statements.get(str(row["statement_iri"]))
    day = str(row["changed_on"] or "")
    before = kg.records.statements.get(str(row["before_iri"])) if row["before_iri"] else None
    if record is None or before is None or len(day) != len(ALWAYS[0]):
        return [], []
    held = ledger.within(day, day)
    number = ledger.propositions.find([record.one("sg:proposition")])[0]
    actors = ledger.actors.texts
    sides: dict[int, set[str]] = {1: set(), -1: set()}
    chosen = held.keep(held.proposition == number)
    for actor, degree in zip(chosen.actor.tolist(), chosen.degree.tolist(), strict=True):
        if not np.isnan(degree) and degree:
            sides[1 if degree > 0 else -1].add(actors[actor])
    both = sides[1] & sides[-1]
    mine = str(row["actor_iri"])
    after, former = (SIGNS.get(r.word("sg:stance"), 0) for r in (record, before))
    towards = sides.get(after, set()) - both - {mine}
    away = sides.get(former, set()) - both - {mine}
    return sorted(towards), sorted(away)
