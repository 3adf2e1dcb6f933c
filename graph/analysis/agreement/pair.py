"""Agreement of two organisations, proposition by proposition."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from ...errors import ParameterError
from ...measures.matching import METRICS, distance, interval, score
from ...query.arguments import refuse_judging
from ...query.table import Table
from ..results.result import Result, Said
from ..results.wording import agreement_words, counted, number
from ..stances.matrix import stance_matrix
from ..stances.selection import Selection, Wanted
from .weights import weights_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...measures.matching import Metric
    from ...query.table import Cell
    from ...records.opened import OpenGraph
    from ..stances.matrix import CellView, StanceMatrix
    from .weights import Weights

_OUTCOMES = (
    *("opposite", "apart", "alike, weakly", "alike", "undecided"),
    *("only the first", "only the second"),
)
_LINKED = (
    " Links are followed: what they carry over is only possible, and a statement may count twice."
)
_COLUMNS = (
    *("proposition", "outcome", "stance_a", "stance_b", "basis_a", "basis_b", "held_a", "held_b"),
    "distance",
    *("proposition_iri", "statement_a_iri", "statement_b_iri"),
)


@dataclass(frozen=True)
class Compared:
    """Two organisations on one proposition.

    Attributes:
        proposition: its IRI.
        a: the record of the first; None where nothing is on record.
        b: the record of the second.
        distance: from 0 for alike to 1 for opposite; None unless both are decided.
    """

    proposition: str
    a: CellView | None
    b: CellView | None
    distance: float | None

    @property
    def outcome(self) -> str:
        """Alike, opposite, apart, undecided, or which of the two alone is on record."""
        if self.a is None or self.b is None:
            return "only the second" if self.a is None else "only the first"
        if self.distance is None:
            return "undecided"
        if self.a.sign and self.a.sign == self.b.sign:
            return "alike" if not self.distance else "alike, weakly"
        if self.a.sign * self.b.sign < 0:
            return "opposite"
        return "alike" if not self.distance else "apart"


@dataclass(frozen=True)
class Agreement(Result):
    """How far two organisations agree.

    Attributes:
        a: IRI of the first.
        b: IRI of the second.
        selection: what counted.
        metric: how distances are measured.
        score: 100 for alike to 0 for opposite, over the shared propositions;
            None where they share none.
        worst: the score if everything unknown turned out at its worst, over the
            propositions that either has a stance on; None where there are none.
        best: the same at its best.
        shared: number of propositions that both have a decided stance on.
        passages: number of distinct passages that those stances rest on. One
            sentence about many organisations is one.
        rows: proposition by proposition, in the order of IRIs.
    """

    a: str
    b: str
    selection: Selection
    metric: Metric
    score: float | None
    worst: float | None
    best: float | None
    shared: int
    passages: int
    rows: list[Compared] = field(default_factory=list, repr=False)

    @property
    def statements(self) -> int:
        """On how many statements what is shared rests, of that side that has fewer."""
        return fewest((row.a, row.b) for row in self.rows if row.distance is not None)

    @property
    def compared(self) -> int:
        """On how many propositions either has a stance."""
        return sum(_speaks(row.a) or _speaks(row.b) for row in self.rows)

    def table(self) -> Table:
        """Return one row a proposition: outcome, stances, how each came about, distance, IRIs."""
        rows: list[tuple[Cell, ...]] = [
            (
                self.label(row.proposition),
                row.outcome,
                self.stance(row.a) or None,
                self.stance(row.b) or None,
                self.basis(row.a) or None,
                self.basis(row.b) or None,
                self.held(row.a) or None,
                self.held(row.b) or None,
                row.distance,
                row.proposition,
                "; ".join(row.a.statements) if row.a else None,
                "; ".join(row.b.statements) if row.b else None,
            )
            for row in self.rows
        ]
        return Table(_COLUMNS, sorted(rows, key=lambda r: (_OUTCOMES.index(str(r[1])), str(r[0]))))

    def facts(self) -> dict[str, object]:
        """Return the score, its interval, and on how much it rests."""
        names = ("metric", "score", "worst", "best", "shared", "compared", "passages", "statements")
        found = {name: getattr(self, name) for name in names}
        return {"a": self.a, "b": self.b, "when": self.selection.when, **found}

    def sentences(self) -> list[Said]:
        """Return the verdict, and what it rests on, proposition by proposition."""
        self._fetch(cell for row in self.rows for cell in (row.a, row.b))
        a, b = self.label(self.a), self.label(self.b)
        told = [Said(self._verdict(a, b)), Said(self._interval())]
        headings = {
            "alike": "Alike",
            "alike, weakly": "Alike, though not as firmly",
            "apart": "Apart",
            "opposite": "Opposite",
            "undecided": "The record of one is open",
            "only the first": f"Only {a} is on record",
            "only the second": f"Only {b} is on record",
        }
        for outcome in _OUTCOMES:
            rows = [row for row in self.rows if row.outcome == outcome]
            rows.sort(key=lambda row: self.label(row.proposition))
            told += [self._line(row, headings[outcome]) for row in rows]
        return told

    def _verdict(self, a: str, b: str) -> str:
        words = agreement_words(self.score, self.shared, self.passages, self.statements)
        when = self.selection.when.capitalize()
        if self.score is None:
            held = "weighs anything" if self.shared else "both have a stance on"
            return f"{when} {a} and {b} share no proposition that {held}."
        over = counted(self.shared, "shared proposition")
        return (
            f"{when} {a} and {b} {words}: score {number(self.score)} of 100 "
            f"over {over}, by {counted(self.passages, 'passage')}."
        )

    def _interval(self) -> str:
        if self.worst is None:
            if self.compared:
                return "Nothing that either has spoken on weighs anything."
            return "Neither has a stance on record."
        links = _LINKED if self.selection.linked else ""
        return (
            f"If all that is unknown were known, the score over the "
            f"{counted(self.compared, 'proposition')} that either has spoken on would lie "
            f"between {number(self.worst)} and {number(self.best)}.{links}"
        )

    def _line(self, row: Compared, heading: str) -> Said:
        stances = [self.stance(cell) for cell in (row.a, row.b) if cell]
        held = stances[0] if len(set(stances)) == 1 else " / ".join(stances)
        marks = {"alike": "+", "alike, weakly": "+", "opposite": "x"}
        return Said(
            f"{self.label(row.proposition)}: {held}",
            self.evidence(row.a, row.b),
            heading,
            marks.get(row.outcome, "-"),
        )


def agreement(
    kg: OpenGraph,
    a: str,
    b: str,
    wanted: Wanted | None = None,
    *,
    metric: Metric = "manhattan",
    weights: Weights | None = None,
) -> Agreement:
    """Compare two organisations.

    Args:
        kg: an open graph.
        a: IRI of an organisation.
        b: IRI of another one.
        wanted: what counts; the present day, all claimants and inferred stances
            too if left out.
        metric: see `measures.matching.distance`; degrees in [-1, 1] are halved.
        weights: by the name of a proposition or topic; all alike if left out.

    Raises:
        Refused: one is a person or an unnamed group.
        ParameterError: both are the same, or an option is not one.
    """
    check_pair(kg, a, b, metric)
    selection = (wanted or Wanted()).resolve(kg.names)
    return compare(kg, stance_matrix(kg.store, selection), (a, b), metric, weights)


def check_pair(kg: OpenGraph, a: str, b: str, metric: Metric) -> None:
    """Refuse what cannot be compared."""
    for actor in (a, b):
        refuse_judging(kg.names, actor, "agree")
    if a == b:
        message = f"agree: {kg.names.label(a, kg.lang)!r} is named twice; name two organisations"
        raise ParameterError(message)
    if metric not in METRICS:
        raise ParameterError(f"metric: {metric!r} is none; take one of {', '.join(METRICS)}")


def compare(
    kg: OpenGraph,
    matrix: StanceMatrix,
    pair: tuple[str, str],
    metric: Metric = "manhattan",
    weights: Weights | None = None,
) -> Agreement:
    """Compare two rows of a matrix; see `agreement`."""
    first, second = (matrix.row(actor) for actor in pair)
    propositions = sorted(first.keys() | second.keys())
    weight = weights_of(kg, propositions, weights)
    a = _coordinates([first.get(p) for p in propositions])
    b = _coordinates([second.get(p) for p in propositions])
    both = ~np.isnan(a) & ~np.isnan(b)
    over = np.array(
        [_speaks(first.get(p)) or _speaks(second.get(p)) for p in propositions], dtype=np.bool_
    )
    low = [np.where(np.isnan(side), -0.5, side)[over] for side in (a, b)]
    high = [np.where(np.isnan(side), 0.5, side)[over] for side in (a, b)]
    best, worst = interval(
        (low[0], low[1]), (high[0], high[1]), metric=metric, weights=weight[over]
    )
    rows = [
        Compared(p, first.get(p), second.get(p), float(abs(a[i] - b[i])) if both[i] else None)
        for i, p in enumerate(propositions)
    ]
    passages = {
        passage
        for row in rows
        if row.distance is not None and row.a and row.b
        for passage in row.a.passages | row.b.passages
    }
    found = distance(a, b, metric=metric, weights=weight)
    return Agreement(
        kg, *pair, matrix.selection, metric, _told(found), _told(worst), _told(best),
        int(both.sum()), len(passages), rows,
    )  # fmt: skip


def fewest(shared: Iterable[tuple[CellView | None, CellView | None]]) -> int:
    """Return the number of statements behind shared cells, of that side that has fewer."""
    sides: tuple[set[str], set[str]] = (set(), set())
    for cells in shared:
        for side, cell in zip(sides, cells, strict=True):
            side.update(cell.statements if cell else ())
    return min(map(len, sides))


def _coordinates(cells: list[CellView | None]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return degrees as coordinates in [-½, ½], NaN where there is no decided stance."""
    degrees = [None if cell is None else cell.degree for cell in cells]
    return np.array([np.nan if d is None else d / 2 for d in degrees], dtype=np.float64)


def _speaks(cell: CellView | None) -> bool:
    """Tell whether somebody has a stance, be it disputed; declining to say is none."""
    return cell is not None and cell.state != "declined"


def _told(distance: float) -> float | None:
    return None if np.isnan(distance) else score(distance)
