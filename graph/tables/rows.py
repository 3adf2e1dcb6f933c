"""The rows of a table, and what is wrong with those that are not among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from .columns import split_values
from .wording import together

if TYPE_CHECKING:
    from pathlib import Path


class Fault(NamedTuple):
    """What is wrong with one row.

    Attributes:
        line: the line that the row starts on; in Excel, the sheet's row.
        column: the column that is wrong, empty where it is the whole row.
        message: the whole message, the file and the line included.
    """

    line: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        line: the line that it starts on; in Excel, the sheet's row.
        values: the cells by column, blanks around them removed; empty where
            there is none, also for columns that the table does not have.
    """

    line: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """Return the cell of a column."""
        return self.values[column]

    def many(self, column: str) -> list[str]:
        """Return the values of a column that takes many; none for an empty cell."""
        return split_values(self.values[column])


@dataclass(frozen=True)
class TableFile:
    """A table that was read.

    Attributes:
        path: its file.
        columns: the columns that it has, in its own order.
        rows: the rows in which nothing is wrong, in the order of the file.
        faults: what is wrong with the others, by line.
        notes: what a person should know, one line each.
    """

    path: Path
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()

    def whole(self) -> TableFile:
        """Return the table itself, if nothing is wrong with any row.

        Raises:
            FileProblem: the first fault, and the lines of the others.
        """
        if self.faults:
            raise together(self.path, [(fault.line, fault.message) for fault in self.faults])
        return self
