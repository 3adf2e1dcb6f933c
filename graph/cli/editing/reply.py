"""`stancegraph reply`: what somebody answers to a statement about themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ...errors import ParameterError
from .entry_options import evidence_options, told_evidence
from .telling import form_option, tell_outcomes

if TYPE_CHECKING:
    from ..session import Session


@click.command(
    epilog="\b\nExample:\n"
    "  stancegraph reply \\\n    position:adam-novak-case-can-build-solidarity-bb505cb2 \\\n"
    '    --document "Two cheers for Boris Kagarlitsky" --paragraph 10 \\\n'
    '    --passage "That is not what I said."'
)
@click.argument("statement")
@click.option(
    "--sources", metavar="DIR", help="Folder with texts of documents; quotes are found in them."
)
@click.pass_obj
def command(session: Session, /, statement: str, **given: object) -> None:
    """Record what somebody answers to STATEMENT, which is about them.

    The answer is evidence that disputes the statement, and is shown beside it.
    Who answers is whom the statement is about, unless --claimant names another.
    """
    evidence = told_evidence(given, session.lang)
    if evidence is None:
        raise ParameterError("reply: say in which document it stands; pass --document NAME")
    kg = session.open()
    outcome = kg.reply(statement, evidence, sources=given["sources"])  # type: ignore[arg-type]
    tell_outcomes(kg, [outcome], form=str(given["report"]))


command.params += [*evidence_options(), form_option()]
