"""What a query may not ask for, and how large and deep it may be.

The limits keep the engine alive: a few kilobytes of nested groups, or of a long
chain, end its process. Federation, datasets and updates would open connections or files, or
change the graph; they are refused by token.
"""

from __future__ import annotations

import re
from collections import Counter
from difflib import get_close_matches

from ..errors import QueryRefused, QuerySyntaxError
from .syntax import at_place
from .tokens import Token, place, tokens, unescape
from .weight import weigh

LENGTH_LIMIT = 100_000
DEPTH_LIMIT = 100
WEIGHT_LIMIT = 1_000
"""Some 200 patterns or 500 operators that hang on each other; see `weight`."""

_FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
_UPDATES = {
    *("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"),
}
_SURROGATE = re.compile("[\ud800-\udfff]")
_OPENING = {"(": ")", "{": "}", "[": "]"}


def check_query(text: str, *, allow_service: bool = False) -> list[str]:
    """Refuse a query that is too long, too deep, or reaches outside the graph.

    Args:
        text: the query, as the user wrote it.
        allow_service: let `SERVICE` pass.

    Returns:
        Warnings, one line each: variables that are asked for and never set.

    Raises:
        QueryRefused: it is an update, too large, or asks for what is not allowed.
        QuerySyntaxError: it is empty, no query, or its brackets do not match.
    """
    lone = _SURROGATE.search(text)
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > LENGTH_LIMIT:
        raise QueryRefused(f"query: {size:,} bytes; at most {LENGTH_LIMIT:,} are read")
    if "\0" in text:
        raise at_place(text, text.index("\0"), "a NUL character; remove it")
    if lone:
        raise at_place(text, lone.start(), "half of a surrogate pair; remove it")
    found = tokens(text)
    if not found:
        raise QuerySyntaxError("query: empty; write SELECT, ASK, CONSTRUCT or DESCRIBE")
    _refuse_form(text, found)
    if found[-1].kind == "open":
        raise at_place(text, found[-1].start, "a string that is never closed; close it")
    _refuse_reach(text, found, allow_service=allow_service)
    plain = unescape(text)
    if plain != text:
        _refuse_reach(plain, tokens(plain), allow_service=allow_service)
    _check_depth(text, found)
    if weigh(found) > WEIGHT_LIMIT:
        message = (
            "query: too long a chain of patterns, clauses or operators (more than about 200 "
            "patterns or 500 operators); ask in parts, or list values with VALUES or IN"
        )
        raise QueryRefused(message)
    return _unset_variables(found)


def _words_of_prologue(found: list[Token]) -> Token | None:
    """Return the first token behind BASE and PREFIX declarations."""
    at = 0
    while at < len(found):
        word = found[at].text.upper()
        if word == "BASE":
            at += 2
        elif word == "PREFIX":
            at += 3
        else:
            return found[at]
    return None


def _refuse_form(text: str, found: list[Token]) -> None:
    """Refuse updates, and what is no query."""
    first = _words_of_prologue(found)
    word = first.text.upper() if first else ""
    if first and word in _UPDATES:
        line, column = place(text, first.start)
        message = f"query:{line}:{column}: {word} is an update; only questions are asked here"
        raise QueryRefused(message)
    if first and word not in _FORMS:
        near = get_close_matches(word, _FORMS, n=1)
        forms = "start with SELECT, ASK, CONSTRUCT or DESCRIBE"
        hint = f"did you mean {near[0]}?" if near else forms
        raise at_place(text, first.start, f"found {first.text!r}; {hint}")


def _refuse_reach(text: str, found: list[Token], *, allow_service: bool) -> None:
    """Refuse SERVICE and FROM, also where they may hide behind a less-than sign."""
    reasons = {"FROM": "FROM names another dataset; a graph is chosen with --graph"}
    if not allow_service:
        reasons["SERVICE"] = "SERVICE asks another server; allow it with --allow-service"
    for token in found:
        if token.kind == "word" and token.text.upper() in reasons:
            line, column = place(text, token.start)
            raise QueryRefused(f"query:{line}:{column}: {reasons[token.text.upper()]}")
    doubtful = _doubtful_iri(found)
    hidden = re.search("|".join(reasons), text, re.IGNORECASE)
    if doubtful and hidden:
        line, column = place(text, doubtful.start)
        message = (
            f"query:{line}:{column}: {doubtful.text[:40]!r} may be an IRI or a comparison, and "
            f"{hidden.group().upper()} stands in the text; put a space behind '<'"
        )
        raise QueryRefused(message)


def _doubtful_iri(found: list[Token]) -> Token | None:
    """Return the first token that reads as an IRI and may be a comparison, or None.

    Inside parentheses, behind an operand, `<` may compare; then a quotation
    mark or a number sign in what looks like an IRI starts a string or a comment,
    and all that follows reads otherwise.
    """
    opened: list[str] = []
    before = "mark"
    for token in found:
        inside = bool(opened) and opened[-1] == "("
        marked = token.kind == "iri" and ("'" in token.text or "#" in token.text)
        if marked and inside and before != "mark":
            return token
        if token.kind == "mark" and token.text in _OPENING:
            opened.append(token.text)
        elif token.kind == "mark" and token.text in _OPENING.values() and opened:
            opened.pop()
        operand = token.kind != "mark" or token.text in {")", "]"}
        before = token.kind if operand else "mark"
    return None


def _check_depth(text: str, found: list[Token]) -> None:
    """Refuse what is nested over the limit; name the bracket that never closes."""
    opened: list[Token] = []
    signs = 0
    for token in found:
        signs = signs + 1 if token.text in {"!", "-", "+"} else 0
        if token.kind == "mark" and token.text in _OPENING:
            opened.append(token)
        elif token.kind == "mark" and token.text in _OPENING.values():
            if not opened or _OPENING[opened[-1].text] != token.text:
                raise at_place(text, token.start, f"{token.text!r} closes nothing; remove it")
            opened.pop()
        if max(len(opened), signs) > DEPTH_LIMIT:
            message = f"query: nested too deeply (more than {DEPTH_LIMIT} levels); flatten it"
            raise QueryRefused(message)
    if opened:
        raise at_place(text, opened[-1].start, f"{opened[-1].text!r} is never closed; close it")


def _unset_variables(found: list[Token]) -> list[str]:
    """Name the variables of the SELECT clause that stand nowhere else."""
    counts = Counter(t.text[1:] for t in found if t.kind == "variable")
    first = _words_of_prologue(found)
    if first is None or first.text.upper() != "SELECT":
        return []
    warnings = []
    start = found.index(first)
    for before, token in zip(found[start:], found[start + 1 :], strict=False):
        if token.text == "{" or token.text.upper() == "WHERE":
            break
        computed = before.text.upper() == "AS"
        if token.kind == "variable" and counts[token.text[1:]] == 1 and not computed:
            warnings.append(
                f"query: {token.text} is never set, so its column is empty; check its name"
            )
    return warnings
