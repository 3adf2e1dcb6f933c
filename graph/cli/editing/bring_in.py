"""`stancegraph import`: RDF that others wrote."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...errors import UsageError
from ..output import counted
from ..stages import Stages
from ..terminal import clean, emit, warn

if TYPE_CHECKING:
    from ...editing.bring_in import Import
    from ...rdf.reader import RdfFile
    from ..session import Session

_ONE = {
    "evidence": "piece of evidence",
    "text": "text version",
    "change": "reported change",
    "other": "other thing",
}
_FORMATS = {"turtle": ".ttl", "ntriples": ".nt", "jsonld": ".jsonld", "rdfxml": ".rdf"}
_MANY = {"person": "people", "evidence": "pieces of evidence"}


@click.command(
    epilog="\b\nExample:\n  stancegraph import more.ttl --dry-run\n  stancegraph import more.ttl"
)
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="FILE|-…")
@click.option(
    "--anyway", is_flag=True, help="Although new things have names like others that are there."
)
@click.option("--dry-run", is_flag=True, help="Only tell what would be new.")
@click.option(
    "--format", "form", type=click.Choice(list(_FORMATS)),
    help="Format of what - reads from stdin.",
)  # fmt: skip
@click.pass_obj
def command(
    session: Session,
    files: tuple[str, ...],
    anyway: bool,  # noqa: FBT001
    dry_run: bool,  # noqa: FBT001
    form: str | None,
) -> None:
    """Take in each FILE of Turtle, N-Triples, JSON-LD or RDF/XML; - reads stdin.

    Files may refer to each other, and a folder stands for its Turtle files. All
    is checked first and taken whole or not at all; nothing that is named in it
    is fetched. The report tells what was new.
    """
    given = [_stdin(form) if file == "-" else Path(file) for file in files]
    if form and "-" not in files:
        raise UsageError(
            f"--format: {form!r} is for stdin alone; the ending of a file tells its own"
        )
    kg = session.open()
    with Stages() as stages:
        done = kg.import_files(*given, anyway=anyway, dry_run=dry_run, progress=stages.tell)
    for message in done.warnings:
        warn(message)
    emit(_told(done, dry_run=dry_run))


def _stdin(form: str | None) -> RdfFile:
    """Read stdin whole.

    Raises:
        UsageError: it is not told in which format it is.
        FileProblem: it is not in that format.
    """
    from ...rdf.reader import FORMATS, parsed_rdf

    if form is None:
        formats = ", ".join(_FORMATS)
        raise UsageError(f"import: no name tells the format of stdin; pass --format: {formats}")
    data = sys.stdin.buffer.read().removeprefix(b"\xef\xbb\xbf")
    return parsed_rdf(Path("stdin"), data, FORMATS[_FORMATS[form]])


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
