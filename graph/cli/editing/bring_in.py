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

    A file is checked first and taken whole or not at all; nothing that it names
    is fetched. The report tells what was new in it.
    """
    kg = session.open()
    for file in files:
        done = kg.import_file(Path(file), anyway=anyway, dry_run=dry_run)
        for message in done.warnings:
            warn(message)
        emit(_told(done, dry_run=dry_run))


def _told(done: Import, *, dry_run: bool) -> str:
    verb = "would be new" if dry_run else "new"
    parts = [counted(count, f"new {kind}") for kind, count in done.new_things.items()]
    things = f": {', '.join(parts)}" if parts else ""
    return clean(f"{done.path}: {done.new_count:,} of {done.read_count:,} triples {verb}{things}")
