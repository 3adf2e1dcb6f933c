"""Petitions that bridge camps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..clauses import verdict
from ..workshop.draft import petition_draft
from ..workshop.signers import acts_by, state_in

if TYPE_CHECKING:
    from ...records.opened import OpenGraph
    from ..stances.matrix import StanceMatrix

_WILLING: Final = ("agrees throughout", "no obstacle on record")


@dataclass(frozen=True)
class PetitionBridge:
    """How a petition stands with camps.

    Attributes:
        petition: its IRI.
        backers: who backs it, by camp.
        agreeing: who agrees with a clause or more, with no obstacle on record, by camp.
        clashing: who clashes with a clause, by camp.
    """

    petition: str
    backers: dict[str, list[str]]
    agreeing: dict[str, list[str]]
    clashing: dict[str, list[str]]

    @property
    def reach(self) -> tuple[int, int, int, int]:
        """Camps with a backer, camps with somebody who could sign, those against, and backers."""
        backed = sum(bool(names) for names in self.backers.values())
        could = sum(bool(self.backers[camp] or self.agreeing[camp]) for camp in self.backers)
        against = sum(bool(names) for names in self.clashing.values())
        return backed, could, -against, sum(map(len, self.backers.values()))


def petition_bridges(
    kg: OpenGraph, matrix: StanceMatrix, groups: dict[str, tuple[str, ...]]
) -> list[PetitionBridge]:
    """Return the petitions that reach more than one camp, the widest first.

    Args:
        kg: an open graph.
        matrix: the stances that the camps were found by.
        groups: members of each camp.
    """
    found = []
    acts = acts_by(kg, matrix.selection)
    for petition in kg.names.of_kind("petition"):
        clauses = petition_draft(kg, petition).clauses
        states = {
            actor: [(c.mode, state_in(c, matrix.cell(actor, c.proposition))) for c in clauses]
            for members in groups.values()
            for actor in members
        }
        done = acts.get(petition, {})
        backers = {
            camp: [a for a in members if done.get(a) == "backs it"]
            for camp, members in groups.items()
        }
        clashing = {
            camp: [
                a
                for a in members
                if a not in backers[camp] and "clashes" in {state for _, state in states[a]}
            ]
            for camp, members in groups.items()
        }
        agreeing = {
            camp: [a for a in members if a not in done and verdict(states[a]) in _WILLING]
            for camp, members in groups.items()
        }
        bridge = PetitionBridge(petition, backers, agreeing, clashing)
        if bridge.reach[1] > 1:
            found.append(bridge)
    return sorted(found, key=lambda b: (tuple(-n for n in b.reach), b.petition))
