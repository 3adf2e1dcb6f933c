"""A syntax error of the SPARQL parser, told with line, column and a caret."""

from __future__ import annotations

import re
from bisect import bisect_left

from ..errors import QuerySyntaxError
from .tokens import place, tokens

_POSITION = re.compile(r"(?:error|Parser error) at (?:line )?(\d+)(?::| column )(\d+):? ?")
_WIDTH = 72


def query_syntax_error(text: str, exc: SyntaxError) -> QuerySyntaxError:
    """Return the error to raise: what is wrong, the line, and a caret under the place.

    Args:
        text: the query, as the user wrote it.
        exc: what pyoxigraph raised. Its place is the furthest that it came, and
            may lie behind the token that is wrong or inside it; the caret goes
            to the start of that token.
    """
    told = str(exc.args[0])
    match = _POSITION.search(told)
    if not match:
        return QuerySyntaxError(
            f"query: not SPARQL 1.1: {told}; see stancegraph queries for examples"
        )
    offset = _offset(text, int(match[1]), int(match[2]))
    found = tokens(text)
    if not found:
        return QuerySyntaxError("query: empty; write SELECT, ASK, CONSTRUCT or DESCRIBE")
    at = max(0, bisect_left([t.start for t in found], offset) - 1)
    if "Prefix not found" in told:
        named = [t for t in found[: at + 2] if t.kind == "name"]
        prefixed = named[-1] if named else found[at]
        name = prefixed.text.partition(":")[0]
        reason = f"unknown prefix {name + ':'!r}; declare it with PREFIX {name}: <…>"
        return at_place(text, prefixed.start, reason)
    token = found[at]
    reason = f"not SPARQL 1.1 at {token.text[:40]!r}; check what stands before it"
    return at_place(text, token.start, reason)


def at_place(text: str, offset: int, reason: str) -> QuerySyntaxError:
    """Return an error that shows the line of a place and a caret under it."""
    line, column = place(text, offset)
    row = text.split("\n")[line - 1]
    start = max(0, column - 1 - _WIDTH // 2) if len(row) > _WIDTH else 0
    shown = "".join(c if c.isprintable() else " " for c in row[start : start + _WIDTH])
    caret = " " * (column - 1 - start) + "^"
    message = f"query:{line}:{column}: {reason}\n  {shown}\n  {caret}"
    return QuerySyntaxError(message, line=line, column=column)


def _offset(text: str, line: int, column: int) -> int:
    rows = text.split("\n")
    return sum(len(row) + 1 for row in rows[: line - 1]) + column - 1
