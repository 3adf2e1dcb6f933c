"""The stance matrix as a result: one row a cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...query.table import Table
from ..results.result import Result, Said
from ..results.wording import counted
from .cells import STATES
from .matrix import CellView

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx

    from ...query.table import Cell
    from .matrix import StanceMatrix


@dataclass(frozen=True)
class StanceTable(Result):
    """The stances of organisations.

    Attributes:
        matrix: what is on record.
    """

    matrix: StanceMatrix

    def _cells(self) -> Iterator[tuple[str, CellView]]:
        for at in range(len(self.matrix.cells)):
            yield self.matrix.actors[self.matrix.cells.row[at]], CellView(self.matrix, at)

    def table(self) -> Table:
        """Return one row an organisation and proposition: stance, degree, state, basis, counts."""
        rows: list[tuple[Cell, ...]] = [
            (
                self.label(actor), self.label(cell.proposition), self.stance(cell), cell.degree,
                cell.state, cell.basis, self.held(cell), len(cell.statements), len(cell.passages),
                actor, cell.proposition, "; ".join(cell.statements),
            )
            for actor, cell in self._cells()
        ]  # fmt: skip
        columns = (
            *("organisation", "proposition", "stance", "degree", "state", "basis", "held"),
            *("statements", "passages", "organisation_iri", "proposition_iri", "statement_iri"),
        )
        return Table(columns, sorted(rows, key=lambda row: (str(row[0]), str(row[1]))))

    def square(self) -> Table:
        """Return degrees as a rectangle: one row an organisation, one column a proposition."""
        order = sorted(self.matrix.propositions, key=self.label)
        rows: list[tuple[Cell, ...]] = []
        for actor in sorted(self.matrix.actors, key=self.label):
            row = self.matrix.row(actor)
            degrees = (row[p].degree if p in row else None for p in order)
            rows.append((self.label(actor), *degrees))
        return Table(("organisation", *self.headings(order)), rows)

    def sentences(self) -> list[Said]:
        """Return the stances of each organisation with their evidence."""
        actors, propositions = self.matrix.shape
        cells = self.matrix.cells
        size = actors * propositions
        states = [f"{int((cells.state == n).sum())} {word}" for n, word in enumerate(STATES)]
        told = [
            Said(
                f"{self.matrix.selection.when.capitalize()} {counted(actors, 'organisation')} on "
                f"{counted(propositions, 'proposition')}: {', '.join(states)}; of "
                f"{size:,} cells {size - len(cells):,} are unknown."
            )
        ]
        self._fetch(cell for _, cell in self._cells())
        for actor in sorted(self.matrix.actors, key=self.label):
            row = self.matrix.row(actor)
            for proposition in sorted(row, key=self.label):
                cell = row[proposition]
                state = "" if cell.state == "decided" else f" [{cell.state}]"
                text = f"{self.stance(cell)}: {self.label(proposition)}{state}"
                told.append(Said(text, self.evidence(cell), self.label(actor)))
        return told

    def network(self) -> nx.Graph:
        """Return a networkx graph: organisations and propositions, tied by decided stances."""
        import networkx as nx

        G = nx.Graph(when=self.matrix.selection.when)  # noqa: N806 - networkx's own name for a graph
        for mode, iris in (
            ("organisation", self.matrix.actors),
            ("proposition", self.matrix.propositions),
        ):
            for iri in iris:
                G.add_node(iri, label=self.label(iri), mode=mode)
        for actor, cell in self._cells():
            if cell.degree is not None:
                G.add_edge(
                    actor, cell.proposition, degree=cell.degree, basis=cell.basis,
                    passages=len(cell.passages),
                )  # fmt: skip
        return G
