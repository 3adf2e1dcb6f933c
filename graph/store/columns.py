"""Answers by the column, for work over the whole graph.

Plain text out of the engine's own serialiser: a term that is looked at one by one in
Python costs several times as much. The engine works without the interpreter's lock,
so several patterns are answered side by side.
"""

from __future__ import annotations

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from pyoxigraph import QueryResultsFormat, QuerySolutions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pyoxigraph import BlankNode, Literal, NamedNode

    Row: TypeAlias = tuple[NamedNode | BlankNode | Literal, ...]

_AT_ONCE: Final = 2


class Pattern(NamedTuple):
    """What is to be read: variables without question marks, and a group pattern."""

    variables: tuple[str, ...]
    where: str

    @property
    def text(self) -> str:
        """The SELECT query for it."""
        return f"SELECT {' '.join(f'?{name}' for name in self.variables)} {{ {self.where}\n}}"


def engine_columns(
    query: Callable[[str], object], patterns: Sequence[Pattern]
) -> Iterator[list[list[str]]]:
    """Answer patterns with an engine in this process; see `base.Queryable.columns`."""

    def answer(pattern: Pattern) -> str:
        solutions = query(pattern.text)
        assert isinstance(solutions, QuerySolutions)  # noqa: S101 - a SELECT gives solutions
        found = solutions.serialize(format=QueryResultsFormat.CSV)
        assert found is not None  # noqa: S101 - without a file, bytes are returned
        return found.decode()

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for pattern, text in zip(patterns, pool.map(answer, patterns), strict=True):
            yield split_columns(text, len(pattern.variables))


def split_columns(text: str, width: int) -> list[list[str]]:
    """Return the columns of SPARQL's CSV, without the header.

    Example:
        >>> split_columns("a,b" + chr(13) + chr(10) + "1,2" + chr(13) + chr(10), 2)
        [['1'], ['2']]
    """
    if '"' in text:
        rows = [*csv.reader(io.StringIO(text, newline=""))][1:]
        return [[row[at] for row in rows] for at in range(width)]
    cells = text.replace("\r", "").replace("\n", ",").split(",")
    return [cells[width + at : -1 : width] for at in range(width)]


def scanned_columns(
    scan: Callable[[Sequence[str], str], Iterator[Row]], patterns: Sequence[Pattern]
) -> Iterator[list[list[str]]]:
    """Answer patterns through `scan`, for a location that has no engine in this process."""
    for pattern in patterns:
        rows = dict.fromkeys(tuple(term.value for term in row) for row in scan(*pattern))
        yield [[row[at] for row in rows] for at in range(len(pattern.variables))]
