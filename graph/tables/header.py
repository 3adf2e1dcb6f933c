"""The header of a table held against the columns that are expected."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .wording import listed, nearest, problem, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from .columns import Column, Columns

_MOST_FAULTS = 5


@dataclass(frozen=True)
class Header:
    """Which column stands where.

    Attributes:
        width: how many cells a row has.
        columns: the place of each column that is there.
        absent: the names of those that are not.
        nameless: the places of columns without a name, which must stay empty.
    """

    width: int
    columns: tuple[tuple[int, Column], ...]
    absent: tuple[str, ...]
    nameless: tuple[int, ...]


def read_header(path: Path, line: int, cells: Sequence[str], expected: Columns) -> Header:
    """Hold the first row of a table against the columns that are expected.

    Args:
        path: the file.
        line: where the row stands.
        cells: the row, blanks around its cells removed.
        expected: the columns that a table may have.

    Raises:
        FileProblem: a column is missing, unknown or there twice.
    """
    known = {column.name: column for column in expected}
    cells = [_named(cell, known) for cell in cells]
    faults = _faults(cells, known)
    if faults:
        rest = f"; and {len(faults) - _MOST_FAULTS} more" if len(faults) > _MOST_FAULTS else ""
        raise problem(path, "; ".join(faults[:_MOST_FAULTS]) + rest, line=line)
    return Header(
        len(cells),
        tuple((at, known[name]) for at, name in enumerate(cells) if name),
        tuple(name for name in known if name not in cells),
        tuple(at for at, name in enumerate(cells) if not name),
    )


def _named(cell: str, known: Iterable[str]) -> str:
    """Return the name of the column that a cell is the header of; case does not count."""
    return next((name for name in known if name.casefold() == cell.strip().casefold()), cell)


def _faults(cells: Sequence[str], known: dict[str, Column]) -> list[str]:
    """Say what is wrong with a header, worst first."""
    there = [name for name in cells if name]
    unknown = [name for name in there if name not in known]
    absent = [name for name in known if name not in there]
    faults = []
    for name in absent:
        if known[name].required:
            near = nearest(name, unknown)
            unknown = [other for other in unknown if other != near]
            hint = f"did you mean {quoted(near)}?" if near else f"there are {listed(there)}; add it"
            faults.append(f"no column {quoted(name)}; {hint}")
    for name in dict.fromkeys(unknown):
        near = nearest(name, absent)
        todo = f"did you mean {quoted(near)}?" if near else f"take one of {listed(known, 30)}"
        faults.append(f"unknown column {quoted(name)}; {todo}")
    counts = Counter(there)
    faults += [
        f"column {quoted(name)} is there {count} times; keep one"
        for name, count in counts.items()
        if count > 1
    ]
    return faults
