"""Telling people, or programs, what came of an edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..output import TABLE_FORMATS, deliver_table
from ..terminal import clean, emit, paint, warn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...editing.outcome import Outcome
    from ...query.table import Cell
    from ...records.opened import OpenGraph

_COLOURS = {"new": "green", "more": "green", "changed": "yellow"}


def form_option() -> click.Option:
    """Return a fresh `--format` option for the report of an edit."""
    return click.Option(
        ["--format", "report"],
        type=click.Choice(["lines", *TABLE_FORMATS]),
        default="lines",
        help="Form of the report.",
    )


def tell_outcomes(
    kg: OpenGraph, outcomes: Sequence[Outcome], *, form: str = "lines", dry_run: bool = False
) -> None:
    """Write what came of each entry to stdout: a line or a row each.

    Args:
        kg: the graph, for short identifiers.
        outcomes: what came of them; warnings go to stderr.
        form: `lines`, or one of the forms of a table.
        dry_run: write what would be written instead, as Turtle.
    """
    for message in dict.fromkeys(w for outcome in outcomes for w in outcome.warnings):
        warn(message)
    outcomes = [one for outcome in outcomes for one in (*outcome.along, outcome)]
    if dry_run and form == "lines":
        tell_triples(kg, outcomes)
        return
    if form != "lines":
        from ...query.table import Table

        rows: list[tuple[Cell, ...]] = [(o.state, o.kind, o.label, o.iri) for o in outcomes]
        deliver_table(Table(("outcome", "kind", "name", "iri"), rows), form=form, row_word="entry")
        return
    for outcome in outcomes:
        words = paint(clean(str(outcome)), fg=_COLOURS.get(outcome.state))
        emit(f"{words} ({clean(kg.names.curie(outcome.iri))})")


def tell_triples(kg: OpenGraph, outcomes: Sequence[Outcome]) -> None:
    """Write what an edit would add to stdout, as Turtle."""
    from ...rdf.writer import to_turtle

    triples = [t for outcome in outcomes for t in outcome.added]
    emit(to_turtle(triples, base=kg.base).rstrip("\n") if triples else "# nothing to add")
