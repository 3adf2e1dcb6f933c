"""`stancegraph change`: a holder stands elsewhere from a day on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ...model.closed_lists import words_of
from .entry_options import all_evidence, evidence_options
from .telling import form_option, tell_outcomes

if TYPE_CHECKING:
    from ..session import Session


@click.command(
    epilog="\b\nExample:\n"
    "  stancegraph change \\\n    position:adam-novak-case-can-build-solidarity-bb505cb2 \\\n"
    "    --stance ambivalent --from 2023-09 \\\n"
    '    --document "Two cheers for Boris Kagarlitsky" --paragraph 6'
)
@click.argument("position")
@click.option(
    "--stance", required=True, metavar="WORD",
    help=f"Where the holder stands now: {', '.join(words_of('stance'))}.",
)  # fmt: skip
@click.option(
    "--from", "valid_from", required=True, metavar="DATE", help="First day, month or year."
)
@click.option("--through", "valid_through", metavar="DATE", help="Last day, where it is known.")
@click.option("--extent", metavar="WORD", help="How many of them; as before if left out.")
@click.option(
    "--evidence", multiple=True, metavar="EVIDENCE", help="IRI of evidence that is there already."
)
@click.option(
    "--sources", metavar="DIR", help="Folder with texts of documents; quotes are found in them."
)
@click.pass_obj
def command(session: Session, /, position: str, **given: object) -> None:
    """Record that a holder stands elsewhere since a day.

    A new position takes the place of POSITION, which ends the day before. Both
    stay on record. If the earlier one was a mistake, withdraw it instead.
    """
    from ...editing.correct import NewStance

    new = NewStance(
        stance=str(given["stance"]),
        valid_from=str(given["valid_from"]),
        valid_through=str(given["valid_through"] or ""),
        extent=str(given["extent"] or ""),
        evidence=all_evidence(given, session.lang),
    )
    kg = session.open()
    outcome = kg.change(position, new, sources=given["sources"])  # type: ignore[arg-type]
    tell_outcomes(kg, [outcome], form=str(given["report"]))


command.params += [*evidence_options(), form_option()]
