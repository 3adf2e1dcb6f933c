"""From a store to stances: positions, what backing a petition implies, what links carry over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from ...model.closed_lists import words_of
from ...model.vocabulary import expand
from .carry import carried, read_links
from .held import STANCES, STATED, Held, join, made
from .imply import implied
from .relations import UNDATED, Register, days, earliest, spread
from .source import pairs, those
from .witness import Witnesses

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
            by the end of the selection's period.
        actors: IRIs of the organisations by their numbers.
        propositions: IRIs by their numbers.
        statements: IRIs of positions, involvements, clauses and links by their numbers.
        links: what carries stances over; none where that is not wanted.
        witnesses: the evidence of the statements.
    """

    everything: Held
    actors: Register
    propositions: Register
    statements: Register
    links: list[Link]
    witnesses: Witnesses

    def within(self, start: str, end: str) -> Held:
        """Return the stances that are known or presumed on some day of a period, and decide.

        What only some of an organisation hold is left out. An implied stance
        gives way to whatever the organisation states on the proposition in the
        period. A link carries over only where nothing direct is on record.
        """
        held = self.everything
        held = _stated_first(held.keep(held.in_force(start, end)), len(self.propositions))
        held = held.keep(held.decides)
        return carried(held, self.links, len(self.propositions)) if self.links else held


def read_ledger(store: Queryable, selection: Selection, *, dated: bool = False) -> Ledger:
    """Read what is on record of all organisations.

    Args:
        store: any location.
        selection: what counts; of its period only the end matters here.
        dated: find out since when each stance is known, whatever the end is.
    """
    columns = dict(zip(_POSITION, pairs(store, *_POSITION), strict=True))
    holders, held_by = columns["sg:holder"]
    statements = Register(dict.fromkeys(holders))
    actors, propositions = Register(), Register()
    witnesses = Witnesses(store, statements, selection)
    organisations = those(store, "rdf:type", [expand("org:Organization")])
    hidden = _hidden(store, selection)
    partly = those(store, "sg:extent", [expand("sg:some")])

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
        parts.append(implied(store, registers, organisations, hidden | partly))
    links = read_links(store, propositions, statements, hidden) if selection.linked else []
    floors = _days_of(columns["sg:periodFrom"], propositions)
    held = _known(join(parts), witnesses, floors, selection.end, dated=dated)
    return Ledger(held, actors, propositions, statements, links, witnesses)


def _hidden(store: Queryable, selection: Selection) -> set[str]:
    """Return the statements whose status does not count."""
    every = {expand(f"sg:{word}") for word in words_of("status")}
    return those(store, "adms:status", every - selection.statuses)


def _numbers_of(register: Register, texts: Sequence[str], among: set[str]) -> Numbers:
    """Number texts that are among some; -1 for the others."""
    chosen = np.array([text in among for text in texts], dtype=np.bool_)
    numbers = np.full(len(texts), -1, dtype=np.int64)
    numbers[chosen] = register.number([text for text in texts if text in among])
    return numbers


def _days_of(column: list[list[str]], register: Register) -> Days:
    subjects, values = column
    return earliest(register.find(subjects), days(values), len(register))


def _known(held: Held, witnesses: Witnesses, floors: Days, end: str, *, dated: bool) -> Held:
    """Keep what stands on the word of those who count, and say since when it is known."""
    if witnesses.chosen:
        held = held.keep(witnesses.heard()[held.statement])
    known = held.known
    undated = np.isnat(known)
    if undated.any() and (dated or not witnesses.all_known_by(end)):
        known = np.where(undated, witnesses.first_days()[held.statement], known)
    # The period of a proposition is a floor; one more at the end for those without.
    floor = np.append(floors, UNDATED)[np.minimum(held.proposition, len(floors))]
    return replace(held, known=np.fmax(known, floor))


def _stated_first(held: Held, width: int) -> Held:
    """Leave out implied stances where the organisation itself states one."""
    cell = held.actor * width + held.proposition
    stated = held.basis == STATED
    if stated.all():
        return held
    return held.keep(stated | ~np.isin(cell, np.unique(cell[stated])))
