"""How distances are measured and what weighs more: options of several commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ...errors import ParameterError

if TYPE_CHECKING:
    from collections.abc import Mapping

METRICS = ("manhattan", "directional", "euclidean")

metric_option = click.option(
    "--metric", type=click.Choice(METRICS), default="manhattan", show_default=True,
    help="How distances are measured.",
)  # fmt: skip

weight_option = click.option(
    "--weight", multiple=True, metavar="NAME=W",
    help="What a proposition, or each of a topic, weighs; may be repeated.  [default: 1]",
)  # fmt: skip


def weights(given: Mapping[str, object]) -> dict[str, float]:
    """Return the weights that a command was given, by name.

    Raises:
        ParameterError: one is not NAME=NUMBER.
    """
    found = {}
    for text in given["weight"] or ():  # type: ignore[attr-defined]
        name, equals, number = str(text).rpartition("=")
        try:
            found[name] = float(number)
        except ValueError:
            equals = ""
        if not equals or not name:
            message = f"--weight: {text!r} is not NAME=NUMBER; write 'arms supply=2'"
            raise ParameterError(message)
    return found
