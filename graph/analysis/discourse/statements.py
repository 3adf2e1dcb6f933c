"""From what is on record to statements as discourse network analysis counts them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import numpy as np

from ...errors import ParameterError
from ...measures.discourse import Scale, Statements
from ..stances.read import read_ledger
from ..stances.selection import ALWAYS, Wanted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ...records.opened import OpenGraph
    from ..stances.held import Held
    from ..stances.selection import Selection

Qualifier: TypeAlias = Literal["agreement", "degree"]
Clock: TypeAlias = Literal["document", "validity"]

QUALIFIERS: Final = ("agreement", "degree")
CLOCKS: Final = ("document", "validity")


@dataclass(frozen=True)
class Corpus:
    """Statements of organisations, and what could not be taken.

    Attributes:
        statements: one for each piece of evidence of a position; labels are IRIs.
        scale: boolean, or graded from -1 to 1.
        selection: what counted; the period is that of the clock.
        clock: which time is meant.
        left_out: how many were left out, by the reason.
    """

    statements: Statements
    scale: Scale
    selection: Selection
    clock: Clock
    left_out: dict[str, int]


def corpus(
    kg: OpenGraph,
    wanted: Wanted | None = None,
    *,
    qualifier: Qualifier = "agreement",
    clock: Clock = "document",
) -> Corpus:
    """Read statements for discourse networks.

    A statement is one piece of evidence for one position: an organisation, a
    proposition, a stance, a document and its date. Persons and unnamed groups
    stay out, and so does what only some of an organisation hold.

    Args:
        kg: an open graph.
        wanted: what counts; everything ever stated, nothing inferred, if left out.
            Without a day or period in it, every time counts.
        qualifier: `agreement` counts supports and leans towards as 1, opposes
            and leans against as 0; `degree` takes degrees in [-1, 1]. What has
            no value under it is left out and counted.
        clock: date a statement by its document, or by the day from which the
            position is known.

    Raises:
        ParameterError: an unknown qualifier or clock.
    """
    for where, value, choices in (
        ("qualifier", qualifier, QUALIFIERS),
        ("clock", clock, CLOCKS),
    ):
        if value not in choices:
            raise ParameterError(f"{where}: {value!r} is none; take one of {', '.join(choices)}")
    asked = wanted or Wanted(inferred=False)
    if asked.on is asked.since is asked.until is None:
        asked = replace(asked, since=ALWAYS[0])
    selection = asked.resolve(kg.names)
    reading = read_ledger(kg.store, selection, dated=True)
    everything = reading.within(*ALWAYS)
    told = reading.witnesses.testimony()
    rows, pieces = _joined(everything.statement, told.statement)
    held = everything.keep(rows)
    document = told.day[pieces]
    when = document if clock == "document" else np.where(np.isnat(held.known), document, held.known)
    inside = (when >= np.datetime64(selection.start)) & (when <= np.datetime64(selection.end))
    values, valued = _values(held, qualifier)
    undated = np.isnat(when)
    left_out = {
        "no date": int(undated.sum()),
        "outside the period": int((~undated & ~inside).sum()),
        "no value under this qualifier": int((inside & ~valued).sum()),
    }
    keep = inside & valued
    ids = (
        np.char.add(told.piece[pieces], held.statement.astype(np.str_)) if len(rows) else told.piece
    )
    statements = Statements(
        actors=held.actor[keep],
        actor_labels=tuple(reading.actors.texts),
        concepts=held.proposition[keep],
        concept_labels=tuple(reading.propositions.texts),
        values=values[keep],
        times=when[keep].astype("datetime64[s]"),
        documents=told.document[pieces][keep],
        starts=told.start[pieces][keep],
        stops=told.end[pieces][keep],
        ids=ids[keep] if len(rows) else np.empty(0, np.str_),
    )
    scale = Scale.graded(-1.0, 1.0) if qualifier == "degree" else Scale.boolean()
    return Corpus(statements, scale, selection, clock, {k: n for k, n in left_out.items() if n})


def _joined(
    left: NDArray[np.int64], right: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the places of all pairs of equal numbers."""
    order = np.argsort(right, kind="stable")
    first = np.searchsorted(right[order], left, side="left")
    count = np.searchsorted(right[order], left, side="right") - first
    rows = np.repeat(np.arange(len(left)), count)
    offset = np.arange(len(rows)) - np.repeat(np.cumsum(count) - count, count)
    return rows, order[np.repeat(first, count) + offset]


def _values(held: Held, qualifier: Qualifier) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return the value of each stance, and whether it has one."""
    degree = held.degree
    if qualifier == "degree":
        return degree, ~np.isnan(degree)
    return (degree > 0).astype(np.float64), ~np.isnan(degree) & (degree != 0)
