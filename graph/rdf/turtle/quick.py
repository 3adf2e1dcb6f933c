"""New blocks in a large text without cutting it all into statements.

Where a text has no string over several lines, every line starts between two
tokens. Looking at the lines around one place then tells whether a statement
ends there, and the place is found by bisection. Whatever is not plain is left
to `splice`, which looks at everything.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .blocks import split, subject_of
from .heads import declare
from .lexing import STATEMENT, comments
from .scoped import ScopedNames

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pyoxigraph import Triple

    from .blocks import Document, Scope

_ODD = ('"""', "'''", "\r", "\ufeff")
_BASE = re.compile(rb"base[ \t\n]*+[#<]")
_MOST = 100


def insert_quickly(
    text: str, said: Mapping[str, list[Triple]], namespaces: Mapping[str, str], path: Path
) -> str | None:
    """Put blocks of subjects that a text does not speak of into it, at their sorted places.

    Args:
        text: what a Turtle parser has accepted.
        said: what is said of each new subject.
        namespaces: the prefixes that may be declared, with what they stand for.
        path: where the text lies, for messages.

    Returns:
        The text afterwards, or None where it is not plain enough to tell, or
        there are too many subjects to be quick.
    """
    if len(said) > _MOST or not text.endswith("\n") or any(mark in text for mark in _ODD):
        return None
    head = _head(text, path)
    if head is None or _declares_later(text, head):
        return None
    scope = head.statements[-1].scope
    names = ScopedNames(namespaces, head.bound)
    written = names.blocks(scope, (t for triples in said.values() for t in triples))
    missing = {p: namespaces[p] for p in names.used - head.bound}
    start = len(head.text)
    if missing:
        longer = _declared(text, missing, path)
        start, text = start + len(longer) - len(text), longer
    parts, done = [], 0
    search = _Search(text, start, scope, path)
    for subject in sorted(written):
        place = search.place(subject)
        if place is None or place < done:
            return None
        parts += [text[done:place], "\n\n", written[subject]]
        done = place
    return "".join([*parts, text[done:]])


class _Search:
    """Finds places between the blocks of a text, by bisection over its blank lines."""

    def __init__(self, text: str, start: int, scope: Scope, path: Path) -> None:
        self._text = text
        self._start = start
        self._scope = scope
        self._path = path

    def place(self, subject: str) -> int | None:
        """Return where a block goes, at a line end that ends a statement; None if unsure."""
        low, high = self._start - 1, len(self._text)
        while True:
            middle = (low + high) // 2
            at = self._text.find("\n\n", max(middle, low + 1), high)
            if at < 0:
                at = self._text.rfind("\n\n", low + 1, middle + 1)
            if at < 0:
                break
            found = self._subject(at + 2)
            if found is None or found == subject:
                return None
            if found and found < subject:
                low = at
            else:
                high = at
        place = high if high < len(self._text) else high - 1
        line = self._text[self._text.rfind("\n", 0, place) + 1 : place]
        return place if line.endswith(".") and not comments(line) else None

    def _subject(self, at: int) -> str | None:
        """Return the subject of the block at a place, empty at the end; None if unsure."""
        text = self._text
        while text.startswith(("#", "\n"), at):
            at = text.find("\n", at) + 1
        if at == len(text):
            return ""
        if not text.startswith("<", at) and not text[at].isalpha():
            return None
        line = text[at : text.find("\n", at)]
        return subject_of(self._scope, line, self._path) or None


def _head(text: str, path: Path) -> Document | None:
    """Return the declarations that a text starts with, ending where the last one ends."""
    head = split(text[: _head_end(text)[0]], path)
    plain = head.statements and text.startswith("\n\n", len(head.text))
    return head if plain and head.scope.base is None else None


def _head_end(text: str) -> tuple[int, int]:
    """Return where the declarations end, and where the first block does."""
    end = 0
    while (match := STATEMENT.match(text, end)) and match.group(2).startswith("@"):
        end = match.end()
    return end, match.end() if match else end


def _declares_later(text: str, head: Document) -> bool:
    """Tell whether there may be declarations behind the head, in any spelling."""
    data = text.encode().lower()
    start = len(head.text.encode())
    if data.find(b"prefix", start) >= 0:
        return True
    at = data.find(b"base", start)
    while at >= 0:
        if _BASE.match(data, at):
            return True
        at = data.find(b"base", at + 1)
    return False


def _declared(text: str, missing: Mapping[str, str], path: Path) -> str:
    """Declare prefixes in the head of a text that has blocks."""
    end = _head_end(text)[1]
    return declare(split(text[:end], path), missing).text + text[end:]
