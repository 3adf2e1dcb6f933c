"""`stancegraph rename`: another name for a thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .telling import tell_outcomes

if TYPE_CHECKING:
    from ..session import Session


@click.command(epilog='\b\nExample:\n  stancegraph rename ENSU "Ukraine Solidarity Europe"')
@click.argument("thing")
@click.argument("name")
@click.option("--anyway", is_flag=True, help="Although something else has a name like it.")
@click.pass_obj
def command(session: Session, thing: str, name: str, anyway: bool) -> None:  # noqa: FBT001
    """Give THING another NAME, in the language that --lang names.

    The former name stays as an alias, so that it is still found; the IRI stays
    what it is.
    """
    kg = session.open()
    tell_outcomes(kg, [kg.rename(thing, name, lang=session.lang, anyway=anyway)])
