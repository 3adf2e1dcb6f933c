"""`stancegraph show`: everything on record about one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .paragraphs import entry, fact, heading
from .terminal import clean, emit, note, paint

if TYPE_CHECKING:
    from .session import Session


@click.command(
    epilog='\b\nExamples:\n  stancegraph show "Stop the War"\n  stancegraph show "arms supply"'
)
@click.argument("thing")
@click.pass_obj
def command(session: Session, thing: str) -> None:
    """Show everything on record about THING, with whose word it rests on.

    THING is an actor, petition, campaign, proposition, topic, event or document
    by label, alias, slug, CURIE or IRI, or a statement by CURIE or IRI.
    """
    from ..analysis.dossier import dossier

    kg = session.open()
    found = dossier(kg, kg.names.thing_or_statement(thing))
    emit(f"{paint(clean(found.label), bold=True)}  {paint(found.kind, dim=True)}")
    column = max((len(name) for name, _ in found.facts), default=0)
    for name, text in found.facts:
        fact(name, text, column=column)
    for section in found.sections:
        heading(section.title)
        for line in section.entries:
            entry(line.text, source=line.source, reference=line.reference)
    if not found.sections:
        note(f"nothing is said of {found.label} on record; unknown is neither neutral nor consent")
