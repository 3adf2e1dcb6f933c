"""What backing a petition implies: its demands, for organisations; computed, never stored."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from ...model.vocabulary import expand
from ...records.words import BACKING
from .held import INFERRED, STANCES, Held, made
from .relations import days
from .source import pairs, those

if TYPE_CHECKING:
    from ...store.base import Queryable
    from .relations import Register


def implied(
    store: Queryable,
    registers: tuple[Register, Register, Register],
    organisations: set[str],
    left_out: set[str],
) -> Held:
    """Return the stances that organisations imply by what they launched, prepared or signed.

    Args:
        store: any location.
        registers: of actors, propositions and statements; they grow.
        organisations: who can imply anything.
        left_out: statements that do not count, and acts of only some.
    """
    backing = those(store, "sg:involvementKind", [expand(f"sg:{k}") for k in BACKING])
    demanding = those(store, "sg:mode", [expand("sg:demands")])
    curies = ("sg:agent", "sg:petition", "sg:proposition", "sg:stance", "sg:earliest")
    agent, petition, proposition, stance, earliest = (
        dict(zip(*columns, strict=True)) for columns in pairs(store, *curies)
    )
    clauses: dict[str, list[str]] = defaultdict(list)
    for clause in sorted(demanding - left_out):
        if clause in petition and stance.get(clause) in STANCES and clause in proposition:
            clauses[petition[clause]].append(clause)
    acts = [
        (act, clause)
        for act in sorted(backing - left_out)
        if agent.get(act) in organisations
        for clause in clauses.get(petition.get(act, ""), ())
    ]
    actors, propositions, statements = registers
    number = {iri: at for at, iri in enumerate(STANCES)}
    return made(
        INFERRED,
        len(acts),
        actor=actors.number([agent[act] for act, _ in acts]),
        proposition=propositions.number([proposition[clause] for _, clause in acts]),
        stance=np.array([number[stance[clause]] for _, clause in acts], dtype=np.int64),
        known=days([earliest.get(act, "") for act, _ in acts]),
        statement=statements.number([act for act, _ in acts]),
        via=statements.number([clause for _, clause in acts]),
    )
