"""The records of an Excel workbook: what a person sees in it, as text."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
import zlib
from typing import TYPE_CHECKING

from ..errors import UsageError
from .content import OLD_EXCEL_START
from .csv_records import Record
from .wording import listed, place, problem, quoted
from .workbook_guard import damaged, guard_archive

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

CELLS_LIMIT = 10_000_000
"""How many cells a sheet may have, empty ones between others included."""

_BREAKS = (
    *(ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError),
    *(RuntimeError, OSError, EOFError, SyntaxError, MemoryError),
    *(zipfile.BadZipFile, zlib.error),
)
_EXACT_WHOLE = 1e15
_UNSHOWN = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')


def workbook_records(
    path: Path, data: bytes, sheet: str | None, notes: list[str]
) -> Iterator[Record]:
    """Read one sheet of a workbook.

    Numbers and dates become text as ISO 8601 has it, a date only as precise as
    its cell shows it; of a formula counts the value that is stored with it. Rows
    are filled up to the width of the first one.

    Args:
        path: the file.
        data: its bytes.
        sheet: the name of the sheet; None for the first one with anything in it,
            those that are not hidden before the others.
        notes: gets a line where other sheets hold something too.

    Raises:
        FileProblem: it is no workbook, or a hostile or damaged one.
        UsageError: there is no such sheet.
    """
    uncomputed = _guarded(path, data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            import openpyxl

            book = openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=True, keep_links=False
            )
            chosen = _chosen(path, book, sheet, notes)
            lacking = uncomputed.get(getattr(chosen, "_worksheet_path", ""), {})
            records = list(_records(path, chosen, lacking))
        except _BREAKS as exc:
            raise damaged(path, exc) from exc
    yield from _filled_up(records)


def _guarded(path: Path, data: bytes) -> dict[str, dict[int, str]]:
    """Refuse what must not be opened; return the formulas without a value."""
    if data.startswith(OLD_EXCEL_START):
        reason = "an old Excel file, or one with a password; save it as .xlsx without a password"
        raise problem(path, reason)
    if not data:
        raise problem(path, "an empty file; write a header and a row, or give another file")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as exc:
        if data.startswith(b"PK"):
            raise damaged(path, exc) from exc
        reason = "not an Excel file; if it is CSV, rename it to end in .csv"
        raise problem(path, reason) from exc
    with archive:
        if not any(name.startswith("xl/") for name in archive.namelist()):
            raise problem(path, "not an Excel file, but some other archive; save it as .xlsx")
        return guard_archive(path, archive, len(data))


def _chosen(path: Path, book: Workbook, name: str | None, notes: list[str]) -> ReadOnlyWorksheet:
    sheets: list[ReadOnlyWorksheet] = list(book.worksheets)
    for sheet in sheets:
        sheet.reset_dimensions()
    if name is not None:
        for sheet in sheets:
            if sheet.title.casefold() == name.casefold():
                return sheet
        there = listed(sheet.title for sheet in sheets)
        raise UsageError(f"{place(path)}: no sheet {quoted(name)}; there are {there}")
    sheets.sort(key=lambda sheet: sheet.sheet_state != "visible")
    filled = [sheet for sheet in sheets if any(any(r.cells) for r in _records(path, sheet, {}))]
    if not filled:
        raise problem(path, "nothing in any sheet; write a header and a row")
    if len(filled) > 1:
        others = listed(sheet.title for sheet in filled[1:])
        told = f"sheet {quoted(filled[0].title)} was read, not {others}"
        notes.append(f"{place(path)}: {told}; --sheet NAME takes another")
    return filled[0]


def _records(path: Path, sheet: ReadOnlyWorksheet, lacking: dict[int, str]) -> Iterator[Record]:
    """Hand out the rows of a sheet, without empty cells at their ends."""
    cells_seen = 0
    for number, row in enumerate(sheet.rows, start=1):
        cells_seen += len(row) + 1
        if cells_seen > CELLS_LIMIT:
            reason = f"more than {CELLS_LIMIT:,} cells; copy the table alone to a new workbook"
            raise problem(path, reason)
        cells = [_text(cell) for cell in row]
        while cells and not cells[-1].strip():
            cells.pop()
        fault = ""
        if number in lacking:
            fault = f"the formula in cell {lacking[number]} was never computed"
            fault += "; open the workbook and save it again"
        else:
            for cell in row:
                if cell.data_type == "e":
                    told = f"cell {cell.coordinate} holds the error {quoted(str(cell.value))}"
                    fault = f"{told}; mend its formula"
                    break
        if cells or fault:
            yield Record(number, cells, number, fault)


def _filled_up(records: list[Record]) -> Iterator[Record]:
    width = len(records[0].cells) if records else 0
    for record in records:
        record.cells.extend([""] * (width - len(record.cells)))
        yield record


def _text(cell: object) -> str:
    """Return what a cell holds as text."""
    value = getattr(cell, "value", None)
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < _EXACT_WHOLE
        return str(int(value)) if whole else repr(value)
    if isinstance(value, dt.datetime):
        return _moment(value, str(getattr(cell, "number_format", "")))
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def _moment(value: dt.datetime, form: str) -> str:
    """Return a date as precisely as its cell shows it: whoever types 2022-03 gets a day."""
    if value.time() != dt.time():
        return value.isoformat()
    shown = _UNSHOWN.sub("", form.casefold())
    if "y" in shown and "d" not in shown and value.day == 1:
        if "m" in shown:
            return value.strftime("%Y-%m")
        if value.month == 1:
            return value.strftime("%Y")
    return value.date().isoformat()
