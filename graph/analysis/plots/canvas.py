"""What all pictures share: how text is set, the date below, and the bytes of a file."""

from __future__ import annotations

import io
import re
import unicodedata
import warnings
from textwrap import shorten
from typing import TYPE_CHECKING, Final

from ...errors import CannotRun, UsageError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FORMATS: Final = ("svg", "png")
LONGEST: Final = 48
_TURNING: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
PAPER: Final = "#fdfcf9"
INK: Final = "#1b1b1b"
SOFT: Final = "#5b5750"
FOR, AGAINST, NEITHER = "#1f5fa8", "#b5431c", "#f2efe8"
UNKNOWN: Final = "#d9d5cb"
COLOURS: Final = ("#1f5fa8", "#b5431c", "#3f7d3a", "#7a4f9a", "#a07a12", "#3c7f86", "#8a3b5e")


def figure(width: float, height: float) -> tuple[Figure, Axes]:
    """Return an empty picture of a size in inches, with one plot in it.

    Raises:
        CannotRun: matplotlib is not installed.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError as exc:
        message = (
            "plot: matplotlib is not installed; install it with pip install 'stancegraph[plot]'"
        )
        raise CannotRun(message) from exc
    made = Figure(figsize=(width, height), layout="constrained", facecolor=PAPER)
    axes = made.add_subplot()
    axes.set_facecolor(PAPER)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    return made, axes


def words(text: str) -> str:
    """Return a label for a picture: in one line, not long."""
    shown = " ".join("".join(map(_harmless, text)).split())
    short = shorten(shown, LONGEST, placeholder=" …")
    # Not every script parts words by blanks.
    return short if short != "…" else f"{shown[:LONGEST]} …"


def _harmless(character: str) -> str:
    """Return a blank for what an XML file cannot hold, or what would turn the text around."""
    unwanted = unicodedata.category(character) in {"Cc", "Cn", "Co", "Cs"}
    return " " if unwanted or character in _TURNING else character


def title(axes: Axes, text: str, below: str) -> None:
    """Set what a picture shows above it, and when and how it was counted below."""
    axes.set_title(text, loc="left", color=INK, fontsize=11, parse_math=False)
    drawn = axes.get_figure()
    assert drawn is not None  # noqa: S101 - the plot was made in it
    drawn.supxlabel(below, x=0.01, ha="left", color=SOFT, fontsize=8, parse_math=False)


def written(drawn: Figure, form: str) -> bytes:
    """Return a picture as a file's bytes; the same picture always gives the same ones.

    Args:
        drawn: the picture.
        form: svg or png.

    Raises:
        UsageError: it is neither.
    """
    import matplotlib as mpl

    if form not in FORMATS:
        raise UsageError(f"plot: {form!r} is no format of a picture; take svg or png")
    out = io.BytesIO()
    # Text stays text, so that it can be searched; the same ids each time.
    fixed = mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "stancegraph"})
    left_out = ("Creator", "Date", "Format", "Type") if form == "svg" else ("Software",)
    with fixed, warnings.catch_warnings():
        # A script that the font lacks is drawn as boxes in a PNG; an SVG holds the text.
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        drawn.savefig(out, format=form, dpi=144, metadata=dict.fromkeys(left_out))
    # Its DTD is an address that a reader of XML may fetch.
    return re.sub(rb"<!DOCTYPE[^>]*>\s*", b"", out.getvalue(), count=1)
