"""Where each line leaves a node and where it arrives, so that no two ends meet."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from .scene import ACTORS, CALLS

if TYPE_CHECKING:
    from .scene import Edge, Node, Scene

_FURTHEST: Final = 9.0
_MARGIN: Final = 5.0
_SAME: Final = 2.0
_SIDES: Final = {"left": (-1, 0), "right": (1, 0), "top": (0, -1), "bottom": (0, 1)}


def route(scene: Scene) -> None:
    """Give every edge of a scene its two ends, side by side along the borders.

    Boxes are left and reached in the middle of the side that faces the other
    end, or as near to it as the others there allow, in the order in which
    their other ends stand; symbols of actors are left from their centre.
    """
    ends: dict[tuple[int, str], list[tuple[float, int, int]]] = defaultdict(list)
    for at, edge in enumerate(scene.edges):
        first, second = _sides(scene.nodes, edge)
        for which, (node, other, side) in enumerate(
            ((edge.source, edge.target, first), (edge.target, edge.source, second)),
        ):
            there = scene.nodes[other]
            ends[node, side].append((there.y if side in ("left", "right") else there.x, at, which))
    places: dict[tuple[int, int], tuple[float, float]] = {}
    for (node, side), held in ends.items():
        for rank, (_, at, which) in enumerate(sorted(held)):
            places[at, which] = _place(scene.nodes[node], side, rank, len(held))
    scene.ends = [(*places[at, 0], *places[at, 1]) for at in range(len(scene.edges))]


def _sides(nodes: list[Node], edge: Edge) -> tuple[str, str]:
    source, target = nodes[edge.source], nodes[edge.target]
    if source.kind in ACTORS and target.kind in ACTORS:
        side = ("right", "left")[source.x > 0], ("right", "left")[target.x > 0]
        return side if (source.x > 0) == (target.x > 0) else ("centre", "centre")
    if source.kind in CALLS and target.side == "i":
        return ("bottom", "top") if source.y < target.y else ("top", "bottom")
    sides = ("right", "left") if source.x < target.x else ("left", "right")
    if source.side == "i" and target.side == "i" and abs(source.x - target.x) < _SAME:
        return "right", "right"
    return sides


def _place(node: Node, side: str, rank: int, count: int) -> tuple[float, float]:
    dx, dy = _SIDES.get(side, (0, 0))
    x, y = node.x + dx * node.w / 2, node.y + dy * node.h / 2
    if node.side != "i":
        return (x, y) if node.kind in ACTORS and side == "centre" else (x - dx * 2, y)
    length = node.h if dx else node.w
    apart = min(_FURTHEST if dx else 2 * _FURTHEST, (length - 2 * _MARGIN) / max(count, 1))
    shift = (rank - (count - 1) / 2) * apart
    return (x, y + shift) if dx else (x + shift, y)
