"""What is looked for in a workbook before openpyxl sees it.

A workbook is a ZIP archive of XML. 60 kB of it can become gigabytes, entities in
it can too, and a formula that nobody computed reads as an empty cell.
"""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.parsers import expat

from .wording import problem, quoted

if TYPE_CHECKING:
    from pathlib import Path

    from ..errors import FileProblem

UNPACKED_LIMIT = 200_000_000
"""How many bytes a workbook may become."""

SUSPICIOUS = 50_000_000
"""How many bytes it may become where that is a hundred times its size or more."""

PART_LIMIT = 10_000_000
"""How many bytes a part may become that openpyxl would take into memory as a tree."""

_READ_IN_PIECES = {"worksheet", "sst", "pivotCacheRecords"}
_MOST_PARTS = 5_000
_MOST_SHEETS = 250
_LAST_ROW = 1_048_576
_LAST_COLUMN = (3, "XFD")
_MOST_TIMES = 100
_CHUNK = 1 << 16
_KINDS_OF_PACKING = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1


class _Reject(Exception):
    """Carries the reason out of the parser's callbacks."""


class _Enough(Exception):
    """Ends the reading of a part that holds no cells."""


def guard_archive(path: Path, archive: zipfile.ZipFile, size: int) -> dict[str, dict[int, str]]:
    """Refuse a workbook that would harm, or from which openpyxl would lose rows.

    Args:
        path: the file.
        archive: the file, opened.
        size: its number of bytes.

    Returns:
        For each part of the archive that is a sheet, the first cell of each row
        whose formula has no value stored.

    Raises:
        FileProblem: it becomes too large, is encrypted, holds a document type
            definition, or has its rows out of order.
    """
    parts = archive.infolist()
    if len(parts) > _MOST_PARTS:
        raise problem(path, f"a workbook of {len(parts):,} parts; copy the table to a new one")
    # Nothing is read beyond the sizes that are declared here: zipfile stops there.
    limit = min(UNPACKED_LIMIT, max(SUSPICIOUS, size * _MOST_TIMES))
    if sum(part.file_size for part in parts) > limit:
        reason = f"unpacks to more than {limit:,} bytes; save the table as CSV"
        raise problem(path, reason)
    found = {}
    for part in parts:
        if part.flag_bits & _ENCRYPTED:
            raise problem(path, "protected by a password; save it without one")
        if part.compress_type not in _KINDS_OF_PACKING:
            raise problem(path, f"{quoted(part.filename)} in it is packed oddly; save it anew")
        scan = _Scan()
        try:
            with archive.open(part) as file:
                scan.run(iter(lambda file=file: file.read(_CHUNK), b""))  # type: ignore[misc]
        except _Reject as reason:
            raise problem(path, f"{quoted(part.filename)} in it {reason}") from reason
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as exc:
            raise damaged(path, exc) from exc
        if part.file_size > PART_LIMIT and scan.root and scan.root not in _READ_IN_PIECES:
            told = f"{quoted(part.filename)} in it is too large; save the table as CSV"
            raise problem(path, told)
        if scan.is_sheet:
            found[part.filename] = scan.uncomputed
    return found


def damaged(path: Path, exc: BaseException) -> FileProblem:
    """Return the error for a workbook that cannot be read."""
    told = quoted(str(exc).partition("\n")[0] or type(exc).__name__)
    return problem(path, f"a damaged Excel file ({told}); save it anew, or as CSV")


class _Scan:
    """Reads one part of a workbook; the whole of it only where it is a sheet.

    Attributes:
        root: the name of the outermost element, empty where the part is no XML.
        is_sheet: whether the part is a sheet.
        uncomputed: the first cell of each row whose formula has no value.
    """

    def __init__(self) -> None:
        self.is_sheet = False
        self.uncomputed: dict[int, str] = {}
        self.root = ""
        self._row = self._sheets = 0
        self._cell = ""
        self._column = (0, "")
        self._text = False
        self._lacks_value = False
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def run(self, chunks: object) -> None:
        """Read the part; what is no XML is left to whoever uses it.

        Raises:
            _Reject: it would harm.
        """
        try:
            for chunk in chunks:  # type: ignore[attr-defined]
                self._parser.Parse(chunk, False)  # noqa: FBT003 - taken by position only
        except (expat.ExpatError, ValueError, LookupError, _Enough):
            return

    def _doctype(self, *_: object) -> None:
        raise _Reject("defines entities of its own, which could expand; save it anew")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if not self.root:
            self.root = local
            self.is_sheet = local == "worksheet"
        if self.root == "workbook":
            self._sheets += local == "sheet"
            if self._sheets > _MOST_SHEETS:
                raise _Reject(f"names more than {_MOST_SHEETS} sheets; copy the table to a new one")
        elif not self.is_sheet:
            raise _Enough
        elif local == "c":
            self._next_cell(attributes)
        elif local == "f" and not self._text:
            self._lacks_value = True
            self._parser.CharacterDataHandler = None
        elif local == "v" and self._lacks_value:
            self._parser.CharacterDataHandler = self._value
        elif local == "row":
            self._next_row(attributes.get("r"))

    def _next_row(self, number: str | None) -> None:
        try:
            row = self._row + 1 if number is None else int(number)
        except ValueError as exc:
            raise _Reject(f"has a row {quoted(str(number))}; save it anew") from exc
        if not self._row < row <= _LAST_ROW:
            raise _Reject(f"has row {row} behind row {self._row}; save it anew")
        self._row, self._column = row, (0, "")

    def _next_cell(self, attributes: dict[str, str]) -> None:
        # The value of a formula that gave an empty text is empty, and is its value.
        self._text = attributes.get("t") == "str"
        self._cell = attributes.get("r", "")
        if not self._cell:
            return
        letters = self._cell.rstrip("0123456789")
        column = (len(letters), letters)
        if not self._column < column <= _LAST_COLUMN:
            raise _Reject(f"has cell {quoted(self._cell)} out of order; save it anew")
        self._column = column

    def _value(self, _text: str) -> None:
        self._lacks_value = False
        self._parser.CharacterDataHandler = None

    def _end(self, name: str) -> None:
        if name.endswith(" c") and self._lacks_value:
            self._lacks_value = False
            self._parser.CharacterDataHandler = None
            self.uncomputed.setdefault(self._row, self._cell)
