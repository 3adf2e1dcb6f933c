"""Agreement of all pairs of organisations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from ...errors import UsageError
from ...measures.all_pairs import pair_distances
from ...query.table import Table
from ..results.result import Result, Said
from ..results.wording import agreement_words, counted, number
from ..stances.matrix import stance_matrix
from ..stances.selection import Wanted
from .pair import fewest
from .weights import weights_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import networkx as nx

    from ...measures.all_pairs import PairDistances
    from ...measures.matching import Metric
    from ...query.table import Cell
    from ...records.opened import OpenGraph
    from ..stances.matrix import StanceMatrix
    from .weights import Weights

MOST: Final = 5_000
"""Organisations that can be compared all at once: six arrays of 200 MB each."""

_TOLD: Final = 10
_COLUMNS: Final = (
    *("organisation_a", "organisation_b", "score", "shared", "worst", "best", "passages"),
    "statements",
    *("organisation_a_iri", "organisation_b_iri"),
)


@dataclass(frozen=True)
class AgreementMatrix(Result):
    """Agreement of all pairs.

    Attributes:
        matrix: the stances that it rests on; its rows are the organisations.
        metric: how distances are measured.
        pairs: the distances, in the order of the rows.
    """

    matrix: StanceMatrix
    metric: Metric
    pairs: PairDistances

    @property
    def actors(self) -> tuple[str, ...]:
        """IRIs of the organisations, in the order of the arrays."""
        return self.matrix.actors

    @property
    def score(self) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        """Scores out of 100, organisations × organisations; NaN where two share nothing."""
        return 100.0 * (1.0 - self.pairs.distance)

    @cached_property
    def _order(self) -> list[int]:
        return sorted(range(len(self.actors)), key=lambda at: self.label(self.actors[at]))

    def _listed(self) -> Iterator[tuple[int, int]]:
        """Yield the pairs that share something that weighs, in the order of their labels."""
        for place, a in enumerate(self._order):
            for b in self._order[place + 1 :]:
                if self.pairs.weight[a, b] > 0:
                    yield a, b

    def rests_on(self, a: int, b: int) -> tuple[int, int]:
        """Return on how much it rests what two rows share.

        Returns:
            The number of distinct passages, and that of statements on the side
            that has fewer.
        """
        first, second = (self.matrix.row(self.actors[at]) for at in (a, b))
        shared = [
            (first[p], second[p])
            for p in first.keys() & second.keys()
            if first[p].state == second[p].state == "decided"
        ]
        passages = {n for cells in shared for cell in cells for n in cell.passages}
        return len(passages), fewest(shared)

    def table(self) -> Table:
        """Return one row a pair that shares something, the highest score first."""
        score = self.score
        rows: list[tuple[Cell, ...]] = [
            (
                self.label(self.actors[a]),
                self.label(self.actors[b]),
                round(float(score[a, b]), 2),
                int(self.pairs.shared[a, b]),
                round(100 * (1 - float(self.pairs.worst[a, b])), 2),
                round(100 * (1 - float(self.pairs.best[a, b])), 2),
                *self.rests_on(a, b),
                self.actors[a],
                self.actors[b],
            )
            for a, b in self._listed()
        ]
        rows.sort(key=lambda row: (-float(row[2] or 0), -int(row[3] or 0)))
        return Table(_COLUMNS, rows)

    def square(self) -> Table:
        """Return the scores as a square: one row and one column an organisation."""
        labels = self.headings([self.actors[at] for at in self._order])
        score = self.score
        rows: list[tuple[Cell, ...]] = [
            (
                label,
                *(_rounded(float(score[a, b])) for b in self._order),
            )
            for a, label in zip(self._order, labels, strict=True)
        ]  # fmt: skip
        return Table(("organisation", *labels), rows)

    def sentences(self) -> list[Said]:
        """Return how many pairs can be compared, and the closest and the farthest of them."""
        count = len(self.actors)
        pairs = count * (count - 1) // 2
        table = self.table()
        told = [
            Said(
                f"{self.matrix.selection.when.capitalize()} {len(table)} of "
                f"{counted(pairs, 'pair')} of organisations have a stance on the same proposition."
            )
        ]
        rows = table.dicts()
        shown = rows if len(rows) <= 2 * _TOLD else [*rows[:_TOLD], *rows[-_TOLD:]]
        for at, row in enumerate(shown):
            heading = "All pairs" if len(shown) == len(rows) else "The closest"
            heading = "The farthest" if len(shown) < len(rows) and at >= _TOLD else heading
            words = agreement_words(
                float(row["score"] or 0),
                *(int(row[name] or 0) for name in ("shared", "passages", "statements")),
            )
            text = (
                f"{row['organisation_a']} and {row['organisation_b']} {words}: "
                f"{number(float(row['score'] or 0))} of 100 over "
                f"{counted(int(row['shared'] or 0), 'shared proposition')}, between "
                f"{number(float(row['worst'] or 0))} and {number(float(row['best'] or 0))} if all "
                f"were known; {counted(int(row['passages'] or 0), 'passage')}"
            )
            told.append(Said(text, "", heading))
        return told

    def network(self) -> nx.Graph:
        """Return a networkx graph: organisations by IRI, a tie where two share something.

        A node has `label`; a tie `score` in [0, 100], `shared`, `worst`, `best`, and
        `weight`, congruence less conflict.
        """
        import networkx as nx

        G = nx.Graph(when=self.matrix.selection.when, metric=self.metric)  # noqa: N806 - networkx's own name for a graph
        for actor in self.actors:
            G.add_node(actor, label=self.label(actor))
        score = self.score
        for a, b in self._listed():
            G.add_edge(
                self.actors[a],
                self.actors[b],
                score=float(score[a, b]),
                shared=int(self.pairs.shared[a, b]),
                worst=100 * (1 - float(self.pairs.worst[a, b])),
                best=100 * (1 - float(self.pairs.best[a, b])),
                weight=float(self.pairs.weight[a, b] - 2 * self.pairs.conflict[a, b]),
            )
        return G


def _rounded(score: float) -> float | None:
    """Return a score for a table, None where there is none."""
    return None if np.isnan(score) else round(score, 2)


def agreement_matrix(
    kg: OpenGraph,
    actors: Sequence[str] | None = None,
    wanted: Wanted | None = None,
    *,
    metric: Metric = "manhattan",
    weights: Weights | None = None,
) -> AgreementMatrix:
    """Compare all pairs of organisations.

    Args:
        kg: an open graph.
        actors: IRIs; all with something on record if left out.
        wanted: what counts; today's judgement if left out.
        metric: see `measures.matching.distance`.
        weights: by the name of a proposition or topic.

    Raises:
        UsageError: there are more than 5,000; name some of them.
    """
    matrix = stance_matrix(kg.store, (wanted or Wanted()).resolve(kg.names))
    if actors is not None:
        matrix = matrix.only(actors, None)
    if len(matrix.actors) > MOST:
        message = (
            f"matrix: {len(matrix.actors):,} organisations; name up to {MOST:,} of them, or take "
            "the strongest partners of each with --top"
        )
        raise UsageError(message)
    return compared(kg, matrix, metric, weights)


def compared(
    kg: OpenGraph,
    matrix: StanceMatrix,
    metric: Metric = "manhattan",
    weights: Weights | None = None,
) -> AgreementMatrix:
    """Compare all rows of a matrix; see `agreement_matrix`."""
    spoken = np.zeros(matrix.shape, dtype=np.bool_)
    spoken[matrix.cells.row, matrix.cells.column] = matrix.cells.speaks
    weight = weights_of(kg, matrix.propositions, weights)
    found = pair_distances(matrix.coordinates(), spoken, weight, metric)
    return AgreementMatrix(kg, matrix, metric, found)
