"""`stancegraph changes`: who changed, when, and towards whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .options import deliver_result, result_options

if TYPE_CHECKING:
    from ..session import Session


@click.command(
    epilog='\b\nExamples:\n  stancegraph changes\n  stancegraph changes "Boris Kagarlitsky"\n'
    "  stancegraph changes --since 2022-02-24 --format csv"
)
@click.argument("actor", required=False)
@click.option("--since", metavar="DATE", help="First day, ISO 8601.")
@click.option("--until", metavar="DATE", help="Last day, ISO 8601.")
@result_options
@click.pass_obj
def command(
    session: Session, /, actor: str | None, since: str | None, until: str | None, **given: object
) -> None:
    """Tell who changed, when, and towards whom; of one ACTOR, or of all.

    Changes that are on record, that somebody reports, and that are only possible
    are told apart. Whom somebody moved towards is worked out for organisations
    only.
    """
    found = session.open().changes(actor, since=since, until=until)
    deliver_result(found, given, row_word="change")
