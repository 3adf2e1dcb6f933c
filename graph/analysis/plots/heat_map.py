"""Agreement of all pairs as a heat map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from ...errors import UsageError
from .canvas import AGAINST, FOR, INK, NEITHER, PAPER, UNKNOWN, figure, title, words

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

    from ..agreement.matrix import AgreementMatrix

_MOST: Final = 150
_NUMBERED: Final = 20
_DENSE: Final = 60
_CELL: Final = 0.46
_SMALL: Final = 0.15
_LABELS: Final = 5.2


def heat_map(pairs: AgreementMatrix) -> Figure:
    """Draw scores: blue for agreement, red for disagreement, grey where nothing is shared.

    Organisations that agree stand beside each other.

    Raises:
        CannotRun: matplotlib is not installed.
        UsageError: there are more than 150 organisations, or none.
    """
    count = len(pairs.actors)
    if not 1 <= count <= _MOST:
        message = f"plot: {count:,} organisations; a heat map has 1 to {_MOST}; name some of them"
        raise UsageError(message)
    order = neighbours(pairs)
    score = pairs.score[np.ix_(order, order)]
    np.fill_diagonal(score, np.nan)
    cell = _CELL if count <= _NUMBERED else _CELL * _NUMBERED / count if count < _DENSE else _SMALL
    drawn, axes = figure(_LABELS + max(2.5, cell * count), 1.3 + max(2.2, cell * count))
    from matplotlib.colors import LinearSegmentedColormap

    scale = LinearSegmentedColormap.from_list("stance", [AGAINST, NEITHER, FOR])
    colours = scale.with_extremes(bad=UNKNOWN)
    image = axes.imshow(np.ma.masked_invalid(score), cmap=colours, vmin=0, vmax=100)
    labels = [f"{words(pairs.label(pairs.actors[at]))}  {n}" for n, at in enumerate(order, 1)]
    size = min(8.0, cell * 72 * 0.8)
    axes.set_xticks(range(count), [str(n) for n in range(1, count + 1)], fontsize=size)
    axes.set_yticks(range(count), labels, fontsize=size, parse_math=False)
    axes.tick_params(length=0, colors=INK)
    for n in range(count):
        axes.add_patch(_blank(n))
    for edge in axes.spines.values():
        edge.set_visible(False)
    if count <= _NUMBERED:
        _numbers(axes, score, pairs, order)
    bar = drawn.colorbar(image, ax=axes, shrink=0.6, ticks=[0, 50, 100])
    bar.ax.set_yticklabels(["0 opposite", "50", "100 alike"], fontsize=8)
    bar.ax.tick_params(length=0)
    bar.outline.set_visible(False)
    when = pairs.matrix.selection.when
    below = f"{when}; {pairs.metric}; grey: nothing shared"
    small = "; below a score: on how many propositions" if count <= _NUMBERED else ""
    title(axes, "Agreement of organisations", f"{below}{small}")
    return drawn


def _blank(at: int) -> Rectangle:
    """Return what covers the diagonal: nobody is compared with itself."""
    from matplotlib.patches import Rectangle

    return Rectangle((at - 0.5, at - 0.5), 1, 1, color=PAPER, linewidth=0)


def _numbers(axes: object, score: object, pairs: AgreementMatrix, order: list[int]) -> None:
    """Write each score, and on how many propositions it rests, into its cell."""
    for i, row in enumerate(score):  # type: ignore[arg-type,var-annotated]
        for j, value in enumerate(row):
            if not np.isnan(value):
                shared = int(pairs.pairs.shared[order[i], order[j]])
                far = abs(value - 50) > 35  # noqa: PLR2004 - dark enough for white letters
                axes.text(  # type: ignore[attr-defined]
                    j, i, f"{value:.0f}\n{shared}", ha="center", va="center", fontsize=6.5,
                    color="white" if far else INK,
                )  # fmt: skip


def neighbours(pairs: AgreementMatrix) -> list[int]:
    """Return an order of the rows in which those that agree stand beside each other."""
    from scipy.cluster.hierarchy import leaves_list

    if len(pairs.actors) < 3:  # noqa: PLR2004 - nothing to order
        return list(range(len(pairs.actors)))
    found: list[int] = leaves_list(linkage(pairs)).tolist()
    return found


def linkage(pairs: AgreementMatrix) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Return the tree of average distances between the rows.

    Two that share nothing stand at the middle of what is possible for them,
    between the best and the worst case.
    """
    from scipy.cluster.hierarchy import linkage as average_linkage
    from scipy.spatial.distance import squareform

    possible = (pairs.pairs.best + pairs.pairs.worst) / 2
    distance = np.where(np.isnan(pairs.pairs.distance), possible, pairs.pairs.distance)
    distance = np.nan_to_num((distance + distance.T) / 2, nan=0.5)
    np.fill_diagonal(distance, 0.0)
    found: np.ndarray[tuple[int, int], np.dtype[np.float64]] = average_linkage(
        squareform(distance, checks=False), "average", optimal_ordering=len(distance) <= _MOST
    )
    return found
