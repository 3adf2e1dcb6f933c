"""`stancegraph matrix`: all organisations compared, or their stances."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ...errors import UsageError
from .options import (
    deliver_picture,
    deliver_result,
    deliver_rows,
    result_options,
    selection_options,
    wanted,
)
from .weighing import metric_option, weight_option, weights

if TYPE_CHECKING:
    from ..session import Session


@click.command(
    epilog="\b\nExamples:\n  stancegraph matrix --on 2023-08-03\n"
    "  stancegraph matrix --of stances --square -o stances.csv\n"
    "  stancegraph matrix -o agreement.svg"
)
@click.argument("actors", nargs=-1, metavar="[ORGANISATION]…")
@click.option(
    "--of", "what", type=click.Choice(["agreement", "stances"]), default="agreement",
    show_default=True, help="The agreement of all pairs, or the stances themselves.",
)  # fmt: skip
@click.option("--square", is_flag=True, help="A row and a column each, instead of a row a pair.")
@click.option(
    "--top", type=click.IntRange(min=1), metavar="N",
    help="Only the N closest partners of each; for graphs of any size.",
)  # fmt: skip
@click.option(
    "--min-shared", type=click.IntRange(min=1), default=2, show_default=True, metavar="N",
    help="With --top: partners that share N propositions or more.",
)  # fmt: skip
@metric_option
@weight_option
@selection_options()
@result_options
@click.pass_obj
def command(session: Session, actors: tuple[str, ...], **given: object) -> None:
    """Compare all organisations with each other, or list their stances.

    With names, only those organisations are compared. FILE may end in .svg or
    .png for a heat map of the agreement (needs the extra `plot`).
    """
    from ...analysis.stances.listed import StanceTable

    kg = session.open()
    counts = wanted(given)
    if given["what"] == "stances":
        matrix = kg.stances(counts)
        if actors:
            matrix = matrix.only(kg.organisations(*actors), None)
        stances = StanceTable(kg, matrix)
        if given["square"]:
            deliver_rows(stances.square(), given, row_word="organisation")
        else:
            deliver_result(stances, given, row_word="stance")
        return
    if given["top"]:
        if actors or given["weight"] or given["metric"] != "manhattan":
            message = "matrix: --top beside names, --weight or --metric; give it alone"
            raise UsageError(message)
        found = kg.partners(top=given["top"], min_shared=given["min_shared"], wanted=counts)  # type: ignore[arg-type]
        deliver_result(found, given, row_word="pair")
        return
    pairs = kg.agreement_matrix(
        *actors, wanted=counts, metric=given["metric"], weights=weights(given)
    )  # type: ignore[arg-type]
    if deliver_picture(pairs, given):
        return
    if given["square"]:
        deliver_rows(pairs.square(), given, row_word="organisation")
    else:
        deliver_result(pairs, given, row_word="pair")
