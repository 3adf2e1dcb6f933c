"""`stancegraph common-ground`: where chosen organisations stand together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .options import deliver_result, result_options, selection_options, wanted

if TYPE_CHECKING:
    from ..session import Session


@click.command(
    "common-ground",
    epilog='\b\nExamples:\n  stancegraph common-ground ENSU "Stop the War" Rabkor --on 2023-08-03\n'
    "  stancegraph common-ground --group a=ENSU --group a=Rabkor --group b=RSD",
)
@click.argument("actors", nargs=-1, metavar="ORGANISATION…")
@click.option(
    "--group", "groups", multiple=True, metavar="GROUP=ORGANISATION",
    help="Put an organisation into a group, and compare the groups; repeat for each.",
)  # fmt: skip
@selection_options()
@result_options
@click.pass_obj
def command(
    session: Session, /, actors: tuple[str, ...], groups: tuple[str, ...], **given: object
) -> None:
    """Find what the organisations hold alike, what none opposes, and what splits them.

    Whoever is not on record is silent, which is neither consent nor refusal.
    With --group, groups are compared: the widest consensus over all of them, with
    the smallest group's share beside it, and what sets each apart.
    """
    from ...errors import UsageError

    kg = session.open()
    if groups and actors:
        raise UsageError("common-ground: organisations beside --group; put each into a group")
    if not groups:
        found = kg.common_ground(*actors, wanted=wanted(given))
        deliver_result(found, given, row_word="proposition")
        return
    members: dict[str, list[str]] = {}
    for text in groups:
        name, equals, actor = text.partition("=")
        if not equals or not name or not actor:
            message = f"--group: {text!r} is not GROUP=ORGANISATION; write left=ENSU"
            raise UsageError(message)
        members.setdefault(name, []).append(actor)
    deliver_result(kg.compare_groups(members, wanted=wanted(given)), given, row_word="proposition")
