"""Answers by the column, for work over the whole graph.

Plain text out of the engine's own serialiser: a term that is looked at one by one in
Python costs several times as much. The engine works without the interpreter's lock,
so several patterns are answered side by side.
"""

from __future__ import annotations

import csv
import io
import re
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from pyoxigraph import QueryResultsFormat, QuerySolutions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pyoxigraph import BlankNode, Literal, NamedNode

    Row: TypeAlias = tuple[NamedNode | BlankNode | Literal, ...]

_AT_ONCE: Final = 2
_CELL: Final = re.compile(r'(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r\n)')


class Pattern(NamedTuple):
    """What is to be read: variables without question marks, and a group pattern."""

    variables: tuple[str, ...]
    where: str

    @property
    def text(self) -> str:
        """The SELECT query for it."""
        return f"SELECT {' '.join(f'?{name}' for name in self.variables)} {{ {self.where}\n}}"

    @property
    def as_texts(self) -> str:
        """The same with IRIs turned into texts, which is slower."""
        names = " ".join(f"(STR(?{name}) AS ?{name}_text)" for name in self.variables)
        return f"SELECT {names} {{ {self.where}\n}}"


def engine_columns(
    query: Callable[[str], object], patterns: Sequence[Pattern]
) -> Iterator[list[list[str]]]:
    """Answer patterns with an engine in this process; see `base.Queryable.columns`."""

    def answer(text: str) -> str:
        solutions = query(text)
        assert isinstance(solutions, QuerySolutions)  # noqa: S101 - a SELECT gives solutions
        found = solutions.serialize(format=QueryResultsFormat.CSV)
        assert found is not None  # noqa: S101 - without a file, bytes are returned
        return found.decode()

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        asked = pool.map(answer, [pattern.text for pattern in patterns])
        for pattern, text in zip(patterns, asked, strict=True):
            width = len(pattern.variables)
            found = split_columns(text, width) or split_columns(answer(pattern.as_texts), width)
            assert found is not None  # noqa: S101 - texts are quoted where they need it
            yield found


def split_columns(text: str, width: int) -> list[list[str]] | None:
    """Return the columns of SPARQL's CSV, without the header.

    The engine quotes texts with a comma in them but not IRIs: where there is
    such an IRI, nobody can tell where it ends.

    Args:
        text: the CSV.
        width: how many columns it has.

    Returns:
        A list for each column; None where an IRI has a comma in it.

    Example:
        >>> split_columns("a,b" + chr(13) + chr(10) + "1,2" + chr(13) + chr(10), 2)
        [['1'], ['2']]
    """
    if '"' in text:
        rows = _rows(text)
        if any(len(row) != width for row in rows):
            return None
        return [[row[at] for row in rows[1:]] for at in range(width)]
    if width == 1:
        # What has a comma in it, and no quotation mark, is one IRI.
        return [text.split("\r\n")[1:-1]]
    if text.count(",") != text.count("\n") * (width - 1):
        return None
    cells = text.replace("\r", "").replace("\n", ",").split(",")
    return [cells[width + at : -1 : width] for at in range(width)]


def _rows(text: str) -> list[list[str]]:
    """Return the rows of CSV that has quotes in it."""
    try:
        return [*csv.reader(io.StringIO(text, newline=""))]
    except csv.Error:
        # A cell over 128 kB; the reader's limit is one for the whole process.
        rows: list[list[str]] = [[]]
        for quoted, plain, end in _CELL.findall(text):
            rows[-1].append(quoted.replace('""', '"') or plain)
            if end != ",":
                rows.append([])
        return rows[:-1]


def scanned_columns(
    scan: Callable[[Sequence[str], str], Iterator[Row]], patterns: Sequence[Pattern]
) -> Iterator[list[list[str]]]:
    """Answer patterns through `scan`, for a location that has no engine in this process."""
    for pattern in patterns:
        rows = dict.fromkeys(scan(*pattern))
        yield [[row[at].value for row in rows] for at in range(len(pattern.variables))]
