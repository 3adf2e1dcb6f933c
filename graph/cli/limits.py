"""What is read off a query's tokens: its form, and where a row limit goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..sparql.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..sparql.tokens import Token

QUERY_WORDS = frozenset(
    {
        *("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX", "BASE"),
        *("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"),
    }
)
_OPEN, _CLOSE = {"(", "{", "["}, {")", "}", "]"}


def query_form(text: str) -> str:
    """Return SELECT, ASK, CONSTRUCT or DESCRIBE; empty where it is none.

    Example:
        >>> query_form("PREFIX select: <x:> ASK { ?s ?p ?o }")
        'ASK'
    """
    for token in _outer(tokens(text)):
        word = token.text.upper()
        if token.kind == "word" and word in {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}:
            return word
    return ""


def with_limit(text: str, limit: int) -> str:
    """Return a query that gives at most so many solutions.

    A smaller limit of its own stays. One of a sub-select is never touched.

    Example:
        >>> with_limit("SELECT * { ?s ?p ?o } LIMIT 9 VALUES ?s { <x:a> }", 5)
        'SELECT * { ?s ?p ?o } LIMIT 5 VALUES ?s { <x:a> }'
    """
    found = tokens(text)
    outer = list(_outer(found))
    for token in outer:
        if token.kind == "word" and token.text.upper() == "LIMIT":
            number = next((t for t in found if t.start >= token.end), None)
            if number is None or number.kind != "number" or not number.text.isdecimal():
                return text
            kept = min(int(number.text), limit) if len(number.text) < 20 else limit  # noqa: PLR2004
            return f"{text[: number.start]}{kept}{text[number.end :]}"
    values = [t for t in outer if t.kind == "word" and t.text.upper() == "VALUES"]
    if values:
        at = values[-1].start
        return f"{text[:at]}LIMIT {limit}\n{text[at:]}"
    return f"{text}\nLIMIT {limit}"


def _outer(found: list[Token]) -> Iterator[Token]:
    """Give the tokens that stand outside all brackets."""
    depth = 0
    for token in found:
        if token.kind == "mark" and token.text in _OPEN:
            depth += 1
        elif token.kind == "mark" and token.text in _CLOSE:
            depth -= 1
        elif depth == 0:
            yield token
