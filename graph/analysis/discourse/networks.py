"""One-mode and two-mode discourse networks as results."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ...measures.discourse import OneModeOptions, TwoModeOptions, one_mode, two_mode
from ...query.table import Table
from ..results.result import Result, Said
from ..results.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx

    from ...measures.discourse import Network
    from ...query.table import Cell
    from ...records.opened import OpenGraph
    from .statements import Corpus

_TOLD: Final = 15


@dataclass(frozen=True)
class DiscourseNetwork(Result):
    """A discourse network, with what it was made from.

    Attributes:
        corpus: the statements.
        options: aggregation, normalisation, duplicates and the rest.
        made: the network; its rows and columns are IRIs.
    """

    corpus: Corpus
    options: OneModeOptions | TwoModeOptions
    made: Network

    @property
    def one_mode(self) -> bool:
        """Whether rows and columns are the same things."""
        return isinstance(self.options, OneModeOptions)

    def ties(self) -> Iterator[tuple[str, str, float]]:
        """Yield the ties, as IRIs and value; one of each two equal ones in a one-mode network."""
        found = self.made.matrix.tocoo()
        for row, column, value in zip(found.row, found.col, found.data, strict=True):
            if value and (not self.one_mode or row < column):
                a, b = self.made.rows[row], self.made.columns[column]
                if self.one_mode and (self.label(b), b) < (self.label(a), a):
                    a, b = b, a
                yield a, b, float(value)

    def table(self) -> Table:
        """Return one row a tie, the heaviest first."""
        first, second = self._ends
        rows: list[tuple[Cell, ...]] = [
            (self.label(a), self.label(b), value, a, b) for a, b, value in self.ties()
        ]
        rows.sort(key=lambda row: (-abs(float(row[2] or 0)), str(row[0]), str(row[1])))
        return Table((first, second, "weight", f"{first}_iri", f"{second}_iri"), rows)

    @property
    def _ends(self) -> tuple[str, str]:
        if not isinstance(self.options, OneModeOptions):
            return "actor", "proposition"
        word = "actor" if self.options.over == "actors" else "proposition"
        return f"{word}_a", f"{word}_b"

    def square(self) -> Table:
        """Return the network as a matrix: one row and one column a label."""
        dense = self.made.matrix.toarray()
        columns = sorted(
            range(len(self.made.columns)), key=lambda c: self.label(self.made.columns[c])
        )
        rows: list[tuple[Cell, ...]] = [
            (self.label(iri), *(float(dense[at, column]) for column in columns))
            for at, iri in enumerate(self.made.rows)
        ]
        labels = (self.label(self.made.columns[column]) for column in columns)
        return Table(("", *labels), sorted(rows, key=lambda row: str(row[0])))

    def sentences(self) -> list[Said]:
        """Return what the network was made from, and its heaviest ties."""
        options = self.options
        mode = "one-mode" if self.one_mode else "two-mode"
        norm = "" if options.normalisation == "none" else f", normalised by {options.normalisation}"
        made = counted(self.made.statement_count, "statement")
        told = [
            Said(
                f"{mode.capitalize()} network ({options.aggregation}{norm}) of {made} "
                f"{self.corpus.selection.when}, dated by {self.corpus.clock}: "
                f"{len(self.made.rows)} by {len(self.made.columns)}."
            )
        ]
        for reason, count in self.corpus.left_out.items():
            told.append(Said(f"Left out: {counted(count, 'statement')} ({reason})."))
        table = self.table()
        heading = "Heaviest ties"
        told += [
            Said(f"{row[0]} – {row[1]}: {_short(float(row[2] or 0))}", "", heading)
            for row in table.rows[:_TOLD]
        ]
        if len(table) > _TOLD:
            told.append(
                Said(f"and {len(table) - _TOLD:,} more; --format csv gives all", "", heading)
            )
        return told

    def network(self) -> nx.Graph:
        """Return a networkx graph: nodes by IRI with `label` and `mode`, ties with `weight`."""
        import networkx as nx

        options = self.options
        G = nx.Graph(  # noqa: N806 - networkx's own name for a graph
            aggregation=options.aggregation,
            normalisation=options.normalisation,
            duplicates=options.duplicates,
            when=self.corpus.selection.when,
        )
        first, second = (end.removesuffix("_a").removesuffix("_b") for end in self._ends)
        for mode, iris in ((first, self.made.rows), (second, self.made.columns)):
            for iri in iris:
                G.add_node(iri, label=self.label(iri), mode=mode)
        for a, b, value in self.ties():
            G.add_edge(a, b, weight=value)
        return G


def _short(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def discourse_network(
    kg: OpenGraph, found: Corpus, options: OneModeOptions | TwoModeOptions
) -> DiscourseNetwork:
    """Return the network of statements; the scale is that of the statements."""
    scaled = replace(options, scale=found.scale)
    if isinstance(scaled, OneModeOptions):
        return DiscourseNetwork(kg, found, scaled, one_mode(found.statements, scaled))
    return DiscourseNetwork(kg, found, scaled, two_mode(found.statements, scaled))
