"""Where Turtle's statements, names and comments begin and end, as regular expressions.

They are exact for texts that a Turtle parser accepts: strings in all four
quotings, IRIs, comments, names and numbers with dots inside. All repetition is
possessive, so that no text can make them slow.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPACE: Final = r"[ \t\r\n]"
_COMMENT: Final = r"\#[^\r\n]*+"
_GAP: Final = rf"(?:{_SPACE}++|{_COMMENT})*+"
_STRING: Final = (
    r'"""[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*+"""'
    r"|'''[^'\\]*+(?:(?:\\.|'(?!''))[^'\\]*+)*+'''"
    r'|"[^"\\\r\n]*+(?:\\.[^"\\\r\n]*+)*+"'
    r"|'[^'\\\r\n]*+(?:\\.[^'\\\r\n]*+)*+'"
)
_IRI: Final = r"<[^>]*+>"
_NUMBER: Final = (
    r"[+\-]?(?:[0-9]++\.[0-9]*+[eE][+\-]?[0-9]++|\.?[0-9]++[eE][+\-]?[0-9]++"
    r"|[0-9]*+\.[0-9]++|[0-9]++)"
)
# Outside strings, IRIs and comments only names have characters beyond ASCII.
_CHARACTER: Final = r"(?:[A-Za-z0-9_:%\-\x80-\U0010ffff]|\\.)"
_NAME: Final = rf"{_CHARACTER}++(?:\.++{_CHARACTER}++)*+"
_LANGUAGE: Final = r"@[A-Za-z0-9\-]++"

_BODY: Final = rf"""
    (?:[Pp][Rr][Ee][Ff][Ii][Xx](?=[ \t\r\n\#]){_GAP}(?:{_NAME}){_GAP}{_IRI}
      |[Bb][Aa][Ss][Ee]{_GAP}{_IRI}
      |[Vv][Ee][Rr][Ss][Ii][Oo][Nn]{_GAP}(?:{_STRING}))
    |(?:[ \t\r\n;,\[\]()^]++|[A-Za-z_:][A-Za-z0-9_:\-]*+(?![A-Za-z0-9_:%\-\x80-\U0010ffff\\.])
       |{_IRI}|{_STRING}|{_COMMENT}|{_LANGUAGE}|{_NUMBER}|{_NAME})++\."""

STATEMENT: Final = re.compile(rf"({_GAP})({_BODY}|\Z)", re.VERBOSE | re.DOTALL)
"""One statement or directive with its dot (group 2), and what stands before it (group 1).

At the end of the text group 2 is empty."""

GAP: Final = re.compile(_GAP, re.VERBOSE)
"""White space and comments."""

COMMENT: Final = re.compile(_COMMENT, re.VERBOSE)
"""One comment, without its line end; only inside what is known to be a gap."""

SUBJECT: Final = re.compile(rf"{_IRI}|{_NAME}|[\[(]", re.DOTALL)
"""What a statement starts with."""

_TOKEN: Final = re.compile(
    rf"(?P<comment>{_COMMENT})|{_IRI}|{_STRING}|{_LANGUAGE}|{_NUMBER}|(?P<name>{_NAME})",
    re.VERBOSE | re.DOTALL,
)


def comments(body: str) -> list[str]:
    """Return the comments inside a statement."""
    if "#" not in body:
        return []
    return [m.group() for m in _TOKEN.finditer(body) if m.lastgroup == "comment"]


def prefixes_of(body: str) -> Iterator[str]:
    """Yield the prefix of each name in a statement, blank nodes left out."""
    for match in _TOKEN.finditer(body):
        if match.lastgroup == "name" and ":" in match.group():
            prefix = match.group().partition(":")[0]
            if prefix != "_":
                yield prefix
