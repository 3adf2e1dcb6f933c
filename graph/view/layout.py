"""Places for everything: the argument or the cloud, and the shelf below it."""

from __future__ import annotations

from typing import Final

from . import argument, cloud
from .scene import LABEL_GAP, LINE, SYMBOL, Card, Scene

LARGE: Final = 150
"""Above so many linked nodes the picture is a cloud, and labels come with zoom."""

SHELF_TITLE: Final = "Named here, nothing recorded of their stance"
_CELL: Final = 168.0


def lay_out(scene: Scene, *, seed: int = 1) -> None:
    """Give every node of a scene a place where it overlaps no other.

    Args:
        scene: nodes and edges; changed in place.
        seed: the same scene and seed give the same places.
    """
    if len(scene.linked()) > LARGE:
        scene.mode = "cloud"
        cloud.arrange(scene, seed=seed)
    else:
        argument.arrange(scene, seed=seed)
    _shelve(scene)
    for node in scene.nodes:
        node.x, node.y = round(node.x, 1), round(node.y, 1)


def extent(scene: Scene) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of all nodes and cards; zeros without any."""
    boxes = [node.box() for node in scene.nodes]
    boxes += [(card.x, card.y, card.x + card.w, card.y + card.h) for card in scene.cards]
    if not boxes:
        return 0.0, 0.0, 0.0, 0.0
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _shelve(scene: Scene) -> None:
    """Stand nodes without an edge on a shelf under the picture, in order of kind."""
    linked = scene.linked()
    alone = [at for at in range(len(scene.nodes)) if at not in linked]
    if not alone:
        return
    alone.sort(key=lambda at: (scene.nodes[at].kind, scene.nodes[at].label, at))
    left, _, right, bottom = _extent_of(scene, linked)
    wide = max(right - left, 4 * (_CELL + 60))
    across = max(1, min(len(alone), int(wide // (_CELL + 60))))
    step = wide / across
    start = (left + right) / 2 - wide / 2
    # A cloud is seen from far off, where the heading is large and stands above the card.
    gap = 180.0 if scene.mode == "cloud" else 20.0
    y = bottom + gap + 24.0
    for first in range(0, len(alone), across):
        row = alone[first : first + across]
        for at in row:
            scene.nodes[at].shape("r", _CELL, most=4)
        high = max(max(len(scene.nodes[at].lines) * LINE, SYMBOL) for at in row) + 16
        for place, at in enumerate(row):
            scene.nodes[at].x = start + 14 + SYMBOL / 2 + LABEL_GAP + place * step
            scene.nodes[at].y = y + high / 2
        y += high
    scene.cards.append(Card(start, bottom + gap, wide, y - bottom - gap + 4, SHELF_TITLE))


def _extent_of(scene: Scene, linked: set[int]) -> tuple[float, float, float, float]:
    part = Scene([scene.nodes[at] for at in sorted(linked)], [], scene.cards)
    return extent(part)
