"""Sentences laid out for a terminal: headings, wrapped entries, dim sources."""

from __future__ import annotations

import textwrap

from .terminal import clean, emit, paint, width

_LEAST = 30


def heading(text: str) -> None:
    """Print a heading after a blank line."""
    emit("")
    emit(paint(clean(text), bold=True))


def entry(text: str, *, source: str = "", reference: str = "", mark: str = "-") -> None:
    """Print one wrapped entry; where it comes from stands below it, dim.

    Args:
        text: the sentence.
        source: on whose word it stands.
        reference: what leads to its evidence.
        mark: what the entry begins with.
    """
    indent = " " * (len(mark) + 1)
    emit(_wrapped(clean(text), f"{mark} ", indent))
    for below in (source, reference):
        if below:
            emit(paint(_wrapped(clean(below), indent, indent), dim=True))


def fact(name: str, text: str, *, column: int) -> None:
    """Print one fact with its name in a column of its own."""
    first = clean(name).ljust(column) + "  "
    emit(_wrapped(clean(text), first, " " * len(first)))


def _wrapped(text: str, first: str, rest: str) -> str:
    return textwrap.fill(
        text,
        max(width(), _LEAST),
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
