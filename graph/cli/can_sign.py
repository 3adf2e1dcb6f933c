"""`stancegraph can-sign`: the organiser's answer, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .paragraphs import entry, heading
from .terminal import clean, emit, note, paint

if TYPE_CHECKING:
    from ..analysis.signing import ClauseAnswer, SigningAnswer
    from .session import Session

_MARKS = {
    "agrees": "+",
    "agrees weakly": "+",
    "clashes": "x",
    "possible clash": "x?",
    "possible agreement": "+?",
}


@click.command(
    "can-sign",
    epilog='\b\nExamples:\n  stancegraph can-sign ENSU "Stop the War petition"\n'
    "  stancegraph can-sign RSD",
)
@click.argument("actor")
@click.argument("petition", required=False)
@click.option("--on", metavar="DATE", help="Day of the judgement, ISO 8601.  [default: today]")
@click.pass_obj
def command(session: Session, actor: str, petition: str | None, on: str | None) -> None:
    """Tell whether the organisation ACTOR can sign PETITION, and why.

    What it did comes first, then each clause, then what is still to be asked and
    who else is there. Only what is stated counts; unknown is not consent.
    Without PETITION, every petition is answered.
    """
    from ..analysis.signing import can_sign

    kg = session.open()
    who = kg.names.resolve(actor, ("organisation", "person", "group"), wanted="organisation")
    what = kg.names.resolve(petition, ("petition",), wanted="petition") if petition else None
    answers = can_sign(kg, who, what, on=on)
    for number, answer in enumerate(answers):
        if number:
            emit("")
        _print(answer)
    if not answers:
        note("no petition on record")


def _print(answer: SigningAnswer) -> None:
    emit(paint(clean(answer.headline), bold=True))
    _list("What it did", answer.acts)
    for mode in dict.fromkeys(clause.mode for clause in answer.clauses):
        heading(f"The petition {mode}")
        for clause in answer.clauses:
            if clause.mode == mode:
                _print_clause(clause)
    _list("What would settle it: ask what it says of", answer.to_ask, mark="?")
    _list("Company", answer.company)
    _list("Recommended", answer.recommendations)


def _list(title: str, lines: list[str], *, mark: str = "-") -> None:
    if lines:
        heading(title)
        for line in lines:
            entry(line, mark=mark)


def _print_clause(clause: ClauseAnswer) -> None:
    asked = "" if clause.asked == "supports" else f" ({clause.asked} it)"
    text = f"{clause.proposition}{asked}: {clause.state}"
    entry(text, source=clause.reason, mark=_MARKS.get(clause.state, "-"))
