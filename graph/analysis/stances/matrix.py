"""The stance matrix, which every measure works on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from ...errors import UsageError
from .cells import DECIDED, STATES, Cells, gathered
from .held import BASES, STANCES
from .read import read_ledger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from ...store.base import Queryable
    from .held import Held
    from .read import Ledger
    from .relations import Numbers
    from .selection import Selection
    from .witness import Witnesses

_NO_CELL: Final = -1


@dataclass(frozen=True)
class StanceMatrix:
    """Organisations by propositions, in a period.

    Only cells with something on record exist; the rest is unknown, which is not
    neutral and not consent. A cell whose statements contradict each other at one
    time is *disputed*, one whose holder changed sides within the period is
    *changed*, and one with nothing but a refusal to answer is *declined*: these
    have no degree. All others are *decided*.

    Attributes:
        actors: IRIs of the organisations with a stance, sorted.
        propositions: IRIs of the propositions that one is held on, sorted.
        selection: what counted.
        cells: what is in the cells, in row order; see `Cells`.
        held: the stances behind the cells, those of one cell after one another.
        statements: IRIs by the numbers in `held`.
        witnesses: the evidence of the statements.
    """

    actors: tuple[str, ...]
    propositions: tuple[str, ...]
    selection: Selection
    cells: Cells
    held: Held
    statements: tuple[str, ...]
    witnesses: Witnesses = field(repr=False)

    @property
    def shape(self) -> tuple[int, int]:
        """Numbers of organisations and propositions."""
        return len(self.actors), len(self.propositions)

    @cached_property
    def degree(self) -> csr_array:
        """Degree in [-1, 1] of each decided cell; an ambivalent one is a stored zero."""
        return self._sparse(self.cells.degree, self.cells.state == DECIDED)

    def coordinates(self) -> NDArray[np.float64]:
        """Return degrees halved, in [-½, ½], as a full array; NaN where nothing is decided."""
        found = np.full(self.shape, np.nan)
        found[self.cells.row, self.cells.column] = self.cells.degree / 2
        return found

    @cached_property
    def count(self) -> csr_array:
        """How many statements each cell rests on."""
        return self._sparse(self.cells.count)

    @cached_property
    def passages(self) -> csr_array:
        """How many distinct passages each cell rests on."""
        found = [len(self._passages_of(slice(*ends))) for ends in self.cells.spans]
        return self._sparse(np.array(found, dtype=np.int64))

    def _sparse(
        self, values: NDArray[np.generic], which: NDArray[np.bool_] | None = None
    ) -> csr_array:
        """Return values of cells as a sparse matrix, stored zeros kept."""
        from scipy.sparse import csr_array

        rows, columns = self.cells.row, self.cells.column
        if which is not None:
            rows, columns, values = rows[which], columns[which], values[which]
        ends = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=self.shape[0]))])
        return csr_array((values, columns, ends), shape=self.shape)

    def actor(self, iri: str) -> int:
        """Return the row of an organisation, -1 where nothing is on record for it."""
        return self._rows.get(iri, _NO_CELL)

    def proposition(self, iri: str) -> int:
        """Return the column of a proposition, -1 where nobody has a stance on it."""
        return self._columns.get(iri, _NO_CELL)

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {iri: at for at, iri in enumerate(self.actors)}

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {iri: at for at, iri in enumerate(self.propositions)}

    @cached_property
    def _found(self) -> dict[tuple[int, int], int]:
        pairs = zip(self.cells.row.tolist(), self.cells.column.tolist(), strict=True)
        return {pair: at for at, pair in enumerate(pairs)}

    def cell(self, actor: str, proposition: str) -> CellView | None:
        """Return what an organisation's record on a proposition is, or None for nothing."""
        pair = self.actor(actor), self.proposition(proposition)
        at = self._found.get(pair)
        return None if at is None else CellView(self, at)

    def row(self, actor: str) -> dict[str, CellView]:
        """Return an organisation's cells by the proposition."""
        number = self.actor(actor)
        first, last = np.searchsorted(self.cells.row, [number, number + 1])
        return {
            self.propositions[self.cells.column[at]]: CellView(self, at)
            for at in (range(first, last) if number >= 0 else ())
        }

    def column(self, proposition: str) -> dict[str, CellView]:
        """Return the cells of a proposition by the organisation."""
        number = self.proposition(proposition)
        where = np.flatnonzero(self.cells.column == number) if number >= 0 else ()
        return {self.actors[self.cells.row[at]]: CellView(self, int(at)) for at in where}

    def only(
        self, actors: Sequence[str] | None, propositions: Sequence[str] | None
    ) -> StanceMatrix:
        """Return the matrix of some organisations and propositions, given as IRIs.

        Raises:
            UsageError: one is named twice.
        """
        kept = np.ones(len(self.held), dtype=np.bool_)
        for what, names, wanted, numbers in (
            ("organisation", self.actors, actors, self.held.actor),
            ("proposition", self.propositions, propositions, self.held.proposition),
        ):
            if wanted is None:
                continue
            if len(set(wanted)) != len(wanted):
                raise UsageError(f"{what}: the same one is named twice; name each once")
            among = set(wanted)
            member = np.array([name in among for name in names] or [False], dtype=np.bool_)
            kept &= member[numbers]
        both = self.actors, self.propositions
        rest = self.selection, self.statements, self.witnesses
        return _built(both, self.held.keep(kept), rest)

    def _passages_of(self, rows: slice) -> set[int]:
        by_statement = self.passages_by_statement
        found: set[int] = set()
        for statement, way in zip(
            self.held.statement[rows].tolist(), self.held.via[rows].tolist(), strict=True
        ):
            found |= by_statement.get(statement, set()) | by_statement.get(way, set())
        return found

    @cached_property
    def passages_by_statement(self) -> dict[int, set[int]]:
        """The numbers of the passages that each statement rests on."""
        found: dict[int, set[int]] = {}
        statements, passages = self.witnesses.passages()
        for statement, passage in zip(statements.tolist(), passages.tolist(), strict=True):
            found.setdefault(statement, set()).add(passage)
        return found


