"""The argument at one look: sides left and right, what they speak about between.

Actors who agree stand on the same side. Propositions stand in cards by topic;
a card stands nearer to the side that speaks about it, and in the middle where
both do. Petitions stand on top, above the topic that most of them are about.
"""

from __future__ import annotations

from collections import defaultdict
from statistics import fmean
from typing import TYPE_CHECKING, Final

from .camps import side_scores
from .columns import spread
from .plan import (
    ACTOR_LABEL,
    BETWEEN_CARDS,
    CARD_EXTRA,
    GAP,
    HEADING,
    PADDING,
    ROW_GAP,
    SIDE_GAP,
    Plan,
    divide,
)
from .ports import route
from .scene import ACTORS, LINE, Card

if TYPE_CHECKING:
    from .scene import Node, Scene

ACTOR_PITCH: Final = 40.0
ARCH: Final = 34.0
ARCH_FROM: Final = 3
GROUND_NOTE: Final = " – what the petitions speak of most"


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
    divide(plan, propositions)
    _place_calls(plan)
    _place_ground(plan)
    _settle(plan)
    scene.cards.extend(_cards(plan))
    route(scene)


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
            arch = ARCH if len(part) >= ARCH_FROM else 0.0
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
    cards = [_card(plan.scene.nodes, card, "") for column in plan.columns for card in column]
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
