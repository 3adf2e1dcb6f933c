"""`stancegraph merge`: one thing of two that are the same."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from ...errors import UsageError
from ..output import counted
from ..terminal import clean, emit, note

if TYPE_CHECKING:
    from ...editing.merge import Merge
    from ...knowledge_graph import KnowledgeGraph
    from ..session import Session


@click.command(
    epilog="\b\nExample:\n  stancegraph merge ENSU Rabkor --dry-run\n"
    "  stancegraph merge ENSU Rabkor --yes\n"
    "  stancegraph merge --undo Rabkor"
)
@click.argument("things", nargs=-1, required=True, metavar="KEPT GONE")
@click.option("--yes", is_flag=True, help="Do it without asking.")
@click.option("--dry-run", is_flag=True, help="Only show what it would do.")
@click.option("--anyway", is_flag=True, help="Although they were said to differ.")
@click.option("--different", is_flag=True, help="Remember that the two are not the same.")
@click.option("--undo", is_flag=True, help="Take a merge back; name the one that is gone.")
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - one argument an option
    session: Session,
    things: tuple[str, ...],
    yes: bool,  # noqa: FBT001
    dry_run: bool,  # noqa: FBT001
    anyway: bool,  # noqa: FBT001
    different: bool,  # noqa: FBT001
    undo: bool,  # noqa: FBT001
) -> int:
    """Make one thing of two that are the same: KEPT stays.

    What is said of GONE goes to KEPT, what refers to it follows, and its names
    become aliases. It is shown first what would be done. A tombstone stays, and
    the merge can be undone.
    """
    wanted = 1 if undo else 2
    if len(things) != wanted:
        given = counted(len(things), "name")
        raise UsageError(f"merge: {given} given, {wanted} wanted; see stancegraph merge --help")
    kg = session.open()
    if undo:
        iri = kg.undo_merge(things[0])
        emit(f"undone: {clean(kg.names.label(iri))!r} is a thing of its own again")
        return 0
    if different:
        news = kg.tell_apart(*things)
        emit("remembered: they are not the same" if news else "nothing to change: so it is")
        return 0
    _preview(kg, kg.plan_merge(*things, anyway=anyway))
    if dry_run:
        return 0
    if not yes and not _agreed():
        note("nothing was written")
        return 1
    merge = kg.merge(*things, anyway=anyway)
    emit(f"merged into {clean(kg.names.label(merge.kept, kg.lang))!r}; to undo it: "
         f"stancegraph merge --undo {clean(kg.names.curie(merge.gone))}")  # fmt: skip
    return 0


def _agreed() -> bool:
    if not sys.stdin.isatty():
        raise UsageError("merge: nobody is there to be asked; pass --yes")
    return click.confirm("Merge them?", err=True)


def _preview(kg: KnowledgeGraph, merge: Merge) -> None:
    """Write to stderr what a merge would do."""
    names = kg.names
    kept, gone = (clean(names.label(iri, kg.lang)) for iri in (merge.kept, merge.gone))
    note(f"{gone!r} ({names.curie(merge.gone)}) becomes {kept!r} ({names.curie(merge.kept)})")
    note(f"  {counted(merge.references, 'reference')} to it will follow")
    for first, second in merge.united:
        note(
            f"  {names.curie(second)} says the same as {names.curie(first)} and becomes one with it"
        )
    for t in merge.dropped:
        value = clean(str(getattr(t.object, "value", t.object)))
        note(f"  {names.curie(t.predicate.value)} {value!r} is dropped: {kept!r} has another")
