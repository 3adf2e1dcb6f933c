"""SPARQL text cut into tokens, enough to judge it and to bind parameters.

Judging by token, not by a search for words, is what makes the word SERVICE in
a string harmless and an escaped letter in it not (SPARQL 1.1, section 19.2).
"""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\n\r]*)
  | (?P<string>'''(?:(?:'|'')?(?:[^'\\]|\\.))*'''|\"\"\"(?:(?:"|"")?(?:[^"\\]|\\.))*\"\"\"
      |'(?:[^'\\\n\r]|\\.)*'|"(?:[^"\\\n\r]|\\.)*")
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
  | (?P<variable>[?$]\w+)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?)?
      :(?:(?:[\w:%-]|\\.)(?:(?:[\w.:%-]|\\.)*(?:[\w:%-]|\\.))?)?)
  | (?P<word>[^\W\d]\w*)
  | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
  | (?P<mark>&&|\|\||\^\^|[<>!]=|[^\w\s])
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_LAST_CODE_POINT = 0x10FFFF


class Token(NamedTuple):
    """One token: its kind (a group of the pattern), its text, where it starts."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the token ends, exclusive."""
        return self.start + len(self.text)


def tokens(text: str) -> list[Token]:
    """Cut a query into tokens; comments and white space are left out.

    Example:
        >>> [t.text for t in tokens('ASK { ?s rdfs:label "SERVICE" } # done')]
        ['ASK', '{', '?s', 'rdfs:label', '"SERVICE"', '}']
    """
    found = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "mark"
        if kind != "comment":
            found.append(Token(kind, match.group(), match.start()))
    return found


def unescape(text: str) -> str:
    """Replace code point escapes, as SPARQL does before it reads the grammar.

    Example:
        >>> unescape("S" + chr(92) + "u0045RVICE")
        'SERVICE'
    """

    def character(match: re.Match[str]) -> str:
        code = int(match[1] or match[2], 16)
        return chr(code) if code <= _LAST_CODE_POINT else match[0]

    return _ESCAPE.sub(character, text)


def place(text: str, offset: int) -> tuple[int, int]:
    """Return the 1-based line and column of an offset in a text."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
