"""Reading a table that somebody keeps: every row of it, or every fault named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import UsageError
from .content import decode, read_content
from .csv_records import Record, csv_records, separator_of
from .header import read_header
from .judge import Judge
from .rows import TableFile
from .wording import place, problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from .columns import Columns

TEXT_ENDINGS = (".csv", ".tsv", "")
EXCEL_ENDINGS = (".xlsx", ".xlsm")


def read_table(
    path: Path,
    columns: Columns,
    *,
    encoding: str = "utf-8",
    separator: str | None = None,
    sheet: str | None = None,
) -> TableFile:
    """Read a table, whole or not at all.

    Args:
        path: a CSV file, also one without an ending, such as `/dev/stdin`; a
            TSV file; or an Excel workbook (`.xlsx`, `.xlsm`).
        columns: what it may hold; the order in the file is its own.
        encoding: of a CSV file, as Python names it. A byte order mark is no fault.
        separator: what stands between the cells of a CSV file: one character,
            or `tab`; left out, a comma, in a TSV file a tab.
        sheet: of a workbook; left out, the first one with anything in it.

    Returns:
        The table, without faults.

    Raises:
        FileProblem: it cannot be read, or the first fault of its rows, with
            the lines of the others.
        UsageError: there is no such encoding, separator or sheet.
    """
    return scan_table(path, columns, encoding=encoding, separator=separator, sheet=sheet).whole()


def scan_table(
    path: Path,
    columns: Columns,
    *,
    encoding: str = "utf-8",
    separator: str | None = None,
    sheet: str | None = None,
) -> TableFile:
    """Read a table with the faults of its rows, to tell them all at once.

    Arguments and errors are those of `read_table`, but what is wrong with a
    single row does not stop it: such rows are not in `rows`, and each has at
    least one entry in `faults`. Whoever writes on must look at both, or call
    `whole`.
    """
    data = read_content(path)
    ending = path.suffix.lower()
    notes: list[str] = []
    if ending in EXCEL_ENDINGS:
        from .workbook import workbook_records

        if separator is not None:
            raise UsageError(f"{place(path)}: a workbook has no separator; leave out --separator")
        records = workbook_records(path, data, sheet, notes)
    elif ending in TEXT_ENDINGS:
        if sheet is not None:
            raise UsageError(f"{place(path)}: only workbooks have sheets; leave out --sheet")
        if not data:
            raise problem(path, "an empty file; write a header and a row, or give another file")
        text = decode(path, data, encoding)
        records = csv_records(path, text, separator_of(separator, ending))
    else:
        known = ", ".join(filter(None, (*TEXT_ENDINGS, *EXCEL_ENDINGS)))
        raise problem(path, f"{ending!r} is no table that is read; use one of {known}")
    return _table(path, columns, _not_blank(records), notes)


def _not_blank(records: Iterable[Record]) -> Iterator[Record]:
    """Strip the cells, and pass over the records without any."""
    for record in records:
        cells = list(map(str.strip, record.cells))
        if any(cells) or record.fault:
            yield Record(record.line, cells, record.last_line, record.fault)


def _table(path: Path, columns: Columns, records: Iterator[Record], notes: list[str]) -> TableFile:
    first = next(records, None)
    if first is None:
        raise problem(path, "nothing but blanks; write a header and a row, or give another file")
    if first.fault:
        raise problem(path, first.fault, line=first.line)
    header = read_header(path, first.line, first.cells, columns)
    judge = Judge(path, header, columns)
    rows = tuple(row for record in records if (row := judge.row(record)))
    if not rows and not judge.faults:
        notes.append(f"{place(path)}: no rows below the header")
    names = tuple(column.name for _, column in header.columns)
    return TableFile(path, names, rows, tuple(judge.faults), tuple(notes))
