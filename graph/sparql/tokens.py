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
  | (?P<string>'''(?:'{0,2}(?:[^'\\]|\\.))*'''|\"\"\"(?:"{0,2}(?:[^"\\]|\\.))*\"\"\"
      |(?!''')'(?:[^'\\\n\r]|\\.)*'|(?!\"\"\")"(?:[^"\\\n\r]|\\.)*")
  | (?P<open>["'].*)
  | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
  | (?P<variable>[?$]\w+)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<run>[^\W\d_][\w.-]*)
  | (?P<word>_\w*)
  | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
  | (?P<colon>:)
  | (?P<mark>&&|\|\||\^\^|[<>!]=|[^\w\s])
    """,
    re.VERBOSE | re.DOTALL,
)
_LOCAL = re.compile(r":(?:(?:[\w:%-]|\\.)(?:(?:[\w.:%-]|\\.)*(?:[\w:%-]|\\.))?)?")
_PART = re.compile(r"(?P<word>[^\W\d]\w*)|(?P<number>\d+(?:\.\d+)?)|(?P<mark>[^\w\s])")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_LAST_CODE_POINT = 0x10FFFF


class Token(NamedTuple):
    """One token.

    Attributes:
        kind: string, open (a string that is never closed, to the end of the
            text), iri, variable, language, name, word, number or mark.
        text: as it stands in the query.
        start: where it starts.
    """

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
    found: list[Token] = []
    at = 0
    while match := _TOKEN.search(text, at):
        kind, start = match.lastgroup or "mark", match.start()
        if kind == "colon":
            found.append(Token("name", _local_part(text, start), start))
        elif kind == "run":
            found += _name_or_words(text, match)
        elif kind != "comment":
            found.append(Token(kind, match.group(), start))
        at = found[-1].end if kind in {"colon", "run"} else match.end()
    return found


def _local_part(text: str, colon: int) -> str:
    """Return a prefixed name from its colon on."""
    match = _LOCAL.match(text, colon)
    return match.group() if match else ":"


def _name_or_words(text: str, match: re.Match[str]) -> list[Token]:
    """Return a prefixed name where a run of name characters ends in a colon, else its parts."""
    run, start = match.group(), match.start()
    if text[match.end() : match.end() + 1] == ":" and not run.endswith("."):
        return [Token("name", run + _local_part(text, match.end()), start)]
    return [
        Token(part.lastgroup or "mark", part.group(), start + part.start())
        for part in _PART.finditer(run)
    ]


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
