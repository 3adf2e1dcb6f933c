"""From a store to stances: positions, what backing a petition implies, what links carry over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ...model.closed_lists import words_of
from ...model.vocabulary import expand
from .carry import carried
from .held import DEGREES, STANCES, STATED, Held, join, made
from .imply import implied
from .relations import UNDATED, Register, days, earliest, spread
from .source import pairs, those
from .witness import Witnesses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...store.base import Queryable
    from .relations import Days, Numbers
    from .selection import Selection

_POSITION: Final = (
    *("sg:holder", "sg:proposition", "sg:stance", "sg:validFrom", "sg:validThrough"),
    "sg:periodFrom",
)


@dataclass(frozen=True)
class Reading:
    """What was read.

    Attributes:
        held: the stances that are known or presumed in the period, and count.
        actors: IRIs of the organisations by their numbers.
        propositions: IRIs by their numbers.
        statements: IRIs of positions, involvements and links by their numbers.
        witnesses: the evidence of the statements.
    """

    held: Held
    actors: Register
    propositions: Register
    statements: Register
    witnesses: Witnesses


def read_stances(store: Queryable, selection: Selection) -> Reading:
    """Read the stances of all organisations.

    People and unnamed groups are left out, and so are positions that only some
    of an organisation hold. An implied stance gives way to whatever the
    organisation states on the proposition in the period. A link carries over
    only where nothing direct is on record.

    Args:
        store: any location.
        selection: what counts.
    """
    columns = dict(zip(_POSITION, pairs(store, *_POSITION), strict=True))
    holders, held_by = columns["sg:holder"]
    statements = Register(dict.fromkeys(holders))
    propositions = Register()
    witnesses = Witnesses(store, statements, selection)
    organisations = those(store, "rdf:type", [expand("org:Organization")])
    hidden = _hidden(store, selection)
    actors = Register()

    def of(curie: str, register: Register) -> Numbers:
        subjects, values = columns[curie]
        return spread(statements.find(subjects), register.number(values), len(statements))

    stance = of("sg:stance", stances := Register(STANCES))
    stance[stance >= len(STANCES)] = -1
    del stances
    holder = spread(
        statements.find(holders),
        _numbers_of(actors, held_by, organisations),
        len(statements),
    )
    proposition = of("sg:proposition", propositions)
    starts = _days_of(columns["sg:validFrom"], statements)
    partly = those(store, "sg:extent", [expand("sg:some")])
    rows = np.arange(len(statements))
    texts = statements.texts
    positions = made(
        STATED,
        len(statements),
        actor=holder,
        proposition=proposition,
        stance=stance,
        known=starts,
        through=_days_of(columns["sg:validThrough"], statements),
        statement=rows,
        decides=np.array([t not in partly for t in texts], dtype=np.bool_),
    )
    shown = np.array([t not in hidden for t in texts], dtype=np.bool_)
    found = positions.keep((holder >= 0) & (proposition >= 0) & (stance >= 0) & shown)
    parts = [found]
    if selection.inferred:
        parts.append(
            implied(store, (actors, propositions, statements), organisations, hidden | partly)
        )
    floors = _days_of(columns["sg:periodFrom"], propositions)
    held = _in_period(join(parts), selection, witnesses, floors)
    held = _stated_first(held)
    held = held.keep(held.decides)
    if selection.linked:
        held = carried(store, held, (propositions, statements), hidden)
    return Reading(held, actors, propositions, statements, witnesses)


def _hidden(store: Queryable, selection: Selection) -> set[str]:
    """Return the statements whose status does not count."""
    every = {expand(f"sg:{word}") for word in words_of("status")}
    return those(store, "adms:status", every - selection.statuses)


def _numbers_of(register: Register, texts: Sequence[str], among: set[str]) -> Numbers:
    """Number texts that are among some; -1 for the others."""
    numbers = np.full(len(texts), -1, dtype=np.int64)
    chosen = np.array([text in among for text in texts], dtype=np.bool_)
    numbers[chosen] = register.number([t for t in texts if t in among])
    return numbers


def _days_of(column: list[list[str]], register: Register) -> Days:
    subjects, values = column
    return earliest(register.find(subjects), days(values), len(register))


def _in_period(held: Held, selection: Selection, witnesses: Witnesses, floors: Days) -> Held:
    """Keep what is known or presumed in the period, on the word of those who count."""
    if witnesses.chosen:
        held = held.keep(witnesses.heard()[held.statement])
    known = held.known
    undated = np.isnat(known)
    if undated.any() and not witnesses.all_known_by(selection.end):
        known = np.where(undated, witnesses.first_days()[held.statement], known)
    padded = np.append(floors, UNDATED)
    floor = padded[np.minimum(held.proposition, len(floors))]
    known = np.fmax(known, floor)
    held = Held(**{**held.__dict__, "known": known})
    return held.keep(held.in_force(selection.start, selection.end))


def _stated_first(held: Held) -> Held:
    """Leave out implied stances where the organisation itself states one."""
    if not len(held):
        return held
    cell = held.actor * (int(held.proposition.max()) + 1) + held.proposition
    stated = held.basis == STATED
    return held.keep(stated | ~np.isin(cell, np.unique(cell[stated])))
