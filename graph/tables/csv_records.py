"""The records of a CSV text, each with its line, and with no fault passed over."""

from __future__ import annotations

import csv
import io
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ..errors import UsageError
from .wording import problem, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ..errors import FileProblem

SEPARATORS = {",": "','", ";": "';'", "\t": "tab", "|": "'|'"}
"""What may stand between cells without being asked for, as messages and options name it."""

_NAMES = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "bar": "|"}
_NO_SEPARATORS = frozenset('"\r\n \0')
_LOOK = 1_000_000


class Record(NamedTuple):
    """The cells of one record.

    Attributes:
        line: the first line that it stands on; in Excel, the sheet's row.
        cells: as they stand.
        last_line: the last line that it stands on.
        fault: why it cannot be used, empty where nothing is known.
    """

    line: int
    cells: list[str]
    last_line: int
    fault: str = ""


def separator_of(text: str | None, ending: str) -> str:
    """Return the character between cells.

    Args:
        text: as given with `--separator`, where it was given.
        ending: how the file's name ends.

    Raises:
        UsageError: it is no single character, or one that cannot separate.
    """
    if text is None:
        return "\t" if ending == ".tsv" else ","
    found = _NAMES.get(text, text)
    if len(found) != 1 or found in _NO_SEPARATORS:
        message = f"separator: {quoted(text)} does not separate cells; give ';', tab or '|'"
        raise UsageError(message)
    return found


def csv_records(path: Path, text: str, separator: str) -> Iterator[Record]:
    """Read a CSV text.

    Quotes follow RFC 4180; blanks before a cell are passed over.

    Yields:
        Each record that is not an empty line.

    Raises:
        FileProblem: a quote is not closed, a cell is too long, or another
            character separates the cells.
    """
    _check_separator(path, text, separator)
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=separator, strict=True, skipinitialspace=True
    )
    line = 1
    try:
        for cells in reader:
            if cells:
                yield Record(line, cells, reader.line_num)
            line = reader.line_num + 1
    except csv.Error as exc:
        raise _fault(path, text, separator, line, str(exc)) from exc


def _check_separator(path: Path, text: str, separator: str) -> None:
    """Refuse a text whose first line is separated by another character."""
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        header = line.strip("\r\n ")
        if not header:
            continue
        others = [other for other in SEPARATORS if other in header]
        if others and separator not in header:
            other = max(others, key=header.count)
            used = SEPARATORS.get(separator, quoted(separator))
            name = SEPARATORS[other]
            reason = f"the columns are separated by {name}, not by {used}"
            raise problem(path, f"{reason}; pass --separator {name}", line=number)
        return


def _fault(path: Path, text: str, separator: str, line: int, reason: str) -> FileProblem:
    """Say what is wrong with the record that starts in a line."""
    start, end, behind = _last_quote(text, separator, line)
    if "field limit" in reason:
        hint = f", after a quote that opens in line {start}" if start else ""
        return problem(path, f"a cell is far too long{hint}; shorten it, or mend quotes", line=line)
    if start and behind:
        what = f"the cell whose quote opens here goes on with {quoted(behind)} behind its quote"
        where = f" in line {end}" if end != start else ""
        todo = "close the quote before the separator, and double a quote inside a cell"
        return problem(path, f"{what}{where}; {todo}", line=start)
    if start:
        what = "a quote opens here and is never closed, which swallows the rest of the file"
        return problem(path, f"{what}; close it, or double a quote inside a cell", line=start)
    return problem(path, f"not CSV ({reason}); mend the line", line=line)


def _last_quote(text: str, separator: str, first: int) -> tuple[int, int, str]:
    """Return where the last quoted cell of a faulty record opens and ends, and what is behind.

    The lines are 0 where there is no quoted cell; nothing is behind a quote
    that is never closed.
    """
    opened = 0
    state = "start"
    seen = 0
    for number, line in islice(enumerate(io.StringIO(text, newline=""), 1), first - 1, None):
        seen += len(line)
        for character in line if seen < _LOOK else "":
            if state == "start" and character == '"':
                opened, state = number, "quoted"
            elif state == "quoted":
                state = "closing" if character == '"' else state
            elif state == "closing" and character == '"':
                state = "quoted"
            elif character in {separator, "\r", "\n"}:
                state = "start"
            elif state == "closing":
                return opened, number, character
            elif state == "start" and character == " ":
                continue
            else:
                state = "plain"
    return (opened, 0, "") if state == "quoted" else (0, 0, "")
