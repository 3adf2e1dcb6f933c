"""Which actors stand on which side of the picture."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import numpy as np
import rustworkx as rx

from .scene import ACTORS, DEGREES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .scene import Edge, Scene

SMALL_PART: Final = 2
"""Parts up to this size follow the petitions they share, whatever evens the sides."""
_BONDS: Final = {"recommended": 0.0, "declined": -1.0, "criticised": -1.0}
"""What an act binds an actor to a petition with; all others, as launching it, by 1."""
_TIES: Final = {"membership": 0.5, "around": 0.5}


def side_scores(scene: Scene, *, seed: int) -> dict[int, float]:
    """Score every linked actor from −1 (left) to 1 (right).

    Let A be the actors' matrix of ties: for every proposition on which two
    actors take a stated stand, the product of their degrees is added
    (agreement binds, disagreement repels); a membership, or a name taken from
    the other, adds ½. With D the diagonal of the absolute row sums, the score
    within a connected part of A is the vector x that minimises xᵀ(D − A)x:
    actors who disagree get opposite signs. Parts that say nothing of each
    other are turned so that the sides are as even as they can be, and, where
    that leaves a choice, so that those who share petitions stand together.
    The score serves the eye only, and is never shown as a number.

    Args:
        scene: nodes and edges.
        seed: of the tiny noise that decides between equal solutions.

    Returns:
        One score per linked actor; the side that supports more is the left.
        Cost: cubic in the number of actors.

    References:
        Kunegis et al. (2010), Spectral Analysis of Signed Graphs,
        https://doi.org/10.1137/1.9781611972801.49
    """
    linked = scene.linked()
    actors = [at for at in sorted(linked) if scene.nodes[at].kind in ACTORS]
    if not actors:
        return {}
    place = {at: row for row, at in enumerate(actors)}
    ties = _ties(scene, place)
    part = _parts(ties)
    score = np.zeros(len(actors))
    for which in range(int(part.max()) + 1):
        members = np.flatnonzero(part == which)
        whole = len(members) == len(actors)
        score[members] = _balance(ties[np.ix_(members, members)], seed, even=whole)
    _turn(score, part, _shared_calls(scene, place))
    warmth = float(score @ _warmth(scene, place))
    if warmth > 0 or (warmth == 0 and score[0] > 0):
        score = -score
    return {at: round(float(score[row]), 6) for at, row in place.items()}


def _stated(edge: Edge) -> bool:
    return edge.kind == "position" and edge.stance in DEGREES and not edge.data.get("inferred")


def _ties(scene: Scene, place: dict[int, int]) -> NDArray[np.float64]:
    ties = np.zeros((len(place), len(place)))
    stands: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for edge in scene.edges:
        if edge.source not in place:
            continue
        row = place[edge.source]
        if _stated(edge):
            stands[edge.target][row] += DEGREES[edge.stance]
        elif edge.kind in _TIES and edge.target in place:
            ties[row, place[edge.target]] += _TIES[edge.kind]
            ties[place[edge.target], row] += _TIES[edge.kind]
    for held in stands.values():
        for one, first in held.items():
            for other, second in held.items():
                ties[one, other] += first * second
    np.fill_diagonal(ties, 0.0)
    return ties


def _parts(ties: NDArray[np.float64]) -> NDArray[np.int64]:
    """Number the connected parts of the ties, in the order of their first actor."""
    bound: rx.PyGraph[None, None] = rx.PyGraph()
    bound.add_nodes_from([None] * len(ties))
    bound.add_edges_from_no_data([(int(a), int(b)) for a, b in np.argwhere(np.triu(ties))])
    part = np.zeros(len(ties), dtype=np.int64)
    for which, members in enumerate(sorted(map(sorted, rx.connected_components(bound)))):
        part[members] = which
    return part


def _balance(ties: NDArray[np.float64], seed: int, *, even: bool) -> NDArray[np.float64]:
    """Return the smallest eigenvector of the signed Laplacian, largest entry 1.

    Without any disagreement that is one side for all; then, where `even` is
    asked for, the smallest vector that has two sides.
    """
    count = len(ties)
    noise = np.random.default_rng(seed).uniform(0, 1e-6, count)
    laplacian = np.diag(np.abs(ties).sum(axis=1) + noise) - ties
    _, vectors = np.linalg.eigh(laplacian)
    vector = vectors[:, 0]
    if even and count > 1 and (vector.min() > 0 or vector.max() < 0):
        vector = vectors[:, 1]
    largest = vector[np.abs(vector).argmax()]
    return np.asarray(vector / largest, dtype=np.float64)


def _turn(score: NDArray[np.float64], part: NDArray[np.int64], shared: NDArray[np.float64]) -> None:
    """Turn the parts, the largest first, towards even sides and shared petitions."""
    sizes = np.bincount(part)
    done = np.zeros(len(score), dtype=bool)
    for which in sorted(range(len(sizes)), key=lambda one: (-sizes[one], one)):
        members = part == which
        sides = np.sign(score)
        tilt = float(sides[members].sum())
        lean = float(sides[done].sum())
        bond = float(sides[members] @ shared[np.ix_(members, done)] @ sides[done])
        keep, turn = abs(lean + tilt), abs(lean - tilt)
        alone = sizes[which] <= SMALL_PART
        if (alone and bond < 0) or (not (alone and bond > 0) and (turn, bond) < (keep, 0.0)):
            score[members] *= -1
        done |= members


def _shared_calls(scene: Scene, place: dict[int, int]) -> NDArray[np.float64]:
    """Weigh for every two actors the petitions and campaigns in which both had a part.

    Recommending implies nothing, so it binds nobody; declining and criticising part.
    """
    columns = {edge.target: 0 for edge in scene.edges if edge.kind == "involvement"}
    columns = {call: at for at, call in enumerate(sorted(columns))}
    taken = np.zeros((len(place), len(columns)))
    for edge in scene.edges:
        if edge.kind == "involvement" and edge.source in place:
            cell = (place[edge.source], columns[edge.target])
            bond = _BONDS.get(str(edge.data.get("act")), 1.0)
            taken[cell] = bond if abs(bond) > abs(taken[cell]) else taken[cell]
    # A call that few share says more of those who share it.
    shares = np.maximum(np.abs(taken).sum(axis=0), 1.0)
    return np.asarray((taken / shares) @ taken.T, dtype=np.float64)


def _warmth(scene: Scene, place: dict[int, int]) -> NDArray[np.float64]:
    warmth = np.zeros(len(place))
    for edge in scene.edges:
        if _stated(edge) and edge.source in place:
            warmth[place[edge.source]] += DEGREES[edge.stance]
    return warmth
