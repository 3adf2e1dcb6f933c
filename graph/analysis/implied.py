"""Stances that backing a petition implies; computed, never stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..records.words import BACKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..records.read import Records
    from ..records.record import Record


class ImpliedStance(NamedTuple):
    """What an organisation did, and the demand that it thereby stands for."""

    act: Record
    clause: Record


def implied_stances(records: Records) -> Iterator[ImpliedStance]:
    """Yield the stances that organisations imply by what they launched, prepared or signed.

    Only what a petition demands is implied, never what it affirms or mentions;
    `some` of an organisation implies nothing; and whoever states a stance on
    the proposition is taken at that word.
    """
    stated = {(p.one("sg:holder"), p.one("sg:proposition")) for p in records.of_kind("position")}
    demands: dict[str, list[Record]] = {}
    for clause in records.of_kind("clause"):
        if clause.word("sg:mode") == "demands":
            demands.setdefault(clause.one("sg:petition"), []).append(clause)
    for act in records.of_kind("involvement"):
        agent = records.things.get(act.one("sg:agent"))
        if agent is None or agent.kind != "organisation":
            continue
        if act.word("sg:involvementKind") not in BACKING or act.word("sg:extent") == "some":
            continue
        for clause in demands.get(act.one("sg:petition"), ()):
            if (agent.iri, clause.one("sg:proposition")) not in stated:
                yield ImpliedStance(act, clause)
