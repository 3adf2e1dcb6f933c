"""The plain answer for a handful: what all hold, what none opposes, what splits them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...errors import ParameterError
from ...query.arguments import refuse_judging
from ...query.table import Table
from ..results.result import Result, Said
from ..results.wording import counted
from ..stances.matrix import stance_matrix
from ..stances.selection import Wanted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...query.table import Cell
    from ...records.opened import OpenGraph
    from ..stances.matrix import CellView, StanceMatrix
    from ..stances.selection import Selection

_FEWEST = 2


@dataclass(frozen=True)
class Ground:
    """How chosen organisations stand on one proposition.

    Attributes:
        proposition: its IRI.
        holds: who is for it (or, where `sign` is -1, against it), with the record.
        opposes: who takes the other side.
        open: who is ambivalent, declined to say, or has a record that
            contradicts itself.
        silent: of whom nothing is on record.
        sign: 1 where those who hold it are for the proposition, -1 where they
            are against it; 0 where nobody takes a side.
    """

    proposition: str
    holds: dict[str, CellView]
    opposes: dict[str, CellView]
    open: dict[str, CellView]
    silent: list[str]
    sign: int

    @property
    def all_hold(self) -> bool:
        """Whether every one of them holds it."""
        return bool(self.holds) and not (self.opposes or self.open or self.silent)

    @property
    def cells(self) -> list[CellView]:
        """Everything that is on record."""
        return [*self.holds.values(), *self.opposes.values(), *self.open.values()]


@dataclass(frozen=True)
class CommonGround(Result):
    """Where chosen organisations stand together.

    Attributes:
        actors: their IRIs.
        selection: what counted.
        shared: propositions that all of them hold alike.
        unopposed: what some hold and none opposes; the most held first.
        splitting: what some hold and others oppose; the most even first.
        undecided: what some have spoken on, and none takes a side on.
        unspoken: IRIs of propositions that none has spoken on.
    """

    actors: tuple[str, ...]
    selection: Selection
    shared: list[Ground]
    unopposed: list[Ground]
    splitting: list[Ground]
    undecided: list[Ground]
    unspoken: list[str]

    @property
    def _parts(self) -> list[tuple[str, str, list[Ground]]]:
        """The parts, each with its word and its heading."""
        return [
            ("shared", "All of them hold", self.shared),
            ("unopposed", "Some hold, and none is on record against", self.unopposed),
            ("splitting", "They are on both sides", self.splitting),
            ("undecided", "Spoken on, without a side", self.undecided),
        ]

    def table(self) -> Table:
        """Return one row a proposition: part, side, and who holds, opposes, is open or silent."""
        rows: list[tuple[Cell, ...]] = [
            (
                part,
                self.label(g.proposition),
                {1: "for", -1: "against"}.get(g.sign),
                self.labels(g.holds) or None,
                self.labels(g.opposes) or None,
                self.labels(g.open) or None,
                self.labels(g.silent) or None,
                g.proposition,
            )
            for part, _, grounds in self._parts
            for g in grounds
        ]
        for proposition in self.unspoken:
            label, silent = self.label(proposition), self.labels(self.actors)
            rows.append(("unspoken", label, None, None, None, None, silent, proposition))
        return Table(
            (
                "part",
                "proposition",
                "side",
                "holds",
                "opposes",
                "open",
                "silent",
                "proposition_iri",
            ),
            rows,
        )

    def sentences(self) -> list[Said]:
        """Return what they share, what none opposes, what splits them, and what none spoke on."""
        when = self.selection.when.capitalize()
        told = [
            Said(
                f"{when} {self.labels(self.actors)}: all hold "
                f"{counted(len(self.shared), 'proposition')} alike, some hold "
                f"{len(self.unopposed)} that none is on record against, {len(self.splitting)} "
                f"split them, and none has spoken on {len(self.unspoken)}."
            )
        ]
        self._fetch(c for _, _, grounds in self._parts for ground in grounds for c in ground.cells)
        for part, heading, grounds in self._parts:
            told += [self._said(g, heading, "x" if part == "splitting" else "+") for g in grounds]
        heading = "None has spoken on"
        told += [
            Said(self.label(p), "", heading, "?") for p in sorted(self.unspoken, key=self.label)
        ]
        return told

    def _said(self, ground: Ground, heading: str, mark: str) -> Said:
        parts = []
        side = "against it" if ground.sign < 0 else "for it"
        if ground.holds and not ground.all_hold:
            parts.append(f"{side}: {self._who(ground.holds)}")
        elif ground.sign < 0:
            parts.append("all against it")
        if ground.opposes:
            other = "for it" if ground.sign < 0 else "against it"
            parts.append(f"{other}: {self._who(ground.opposes)}")
        parts += [
            f"{self.label(actor)}: {self.stance(cell)}" if cell.state != "disputed"
            else f"{self.label(actor)}: on both sides by the record"
            for actor, cell in ground.open.items()
        ]  # fmt: skip
        if ground.silent:
            parts.append(f"not on record: {self.labels(ground.silent)}")
        said = f" – {'; '.join(parts)}" if parts else ""
        return Said(
            f"{self.label(ground.proposition)}{said}", self.evidence(*ground.cells), heading, mark
        )

    def _who(self, cells: dict[str, CellView]) -> str:
        """Return names, and how firmly each holds it where it only leans."""
        named = {
            self.label(actor): "" if abs(cell.degree or 0) == 1 else " (leans)"
            for actor, cell in cells.items()
        }
        return ", ".join(f"{name}{note}" for name, note in sorted(named.items()))


def common_ground(
    kg: OpenGraph, actors: Sequence[str], wanted: Wanted | None = None
) -> CommonGround:
    """Find the common ground of chosen organisations.

    Somebody who only leans holds it too; the record says so. Whoever is not on
    record is silent, which is neither consent nor refusal.

    Args:
        kg: an open graph.
        actors: IRIs of two organisations or more.
        wanted: what counts; today's judgement if left out.

    Raises:
        Refused: one is a person or an unnamed group.
        ParameterError: fewer than two different ones are given.
    """
    chosen = tuple(dict.fromkeys(actors))
    if len(chosen) < _FEWEST:
        message = f"common-ground: {len(chosen)} organisations; name two different ones or more"
        raise ParameterError(message)
    for actor in chosen:
        refuse_judging(kg.names, actor, "common-ground")
    selection = (wanted or Wanted()).resolve(kg.names)
    return ground_in(kg, stance_matrix(kg.store, selection), chosen)


def ground_in(kg: OpenGraph, matrix: StanceMatrix, actors: tuple[str, ...]) -> CommonGround:
    """Find the common ground of some rows of a matrix; see `common_ground`."""
    rows = {actor: matrix.row(actor) for actor in actors}
    spoken = sorted({p for row in rows.values() for p in row})
    found = [ground_on(p, {a: row.get(p) for a, row in rows.items()}) for p in spoken]
    every = [iri for iri, kind in kg.names.kinds.items() if kind == "proposition"]
    return CommonGround(
        kg,
        actors,
        matrix.selection,
        [g for g in found if g.all_hold],
        sorted(
            (g for g in found if g.holds and not g.opposes and not g.all_hold),
            key=lambda g: (-len(g.holds), len(g.open), g.proposition),
        ),
        sorted(
            (g for g in found if g.opposes),
            key=lambda g: (abs(len(g.holds) - len(g.opposes)), -len(g.holds), g.proposition),
        ),
        [g for g in found if not g.holds],
        sorted(set(every) - set(spoken)),
    )


def ground_on(proposition: str, cells: dict[str, CellView | None]) -> Ground:
    """Tell how organisations stand on one proposition.

    The side that more of them take is the one that they are said to hold; where
    both are equally many, it is the one for the proposition.

    Args:
        proposition: its IRI.
        cells: the record of each organisation, None for nothing.
    """
    sides = {
        sign: {a: c for a, c in cells.items() if c is not None and c.sign == sign}
        for sign in (1, -1, 0)
    }
    sign = -1 if len(sides[-1]) > len(sides[1]) else 1
    return Ground(
        proposition,
        sides[sign],
        sides[-sign],
        sides[0],
        [a for a, c in cells.items() if c is None],
        sign if sides[sign] else 0,
    )
