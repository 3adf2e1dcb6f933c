"""`stancegraph discourse`: networks as in discourse network analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

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

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...measures.discourse import OneModeOptions, TwoModeOptions
    from ..session import Session

F = TypeVar("F", bound="Callable[..., object]")

_MODES: Final = ("actors", "propositions", "two-mode")
_ONE: Final = ("ignore", "congruence", "conflict", "subtract")
_TWO: Final = ("ignore", "subtract", "combine")
_ONE_NORMS: Final = ("none", "average", "jaccard", "cosine", "dna-cosine")
_TWO_NORMS: Final = ("none", "activity", "prominence")
_DUPLICATES: Final = ("include", "document", "week", "month", "year", "acrossrange")
_UNITS: Final = ("days", "weeks", "months", "years", "events")
_KERNELS: Final = ("uniform", "epanechnikov", "triangular", "gaussian")


def _choice(name: str, values: tuple[str, ...], default: str | None, text: str) -> Callable[[F], F]:
    return click.option(
        name,
        type=click.Choice(values),
        default=default,
        show_default=default is not None,
        help=text,
    )


@click.command(
    epilog="\b\nExamples:\n  stancegraph discourse\n"
    "  stancegraph discourse --of two-mode --aggregation combine --square\n"
    "  stancegraph discourse --every months --window 6 --format csv"
)
@_choice("--of", _MODES, "actors", "Actors tied by propositions, the reverse, or both.")
@_choice("--aggregation", tuple(dict.fromkeys(_ONE + _TWO)), "subtract", "What a tie sums.")
@_choice(
    "--normalisation",
    tuple(dict.fromkeys(_ONE_NORMS + _TWO_NORMS)),
    "none",
    "What it is divided by.",
)
@_choice(
    "--duplicates", _DUPLICATES, "document", "Among which equal statements only the first counts."
)
@_choice("--qualifier", ("agreement", "degree"), "agreement", "For and against, or degrees.")
@_choice(
    "--clock",
    ("document", "validity"),
    "document",
    "Date a statement by its document, or since when it holds.",
)
@click.option("--isolates", is_flag=True, help="Keep those without a statement too.")
@_choice("--every", _UNITS, None, "A network for each window, moved by this unit.")
@click.option(
    "--window", type=click.IntRange(min=1), default=6, show_default=True, metavar="N",
    help="With --every: how many units wide.",
)  # fmt: skip
@_choice("--kernel", _KERNELS, None, "With --every: how statements weigh in a window.")
@click.option("--square", is_flag=True, help="A row and a column each, instead of a row a tie.")
@selection_options(links=False, inferred=False, day=False)
@result_options
@click.pass_obj
def command(session: Session, /, of: str, **given: object) -> None:
    """Make a discourse network of what organisations state.

    One piece of evidence is one statement. Everything ever stated counts, unless
    --since or --until cut it; nothing inferred, unless asked for.
    """
    kg = session.open()
    counts = wanted(given)
    found = kg.corpus(counts, qualifier=given["qualifier"], clock=given["clock"])  # type: ignore[arg-type]
    options = _options(of, given)
    if given["every"] and given["square"]:
        raise UsageError("discourse: --square beside --every; take --format csv")
    if given["every"]:
        from ...measures.discourse import Windows

        windows = Windows(given["every"], given["window"], given["kernel"])  # type: ignore[arg-type]
        series = kg.discourse_series(windows, options, found)
        if not deliver_picture(series, given):
            deliver_result(series, given, row_word="tie")
        return
    if given["kernel"]:
        raise UsageError(f"--kernel: {given['kernel']!r} weighs windows; pass --every too")
    network = kg.discourse_network(options, found)
    if given["square"]:
        deliver_rows(network.square(), given)
    else:
        deliver_result(network, given, row_word="tie")


def _options(of: str, given: dict[str, object]) -> OneModeOptions | TwoModeOptions:
    """Return what the network is made of.

    Raises:
        UsageError: an aggregation or normalisation is of the other mode.
    """
    from ...measures.discourse import OneModeOptions, TwoModeOptions

    two = of == "two-mode"
    for name, choices in (
        ("aggregation", _TWO if two else _ONE),
        ("normalisation", _TWO_NORMS if two else _ONE_NORMS),
    ):
        if given[name] not in choices:
            mode = "two-mode" if two else "one-mode"
            message = (
                f"--{name}: {given[name]!r} is not for {mode} networks; take {', '.join(choices)}"
            )
            raise UsageError(message)
    shared = {"duplicates": given["duplicates"], "isolates": given["isolates"]}
    made = {"aggregation": given["aggregation"], "normalisation": given["normalisation"], **shared}
    if two:
        return TwoModeOptions(**made)  # type: ignore[arg-type]
    over = "actors" if of == "actors" else "concepts"
    return OneModeOptions(over=over, **made)  # type: ignore[arg-type]
