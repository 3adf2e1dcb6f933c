"""`stancegraph status`: what the editors think of a statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .telling import tell_outcomes

if TYPE_CHECKING:
    from ..session import Session


@click.command(
    epilog="\b\nExample:\n"
    "  stancegraph status \\\n    position:adam-novak-case-can-build-solidarity-bb505cb2 disputed"
)
@click.argument("statement")
@click.argument("status", metavar="draft|reviewed|disputed|embargoed")
@click.pass_obj
def command(session: Session, statement: str, status: str) -> None:
    """Give STATEMENT an editorial status.

    Drafts are listed and left out of judgements; embargoed statements are left
    out everywhere. A withdrawn statement is brought back by any of them.
    """
    kg = session.open()
    tell_outcomes(kg, [kg.set_status(statement, status)])
