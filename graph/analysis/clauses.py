"""How one clause stands with an organisation, and what all of them together come to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..records.words import SIGNS

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEANING = ("leansTowards", "leansAgainst")


class Held(NamedTuple):
    """What is on record of an organisation on a proposition.

    Attributes:
        stance: local name of the stance, such as `leansTowards`.
        sign: 1 for, -1 against, 0 ambivalent or declining to say.
        linked: whether a link carried it over from another proposition.
    """

    stance: str
    sign: int
    linked: bool = False


def clause_state(asked: str, record: Sequence[Held]) -> str:
    """Return how a clause stands with an organisation.

    What is direct goes before what a link carries over, and that is only possible.

    Args:
        asked: local name of the stance that the clause takes.
        record: what the organisation holds on the clause's proposition.

    Returns:
        agrees, agrees weakly (where either side only leans), clashes, open
        (ambivalent, or declined to say), disputed, possible clash, possible
        agreement, or not on record.

    Example:
        >>> clause_state("supports", [Held("opposes", -1)])
        'clashes'
        >>> clause_state("supports", [Held("opposes", -1, linked=True)])
        'possible clash'
    """
    sign = SIGNS.get(asked, 0)
    direct = [held for held in record if not held.linked]
    products = {held.sign * sign for held in direct}
    if {1, -1} <= products:
        return "disputed"
    if 1 in products:
        leaning = all(held.stance in _LEANING for held in direct if held.sign * sign > 0)
        return "agrees weakly" if leaning or asked in _LEANING else "agrees"
    if -1 in products:
        return "clashes"
    if direct:
        return "open"
    linked = {held.sign * sign for held in record if held.linked}
    if -1 in linked:
        return "possible clash"
    return "possible agreement" if 1 in linked else "not on record"


def verdict(clauses: Sequence[tuple[str, str]]) -> str:
    """Return what the clauses of a text come to, without regard to what was done with it.

    Args:
        clauses: mode (`demands` or `affirms`) and state of each, as
            `clause_state` gives it.

    Example:
        >>> verdict([("demands", "agrees"), ("affirms", "clashes")])
        'clash over wording'
        >>> verdict([("demands", "agrees"), ("demands", "not on record")])
        'no obstacle on record'
    """
    states = [state for _, state in clauses]
    if not clauses:
        return "no clauses recorded"
    if ("demands", "clashes") in clauses:
        return "clash over the aim"
    for state, found in (
        ("clashes", "clash over wording"),
        ("possible clash", "possible clash"),
        ("disputed", "disputed"),
    ):
        if state in states:
            return found
    agreed = sum(state.startswith("agrees") for state in states)
    if agreed == len(states):
        return "agrees throughout"
    return "no obstacle on record" if agreed else "nothing on record"
