"""What the picture holds: nodes with a place and a size, edges, topic cards."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ..errors import DatasetError, UsageError
from .text import clean, text_width, wrap

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

ACTORS: Final = ("organisation", "person", "group")
CALLS: Final = ("campaign", "petition")
NODE_KINDS: Final = (*ACTORS, *CALLS, "proposition", "topic", "event")
EDGE_KINDS: Final = ("position", "clause", "involvement", "link", "membership", "around", "part")
DEGREES: Final = {
    "supports": 1.0,
    "leans-towards": 0.5,
    "ambivalent": 0.0,
    "leans-against": -0.5,
    "opposes": -1.0,
}
STANCES: Final = (*DEGREES, "declines-to-say")

FONT: Final = 13.0
LINE: Final = 16.0
SYMBOL: Final = 24.0
LABEL_GAP: Final = 7.0


@dataclass(slots=True)
class Node:
    """A node: who it is, its box (centre, width, height) and its wrapped label.

    `side` says where the label stands: "i" inside the box, "l" left of it,
    "r" right of it, "b" below it.
    """

    key: str
    kind: str
    label: str
    text: str
    topic: str
    data: Mapping[str, object] = field(default_factory=dict)
    x: float = 0.0
    y: float = 0.0
    w: float = SYMBOL
    h: float = SYMBOL
    side: str = "b"
    lines: list[str] = field(default_factory=list)

    def shape(self, side: str, width: float, most: int = 5) -> None:
        """Wrap the label into a width, on a side of the symbol or inside a box."""
        self.side = side
        self.lines = wrap(self.text, width, FONT, most=most)
        if side == "i":
            self.w, self.h = width + 20, len(self.lines) * LINE + 12
        else:
            self.w = self.h = SYMBOL

    def box(self) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom of the symbol with its label."""
        left, right = self.x - self.w / 2, self.x + self.w / 2
        top, bottom = self.y - self.h / 2, self.y + self.h / 2
        if self.side == "i":
            return left, top, right, bottom
        wide = max(text_width(line, FONT) for line in self.lines)
        high = len(self.lines) * LINE
        if self.side == "b":
            return (
                min(left, self.x - wide / 2),
                top,
                max(right, self.x + wide / 2),
                bottom + 3 + high,
            )
        top, bottom = min(top, self.y - high / 2), max(bottom, self.y + high / 2)
        if self.side == "l":
            return left - LABEL_GAP - wide, top, right, bottom
        return left, top, right + LABEL_GAP + wide, bottom


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge between two nodes, by their index."""

    source: int
    target: int
    key: str
    kind: str
    stance: str
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Card:
    """A titled area behind nodes: a topic, or the shelf."""

    x: float
    y: float
    w: float
    h: float
    title: str


@dataclass(slots=True)
class Scene:
    """Everything that is drawn, in an order that depends on the input alone."""

    nodes: list[Node]
    edges: list[Edge]
    cards: list[Card] = field(default_factory=list)
    mode: str = "argument"
    ends: list[tuple[float, float, float, float]] = field(default_factory=list)

    def linked(self) -> set[int]:
        """Return the nodes that have an edge."""
        return {end for edge in self.edges for end in (edge.source, edge.target)}


def read_scene(network: nx.MultiDiGraph) -> Scene:
    """Read nodes and edges out of a network, sorted, without places yet.

    Raises:
        UsageError: the network is not a directed multigraph.
        DatasetError: a node or an edge is of a kind that the page cannot draw.
    """
    if not (network.is_directed() and network.is_multigraph()):
        raise UsageError(
            f"network: {type(network).__name__!r} cannot hold two statements between the same "
            "two nodes; pass a networkx.MultiDiGraph",
        )
    rows = sorted(network.nodes(data=True), key=lambda row: str(row[0]))
    nodes = [_node(str(key), data) for key, data in rows]
    index = {key: at for at, (key, _) in enumerate(rows)}
    triples = sorted(network.edges(keys=True, data=True), key=lambda e: tuple(map(str, e[:3])))
    edges = [
        Edge(
            index[source],
            index[target],
            str(key),
            _one_of(data.get("kind"), EDGE_KINDS, f"edge {str(key)!r}", "kind"),
            _one_of(data.get("stance") or "", ("", *STANCES), f"edge {str(key)!r}", "stance"),
            data,
        )
        for source, target, key, data in triples
    ]
    return Scene(nodes, edges)


def _node(key: str, data: dict[str, object]) -> Node:
    kind = _one_of(data.get("kind"), NODE_KINDS, f"node {key!r}", "kind")
    label = clean(data.get("label")) or clean(key)
    text = clean(data.get("short")) or label
    return Node(key, kind, label, text, clean(data.get("topic")), data)


def _one_of(value: object, allowed: tuple[str, ...], where: str, what: str) -> str:
    if isinstance(value, str) and value in allowed:
        return value
    raise DatasetError(
        f"network: {where} has {what} {value!r}; use one of {', '.join(filter(None, allowed))}",
    )
