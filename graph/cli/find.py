"""`stancegraph find`: from part of a name to things."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .output import deliver_table, format_option, output_option, without_empty

if TYPE_CHECKING:
    from ..query.table import Cell
    from .session import Session


@click.command(epilog="\b\nExample:\n  stancegraph find sanctions\n  stancegraph find рабкор")
@click.argument("text")
@click.option(
    "--limit", type=click.IntRange(min=1), default=10, metavar="N", help="At most so many things."
)
@format_option
@output_option
@click.option("--iris", is_flag=True, help="Show full IRIs.")
@click.pass_obj
def command(
    session: Session,
    text: str,
    limit: int,
    form: str | None,
    output: str | None,
    iris: bool,  # noqa: FBT001
) -> int:
    """Find the things whose names, aliases or transliterations come near TEXT.

    The best fit stands first; typing errors are forgiven. Where nothing comes
    near, the exit code is 1.
    """
    from ..query.table import Table

    kg = session.open()
    matches = kg.find(text, limit=limit)
    rows: list[tuple[Cell, ...]] = []
    for match in matches:
        label = kg.names.label(match.iri, kg.lang)
        found = match.matched if match.matched != label else None
        identifier = match.iri if iris else kg.names.curie(match.iri)
        rows.append((label, match.kind, found, identifier))
    table = Table(("name", "kind", "found as", "identifier"), rows)
    if form in {None, "table", "markdown"}:
        table = without_empty(table, "found as")
    deliver_table(table, form=form, output=output, row_word="thing")
    return int(not matches)
