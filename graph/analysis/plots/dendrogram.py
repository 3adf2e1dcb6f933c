"""Camps as a dendrogram."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...errors import UsageError
from .canvas import COLOURS, INK, SOFT, figure, title, words
from .heat_map import linkage

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from ..camps.result import Camps

_MOST: Final = 200
_FEWEST: Final = 2


def dendrogram(camps: Camps) -> Figure:
    """Draw how far organisations and groups of them are apart; names in the colours of camps.

    Raises:
        CannotRun: matplotlib is not installed.
        UsageError: there are fewer than 2 organisations, or more than 200.
    """
    pairs = camps.pairs
    count = len(pairs.actors)
    if not _FEWEST <= count <= _MOST:
        message = f"plot: {count:,} organisations; a dendrogram has {_FEWEST} to {_MOST}"
        raise UsageError(message)
    drawn, axes = figure(9.0, max(3.2, 1.4 + 0.28 * count))
    from scipy.cluster.hierarchy import dendrogram as tree

    found = tree(linkage(pairs), no_plot=True)
    for depths, places in zip(found["dcoord"], found["icoord"], strict=True):
        axes.plot(depths, places, color=SOFT, linewidth=1.1)
    labels = [-1] * count if camps.found is None else camps.found.partition.labels.tolist()
    names = [words(pairs.label(pairs.actors[at])) for at in found["leaves"]]
    axes.set_yticks([5 + 10 * n for n in range(count)], names, fontsize=8, parse_math=False)
    axes.yaxis.tick_right()
    for tick, at in zip(axes.get_yticklabels(), found["leaves"], strict=True):
        camp = labels[at]
        tick.set_color(COLOURS[camp % len(COLOURS)] if camp >= 0 else INK)
    axes.set_xlim(1.02, -0.02)
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", labelsize=8, colors=SOFT)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("average distance: 0 alike, 1 opposite", fontsize=8, color=SOFT)
    _legend(axes, camps)
    below = f"{pairs.matrix.selection.when}; who shares nothing stands in the middle of what can be"
    title(axes, "Camps of organisations", below)
    return drawn


def _legend(axes: object, camps: Camps) -> None:
    from matplotlib.lines import Line2D

    if camps.found is None:
        return
    handles = [
        Line2D(
            [], [], color=COLOURS[at % len(COLOURS)], linewidth=3, label=f"{name} ({len(members)})"
        )
        for at, (name, members) in enumerate(camps.found.groups.items())
    ]
    axes.legend(handles=handles, loc="upper left", fontsize=8, frameon=False)  # type: ignore[attr-defined]
