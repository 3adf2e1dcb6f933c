"""The largest sets of clauses that do not contradict each other."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, product
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import networkx as nx

T = TypeVar("T")

_EXACT: Final = 30
"""Clauses that hang together through contradictions, up to which all sets are looked at."""

SHOWN: Final = 20
"""How many of the best sets are given."""


@dataclass(frozen=True)
class LargestSets(Generic[T]):
    """The largest sets of clauses without a contradiction.

    Attributes:
        sets: the best sets, each sorted as the clauses were given; at most 20.
        size: how many clauses each has.
        weight: the sum of their weights.
        bound: no set has more clauses than this.
        proven: whether these are the best there are, by size and then weight.
    """

    sets: list[tuple[T, ...]]
    size: int
    weight: float
    bound: int
    proven: bool


def largest_sets(weights: Mapping[T, float], conflicts: Iterable[tuple[T, T]]) -> LargestSets[T]:
    """Find the largest sets of clauses no two of which contradict each other.

    This is the maximum independent set of the graph whose edges are the
    contradictions: first by the number of clauses, then by the sum of their
    weights. Parts that hang together by contradictions are solved apart. Up to
    30 clauses a part is solved exactly, by going through all its maximal sets; a
    larger one by taking those with the fewest contradictions first, and the
    answer says so. No set is larger than the number of clauses less the size of
    a largest matching, as of two that contradict each other one must go.

    Args:
        weights: for each clause, how much it is worth, such as how many hold it.
        conflicts: pairs of clauses that contradict each other; not directed.

    Returns:
        The sets; one empty set where there are no clauses. Cost: linear but for
        the exact part, which goes through at most 3^(n/3) sets of n clauses.

    References:
        E. Tomita, A. Tanaka, H. Takahashi (2006), doi:10.1016/j.tcs.2006.06.015,
        for the number of maximal sets and how they are gone through.

    Example:
        Three clauses, of which the first contradicts both others:

        >>> found = largest_sets({"a": 5, "b": 1, "c": 1}, [("a", "b"), ("a", "c")])
        >>> found.sets, found.size, found.proven
        ([('b', 'c')], 2, True)
    """
    import networkx as nx

    G = nx.Graph()  # noqa: N806 - networkx's own name for a graph
    G.add_nodes_from(weights)
    G.add_edges_from((a, b) for a, b in conflicts if a in weights and b in weights and a != b)
    order = {clause: at for at, clause in enumerate(weights)}
    parts: list[list[frozenset[T]]] = []
    bound, proven = 0, True
    for component in nx.connected_components(G):
        part = G.subgraph(component)
        if len(part) == 1:
            parts.append([frozenset(component)])
            bound += 1
        elif len(part) <= _EXACT:
            best = _best(nx.find_cliques(nx.complement(part)), weights)
            # In the clauses' order: sets of names come in another one each time.
            best.sort(key=lambda found: sorted(map(order.__getitem__, found)))
            parts.append(best)
            bound += len(best[0])
        else:
            parts.append([_greedy(part, weights)])
            bound += len(part) - len(nx.max_weight_matching(part, maxcardinality=True))
            proven = False
    sets = [
        tuple(sorted((c for one in choice for c in one), key=order.__getitem__))
        for choice in islice(product(*parts), SHOWN)
    ]
    size = len(sets[0])
    weight = sum(weights[c] for c in sets[0])
    return LargestSets(
        sorted(sets, key=lambda s: [order[c] for c in s]),
        size,
        weight,
        bound,
        proven,
    )


def _best(candidates: Iterator[list[T]], weights: Mapping[T, float]) -> list[frozenset[T]]:
    """Return the candidates with the most clauses, and among them the heaviest."""
    best: list[frozenset[T]] = []
    worth = (-1, 0.0)
    for candidate in candidates:
        found = len(candidate), sum(weights[c] for c in candidate)
        if found > worth:
            best, worth = [], found
        if found == worth:
            best.append(frozenset(candidate))
    return best


def _greedy(part: nx.Graph, weights: Mapping[T, float]) -> frozenset[T]:
    """Take the clause with the fewest contradictions left, again and again."""
    left: dict[T, set[T]] = {node: set(part[node]) for node in part}
    taken: set[T] = set()
    while left:
        node = min(left, key=lambda n: (len(left[n]), -weights[n], str(n)))
        taken.add(node)
        for gone in left.pop(node) & left.keys():
            for other in left.pop(gone) & left.keys():
                left[other].discard(gone)
    return frozenset(taken)
