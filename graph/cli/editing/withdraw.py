"""`stancegraph withdraw`: a statement that should not have been made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .telling import tell_outcomes

if TYPE_CHECKING:
    from ..session import Session


@click.command(
    epilog="\b\nExample:\n"
    "  stancegraph withdraw \\\n    position:adam-novak-case-can-build-solidarity-bb505cb2 \\\n"
    '    --reason "The passage is about somebody else."'
)
@click.argument("statement")
@click.option("--reason", required=True, metavar="TEXT", help="Why; others will ask.")
@click.pass_obj
def command(session: Session, statement: str, reason: str) -> None:
    """Withdraw STATEMENT, which should not have been made.

    It stays on record with the reason, and is left out of every answer, page and
    export. To bring it back, give it another status.
    """
    kg = session.open()
    tell_outcomes(kg, [kg.withdraw(statement, reason)])
