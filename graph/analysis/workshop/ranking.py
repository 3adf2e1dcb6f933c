"""Which petition on record has the widest ground."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ...query.table import Table
from ..clauses import verdict
from ..results.result import Result, Said
from ..results.wording import counted
from ..stances.matrix import stance_matrix
from ..stances.selection import Wanted
from .draft import petition_draft
from .signers import ORDER, acts_by, state_in

if TYPE_CHECKING:
    from ...query.table import Cell
    from ...records.opened import OpenGraph
    from ..stances.matrix import StanceMatrix
    from ..stances.selection import Selection
    from .draft import Draft

_WILLING: Final = ("backs it", "agrees throughout", "no obstacle on record")
_AGAINST: Final = ("clash over wording", "clash over the aim", "declined")


@dataclass(frozen=True)
class Ranked:
    """How organisations stand with one petition.

    Attributes:
        draft: the petition.
        verdicts: IRIs of the organisations with something on record on it, by verdict.
    """

    draft: Draft
    verdicts: dict[str, list[str]]

    @property
    def willing(self) -> int:
        """How many back it, agree throughout, or have no obstacle on record."""
        return sum(len(self.verdicts.get(v, ())) for v in _WILLING)

    @property
    def against(self) -> int:
        """How many declined, or clash with a clause."""
        return sum(len(self.verdicts.get(v, ())) for v in _AGAINST)


@dataclass(frozen=True)
class PetitionRanking(Result):
    """Petitions, the one with the widest ground first.

    The order is: the most organisations that back it or could, the fewest that
    clash, the most that back it, the fewest clauses.

    Attributes:
        selection: what counted.
        petitions: how organisations stand with each.
    """

    selection: Selection
    petitions: list[Ranked]

    def table(self) -> Table:
        """Return one row a petition: its clauses, and how many organisations have each verdict."""
        rows: list[tuple[Cell, ...]] = [
            (
                p.draft.title,
                len(p.draft.clauses),
                *(len(p.verdicts.get(v, ())) for v in ORDER[:-1]),
                p.draft.petition,
            )
            for p in self.petitions
        ]
        return Table(("petition", "clauses", *ORDER[:-1], "petition_iri"), rows)

    def sentences(self) -> list[Said]:
        """Return each petition with who backs it, who could, and who clashes."""
        count = counted(len(self.petitions), "petition")
        told = [Said(f"{self.selection.when.capitalize()} {count}, the widest ground first.")]
        for p in self.petitions:
            clauses = counted(len(p.draft.clauses), "clause")
            heading = f"{p.draft.title}, {clauses}"
            lines = [
                Said(
                    f"{v}: {self.labels(p.verdicts[v])}",
                    "",
                    heading,
                    "+" if v in _WILLING else "x" if v in _AGAINST else "?",
                )
                for v in ORDER
                if p.verdicts.get(v)
            ]
            told += lines or [Said("no organisation has spoken on any clause", "", heading, "?")]
        return told


def rank_petitions(kg: OpenGraph, wanted: Wanted | None = None) -> PetitionRanking:
    """Tell which petition on record has the widest ground.

    Only organisations with something on record on a clause, or that acted, are
    looked at; for a petition of many clauses there are more of them.

    Args:
        kg: an open graph.
        wanted: what counts; today's judgement if left out. Links are followed
            in any case.
    """
    linked = replace(wanted or Wanted(), linked=True)
    matrix = stance_matrix(kg.store, linked.resolve(kg.names))
    acts = acts_by(kg, matrix.selection)
    found = [
        _ranked(matrix, petition_draft(kg, petition), acts.get(petition, {}))
        for petition in kg.names.of_kind("petition", kg.lang)
    ]
    found.sort(
        key=lambda p: (
            -p.willing,
            p.against,
            -len(p.verdicts.get("backs it", ())),
            len(p.draft.clauses),
            p.draft.title,
        )
    )
    return PetitionRanking(kg, matrix.selection, found)


def _ranked(matrix: StanceMatrix, draft: Draft, acts: dict[str, str]) -> Ranked:
    spoken = {a for clause in draft.clauses for a in matrix.column(clause.proposition)}
    verdicts: dict[str, list[str]] = {}
    for actor in sorted(spoken | acts.keys()):
        states = [
            (clause.mode, state_in(clause, matrix.cell(actor, clause.proposition)))
            for clause in draft.clauses
        ]
        verdicts.setdefault(acts.get(actor) or verdict(states), []).append(actor)
    return Ranked(draft, verdicts)
