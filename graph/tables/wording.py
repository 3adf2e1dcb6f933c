"""How faults of a table are put into words."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from ..errors import FileProblem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_LONGEST = 60
_MOST_LINES = 10


def quoted(text: str) -> str:
    """Return a text of the table for a message: quoted, on one line, not long.

    Example:
        >>> quoted("Rabkor")
        "'Rabkor'"
    """
    return repr(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")


def listed(names: Iterable[str], most: int = _MOST_LINES) -> str:
    """Return names for a message: quoted, the first of them where they are many."""
    found = list(names)
    rest = f" and {len(found) - most} more" if len(found) > most else ""
    return ", ".join(map(quoted, found[:most])) + rest


def nearest(name: str, names: Iterable[str]) -> str:
    """Return the one of some names that comes near another, or an empty text."""
    by_key = {candidate.casefold(): candidate for candidate in names}
    found = get_close_matches(name.casefold()[:_LONGEST], by_key, n=1)
    return by_key[found[0]] if found else ""


def place(path: Path, line: int = 0) -> str:
    """Return a file, and a line of it, for the start of a message.

    Example:
        >>> from pathlib import Path
        >>> place(Path("who.csv"), 3)
        'who.csv:3'
    """
    name = "".join(c if c.isprintable() else " " for c in str(path))
    return f"{name}:{line}" if line else name


def problem(path: Path, reason: str, *, line: int = 0) -> FileProblem:
    """Return the error for one fault of a file."""
    return FileProblem(f"{place(path, line)}: {reason}", path=path, line=line)


def together(path: Path, faults: Sequence[tuple[int, str]]) -> FileProblem:
    """Return one error for several faults: the first of them, and where the others are.

    Args:
        path: the file.
        faults: line and message of each, at least one.
    """
    line, message = faults[0]
    others = list(dict.fromkeys(other for other, _ in faults[1:] if other))
    if len(faults) > 1:
        shown = ", ".join(map(str, others[:_MOST_LINES]))
        rest = ", …" if len(others) > _MOST_LINES else ""
        word = "lines" if len(others) > 1 else "line"
        message += f"; and {len(faults) - 1} more ({word} {shown}{rest})"
    return FileProblem(message, path=path, line=line)
