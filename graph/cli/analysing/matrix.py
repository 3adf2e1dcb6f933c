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
    from ...analysis.agreement.matrix import AgreementMatrix
    from ...analysis.stances.listed import StanceTable
    from ...measures.matching import Metric
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
def command(  # noqa: PLR0913 - the options of the command
    session: Session,
    /,
    actors: tuple[str, ...],
    what: str,
    top: int | None,
    min_shared: int,
    metric: Metric,
    *,
    square: bool,
    **given: object,
) -> None:
    """Compare all organisations with each other, or list their stances.

    With names, only those organisations are compared. FILE may end in .svg or
    .png for a heat map of the agreement (needs the extra `plot`).
    """
    from ...analysis.stances.listed import StanceTable

    kg = session.open()
    counts = wanted(given)
    if what == "stances":
        matrix = kg.stances(counts)
        if actors:
            matrix = matrix.only(kg.organisations(*actors), None)
        _deliver(StanceTable(kg, matrix), given, square=square, row_word="stance")
    elif top:
        if actors or given["weight"] or metric != "manhattan" or square:
            message = "matrix: --top beside names, --weight, --metric or --square; give it alone"
            raise UsageError(message)
        found = kg.partners(top=top, min_shared=min_shared, wanted=counts)
        deliver_result(found, given, row_word="pair")
    else:
        pairs = kg.agreement_matrix(*actors, wanted=counts, metric=metric, weights=weights(given))
        if not deliver_picture(pairs, given):
            _deliver(pairs, given, square=square, row_word="pair")


def _deliver(
    found: AgreementMatrix | StanceTable,
    given: dict[str, object],
    *,
    square: bool,
    row_word: str,
) -> None:
    """Write a result, or its square."""
    if square:
        deliver_rows(found.square(), given, row_word="organisation")
    else:
        deliver_result(found, given, row_word=row_word)
