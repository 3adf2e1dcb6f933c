"""From a store to stances: positions, what backing a petition implies, what links carry over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from ...model.closed_lists import words_of
from ...model.vocabulary import expand
from . import carry, imply, witness
from .held import STANCES, STATED, Held, join, made
from .relations import UNDATED, Register, days, earliest, spread
from .source import having, value_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...store.base import Queryable
    from .carry import Link
    from .relations import Days, Numbers
    from .selection import Selection

_POSITION: Final = (
    *("sg:holder", "sg:proposition", "sg:stance", "sg:validFrom", "sg:validThrough"),
    "sg:periodFrom",
)


@dataclass(frozen=True)
class Ledger:
    """The stances of all organisations at all times, on the word of those who count.

    People and unnamed groups are left out.

    Attributes:
        everything: the stances; `known` is NaT where every statement is known
            by the selection's one day.
        actors: IRIs of the organisations by their numbers.
        propositions: IRIs by their numbers.
        statements: IRIs of positions, involvements, clauses and links by their numbers.
        links: what carries stances over; none where that is not wanted.
        floors: the day from which each proposition is about anything; NaT where always.
        witnesses: the evidence of the statements.
    """

    everything: Held
    actors: Register
    propositions: Register
    statements: Register
    links: list[Link]
    floors: Days
    witnesses: witness.Witnesses

    def within(self, start: str, end: str) -> Held:
        """Return the stances that are known or presumed on some day of a period, and decide.

        What only some of an organisation hold is left out. An implied stance
        gives way to whatever the organisation states on the proposition in the
        period. A link carries over only where nothing direct is on record.
        """
        held = self.everything
        held = _stated_first(held.keep(held.in_force(start, end)), len(self.propositions))
        held = held.keep(held.decides)
        if not self.links:
            return held
        held = _floored(carry.carried(held, self.links, len(self.propositions)), self.floors)
        return held.keep(held.in_force(start, end))


def read_ledger(store: Queryable, selection: Selection, *, dated: bool = False) -> Ledger:
    """Read what is on record of all organisations.

    Args:
        store: any location.
        selection: what counts; of its period it only matters here when it ends,
            and whether it has several days.
        dated: find out since when each stance is known, whatever the period is.
    """
    groups = {
        "positions": [value_of(curie) for curie in _POSITION],
        "documents": witness.PATTERNS,
        "those": [
            having("rdf:type", [expand("org:Organization")]),
            having("sg:extent", [expand("sg:some")]),
            having("adms:status", _every_status() - selection.statuses),
        ],
        "implied": imply.PATTERNS if selection.inferred else (),
        "links": carry.PATTERNS if selection.linked else (),
    }
    answers = store.columns([pattern for patterns in groups.values() for pattern in patterns])
    read = {name: [next(answers) for _ in patterns] for name, patterns in groups.items()}
    columns = dict(zip(_POSITION, read["positions"], strict=True))
    organisations, partly, hidden = (set(column) for (column,) in read["those"])
    holders, held_by = columns["sg:holder"]
    statements = Register(dict.fromkeys(holders))
    actors, propositions = Register(), Register()
    witnesses = witness.Witnesses(store, statements, selection, read["documents"])

    def of(curie: str, register: Register) -> Numbers:
        subjects, values = columns[curie]
        return spread(statements.find(subjects), register.number(values), len(statements))

    stance = of("sg:stance", Register(STANCES))
    numbers = _numbers_of(actors, held_by, organisations)
    holder = spread(statements.find(holders), numbers, len(statements))
    positions = made(
        STATED,
        len(statements),
        actor=holder,
        proposition=of("sg:proposition", propositions),
        stance=stance,
        known=_days_of(columns["sg:validFrom"], statements),
        through=_days_of(columns["sg:validThrough"], statements),
        statement=np.arange(len(statements)),
        decides=~statements.among(partly),
    )
    whole = (holder >= 0) & (positions.proposition >= 0) & (stance >= 0) & (stance < len(STANCES))
    parts = [positions.keep(whole & ~statements.among(hidden))]
    if selection.inferred:
        registers = actors, propositions, statements
        parts.append(imply.implied(read["implied"], registers, organisations, hidden | partly))
    links = (
        carry.links_in(read["links"], propositions, statements, hidden) if selection.linked else []
    )
    floors = _days_of(columns["sg:periodFrom"], propositions)
    # Within a period it matters which of two stances was known first.
    dated = dated or selection.start < selection.end
    held = _floored(_known(join(parts), witnesses, selection.end, dated=dated), floors)
    return Ledger(held, actors, propositions, statements, links, floors, witnesses)


def _every_status() -> set[str]:
    return {expand(f"sg:{word}") for word in words_of("status")}


def _numbers_of(register: Register, texts: Sequence[str], among: set[str]) -> Numbers:
    """Number texts that are among some; -1 for the others."""
    chosen = np.array([text in among for text in texts], dtype=np.bool_)
    numbers = np.full(len(texts), -1, dtype=np.int64)
    numbers[chosen] = register.number([text for text in texts if text in among])
    return numbers


def _days_of(column: list[list[str]], register: Register) -> Days:
    subjects, values = column
    return earliest(register.find(subjects), days(values), len(register))


def _known(held: Held, witnesses: witness.Witnesses, end: str, *, dated: bool) -> Held:
    """Keep what stands on the word of those who count, and say since when it is known."""
    if witnesses.chosen:
        held = held.keep(witnesses.heard()[held.statement])
    known = held.known
    undated = np.isnat(known)
    if undated.any() and (dated or not witnesses.all_known_by(end)):
        known = np.where(undated, witnesses.first_days()[held.statement], known)
    return replace(held, known=known)


def _floored(held: Held, floors: Days) -> Held:
    """Let nothing be known before the period of its proposition begins."""
    # One more at the end for propositions without.
    floor = np.append(floors, UNDATED)[np.minimum(held.proposition, len(floors))]
    return replace(held, known=np.fmax(held.known, floor))


def _stated_first(held: Held, width: int) -> Held:
    """Leave out implied stances where the organisation itself states one."""
    cell = held.actor * width + held.proposition
    stated = held.basis == STATED
    if stated.all():
        return held
    return held.keep(stated | ~np.isin(cell, np.unique(cell[stated])))
