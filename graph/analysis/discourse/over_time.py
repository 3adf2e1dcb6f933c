"""Discourse networks that move through time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ...measures.discourse import slices
from ...query.table import Table
from ..results.result import Result, Said
from ..results.wording import counted
from .networks import DiscourseNetwork

if TYPE_CHECKING:
    from ...measures.discourse import OneModeOptions, Slice, TwoModeOptions, Windows
    from ...query.table import Cell
    from ...records.opened import OpenGraph
    from .statements import Corpus


@dataclass(frozen=True)
class NetworkSeries(Result):
    """A discourse network for each window of time.

    Attributes:
        corpus: the statements.
        options: what each network is made of.
        windows: how time is cut.
        slices: the windows in order of time.
    """

    corpus: Corpus
    options: OneModeOptions | TwoModeOptions
    windows: Windows
    slices: list[Slice]

    def networks(self) -> list[DiscourseNetwork]:
        """Return the network of each window."""
        return [
            DiscourseNetwork(self.kg, self.corpus, self.options, s.network) for s in self.slices
        ]

    def table(self) -> Table:
        """Return one row a tie and window, in order of time."""
        networks = self.networks()
        rows: list[tuple[Cell, ...]] = []
        columns = (
            networks[0].table().columns if networks else ("a", "b", "weight", "a_iri", "b_iri")
        )
        for piece, network in zip(self.slices, networks, strict=True):
            times = (str(piece.start), str(piece.mid), str(piece.stop))
            rows += [(*times, *row) for row in network.table().rows]
        return Table(("start", "mid", "stop", *columns), rows)

    def density(self) -> Table:
        """Return one row a window: its times, statements, ties, and the sum of their weights."""
        rows: list[tuple[Cell, ...]] = []
        for piece, network in zip(self.slices, self.networks(), strict=True):
            ties = list(network.ties())
            rows.append(
                (
                    str(piece.start), str(piece.mid), str(piece.stop),
                    piece.statement_count, len(ties), sum(value for _, _, value in ties),
                )
            )  # fmt: skip
        return Table(("start", "mid", "stop", "statements", "ties", "weight"), rows)

    def sentences(self) -> list[Said]:
        """Return how many windows there are, and what each holds."""
        size = counted(self.windows.size, self.windows.unit.removesuffix("s"))
        told = [
            Said(f"{counted(len(self.slices), 'window')} of {size}, dated by {self.corpus.clock}.")
        ]
        if not self.slices:
            told.append(Said("No window of this size lies within the statements' range."))
        for row in self.density().dicts():
            middle = str(row["mid"])[:10]
            statements = counted(int(row["statements"] or 0), "statement")
            ties = counted(int(row["ties"] or 0), "tie")
            text = f"around {middle}: {statements}, {ties}, weight {float(row['weight'] or 0):.4g}"
            told.append(Said(text, "", "Windows"))
        return told


def network_series(
    kg: OpenGraph, found: Corpus, windows: Windows, options: OneModeOptions | TwoModeOptions
) -> NetworkSeries:
    """Return the networks of windows that move through time; see `measures.discourse.slices`."""
    scaled = replace(options, scale=found.scale)
    made = list(slices(found.statements, windows, scaled))
    return NetworkSeries(kg, found, scaled, windows, made)
