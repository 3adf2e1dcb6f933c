"""`stancegraph draft`: who could sign a text, or which text some could sign together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ...errors import UsageError
from .options import deliver_result, result_options, selection_options, wanted

if TYPE_CHECKING:
    from ..session import Session


@click.command(
    epilog="\b\nA draft is a file such as\n"
    "  title: Free them all\n"
    "  demands:\n"
    "    - Boris Kagarlitsky should be released\n"
    "    - opposes: arms supply\n"
    "  affirms:\n"
    "    - Ukrainian resistance\n\n"
    "\b\nExamples:\n  stancegraph draft letter.yaml\n"
    '  stancegraph draft "Stop the War petition" --plus "opposes: arms supply"\n'
    '  stancegraph draft --with ENSU --with "Stop the War"\n'
    "  stancegraph draft --rank"
)
@click.argument("text", required=False, metavar="[FILE or PETITION]")
@click.option(
    "--with", "actors", multiple=True, metavar="ORGANISATION",
    help="Whom it is about; may be repeated.  [default: all that have spoken on a clause]",
)  # fmt: skip
@click.option(
    "--plus", multiple=True, metavar="STANCE: PROPOSITION",
    help="Tell what this further clause would cost; may be repeated.",
)  # fmt: skip
@click.option(
    "--held-by", "least", type=click.IntRange(min=1), default=1, show_default=True, metavar="N",
    help="Without a text: propose clauses that N of the organisations hold or more.",
)  # fmt: skip
@click.option(
    "--rank", is_flag=True, help="Compare all petitions on record: whose ground is widest."
)
@selection_options(links=False)
@result_options
@click.pass_obj
def command(
    session: Session,
    /,
    text: str | None,
    actors: tuple[str, ...],
    plus: tuple[str, ...],
    least: int,
    *,
    rank: bool,
    **given: object,
) -> None:
    """Tell who could sign a draft, who would clash and where, and whom to ask what.

    Without a text, the largest sets of clauses are proposed that none of the
    organisations is on record against, those that most of them hold first. Links
    are followed; what they carry over is only possible.
    """
    kg = session.open()
    if rank:
        if text or actors or plus:
            raise UsageError("draft: --rank beside a text, --with or --plus; give it alone")
        deliver_result(kg.rank_petitions(wanted(given)), given, row_word="petition")
        return
    if text is None:
        if plus or not actors:
            message = "draft: name a file or a petition, or at least two organisations with --with"
            raise UsageError(message)
        proposal = kg.propose(*actors, least=least, wanted=wanted(given))
        deliver_result(proposal, given, row_word="clause")
        return
    found = kg.draft(text, actors=actors, plus=plus, wanted=wanted(given))
    deliver_result(found, given, row_word="organisation")
