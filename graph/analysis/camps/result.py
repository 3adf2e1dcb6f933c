"""Camps as a result: who is in which, how sure that is, what separates and who bridges them."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Final

from ...query.table import Table
from ..results.result import Result, Said
from ..results.wording import counted

if TYPE_CHECKING:
    import networkx as nx

    from ...measures.camps import Bridging, Partition, Polarisation, Stability
    from ...query.table import Cell
    from ..agreement.matrix import AgreementMatrix
    from ..ground.groups import GroupsCompared
    from .bridges import PetitionBridge

_TOLD: Final = 5
_SURE: Final = 0.8
_SHAKY: Final = 0.5


def _known(value: float) -> float | None:
    return None if isnan(value) else float(value)


@dataclass(frozen=True)
class Found:
    """What was found about camps.

    Attributes:
        partition: the grouping of the rows, and how far it can be relied on.
        groups: IRIs of the members of each camp, by its name.
        bridging: how each organisation is tied to its own camp and to others.
        resampled: whether the camps hold when propositions are drawn anew.
        polarisation: how far the camps of the largest component are apart; None
            for a single camp.
        apart: what sets each camp apart, and what they share; None likewise.
        petitions: petitions that reach more than one camp.
    """

    partition: Partition
    groups: dict[str, tuple[str, ...]]
    bridging: Bridging
    resampled: Stability
    polarisation: Polarisation | None
    apart: GroupsCompared | None
    petitions: list[PetitionBridge]


@dataclass(frozen=True)
class Camps(Result):
    """Camps of organisations.

    Attributes:
        pairs: the agreement that they were found by.
        found: what was found; None where no two organisations are tied.
    """

    pairs: AgreementMatrix
    found: Found | None

    def table(self) -> Table:
        """Return one row an organisation: its camp, how steady that is, and its ties."""
        rows: list[tuple[Cell, ...]] = []
        for at, actor in enumerate(self.pairs.actors if self.found else ()):
            assert self.found is not None  # noqa: S101 - the loop is empty without
            camp = int(self.found.partition.labels[at])
            share = float(self.found.resampled.share[at])
            ties = self.found.bridging
            rows.append(
                (
                    camp + 1 if camp >= 0 else None,
                    self.label(actor),
                    None if isnan(share) else round(share, 3),
                    round(float(ties.positive_inside[at]), 3),
                    round(float(ties.positive_outside[at]), 3),
                    round(float(ties.negative_inside[at]), 3),
                    round(float(ties.participation[at]), 3),
                    int(self.found.partition.components[at]) + 1 if camp >= 0 else None,
                    actor,
                )
            )
        rows.sort(key=lambda row: (row[0] is None, row[0] or 0, str(row[1])))
        columns = (
            *("camp", "organisation", "steadiness", "agreement_inside", "agreement_outside"),
            *("disagreement_inside", "participation", "component", "organisation_iri"),
        )
        return Table(columns, rows)

    def facts(self) -> dict[str, object]:
        """Return how good the grouping is, how steady, and how polarised."""
        if self.found is None:
            return {"when": self.pairs.matrix.selection.when, "camps": 0}
        partition, polarised = self.found.partition, self.found.polarisation
        return {
            "when": self.pairs.matrix.selection.when,
            "camps": len(self.found.groups),
            "out_of_place": partition.share,
            "proven": partition.exact,
            "equally_good": partition.optima,
            "steadiness": _known(self.found.resampled.mean),
            "agreement_of_starts": _known(partition.agreement),
            "polarisation": _known(polarised.value) if polarised else None,
            "coverage": _known(polarised.coverage) if polarised else None,
        }

    def sentences(self) -> list[Said]:
        """Return the camps, how sure they are, what separates them, and who bridges them."""
        when = self.pairs.matrix.selection.when
        if self.found is None:
            return [
                Said(f"{when.capitalize()} no two organisations are tied by what is on record.")
            ]
        partition = self.found.partition
        told = [
            Said(
                f"{when.capitalize()} {counted(len(self.found.groups), 'camp')}; "
                f"{100 * partition.share:.0f} % of all ties are out of place."
            ),
            Said(self._surety()),
        ]
        components = int(partition.components.max()) + 1
        if components > 1:
            told.append(
                Said(
                    f"The organisations fall into {components} parts that no tie joins: whether "
                    "camps of different parts stand together cannot be said."
                )
            )
        told += self._polarised()
        told += [self._camp(name, members) for name, members in self.found.groups.items()]
        unplaced = [a for a, at in zip(self.pairs.actors, partition.labels, strict=True) if at < 0]
        if unplaced:
            told.append(Said(self.labels(unplaced), "", "In no camp: no tie on record", "?"))
        return [*told, *self._apart(), *self._bridges(), *self._petitions()]

    def _surety(self) -> str:
        assert self.found is not None  # noqa: S101 - asked for only then
        partition = self.found.partition
        proven = "proven to be the best" if partition.exact else "the best of all starts"
        ties = f"; {partition.optima} groupings are equally good" if partition.optima > 1 else ""
        mean = self.found.resampled.mean
        if isnan(mean):
            steady = "steadiness cannot be told"
        else:
            word = "steady" if mean >= _SURE else "shaky" if mean >= _SHAKY else "not steady"
            steady = f"{word} when propositions are drawn anew (adjusted Rand index {mean:.2f})"
        return f"The grouping is {proven}{ties}; {steady}."

    def _polarised(self) -> list[Said]:
        assert self.found is not None  # noqa: S101 - asked for only then
        found = self.found.polarisation
        if found is None or isnan(found.value):
            return []
        return [
            Said(
                f"Polarisation {found.value:.2f} (1 for two equal camps that agree inside on all, "
                f"and between on nothing): distance {found.between:.2f} between camps, "
                f"{found.within:.2f} inside; {100 * found.coverage:.0f} % of the pairs share a "
                "proposition."
            )
        ]

    def _camp(self, name: str, members: tuple[str, ...]) -> Said:
        assert self.found is not None  # noqa: S101 - asked for only then
        shares = dict(zip(self.pairs.actors, self.found.resampled.share, strict=True))
        named = sorted(
            f"{self.label(a)}" + ("" if not shares[a] < _SURE else f" ({100 * shares[a]:.0f} %)")
            for a in members
        )
        return Said(", ".join(named), "", f"{name.capitalize()} of {len(members)}")

    def _apart(self) -> list[Said]:
        assert self.found is not None  # noqa: S101 - asked for only then
        if self.found.apart is None:
            return []
        return [s for s in self.found.apart.sentences() if s.heading]

    def _bridges(self) -> list[Said]:
        assert self.found is not None  # noqa: S101 - asked for only then
        ties = self.found.bridging
        ranked = sorted(
            (
                (-float(ties.participation[at]), -float(ties.positive_outside[at]), actor)
                for at, actor in enumerate(self.pairs.actors)
                if self.found.partition.labels[at] >= 0 and ties.positive_outside[at] > 0
            )
        )
        return [
            Said(
                f"{self.label(actor)}: participation {-part:.2f}, agreement {-outside:.4g} with "
                "other camps",
                "",
                "Organisations between camps",
            )
            for part, outside, actor in ranked[:_TOLD]
        ]

    def _petitions(self) -> list[Said]:
        assert self.found is not None  # noqa: S101 - asked for only then
        told = []
        for bridge in self.found.petitions[:_TOLD]:
            parts = []
            for word, by_camp in (
                ("backed in", bridge.backers),
                ("no obstacle on record in", bridge.agreeing),
                ("clashes in", bridge.clashing),
            ):
                camps = [
                    f"{camp} ({self.labels(names)})" for camp, names in by_camp.items() if names
                ]
                if camps:
                    parts.append(f"{word} {', '.join(camps)}")
            text = f"{self.label(bridge.petition)}: {'; '.join(parts)}"
            told.append(Said(text, "", "Petitions between camps"))
        return told

    def network(self) -> nx.Graph:
        """Return the agreement network with each organisation's `camp`, 0 for none."""
        G = self.pairs.network()  # noqa: N806 - networkx's own name for a graph
        for at, actor in enumerate(self.pairs.actors):
            camp = int(self.found.partition.labels[at]) + 1 if self.found else 0
            G.nodes[actor]["camp"] = camp
        return G
