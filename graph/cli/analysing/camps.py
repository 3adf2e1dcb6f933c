"""`stancegraph camps`: who stands together, what separates them, who is in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .options import deliver_picture, deliver_result, result_options, selection_options, wanted

if TYPE_CHECKING:
    from ..session import Session


@click.command(
    epilog="\b\nExamples:\n  stancegraph camps --on 2023-08-03 --links\n"
    "  stancegraph camps --number 2 -o camps.csv\n  stancegraph camps -o camps.svg"
)
@click.option(
    "--number", type=click.IntRange(min=2), metavar="K",
    help="How many camps.  [default: as many as fit best]",
)  # fmt: skip
@click.option(
    "--seeds", type=click.IntRange(1, 1000), default=20, show_default=True, metavar="N",
    help="How many starts the search makes.",
)  # fmt: skip
@click.option(
    "--resamples", type=click.IntRange(0, 1000), default=50, show_default=True, metavar="N",
    help="How often propositions are drawn anew, to see whether the camps hold.",
)  # fmt: skip
@click.option(
    "--normalised", is_flag=True,
    help="Weigh every tie alike, whether two share one proposition or many.",
)  # fmt: skip
@selection_options()
@result_options
@click.pass_obj
def command(
    session: Session,
    /,
    number: int | None,
    seeds: int,
    resamples: int,
    *,
    normalised: bool,
    **given: object,
) -> None:
    """Find the camps, what separates them, and who and what bridges them.

    Camps leave the least agreement between them and the least disagreement
    inside. FILE may end in .svg or .png for a dendrogram (needs the extra `plot`).
    """
    from ...analysis.camps.find import CampOptions

    kg = session.open()
    options = CampOptions(number=number, seeds=seeds, normalised=normalised, resamples=resamples)
    found = kg.camps(wanted(given), options)
    if not deliver_picture(found, given):
        deliver_result(found, given, row_word="organisation")
