"""The argument at one look: sides left and right, what they speak about between.

Actors who agree stand on the same side. Propositions stand in cards by topic;
a card stands nearer to the side that speaks about it, and in the middle where
both do. Petitions stand on top, above the topic that most of them are about.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from statistics import fmean
from typing import Final, TypeVar

from .camps import side_scores
from .columns import split_even, spread
from .ports import route
from .scene import ACTORS, FONT, LINE, Card, Node, Scene
from .text import wrap

T = TypeVar("T")

GAP: Final = 66.0
SIDE_GAP: Final = 84.0
ACTOR_LABEL: Final = 124.0
ACTOR_PITCH: Final = 40.0
PADDING: Final = 10.0
HEADING: Final = 28.0
BETWEEN_CARDS: Final = 16.0
CARD_EXTRA: Final = HEADING + PADDING + BETWEEN_CARDS
CELL_PADDING: Final = 10.0
ROW_GAP: Final = 8.0
LARGEST_CARD: Final = 8
GROUND_NOTE: Final = " – what the petitions speak of most"
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


def arrange(scene: Scene, *, seed: int) -> None:
    """Give every linked node of a scene its place, and the topics their cards.

    Args:
        scene: nodes and edges; changed in place.
        seed: decides between equally good solutions.
    """
    linked = sorted(scene.linked())
    propositions = [at for at in linked if scene.nodes[at].kind == "proposition"]
    around: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for edge in scene.edges:
        around[edge.source].append((edge.kind, edge.target))
        around[edge.target].append((edge.kind, edge.source))
    plan = Plan(scene, side_scores(scene, seed=seed), around)
    plan.calls = [at for at in linked if scene.nodes[at].kind in ("petition", "campaign")]
    _divide(plan, propositions)
    _place_calls(plan)
    _place_ground(plan)
    _settle(plan)
    scene.cards.extend(_cards(plan))
    route(scene)


def _best_fit(scene: Scene, cards: list[list[int]], shared: list[int]) -> tuple[float, int]:
    """Choose the text width and the number of columns that show the picture largest.

    Narrow cells run to more lines, many columns to more width: of all pairs,
    the one whose estimated size fits a window of the shape aimed at best.
    """

    def high(at: int, width: float) -> float:
        return len(wrap(scene.nodes[at].text, width, FONT)) * LINE + CELL_PADDING + ROW_GAP

    best = (0.0, 150.0, 1)
    for width in (150.0, 165.0, 180.0, 195.0, 210.0, 225.0):
        heights = {at: high(at, width) for card in [*cards, shared] for at in card}
        stacks = [round(sum(heights[at] for at in card) + CARD_EXTRA) for card in cards]
        for count in range(1, 9):
            parts = split_even(stacks, count)
            tallest = max(
                (sum(h for h, p in zip(stacks, parts, strict=True) if p == c) for c in parts),
                default=0,
            )
            rows = -(-len(shared) // count) * max(map(heights.__getitem__, shared), default=0)
            wide = count * (width + 20 + GAP) + 2 * (SIDE_GAP + ACTOR_LABEL)
            scale = min(SHAPE / wide, 1 / (300 + tallest + rows))
            best = max(best, (round(scale, 9), -width, -count)) if best[0] else (round(scale, 9), -width, -count)
    return -best[1], -best[2]


def _divide(plan: Plan, propositions: list[int]) -> None:
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
    if count % 2 == 0 or len(shared) < 3:
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


def _place_calls(plan: Plan) -> None:
    """Place petitions as an arch under their campaign."""
    nodes = plan.scene.nodes
    for at in plan.calls:
        nodes[at].shape("i", max(plan.cell, 180.0))
    petitions = [at for at in plan.calls if nodes[at].kind == "petition"]
    petitions.sort(key=lambda at: (plan.lean(at), at))
    campaigns = [at for at in plan.calls if nodes[at].kind == "campaign"]
    across = max(3, len(plan.columns))
    y = 0.0
    for kind in (campaigns, petitions):
        for row in range(0, len(kind), across):
            part = kind[row : row + across]
            arch = 34.0 if len(part) > 2 else 0.0
            high = max(nodes[at].h for at in part)
            for place, at in enumerate(part):
                inner = min(place, len(part) - 1 - place)
                nodes[at].x = (place - (len(part) - 1) / 2) * max(plan.step, 270.0)
                nodes[at].y = y + high / 2 + arch * (inner == 0)
            y += high + arch + 26
    plan.top = y + 16 if plan.calls else 0.0


def _place_ground(plan: Plan) -> None:
    """Place the petitions' topic as a wide card, every other column half a row lower."""
    if not plan.ground:
        return
    start = plan.top + HEADING
    lowest = start
    for column, members in enumerate(plan.ground):
        members.sort(key=lambda at: (-len(plan.neighbours(at, "clause")), at))
        y = start + (20.0 if column % 2 else 0.0)
        for at in members:
            node = plan.scene.nodes[at]
            node.x = plan.column_x(column, len(plan.ground))
            node.y = y + node.h / 2
            y += plan.room(at)
        lowest = max(lowest, y - ROW_GAP)
    plan.top = lowest + PADDING + BETWEEN_CARDS


