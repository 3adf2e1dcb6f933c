"""The shortest way from one thing to another through what is on record."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from .network import build_network

if TYPE_CHECKING:
    import networkx as nx

    from ..records.opened import OpenGraph


class Step(NamedTuple):
    """One edge of a path.

    Attributes:
        start: IRI where the step starts.
        end: IRI where it ends.
        label: what the statement says, in words.
        forward: whether the statement reads from `start` to `end`.
        inferred: whether a rule computed it.
        claimants: on whose word, sorted labels.
        statement: IRI of the statement, empty where there is none.
    """

    start: str
    end: str
    label: str
    forward: bool
    inferred: bool
    claimants: tuple[str, ...]
    statement: str


def shortest_path(kg: OpenGraph, start: str, end: str) -> list[Step]:
    """Return a shortest path between two things, read in either direction.

    Args:
        kg: an open graph.
        start: IRI of an actor, petition, campaign, proposition or event.
        end: IRI of another.

    Returns:
        One step an edge; empty where nothing on record joins them, or where both
        are the same. Of several shortest paths the first by IRI is taken, and
        of several statements on one step a stated one before an inferred one.
        Breadth-first search, O(n + m).
    """
    import networkx as nx

    network = build_network(kg)
    if start not in network or end not in network:
        return []
    plain = nx.Graph()
    plain.add_nodes_from(sorted(network))
    plain.add_edges_from(sorted({tuple(sorted(edge)) for edge in network.edges()}))
    try:
        nodes = nx.bidirectional_shortest_path(plain, start, end)
    except nx.NetworkXNoPath:
        return []
    return [_step(network, a, b) for a, b in pairwise(nodes)]


def _step(network: nx.MultiDiGraph, start: str, end: str) -> Step:
    options = [(key, data, True) for key, data in (network.get_edge_data(start, end) or {}).items()]
    options += [
        (key, data, False) for key, data in (network.get_edge_data(end, start) or {}).items()
    ]
    _, data, forward = min(options, key=lambda o: (bool(o[1].get("inferred")), not o[2], o[0]))
    claimants = {c for piece in data.get("evidence", ()) for c in piece["claimant"]}
    return Step(
        start=start,
        end=end,
        label=data["label"],
        forward=forward,
        inferred=bool(data.get("inferred")),
        claimants=tuple(sorted(claimants)),
        statement=data.get("statement", ""),
    )
