"""The argument at one look: sides left and right, what they speak about between.

Actors who agree stand on the same side. Propositions stand in cards by topic;
a card stands nearer to the side that speaks about it, and in the middle where
both do. Petitions stand on top, above the topic that most of them are about.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from statistics import fmean
from typing import Final

from .camps import side_scores
from .columns import split_even, spread
from .scene import ACTORS, FONT, LINE, Card, Node, Scene
from .text import wrap

GAP: Final = 76.0
SIDE_GAP: Final = 104.0
ACTOR_LABEL: Final = 150.0
PADDING: Final = 12.0
LARGEST_CARD: Final = 8


@dataclass(slots=True)
class Plan:
    """The picture while it is being arranged."""

    scene: Scene
    scores: dict[int, float]
    cell: float
    pitch: float
    columns: list[list[list[int]]] = field(default_factory=list)
    ground: list[list[int]] = field(default_factory=list)
    calls: list[int] = field(default_factory=list)
    top: float = 0.0

    @property
    def step(self) -> float:
        """Distance between the centres of two columns."""
        return self.cell + 20 + GAP

    def neighbours(self, at: int, kinds: tuple[str, ...]) -> list[int]:
        """Return the other ends of a node's edges of some kinds."""
        return [
            edge.target if edge.source == at else edge.source
            for edge in self.scene.edges
            if edge.kind in kinds and at in (edge.source, edge.target)
        ]

    def lean(self, at: int) -> float:
        """Return the mean score of the actors around a node, 0 without any."""
        around = self.neighbours(at, ("position", "involvement"))
        return fmean([self.scores.get(other, 0.0) for other in around] or [0.0])


def arrange(scene: Scene, *, seed: int) -> None:
    """Give every linked node of a scene its place, and the topics their cards.

    Args:
        scene: nodes and edges; changed in place.
        seed: decides between equally good solutions.
    """
    linked = sorted(scene.linked())
    propositions = [at for at in linked if scene.nodes[at].kind == "proposition"]
    plan = Plan(scene, side_scores(scene, seed=seed), *_cell_size(scene, propositions))
    for at in propositions:
        scene.nodes[at].shape("i", plan.cell)
        scene.nodes[at].h = plan.pitch - 14
    plan.calls = [at for at in linked if scene.nodes[at].kind in ("petition", "campaign")]
    _divide(plan, propositions)
    plan.top = _place_calls(plan)
    _place_ground(plan)
    _settle(plan)
    scene.cards.extend(_cards(plan))


def _cell_size(scene: Scene, propositions: list[int]) -> tuple[float, float]:
    """Choose the text width of a proposition, and the pitch of the rows."""
    texts = [scene.nodes[at].text for at in propositions]
    for width in range(168, 232, 8):
        lines = sorted(len(wrap(text, width, FONT)) for text in texts) or [1]
        if lines[-1] <= 2 or (lines[int(len(lines) * 0.9)] <= 2 and width > 200):
            break
    return float(width), max(lines[-1], 2) * LINE + 12 + 14


def _divide(plan: Plan, propositions: list[int]) -> None:
    """Put the topic of the petitions apart, and the others into columns."""
    topics: dict[str, list[int]] = defaultdict(list)
    for at in propositions:
        topics[plan.scene.nodes[at].topic].append(at)
    asked = Counter(
        plan.scene.nodes[edge.target].topic for edge in plan.scene.edges if edge.kind == "clause"
    )
    if asked:
        chosen = min(asked, key=lambda topic: (-asked[topic], topic))
        members = sorted(topics.pop(chosen), key=lambda at: (plan.lean(at), at))
        wide = min(3, len(members))
        parts = split_even([1] * len(members), wide)
        plan.ground = [
            [at for at, part in zip(members, parts, strict=True) if part == column]
            for column in range(wide)
        ]
    cards = [
        members[start : start + LARGEST_CARD]
        for _, members in sorted(topics.items())
        for start in range(0, len(members), LARGEST_CARD)
    ]
    cards.sort(key=lambda card: (fmean(map(plan.lean, card)), card))
    count = _column_count(plan, sum(len(card) + 1 for card in cards), len(cards))
    parts = split_even([len(card) + 1 for card in cards], count)
    plan.columns = [
        [card for card, part in zip(cards, parts, strict=True) if part == column]
        for column in range(count)
    ]


def _column_count(plan: Plan, slots: int, cards: int) -> int:
    count = min(3, max(cards, 1))
    while count < cards and slots / count * plan.pitch > 0.7 * (count * plan.step + 560):
        count += 1
    return count


def _place_calls(plan: Plan) -> float:
    """Place petitions as an arch under their campaign; return where it ends."""
    nodes = plan.scene.nodes
    petitions = [at for at in plan.calls if nodes[at].kind == "petition"]
    petitions.sort(key=lambda at: (plan.lean(at), at))
    campaigns = [at for at in plan.calls if nodes[at].kind == "campaign"]
    for at in plan.calls:
        nodes[at].shape("i", plan.cell)
    y = 0.0
    for row in range(0, len(campaigns), 3):
        y += 60 * (row > 0)
        _in_row(plan, campaigns[row : row + 3], y, arch=0.0)
    y += 78.0 if campaigns else 0.0
    for row in range(0, len(petitions), 3):
        part = petitions[row : row + 3]
        _in_row(plan, part, y + (26 if len(part) == 3 else 0), arch=26.0)
        y += 96
    return y + (30.0 if petitions else 0.0)


