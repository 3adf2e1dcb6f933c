"""Adding many entries at once: all are looked at, each is reported, all or none are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import Invalid, StancegraphError
from .editor import Editor, Manner

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..entries.entry import Entry
    from ..records.opened import OpenGraph
    from .outcome import Outcome


@dataclass(frozen=True)
class Item:
    """What came of one entry of a batch.

    Attributes:
        where: where it was read, such as a file and line.
        outcome: what came of it, or would have; None where it is wrong.
        error: what is wrong with it.
    """

    where: str
    outcome: Outcome | None = None
    error: StancegraphError | None = None


@dataclass(frozen=True)
class Batch:
    """What came of a batch.

    Attributes:
        items: one for each entry, in their order.
        problems: what is wrong with the whole of it, one line each.
        written: whether it was written; if not, nothing was.
    """

    items: tuple[Item, ...]
    problems: tuple[str, ...] = ()
    written: bool = False

    @property
    def errors(self) -> tuple[Item, ...]:
        """The entries that are wrong."""
        return tuple(item for item in self.items if item.error)


def add_batch(
    kg: OpenGraph, entries: Iterable[tuple[str, Entry]], manner: Manner, *, dry_run: bool = False
) -> Batch:
    """Add many entries, all of them or none.

    Args:
        kg: the graph.
        entries: each with the place where it was read.
        manner: how they are taken.
        dry_run: only find out what would come of it.

    Raises:
        LocationError: the graph cannot be written to.
    """
    items: list[Item] = []
    problems: tuple[str, ...] = ()
    written = False
    try:
        with kg.reading() if dry_run else kg.writing():
            editor = Editor(kg, manner)
            for where, entry in entries:
                try:
                    items.append(Item(where, editor.add(entry)))
                except StancegraphError as exc:
                    items.append(Item(where, error=exc))
            if not any(item.error for item in items):
                try:
                    editor.check()
                    if not dry_run:
                        editor.write()
                        written = True
                except Invalid as exc:
                    problems = exc.problems
    finally:
        # Names that were taken in on the way count only where they were written.
        if written:
            kg.settle()
        else:
            kg.forget()
    return Batch(tuple(items), problems, written)
