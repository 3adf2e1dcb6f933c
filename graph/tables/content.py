"""The bytes of a table's file, and the text that they stand for."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from ..errors import UsageError
from .wording import problem, quoted

if TYPE_CHECKING:
    from pathlib import Path

    from ..errors import FileProblem

FILE_LIMIT = 200_000_000
"""How many bytes a table may have."""

ZIP_START = b"PK\x03\x04"
OLD_EXCEL_START = b"\xd0\xcf\x11\xe0"

# UTF-32 first: its mark starts with that of UTF-16.
_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_BOM = "\ufeff"
_LOOK = 200
_WINDOWS_LETTER = re.compile(rb"[\x80-\x9f]")  # control characters in latin-1
_LINE_END = re.compile(r"\r\n|\r|\n")


def read_content(path: Path) -> bytes:
    """Return a file's bytes.

    Raises:
        FileProblem: it cannot be read, or is too large.
    """
    try:
        with path.open("rb") as file:
            data = file.read(FILE_LIMIT + 1)
    except (OSError, ValueError) as exc:
        reason = getattr(exc, "strerror", None) or str(exc)
        raise problem(path, f"{reason.lower()}; check the path") from exc
    if len(data) > FILE_LIMIT:
        raise problem(path, f"larger than {FILE_LIMIT:,} bytes; split it")
    return data


def decode(path: Path, data: bytes, encoding: str) -> str:
    """Return the text of a CSV file, without a byte order mark.

    Args:
        path: the file.
        data: its bytes.
        encoding: as Python names it.

    Raises:
        FileProblem: the bytes are not in that encoding, or no text at all.
        UsageError: there is no such encoding.
    """
    try:
        name = codecs.lookup(encoding).name
        if name == "utf-8":
            _refuse_other_marks(path, data)
        text = data.decode(name)
        if name != "utf-8":
            text.encode()  # UTF-7 and its like can give halves of characters
    except UnicodeError as exc:
        raise _undecodable(path, data, name, exc) from exc
    except (LookupError, ValueError) as exc:
        message = f"encoding: {quoted(encoding)} is not known; give one such as utf-8 or latin-1"
        raise UsageError(message) from exc
    text = text.removeprefix(_BOM)
    zero = text.find("\0")
    if zero >= 0:
        line = line_of(text, zero)
        raise problem(path, f"a NUL character, so this is no text; {_wide(data)}", line=line)
    return text


def line_of(text: str, offset: int) -> int:
    """Return the line, counted from 1, of a place in a text; LF, CR and CRLF end lines."""
    return len(_LINE_END.findall(text, 0, offset)) + 1


def _refuse_other_marks(path: Path, data: bytes) -> None:
    """Name what is certainly no UTF-8 by its first bytes."""
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            shown = mark.hex(" ")
            reason = f"{name.upper()} by its byte order mark ({shown}), not UTF-8"
            raise problem(
                path, f"{reason}; pass --encoding {name}, or save the file as UTF-8", line=1
            )
    if data.startswith(ZIP_START):
        raise problem(path, "an Excel file or another archive, no CSV; rename it to end in .xlsx")
    if data.startswith(OLD_EXCEL_START):
        raise problem(path, "an old Excel file, no CSV; save it as .xlsx or as CSV in UTF-8")


def _undecodable(path: Path, data: bytes, encoding: str, exc: UnicodeError) -> FileProblem:
    if not isinstance(exc, UnicodeDecodeError):
        return problem(path, f"not {encoding} ({exc.__class__.__name__}); pass another --encoding")
    try:
        before = data[: exc.start].decode(encoding)
    except UnicodeError:
        before = data[: exc.start].decode("latin-1")
    line = line_of(before, len(before))
    behind = _LINE_END.split(before)[-1].rpartition(",")[2][-_LOOK:]
    told = f"byte 0x{data[exc.start]:02x}" + (f" after {quoted(behind[-20:])}" if behind else "")
    if encoding != "utf-8":
        return problem(path, f"not {encoding} ({told}); pass another --encoding", line=line)
    other = "cp1252" if _WINDOWS_LETTER.search(data) else "latin-1"
    hint = f"save the file as UTF-8, or pass --encoding {other}"
    return problem(path, f"not UTF-8 ({told}); {hint}", line=line)


def _wide(data: bytes) -> str:
    """Say what to do about NULs: every other byte is one in UTF-16 without a mark."""
    for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        every_other = data[start:_LOOK:2]
        if every_other and every_other.count(0) > len(every_other) // 2:
            return f"pass --encoding {name}, or save the file as UTF-8"
    return "the file is damaged, or not a table"
