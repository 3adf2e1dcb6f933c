"""`stancegraph path`: how two things are connected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..errors import NotFound
from .paragraphs import entry
from .terminal import clean, emit, paint

if TYPE_CHECKING:
    from .session import Session


@click.command(epilog='\b\nExample:\n  stancegraph path ENSU "Ukrainian resistance"')
@click.argument("a")
@click.argument("b")
@click.pass_obj
def command(session: Session, a: str, b: str) -> None:
    """Show a shortest way from A to B through what is on record.

    A and B are actors, petitions, campaigns, propositions or events, by label,
    alias, slug, CURIE or IRI. A step that reads backwards begins with an arrow
    to the left; a step that a rule computed says so.
    """
    from ..analysis.path import shortest_path

    kg = session.open()
    start, end = kg.names.resolve(a), kg.names.resolve(b)
    first, last = kg.names.label(start, kg.lang), kg.names.label(end, kg.lang)
    steps = shortest_path(kg, start, end)
    if not steps and start != end:
        message = (
            f"path: nothing on record joins {first!r} and {last!r}; see stancegraph show {a!r}"
        )
        raise NotFound(message, name=b)
    emit(paint(clean(first), bold=True))
    for step in steps:
        rule = ", by rule" if step.inferred else ""
        source = f"according to {', '.join(step.claimants)}{rule}" if step.claimants else ""
        mark = "→" if step.forward else "←"
        entry(step.label, source=source, mark=f"  {mark}")
        emit(paint(clean(kg.names.label(step.end, kg.lang)), bold=True))
