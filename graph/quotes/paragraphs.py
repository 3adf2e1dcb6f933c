"""Paragraphs of a text: its non-blank lines, counted from 1."""

from __future__ import annotations

import re
from bisect import bisect_right

_LINE = re.compile(r"[^\r\n]+")


class Paragraphs:
    """Where each paragraph of a text stands; lines end in LF, CR or CRLF.

    Example:
        >>> found = Paragraphs("Title" + chr(10) * 2 + "First words.")
        >>> len(found), found.bounds(2), found.at(9)
        (2, (7, 19), 2)
    """

    def __init__(self, text: str) -> None:
        """Find the paragraphs of a text."""
        lines = [m.span() for m in _LINE.finditer(text) if not m.group().isspace()]
        self._starts = [start for start, _ in lines]
        self._ends = [end for _, end in lines]

    def __len__(self) -> int:
        """Return the number of paragraphs."""
        return len(self._starts)

    def bounds(self, number: int) -> tuple[int, int]:
        """Return where a paragraph starts and ends, its line end left out."""
        return self._starts[number - 1], self._ends[number - 1]

    def at(self, offset: int) -> int:
        """Return the paragraph in which a character stands, or the next one behind it.

        Behind the last paragraph that is the last one; in a text without
        paragraphs it is 0.
        """
        number = bisect_right(self._starts, offset)
        if number and offset < self._ends[number - 1]:
            return number
        return min(number + 1, len(self._starts))