def _in_row(plan: Plan, row: list[int], y: float, *, arch: float) -> None:
    middle = (len(row) - 1) / 2
    for place, at in enumerate(row):
        node = plan.scene.nodes[at]
        node.x = (place - middle) * plan.step
        node.y = y - (arch if len(row) == 3 and place == 1 else 0.0)


def _place_ground(plan: Plan) -> None:
    """Place the petitions' topic as a wide card, the middle half a row lower."""
    if not plan.ground:
        return
    rows = max(map(len, plan.ground))
    middle = (len(plan.ground) - 1) / 2
    start = plan.top + 34
    for column, members in enumerate(plan.ground):
        shift = plan.pitch / 2 if len(plan.ground) == 3 and column == 1 else 0.0
        members.sort(key=lambda at: (-len(plan.neighbours(at, ("clause",))), at))
        for row, at in enumerate(members):
            node = plan.scene.nodes[at]
            node.x = (column - middle) * plan.step
            node.y = start + row * plan.pitch + plan.pitch / 2 + shift
    plan.top = start + rows * plan.pitch + plan.pitch / 2 + 40


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
    middle = (len(plan.columns) - 1) / 2
    heights = [sum((len(card) + 1) for card in column) for column in plan.columns]
    for column, cards in enumerate(plan.columns):
        spare = (max(heights) - heights[column]) * plan.pitch
        y = plan.top + (plan.pitch / 2 if column % 2 else 0.0)
        for place, card in enumerate(cards):
            y += 34
            for at in card:
                node = plan.scene.nodes[at]
                node.x = (column - middle) * plan.step
                node.y = y + plan.pitch / 2
                y += plan.pitch
            y += plan.pitch - 34 + (spare / len(cards) if place < len(cards) - 1 else 0.0)


def _place_actors(plan: Plan) -> None:
    nodes = plan.scene.nodes
    middle = [at for column in plan.columns for card in column for at in card]
    middle += [at for column in plan.ground for at in column] + plan.calls
    low = min((nodes[at].y for at in middle), default=0.0)
    high = max((nodes[at].y for at in middle), default=0.0) + plan.pitch / 2
    edge = (max(len(plan.columns), len(plan.ground), 1) * plan.step - GAP) / 2
    for sign in (-1, 1):
        side = [at for at, score in plan.scores.items() if (1 if score > 0 else -1) == sign]
        for at in side:
            nodes[at].shape("l" if sign < 0 else "r", ACTOR_LABEL)
        _place_side(plan, side, sign * (edge + SIDE_GAP), sign, (low, high))


def _place_side(
    plan: Plan, side: list[int], x: float, sign: int, room: tuple[float, float]
) -> None:
    nodes = plan.scene.nodes
    wanted = {at: _wanted(plan, at) for at in side}
    side = sorted(side, key=lambda at: (wanted[at], at))
    sizes = {at: max(SYMBOL_PITCH, len(nodes[at].lines) * LINE + 18) for at in side}
    count = max(1, round(sum(sizes.values()) / max(room[1] - room[0], 400.0) + 0.3))
    for column in range(count):
        members = side[column::count]
        places = spread([wanted[at] for at in members], [sizes[at] for at in members], *room)
        for at, y in zip(members, places, strict=True):
            nodes[at].x = x + sign * column * (ACTOR_LABEL + 60)
            nodes[at].y = y


SYMBOL_PITCH: Final = 44.0


def _wanted(plan: Plan, at: int) -> float:
    nodes = plan.scene.nodes
    fixed = plan.neighbours(at, ("position", "involvement"))
    around = fixed or plan.neighbours(at, ("around", "membership"))
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
        around = plan.neighbours(at, ("position", "clause"))
        return fmean([nodes[other].y for other in around] or [nodes[at].y])

    for column in plan.columns:
        for card in column:
            card.sort(key=lambda at: (pull(at), at))
        column.sort(key=lambda card: (fmean(map(pull, card)), card))


def _cards(plan: Plan) -> list[Card]:
    wide = [[at for column in plan.ground for at in column]] if plan.ground else []
    return [
        _card(plan.scene.nodes, members)
        for members in wide + [card for column in plan.columns for card in column]
    ]


def _card(nodes: list[Node], members: list[int]) -> Card:
    boxes = [nodes[at].box() for at in members]
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    top, bottom = min(box[1] for box in boxes), max(box[3] for box in boxes)
    return Card(
        left - PADDING,
        top - 30,
        right - left + 2 * PADDING,
        bottom - top + 30 + PADDING,
        nodes[members[0]].topic or "Other statements",
    )
