"""What backing a petition implies: its demands, for organisations; computed, never stored."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import numpy as np

from ...model.vocabulary import expand
from ...records.words import BACKING
from ...store.columns import Pattern
from .held import INFERRED, STANCES, Held, made
from .relations import days
from .source import value_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .relations import Register

_BACKING: Final = " ".join(f"<{expand(f'sg:{kind}')}>" for kind in BACKING)

PATTERNS: Final = (
    Pattern(
        ("act", "agent", "petition"),
        f"VALUES ?kind {{ {_BACKING} }} ?act <{expand('sg:involvementKind')}> ?kind ; "
        f"<{expand('sg:agent')}> ?agent ; <{expand('sg:petition')}> ?petition",
    ),
    Pattern(
        ("clause", "petition", "proposition", "stance"),
        f"?clause <{expand('sg:mode')}> <{expand('sg:demands')}> ; "
        f"<{expand('sg:petition')}> ?petition ; <{expand('sg:proposition')}> ?proposition ; "
        f"<{expand('sg:stance')}> ?stance",
    ),
    value_of("sg:earliest"),
)
"""What is read: acts that back a petition, clauses that demand, and first days."""


def implied(
    read: Sequence[list[list[str]]],
    registers: tuple[Register, Register, Register],
    organisations: set[str],
    left_out: set[str],
) -> Held:
    """Return the stances that organisations imply by what they launched, prepared or signed.

    Args:
        read: the columns of `PATTERNS`.
        registers: of actors, propositions and statements; they grow.
        organisations: who can imply anything.
        left_out: statements that do not count, and acts of only some.
    """
    acts, demands, (dated, dates) = read
    earliest = dict(zip(dated, dates, strict=True))
    number = {iri: at for at, iri in enumerate(STANCES)}
    clauses: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    for clause, petition, proposition, stance in sorted(zip(*demands, strict=True)):
        if clause not in left_out and stance in number:
            clauses[petition].append((clause, proposition, number[stance]))
    found = [
        (act, agent, *clause)
        for act, agent, petition in sorted(zip(*acts, strict=True))
        if agent in organisations and act not in left_out
        for clause in clauses.get(petition, ())
    ]
    actors, propositions, statements = registers
    return made(
        INFERRED,
        len(found),
        actor=actors.number([agent for _, agent, *_ in found]),
        proposition=propositions.number([proposition for *_, proposition, _ in found]),
        stance=np.array([stance for *_, stance in found], dtype=np.int64),
        known=days([earliest.get(act, "") for act, *_ in found]),
        statement=statements.number([act for act, *_ in found]),
        via=statements.number([clause for _, _, clause, *_ in found]),
    )
