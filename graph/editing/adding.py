"""Adding entries, all of them or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .editor import Editor, Manner

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..entries.entry import Entry
    from ..records.opened import OpenGraph
    from .outcome import Outcome


def add_entries(
    kg: OpenGraph, entries: Iterable[Entry], manner: Manner, *, dry_run: bool = False
) -> list[Outcome]:
    """Add entries, and all that they refer to, all of them or none.

    Args:
        kg: the graph.
        entries: what is to be added; what refers to another entry brings it along.
        manner: how they are taken.
        dry_run: only find out what would come of it.

    Returns:
        What came of each, those that were brought along before those that
        brought them.

    Raises:
        ParameterError, NotFound, Similar, Conflicting: see `Editor.add`.
        Invalid: together they break the model.
        LocationError: the graph cannot be written to.
    """
    with kg.reading() if dry_run else kg.writing():
        editor = Editor(kg, manner)
        try:
            for entry in entries:
                editor.add(entry)
            editor.check()
            if not dry_run:
                editor.write()
        except BaseException:
            if editor.changes:
                kg.forget()
            raise
    if dry_run:
        kg.forget()
    else:
        kg.settle()
    return editor.outcomes
