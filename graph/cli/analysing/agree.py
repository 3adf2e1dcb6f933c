"""`stancegraph agree`: how far two organisations agree, and on what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .options import deliver_result, result_options, selection_options, wanted
from .weighing import metric_option, weight_option, weights

if TYPE_CHECKING:
    from ..session import Session


@click.command(
    epilog='\b\nExamples:\n  stancegraph agree ENSU "Stop the War" --on 2023-08-03\n'
    '  stancegraph agree ENSU Rabkor --weight "Prisoners and solidarity=2" --format csv'
)
@click.argument("a")
@click.argument("b")
@metric_option
@weight_option
@selection_options()
@result_options
@click.pass_obj
def command(session: Session, a: str, b: str, **given: object) -> None:
    """Tell how far the organisations A and B agree, and on what.

    The score runs from 0 for opposite to 100 for alike, over the propositions
    that both have a stance on. What is unknown is not counted as anything: the
    interval says how far the score could move if it were known.
    """
    kg = session.open()
    found = kg.agree(
        a, b, wanted=wanted(given), metric=given["metric"], weights=weights(given)
    )  # type: ignore[arg-type]
    deliver_result(found, given, row_word="proposition")
