"""The prefixes that a text declares at its head: more of them, or fewer."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from ..writer import prefix_line
from .blocks import Scope, Statement
from .gaps import closed, opened, same_line, top
from .lexing import prefixes_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from .blocks import Document


def leading_directives(statements: Iterable[Statement]) -> list[Statement]:
    """Return the directives that a text starts with."""
    return list(takewhile(lambda s: s.subject is None, statements))


def declare(document: Document, prefixes: Mapping[str, str]) -> Document:
    """Declare prefixes that the text binds nowhere, each at its sorted place in the head.

    Args:
        document: a text with at least one block.
        prefixes: what they stand for.
    """
    if not prefixes:
        return document
    statements = _rescoped(document.statements, lambda here: {**here, **prefixes})
    for prefix in sorted(prefixes):
        place, gap, rest = _room(statements, prefix, document.line_end)
        scope = statements[place - 1].scope if place else Scope(prefixes, None)
        statements[place] = statements[place]._replace(gap=rest)
        line = prefix_line(prefix, prefixes[prefix])
        statements.insert(place, Statement(gap, line, None, scope))
    return replace(document, statements=statements)


def _room(statements: list[Statement], prefix: str, line_end: str) -> tuple[int, str, str]:
    """Return where a declaration goes, the gap before it, and the gap behind it."""
    head = [next(prefixes_of(s.body), None) for s in leading_directives(statements)]
    named = [n for n, declared in enumerate(head) if declared is not None]
    lower = [n for n in named if (head[n] or "") < prefix]
    if lower or (head and not named):
        place = (lower[-1] if lower else len(head) - 1) + 1
        trailing, rest = same_line(statements[place].gap)
        return place, trailing + line_end, opened(rest, line_end)
    if named:
        gap = statements[named[0]].gap or (" " if named[0] else "")
        return named[0], closed(gap, line_end), line_end
    return 0, *top(statements[0].gap, line_end, last=False)


def forget(document: Document, unused: set[str], namespaces: Mapping[str, str]) -> Document:
    """Leave out declarations that nothing uses any more, where the head is in canonical form.

    Args:
        document: the text.
        unused: the prefixes that a change may have left without use.
        namespaces: what our prefixes stand for.
    """
    if not unused or not _canonical(document, namespaces):
        return document
    blocks = [s.body for s in document.statements if s.subject is not None]
    gone = {p for p in unused if p in document.bound and not _used(p, blocks)}
    if not gone:
        return document
    kept: list[Statement] = []
    gaps = [*(s.gap for s in document.statements), document.tail]
    for n, statement in enumerate(document.statements):
        if statement.subject is None and next(prefixes_of(statement.body)) in gone:
            # Above the first directive stands what heads the file; it stays.
            gaps[n + 1] = gaps[n + 1] if kept else gaps[n] + gaps[n + 1].lstrip()
        else:
            kept.append(statement._replace(gap=gaps[n]))
    kept = _rescoped(kept, lambda here: {p: iri for p, iri in here.items() if p not in gone})
    return replace(document, statements=kept, tail=gaps[-1])


def _canonical(document: Document, namespaces: Mapping[str, str]) -> bool:
    """Tell whether all declarations stand at the head, as the canonical writer sets them."""
    head = leading_directives(document.statements)
    names = [next(prefixes_of(s.body), "") for s in head]
    return (
        len(head) == sum(s.subject is None for s in document.statements)
        and names == sorted(set(names))
        and all(s.gap == document.line_end for s in head[1:])
        and all(
            s.body == prefix_line(p, namespaces.get(p, ""))
            for s, p in zip(head, names, strict=True)
        )
    )


def _used(prefix: str, bodies: Iterable[str]) -> bool:
    mark = f"{prefix}:"
    return any(mark in body and prefix in prefixes_of(body) for body in bodies)


def _rescoped(
    statements: Iterable[Statement], change: Callable[[Mapping[str, str]], Mapping[str, str]]
) -> list[Statement]:
    """Return statements whose scopes have other prefixes; scopes stay shared."""
    scopes: dict[int, Scope] = {}
    found = []
    for statement in statements:
        old = statement.scope
        if id(old) not in scopes:
            scopes[id(old)] = Scope(change(old.prefixes), old.base)
        found.append(statement._replace(scope=scopes[id(old)]))
    return found
