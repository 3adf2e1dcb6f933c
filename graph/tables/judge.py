"""What makes a record a row, or says what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import StancegraphError
from .columns import BETWEEN_VALUES, split_values
from .rows import Fault, Row
from .wording import place, quoted

if TYPE_CHECKING:
    from pathlib import Path

    from .columns import Column, Columns
    from .csv_records import Record
    from .header import Header

CELL_LIMIT = 100_000
"""How many characters a cell may have; Excel allows 32,767."""


class Judge:
    """Judges the records of one table, one after the other.

    Attributes:
        faults: what was wrong so far.
    """

    def __init__(self, path: Path, header: Header, columns: Columns) -> None:
        """Take the header that the records stand under."""
        self.faults: list[Fault] = []
        self._place = place(path)
        self._width = header.width
        self._nameless = header.nameless
        self._names = [column.name for _, column in header.columns]
        self._places = [at for at, _ in header.columns]
        # Most tables have all their columns named, and no place to look up.
        self._dense = not header.nameless
        self._absent = dict.fromkeys(header.absent, "")
        self._looked_at = [c for _, c in header.columns if c.required or c.check]
        self._example = {c.name: c.example for c in columns if c.name not in self._absent}
        self._passed: dict[str, dict[str, str]] = {c.name: {} for c in self._looked_at}

    def row(self, record: Record) -> Row | None:
        """Return a record as a row, or None and one or more new faults.

        Args:
            record: blanks around its cells removed, and not all of them empty.
        """
        shape = self._shape_fault(record)
        if shape:
            self._add(record.line, "", shape)
            return None
        cells = record.cells if self._dense else [record.cells[at] for at in self._places]
        values = dict(zip(self._names, cells, strict=True))
        if values == self._example:
            self._add(record.line, "", "this is the example of the template; remove the line")
            return None
        before = len(self.faults)
        for column in self._looked_at:
            values[column.name] = self._checked(record.line, column, values[column.name])
        if len(self.faults) > before:
            return None
        values.update(self._absent)
        return Row(record.line, values)

    def _add(self, line: int, column: str, reason: str) -> None:
        self.faults.append(Fault(line, column, f"{self._place}:{line}: {reason}"))

    def _shape_fault(self, record: Record) -> str:
        """Say what is wrong with the number or the size of the cells, if anything."""
        cells = record.cells
        if record.fault:
            return record.fault
        if len(cells) != self._width:
            count = f"{len(cells)} cell" + ("s" if len(cells) != 1 else "")
            reason = f"{count} under {self._width} columns; give the row one cell for each"
            if record.last_line > record.line:
                reason += f" (lines {record.line} to {record.last_line} are one row by its quotes)"
            return reason
        if max(map(len, cells)) > CELL_LIMIT:
            return f"a cell of more than {CELL_LIMIT:,} characters; shorten it"
        for at in self._nameless:
            if cells[at]:
                return f"{quoted(cells[at])} stands in column {at + 1}, which has no name; name it"
        return ""

    def _checked(self, line: int, column: Column, cell: str) -> str:
        """Return a cell with its values in their normal form; note what is wrong with it."""
        known = self._passed[column.name].get(cell)
        if known is not None:
            return known
        if not cell:
            if column.required:
                reason = f"column {quoted(column.name)} is empty; every row needs it"
                self._add(line, column.name, reason)
            return cell
        if column.check is None:
            return cell
        where = f"{self._place}:{line}: {column.name}"
        try:
            if column.many:
                values = [column.check(value, where=where) for value in split_values(cell)]
                normal = BETWEEN_VALUES.join(dict.fromkeys(values))
            else:
                normal = column.check(cell, where=where)
        except StancegraphError as exc:
            self.faults.append(Fault(line, column.name, str(exc)))
            return cell
        self._passed[column.name][cell] = normal
        return normal
