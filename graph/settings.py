"""The environment, read here and nowhere else."""

from __future__ import annotations

import os
from pathlib import Path

GRAPH_VARIABLE = "STANCEGRAPH_GRAPH"
DATASET_FILE = "dataset.ttl"
PIPED_WIDTH = 100
TERMINAL_WIDTH = 80


def graph_location() -> str | None:
    """Return what `STANCEGRAPH_GRAPH` says, or None where it is unset or empty."""
    return os.environ.get(GRAPH_VARIABLE) or None


def nearest_dataset(start: Path | None = None) -> Path | None:
    """Return the nearest folder upwards that holds a `dataset.ttl`, or None.

    Args:
        start: where to look first; the working directory if left out.
    """
    here = (start or Path.cwd()).resolve()
    return next((f for f in (here, *here.parents) if (f / DATASET_FILE).is_file()), None)


def colour_wanted(*, terminal: bool) -> bool:
    """Tell whether to colour: on a terminal, unless `NO_COLOR` or `TERM=dumb` says no."""
    return terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def debug_wanted() -> bool:
    """Tell whether `STANCEGRAPH_DEBUG` asks for the traceback of internal errors."""
    return bool(os.environ.get("STANCEGRAPH_DEBUG"))


def line_width(*, terminal: bool) -> int:
    """Return how many columns a line may take: `COLUMNS`, else the terminal's, else 100."""
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given):
        return int(given)
    try:
        # Some terminals do not tell their size and say 0.
        return (os.get_terminal_size().columns or TERMINAL_WIDTH) if terminal else PIPED_WIDTH
    except OSError:
        return PIPED_WIDTH
