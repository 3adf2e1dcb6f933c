"""`stancegraph import`: RDF that others wrote."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..output import counted
from ..terminal import clean, emit, warn

if TYPE_CHECKING:
    from ...editing.bring_in import Import
    from ..session import Session

_ONE = {
    "evidence": "piece of evidence",
    "text": "text version",
    "change": "reported change",
    "other": "other thing",
}
_MANY = {"person": "people", "evidence": "pieces of evidence"}


@click.command(
    epilog="\b\nExample:\n  stancegraph import more.ttl --dry-run\n  stancegraph import more.ttl"
)
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="FILE…")
@click.option(
    "--anyway", is_flag=True, help="Although new things have names like others that are there."
)
@click.option("--dry-run", is_flag=True, help="Only tell what would be new.")
@click.pass_obj
def command(
    session: Session,
    files: tuple[str, ...],
    anyway: bool,  # noqa: FBT001
    dry_run: bool,  # noqa: FBT001
) -> None:
    """Take in each FILE of Turtle, N-Triples, JSON-LD or RDF/XML.

    Files may refer to each other, and a folder stands for its Turtle files. All
    is checked first and taken whole or not at all; nothing that is named in it
    is fetched. The report tells what was new.
    """
    kg = session.open()
    done = kg.import_files(*map(Path, files), anyway=anyway, dry_run=dry_run)
    for message in done.warnings:
        warn(message)
    emit(_told(done, dry_run=dry_run))


def _told(done: Import, *, dry_run: bool) -> str:
    verb = "would be new" if dry_run else "new"
    parts = [
        f"{count:,} new {_MANY[kind]}"
        if kind in _MANY and count > 1
        else counted(count, f"new {_ONE.get(kind, kind)}")
        for kind, count in done.new_things.items()
    ]
    things = f": {', '.join(parts)}" if parts else ""
    return clean(f"{done.path}: {done.new_count:,} of {done.read_count:,} triples {verb}{things}")
