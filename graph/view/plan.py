"""What the argument is made of: which cards, how wide, in which columns."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from statistics import fmean
from typing import TYPE_CHECKING, Final, TypeVar

from .columns import split_even
from .scene import FONT, LINE
from .text import wrap

if TYPE_CHECKING:
    from .scene import Scene

T = TypeVar("T")

GAP: Final = 66.0
SIDE_GAP: Final = 84.0
ACTOR_LABEL: Final = 124.0
PADDING: Final = 10.0
HEADING: Final = 28.0
BETWEEN_CARDS: Final = 16.0
CARD_EXTRA: Final = HEADING + PADDING + BETWEEN_CARDS
CELL_PADDING: Final = 10.0
ROW_GAP: Final = 8.0
LARGEST_CARD: Final = 8
MOST_COLUMNS: Final = 8
WIDTHS: Final = (150.0, 165.0, 180.0, 195.0, 210.0, 225.0)
TOP_ROOM: Final = 300.0
SHAPE: Final = 1.6
"""Width by height that the whole picture aims at: that of a window."""


@dataclass(slots=True)
class Plan:
    """The picture while it is being arranged."""

    scene: Scene
    scores: dict[int, float]
    around: dict[int, list[tuple[str, int]]]
    columns: list[list[list[int]]] = field(default_factory=list)
    ground: list[list[int]] = field(default_factory=list)
    calls: list[int] = field(default_factory=list)
    cell: float = 0.0
    top: float = 0.0

    @property
    def step(self) -> float:
        """Distance between the centres of two columns."""
        return self.cell + 20 + GAP

    def neighbours(self, at: int, *kinds: str) -> list[int]:
        """Return the other ends of a node's edges of some kinds."""
        return [other for kind, other in self.around[at] if kind in kinds]

    def room(self, at: int) -> float:
        """Return the height of a cell with the gap to the next."""
        return self.scene.nodes[at].h + ROW_GAP

    def lean(self, at: int) -> float:
        """Return the mean score of the actors around a node, 0 without any."""
        around = self.neighbours(at, "position", "involvement")
        return fmean([self.scores.get(other, 0.0) for other in around] or [0.0])

    def column_x(self, column: int, count: int) -> float:
        """Return the centre of a column among a number of them."""
        return (column - (count - 1) / 2) * self.step


def _best_fit(scene: Scene, cards: list[list[int]], shared: list[int]) -> tuple[float, int]:
    """Choose the text width and the number of columns that show the picture largest.

    Narrow cells run to more lines, many columns to more width: of all pairs,
    the one whose estimated size fits a window of the shape aimed at best.
    """

    def high(at: int, width: float) -> float:
        return len(wrap(scene.nodes[at].text, width, FONT)) * LINE + CELL_PADDING + ROW_GAP

    def scale(width: float, count: int) -> float:
        heights = {at: high(at, width) for card in [*cards, shared] for at in card}
        stacks = [round(sum(heights[at] for at in card) + CARD_EXTRA) for card in cards]
        parts = split_even(stacks, count)
        tallest = max(
            (sum(h for h, p in zip(stacks, parts, strict=True) if p == c) for c in parts),
            default=0,
        )
        rows = -(-len(shared) // count) * max(map(heights.__getitem__, shared), default=0)
        wide = count * (width + 20 + GAP) + 2 * (SIDE_GAP + ACTOR_LABEL)
        return round(min(SHAPE / wide, 1 / (TOP_ROOM + tallest + rows)), 9)

    choices = [(width, count) for width in WIDTHS for count in range(1, MOST_COLUMNS + 1)]
    return max(choices, key=lambda choice: (scale(*choice), -choice[0], -choice[1]))


def divide(plan: Plan, propositions: list[int]) -> None:
    """Put the topic of the petitions apart, and the others into columns."""
    topics: dict[str, list[int]] = defaultdict(list)
    for at in propositions:
        topics[plan.scene.nodes[at].topic].append(at)
    asked = Counter(
        plan.scene.nodes[edge.target].topic for edge in plan.scene.edges if edge.kind == "clause"
    )
    shared: list[int] = []
    if asked:
        chosen = min(asked, key=lambda topic: (-asked[topic], topic))
        shared = sorted(topics.pop(chosen), key=lambda at: (plan.lean(at), at))
    cards = [
        members[start : start + LARGEST_CARD]
        for _, members in sorted(topics.items())
        for start in range(0, len(members), LARGEST_CARD)
    ]
    cards.sort(key=lambda card: (fmean(map(plan.lean, card)), card))
    plan.cell, count = _best_fit(plan.scene, cards, shared)
    for at in propositions:
        node = plan.scene.nodes[at]
        node.shape("i", plan.cell)
        node.h = len(node.lines) * LINE + CELL_PADDING
    stacks = [round(sum(map(plan.room, card)) + CARD_EXTRA) for card in cards]
    plan.columns = _by_part(cards, split_even(stacks, count), count)
    plan.ground = _ground(plan, shared, count)


def _ground(plan: Plan, shared: list[int], count: int) -> list[list[int]]:
    """Divide the petitions' topic: what is spoken of most in the middle column."""
    if count % 2 == 0 or len(shared) < count:
        return _by_part(shared, split_even([1] * len(shared), count), count)
    most = sorted(shared, key=lambda at: (-len(plan.around[at]), at))[: -(-len(shared) // count)]
    rest = [at for at in shared if at not in most]
    half = count // 2
    parts = split_even([1] * len(rest), count - 1)
    places = [part + (part >= half) for part in parts]
    return _by_part([*rest, *most], [*places, *[half] * len(most)], count)


def _by_part(items: list[T], parts: list[int], count: int) -> list[list[T]]:
    held: list[list[T]] = [[] for _ in range(count)]
    for item, part in zip(items, parts, strict=True):
        held[part].append(item)
    return [part for part in held if part]
