"""The result of a question: named columns, and rows of plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Cell: TypeAlias = str | int | float | bool | None


@dataclass(frozen=True)
class Table:
    """Rows of plain values under named columns.

    Attributes:
        columns: the names, in the order of the cells.
        rows: one tuple a row; None where nothing is on record.
        notes: what a reader should know beside the rows, one line each.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    notes: tuple[str, ...] = field(default=())

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        """Iterate over the rows."""
        return iter(self.rows)

    def column(self, name: str) -> list[Cell]:
        """Return the cells of one column, in row order.

        Raises:
            ValueError: there is no such column.
        """
        at = self.columns.index(name)
        return [row[at] for row in self.rows]

    def dicts(self) -> list[dict[str, Cell]]:
        """Return one dictionary a row, by column name."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]
