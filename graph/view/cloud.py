"""Places for networks too large to be read as an argument: springs, then room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import rustworkx as rx

from .columns import spread
from .scene import FONT, LINE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .scene import Scene

LABEL: Final = 140.0
ROW: Final = 3 * LINE + 34.0
ROW_PITCH: Final = 1.45 * ROW
ITERATIONS: Final = 40


def arrange(scene: Scene, *, seed: int) -> None:
    """Give every linked node a place by springs, then part what overlaps.

    Args:
        scene: nodes and edges; changed in place.
        seed: of the springs' first places.
    """
    linked = sorted(scene.linked())
    if not linked:
        return
    for at in linked:
        scene.nodes[at].shape("b", LABEL, most=3)
    points = _spring(scene, linked, seed)
    boxes = np.array([_half(scene, at) for at in linked])
    room = float((4 * boxes[:, 0] * boxes[:, 1]).sum()) * 3.0
    low, high = points.min(axis=0), points.max(axis=0)
    scale = np.sqrt(np.array([1.5, 1 / 1.5]) * room) / np.maximum(high - low, 1e-9)
    points = (points - (low + high) / 2) * scale
    rows = part_in_rows(points, boxes[:, 0])
    for at, (x, y) in zip(linked, rows, strict=True):
        scene.nodes[at].x, scene.nodes[at].y = float(x), float(y)


def _half(scene: Scene, at: int) -> tuple[float, float]:
    left, top, right, bottom = scene.nodes[at].box()
    return (right - left) / 2 + FONT / 2, (bottom - top) / 2


def _spring(scene: Scene, linked: list[int], seed: int) -> NDArray[np.float64]:
    place = {at: row for row, at in enumerate(linked)}
    springs: rx.PyGraph[int, float] = rx.PyGraph(multigraph=False)
    springs.add_nodes_from(linked)
    springs.add_edges_from([(place[e.source], place[e.target], 1.0) for e in scene.edges])
    found = rx.spring_layout(springs, num_iter=ITERATIONS, seed=seed)
    points = np.array([found[row] for row in range(len(linked))], dtype=np.float64)
    # A small part flung far off would make all others tiny.
    points = np.clip(points, *np.quantile(points, (0.01, 0.99), axis=0))
    # Ranks half-way: the crowded middle opens, neighbours stay neighbours.
    ranks = points.argsort(axis=0, kind="stable").argsort(axis=0) / max(len(linked) - 1, 1)
    span = np.maximum(points.max(axis=0) - points.min(axis=0), 1e-9)
    return np.asarray((points - points.min(axis=0)) / span + 1.5 * ranks, dtype=np.float64)


def part_in_rows(points: NDArray[np.float64], half: NDArray[np.float64]) -> NDArray[np.float64]:
    """Move boxes of a common height apart: into rows, then along each row.

    Args:
        points: wanted centres, n by 2.
        half: half the width of every box.

    Returns:
        Centres at which no two boxes overlap. Cost: n log n.
    """
    moved = points.copy()
    rows = np.round(points[:, 1] / ROW_PITCH).astype(int)
    slack = (ROW_PITCH - ROW) / 2
    moved[:, 1] = rows * ROW_PITCH + np.clip(points[:, 1] - rows * ROW_PITCH, -slack, slack)
    for row in np.unique(rows):
        members = np.flatnonzero(rows == row)
        members = members[np.argsort(points[members, 0], kind="stable")]
        wide = float(half[members].sum() * 2)
        low = min(float(points[:, 0].min()), float(points[members, 0].mean()) - wide / 2)
        moved[members, 0] = spread(
            points[members, 0].tolist(), (half[members] * 2).tolist(), low, np.inf
        )
    return moved