@dataclass(frozen=True)
class CellView:
    """One cell.

    Attributes:
        matrix: where it is in.
        at: its number.
    """

    matrix: StanceMatrix = field(repr=False)
    at: int

    @property
    def proposition(self) -> str:
        """IRI of the proposition."""
        return self.matrix.propositions[int(self.matrix.cells.column[self.at])]

    @property
    def _rows(self) -> slice:
        return slice(*self.matrix.cells.spans[self.at])

    @property
    def state(self) -> str:
        """Decided, disputed, changed or declined."""
        return STATES[int(self.matrix.cells.state[self.at])]

    @property
    def degree(self) -> float | None:
        """The degree in [-1, 1] of a decided cell, else None."""
        return float(self.matrix.cells.degree[self.at]) if self.state == "decided" else None

    @property
    def sign(self) -> int:
        """1 for, -1 against, 0 for everything else."""
        return 0 if self.degree is None else (self.degree > 0) - (self.degree < 0)

    @property
    def stances(self) -> list[str]:
        """IRIs of the stances that are on record, in the list's order."""
        return [STANCES[number] for number in np.unique(self.matrix.held.stance[self._rows])]

    @property
    def basis(self) -> str:
        """Stated, inferred or through a link; the strongest that there is."""
        return BASES[int(self.matrix.held.basis[self._rows].min())]

    @property
    def last_told(self) -> str:
        """The last day that the record speaks of: told as the end, or the latest document's.

        ISO 8601; empty where nothing is dated.
        """
        matrix = self.matrix
        through = matrix.held.through[self._rows]
        last = matrix.witnesses.last_days[matrix.held.statement[self._rows]]
        told = np.where(np.isnat(through), last, through)
        dated = told[~np.isnat(told)]
        return str(dated.max()) if len(dated) else ""

    @property
    def presumed(self) -> bool:
        """Whether the end of the period lies behind the last day that the record speaks of."""
        return bool(self.last_told) and self.last_told < self.matrix.selection.end

    @property
    def statements(self) -> list[str]:
        """IRIs of the positions and involvements that it rests on, sorted."""
        numbers = np.unique(self.matrix.held.statement[self._rows])
        return sorted(self.matrix.statements[number] for number in numbers)

    @property
    def ways(self) -> list[str]:
        """IRIs of the clauses or links that it came by, sorted; none for a stated one."""
        numbers = np.unique(self.matrix.held.via[self._rows])
        return sorted(self.matrix.statements[number] for number in numbers if number >= 0)

    @property
    def passages(self) -> set[int]:
        """Numbers of the distinct passages that it rests on."""
        return self.matrix._passages_of(self._rows)  # noqa: SLF001 - it is a view of the matrix


def stance_matrix(store: Queryable, selection: Selection) -> StanceMatrix:
    """Read the stance matrix of a graph.

    Natural persons and unnamed groups are left out, and so is what only some of
    an organisation hold.

    Args:
        store: any location.
        selection: what counts.

    Returns:
        One row an organisation and one column a proposition; empty where
        nothing is on record.
    """
    return matrix_of(read_ledger(store, selection), selection)


def matrix_of(ledger: Ledger, selection: Selection) -> StanceMatrix:
    """Return the matrix of a period of what was read; see `stance_matrix`.

    Args:
        ledger: what was read; where the period ends before its own, dated.
        selection: what counts, with the period.
    """
    names = tuple(ledger.actors.texts), tuple(ledger.propositions.texts)
    held = ledger.within(selection.start, selection.end)
    statements = tuple(ledger.statements.texts)
    return _built(names, held, (selection, statements, ledger.witnesses))


def _built(
    names: tuple[tuple[str, ...], tuple[str, ...]],
    held: Held,
    rest: tuple[Selection, tuple[str, ...], Witnesses],
) -> StanceMatrix:
    """Return a matrix of some stances: rows and columns without any go.

    Args:
        names: IRIs of organisations and of propositions, by the numbers in `held`.
        held: the stances.
        rest: selection, statements and witnesses of the matrix.
    """
    actors, actor = _renumbered(names[0], held.actor)
    propositions, proposition = _renumbered(names[1], held.proposition)
    held = replace(held, actor=actor, proposition=proposition)
    cells, held = gathered(held, len(propositions))
    selection, statements, witnesses = rest
    return StanceMatrix(actors, propositions, selection, cells, held, statements, witnesses)


def _renumbered(names: tuple[str, ...], numbers: Numbers) -> tuple[tuple[str, ...], Numbers]:
    """Return the names that are used, sorted, and the numbers by their order."""
    used = np.unique(numbers)
    order = sorted(used.tolist(), key=names.__getitem__)
    place = np.zeros(len(names) or 1, dtype=np.int64)
    place[order] = np.arange(len(order))
    return tuple(names[number] for number in order), place[numbers]
