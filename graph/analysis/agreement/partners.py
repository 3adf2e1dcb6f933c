"""The strongest partners of each organisation, where not all pairs fit anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...measures.costance import Cells, Selection, strongest
from ...query.table import Table
from ..results.result import Result, Said
from ..results.wording import counted, number
from ..stances.matrix import stance_matrix
from ..stances.selection import Wanted

if TYPE_CHECKING:
    import networkx as nx

    from ...measures.costance import Measure, Strongest
    from ...query.table import Cell
    from ...records.opened import OpenGraph
    from ..stances.matrix import StanceMatrix


@dataclass(frozen=True)
class Partners(Result):
    """The strongest partners of each organisation.

    Attributes:
        matrix: the stances that they were found by.
        by: the measure.
        found: partners and values by the matrix's rows.
    """

    matrix: StanceMatrix
    by: Measure
    found: Strongest

    def table(self) -> Table:
        """Return one row an organisation and partner, the strongest first within each."""
        rows: list[tuple[Cell, ...]] = []
        for at, actor in enumerate(self.matrix.actors):
            for partner, value in zip(*self.found.of(at), strict=True):
                other = self.matrix.actors[int(partner)]
                rows.append((self.label(actor), self.label(other), float(value), actor, other))
        columns = ("organisation", "partner", self.by, "organisation_iri", "partner_iri")
        return Table(columns, sorted(rows, key=lambda row: (str(row[0]), -float(row[2] or 0))))

    def sentences(self) -> list[Said]:
        """Return each organisation with its partners."""
        when = self.matrix.selection.when.capitalize()
        told = [Said(f"{when} the strongest partners by {self.by}.")]
        lonely = 0
        for at, actor in enumerate(self.matrix.actors):
            partners, values = self.found.of(at)
            named = [
                f"{self.label(self.matrix.actors[int(p)])} ({number(float(v))})"
                for p, v in zip(partners, values, strict=True)
            ]
            lonely += not named
            if named:
                told.append(Said(f"{self.label(actor)}: {', '.join(named)}", "", "Partners"))
        if lonely:
            lone = counted(lonely, "organisation shares", "organisations share")
            told.append(Said(f"{lone} too little with anybody."))
        return [told[0], *(s for s in told[1:] if not s.heading), *(s for s in told if s.heading)]

    def network(self) -> nx.DiGraph:
        """Return a networkx graph: an arrow from each organisation to its partners."""
        import networkx as nx

        G = nx.DiGraph(when=self.matrix.selection.when, by=self.by)  # noqa: N806 - networkx's own name for a graph
        for actor in self.matrix.actors:
            G.add_node(actor, label=self.label(actor))
        for at, actor in enumerate(self.matrix.actors):
            for partner, value in zip(*self.found.of(at), strict=True):
                G.add_edge(actor, self.matrix.actors[int(partner)], weight=float(value))
        return G


def partners(
    kg: OpenGraph,
    wanted: Wanted | None = None,
    *,
    top: int = 10,
    by: Measure = "agreement",
    min_shared: float = 2,
) -> Partners:
    """Find the strongest partners of each organisation; see `measures.costance.strongest`.

    Args:
        kg: an open graph.
        wanted: what counts; today's judgement if left out.
        top: how many of each.
        by: agreement, congruence, conflict or subtract.
        min_shared: on how many propositions both must have a stance; agreement on
            one alone is 0 or 100 and says little.
    """
    matrix = stance_matrix(kg.store, (wanted or Wanted()).resolve(kg.names))
    chosen = Selection(by=by, top=top, min_shared=min_shared)
    return Partners(kg, matrix, by, strongest(Cells.from_degrees(matrix.degree), chosen))
