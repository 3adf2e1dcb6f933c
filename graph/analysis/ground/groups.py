"""Common ground of groups of organisations, and what sets each group apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...errors import ParameterError
from ...measures.consensus import count_votes, group_consensus, representative
from ...query.arguments import refuse_judging
from ...query.table import Table
from ..results.result import Result, Said
from ..results.wording import counted
from ..stances.matrix import stance_matrix
from ..stances.selection import Wanted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ...measures.consensus import Votes
    from ...query.table import Cell
    from ...records.opened import OpenGraph
    from ..stances.matrix import StanceMatrix
    from ..stances.selection import Selection

_FEWEST = 2
_TOLD = 5
"""How many propositions of each sort are told in sentences; the table has all."""


@dataclass(frozen=True)
class GroupGround:
    """How groups stand on one proposition.

    Attributes:
        proposition: its IRI.
        votes: for each group by name: how many are for it, against it, and how
            many have a stance.
        consensus: product over groups of (A+1)/(S+2), for agreement.
        least: the smallest of its factors.
        against: the same product for disagreement.
        least_against: the smallest factor of that.
    """

    proposition: str
    votes: dict[str, tuple[int, int, int]]
    consensus: float
    least: float
    against: float
    least_against: float

    @property
    def wide(self) -> bool:
        """Whether members of two groups or more take the side with the wider consensus."""
        side = 1 if self.against > self.consensus else 0
        return sum(counts[side] > 0 for counts in self.votes.values()) >= _FEWEST


@dataclass(frozen=True)
class Mark:
    """A proposition that sets a group apart.

    Attributes:
        group: the group's name.
        proposition: its IRI.
        sign: 1 where the group is for it, -1 where it is against it.
        share: estimated share of the group that stands so, (A+1)/(S+2).
        ratio: that share over the one outside the group.
        significant: whether both tests pass at 90 %, one-sided.
        count: how many of the group are on record so.
    """

    group: str
    proposition: str
    sign: int
    share: float
    ratio: float
    significant: bool
    count: int


@dataclass(frozen=True)
class GroupsCompared(Result):
    """Common ground of groups.

    Attributes:
        groups: IRIs of the members by the group's name.
        selection: what counted.
        grounds: every proposition that a member has a stance on, the widest
            consensus (for or against) first.
        marks: what sets groups apart, the strongest first within each.
    """

    groups: dict[str, tuple[str, ...]]
    selection: Selection
    grounds: list[GroupGround]
    marks: list[Mark]

    def table(self) -> Table:
        """Return one row a proposition: consensus for and against, and the votes of each group."""
        columns = ("proposition", "consensus", "least", "consensus_against", "least_against")
        each = tuple(f"{name}: for, against, spoken" for name in self.groups)
        rows: list[tuple[Cell, ...]] = [
            (
                self.label(g.proposition),
                round(g.consensus, 4),
                round(g.least, 4),
                round(g.against, 4),
                round(g.least_against, 4),
                *(" ".join(map(str, g.votes[name])) for name in self.groups),
                g.proposition,
            )
            for g in self.grounds
        ]
        return Table((*columns, *each, "proposition_iri"), rows)

    def sentences(self) -> list[Said]:
        """Return the widest grounds, and what sets each group apart."""
        groups = counted(len(self.groups), "group")
        told = [
            Said(f"{groups} {self.selection.when}: {'; '.join(map(self._members, self.groups))}.")
        ]
        for g in [g for g in self.grounds if g.wide][:_TOLD]:
            against = g.against > g.consensus
            value, least = (g.against, g.least_against) if against else (g.consensus, g.least)
            side = "against it" if against else "for it"
            votes = ", ".join(
                f"{name}: {v[1] if against else v[0]} of {v[2]}" for name, v in g.votes.items()
            )
            text = (
                f"{self.label(g.proposition)} – {side}: {votes} who have a stance; "
                f"consensus {value:.2f}, smallest group {least:.2f}"
            )
            told.append(Said(text, "", "The widest ground"))
        for name in self.groups:
            marks = [m for m in self.marks if m.group == name][:_TOLD]
            told += [self._mark(m) for m in marks]
        return told

    def _members(self, name: str) -> str:
        return f"{name} is {self.labels(self.groups[name])}"

    def _mark(self, mark: Mark) -> Said:
        side = "for" if mark.sign > 0 else "against"
        firm = "" if mark.significant else "; too few to be sure"
        if mark.count == 1:
            firm = "; on the record of one organisation"
        text = f"{side} “{self.label(mark.proposition)}”: {mark.ratio:.1f} times the others{firm}"
        return Said(text, "", f"What sets {mark.group} apart")


def compare_groups(
    kg: OpenGraph, groups: Mapping[str, Sequence[str]], wanted: Wanted | None = None
) -> GroupsCompared:
    """Find what groups of organisations have in common, and what sets each apart.

    Args:
        kg: an open graph.
        groups: IRIs of organisations by the name of their group.
        wanted: what counts; today's judgement if left out.

    Raises:
        Refused: one is a person or an unnamed group.
        ParameterError: fewer than two groups, or somebody is in two.
    """
    members = {name: tuple(dict.fromkeys(iris)) for name, iris in groups.items()}
    if len(members) < _FEWEST:
        message = f"groups: {len(members)} given; name two or more"
        raise ParameterError(message)
    seen: dict[str, str] = {}
    for name, iris in members.items():
        for iri in iris:
            refuse_judging(kg.names, iri, "common-ground")
            if iri in seen:
                label = kg.names.label(iri, kg.lang)
                message = f"groups: {label!r} is in {seen[iri]!r} and in {name!r}; put it in one"
                raise ParameterError(message)
            seen[iri] = name
    selection = (wanted or Wanted()).resolve(kg.names)
    return groups_in(kg, stance_matrix(kg.store, selection), members)


def groups_in(
    kg: OpenGraph, matrix: StanceMatrix, groups: dict[str, tuple[str, ...]]
) -> GroupsCompared:
    """Compare groups of rows of a matrix; see `compare_groups`."""
    everybody = [iri for iris in groups.values() for iri in iris if matrix.actor(iri) >= 0]
    part = matrix.only(everybody, None)
    number = {iri: at for at, iris in enumerate(groups.values()) for iri in iris}
    votes = count_votes(part.coordinates(), [number[iri] for iri in part.actors])
    if votes.agree.shape[0] < len(groups):
        votes = _padded(votes, len(groups))
    product, least = group_consensus(votes)
    opposed = type(votes)(votes.disagree, votes.agree, votes.spoken)
    against, least_against = group_consensus(opposed)
    grounds = [
        GroupGround(
            proposition,
            {name: _counts(votes, g, at) for g, name in enumerate(groups)},
            float(product[at]), float(least[at]), float(against[at]), float(least_against[at]),
        )
        for at, proposition in enumerate(part.propositions)
    ]  # fmt: skip
    grounds.sort(key=lambda g: (-max(g.consensus, g.against), g.proposition))
    return GroupsCompared(kg, groups, matrix.selection, grounds, _marks(votes, part, tuple(groups)))


def _padded(votes: Votes, groups: int) -> Votes:
    """Return votes with empty groups for those of whom nothing is on record."""
    missing = np.zeros((groups - votes.agree.shape[0], votes.agree.shape[1]))
    return type(votes)(
        *(np.concatenate([part, missing]) for part in (votes.agree, votes.disagree, votes.spoken))
    )


def _counts(votes: Votes, group: int, at: int) -> tuple[int, int, int]:
    return (
        int(votes.agree[group, at]),
        int(votes.disagree[group, at]),
        int(votes.spoken[group, at]),
    )


def _count(votes: Votes, group: int, at: int, sign: int) -> float:
    """Return how many of a group take a side; where none does, it is no mark of the group."""
    return float((votes.agree if sign > 0 else votes.disagree)[group, at])


def _marks(votes: Votes, matrix: StanceMatrix, names: tuple[str, ...]) -> list[Mark]:
    """Return what more of a group than of the others hold, the strongest first."""
    sides = {1: representative(votes), -1: representative(votes, against=True)}
    found = []
    for group, name in enumerate(names):
        ranked = [
            (-float(side.strength[group, at]), sign, at)
            for sign, side in sides.items()
            for at in np.flatnonzero((side.ratio[group] > 1) & (side.z_share[group] > 0))
            if _count(votes, group, int(at), sign)
        ]
        for _, sign, at in sorted(ranked, key=lambda r: (r[0], r[2])):
            side = sides[sign]
            found.append(
                Mark(
                    name, matrix.propositions[at], sign, float(side.share[group, at]),
                    float(side.ratio[group, at]), bool(side.significant[group, at]),
                    int(_count(votes, group, int(at), sign)),
                )
            )  # fmt: skip
    return found