def _settle(plan: Plan) -> None:
    """Order cards, rows and actors until the edges run as level as they can."""
    best: tuple[float, list[list[list[int]]]] | None = None
    for _ in range(12):
        _place_columns(plan)
        _place_actors(plan)
        cost = round(_steepness(plan), 3)
        if best is None or cost < best[0]:
            best = cost, [[list(card) for card in column] for column in plan.columns]
        _reorder(plan)
    plan.columns = best[1] if best else plan.columns
    _place_columns(plan)
    _place_actors(plan)


def _place_columns(plan: Plan) -> None:
    """Stack cards; shorter columns are spaced out to end where the longest does."""
    heights = [
        sum(sum(map(plan.room, card)) + CARD_EXTRA for card in column) for column in plan.columns
    ]
    for column, cards in enumerate(plan.columns):
        spare = max(heights) - heights[column]
        y = plan.top + (spare / 2 if len(cards) == 1 else 0.0)
        for card in cards:
            y += HEADING
            for at in card:
                node = plan.scene.nodes[at]
                node.x = plan.column_x(column, len(plan.columns))
                node.y = y + node.h / 2
                y += plan.room(at)
            y += PADDING + BETWEEN_CARDS + spare / max(len(cards) - 1, 1)


def _place_actors(plan: Plan) -> None:
    nodes = plan.scene.nodes
    middle = [at for column in plan.columns for card in column for at in card]
    middle += [at for column in plan.ground for at in column] + plan.calls
    low = min((nodes[at].y for at in middle), default=0.0)
    high = max((nodes[at].y + nodes[at].h / 2 for at in middle), default=0.0)
    edge = (max(len(plan.columns), len(plan.ground), 1) * plan.step - GAP) / 2
    for sign in (-1, 1):
        side = [at for at, score in plan.scores.items() if (1 if score > 0 else -1) == sign]
        for at in side:
            nodes[at].shape("l" if sign < 0 else "r", ACTOR_LABEL)
        _place_side(plan, side, sign * (edge + SIDE_GAP), sign, (low, high))


def _place_side(
    plan: Plan,
    side: list[int],
    x: float,
    sign: int,
    room: tuple[float, float],
) -> None:
    nodes = plan.scene.nodes
    wanted = {at: _wanted(plan, at) for at in side}
    side = sorted(side, key=lambda at: (wanted[at], at))
    sizes = {at: max(ACTOR_PITCH, len(nodes[at].lines) * LINE + 14) for at in side}
    count = max(1, round(sum(sizes.values()) / max(room[1] - room[0], 400.0) + 0.4))
    for column in range(count):
        members = side[column::count]
        places = spread([wanted[at] for at in members], [sizes[at] for at in members], *room)
        for at, y in zip(members, places, strict=True):
            nodes[at].x = x + sign * column * (ACTOR_LABEL + 60)
            nodes[at].y = y


def _wanted(plan: Plan, at: int) -> float:
    nodes = plan.scene.nodes
    fixed = plan.neighbours(at, "position", "involvement")
    around = fixed or plan.neighbours(at, "around", "membership")
    return fmean([nodes[other].y for other in around] or [0.0])


def _steepness(plan: Plan) -> float:
    nodes = plan.scene.nodes
    return sum(
        abs(nodes[edge.source].y - nodes[edge.target].y)
        for edge in plan.scene.edges
        if nodes[edge.source].kind in ACTORS and edge.kind == "position"
    )


def _reorder(plan: Plan) -> None:
    nodes = plan.scene.nodes

    def pull(at: int) -> float:
        around = plan.neighbours(at, "position", "clause")
        return fmean([nodes[other].y for other in around] or [nodes[at].y])

    for column in plan.columns:
        for card in column:
            card.sort(key=lambda at: (pull(at), at))
        column.sort(key=lambda card: (fmean(map(pull, card)), card))


def _cards(plan: Plan) -> list[Card]:
    cards = [
        _card(plan.scene.nodes, card, "") for column in plan.columns for card in column
    ]
    if plan.ground:
        members = [at for column in plan.ground for at in column]
        cards.insert(0, _card(plan.scene.nodes, members, GROUND_NOTE))
    return cards


def _card(nodes: list[Node], members: list[int], note: str) -> Card:
    boxes = [nodes[at].box() for at in members]
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    top, bottom = min(box[1] for box in boxes), max(box[3] for box in boxes)
    return Card(
        left - PADDING,
        top - HEADING,
        right - left + 2 * PADDING,
        bottom - top + HEADING + PADDING,
        (nodes[members[0]].topic or "Other statements") + note,
    )
