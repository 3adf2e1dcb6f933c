"""Which actors stand on which side of the picture."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from .scene import ACTORS, DEGREES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .scene import Scene

_TIES = {"membership": 0.5, "around": 0.5}
_SHARED_CALL = 0.15


def side_scores(scene: Scene, *, seed: int) -> dict[int, float]:
    """Score every linked actor from −1 (left) to 1 (right).

    Let A be the actors' matrix of ties: for every proposition that two actors
    take a stand on, the product of their degrees is added (agreement binds,
    disagreement repels); a shared petition, a membership or a name taken from
    the other bind weakly. With D the diagonal of the absolute row sums, the
    score is the vector x, orthogonal to the constant vector, that minimises
    xᵀ(D − A)x: the Fiedler vector of the signed Laplacian. It serves the eye
    only, and is never shown as a number.

    Args:
        scene: nodes and edges.
        seed: of the tiny noise that decides ties between equal solutions.

    Returns:
        One score per linked actor; the side that supports more is the left.
        Cost: cubic in the number of actors.

    References:
        Kunegis et al. (2010), Spectral Analysis of Signed Graphs,
        https://doi.org/10.1137/1.9781611972801.49
    """
    linked = scene.linked()
    actors = [at for at in sorted(linked) if scene.nodes[at].kind in ACTORS]
    if len(actors) < 2:
        return dict.fromkeys(actors, 0.0)
    place = {at: row for row, at in enumerate(actors)}
    vector = _fiedler(_ties(scene, place), seed)
    warmth = np.zeros(len(actors))
    for edge in scene.edges:
        if edge.kind == "position" and edge.source in place:
            warmth[place[edge.source]] += DEGREES.get(edge.stance, 0.0)
    if float(vector @ warmth) > 0 or (float(vector @ warmth) == 0 and vector[0] > 0):
        vector = -vector
    vector = vector / (np.abs(vector).max() or 1.0)
    return {at: round(float(vector[row]), 6) for at, row in place.items()}


def _ties(scene: Scene, place: dict[int, int]) -> NDArray[np.float64]:
    ties = np.zeros((len(place), len(place)))
    stands: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    calls: dict[int, set[int]] = defaultdict(set)
    for edge in scene.edges:
        if edge.source not in place:
            continue
        row = place[edge.source]
        if edge.kind == "position" and edge.stance in DEGREES:
            stands[edge.target][row] += DEGREES[edge.stance]
        elif edge.kind == "involvement":
            calls[edge.target].add(row)
        elif edge.kind in _TIES and edge.target in place:
            ties[row, place[edge.target]] += _TIES[edge.kind]
            ties[place[edge.target], row] += _TIES[edge.kind]
    for held in stands.values():
        for one, first in held.items():
            for other, second in held.items():
                ties[one, other] += first * second
    for rows in calls.values():
        members = sorted(rows)
        ties[np.ix_(members, members)] += _SHARED_CALL
    np.fill_diagonal(ties, 0.0)
    return ties


def _fiedler(ties: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    count = len(ties)
    noise = np.random.default_rng(seed).uniform(0, 1e-6, count)
    laplacian = np.diag(np.abs(ties).sum(axis=1) + noise) - ties
    flat = np.full((count, count), 1.0 / count)
    away = np.eye(count) - flat
    # The constant vector is pushed to the far end of the spectrum.
    held = away @ laplacian @ away + flat * (2 * np.abs(laplacian).sum() + 1)
    _, vectors = np.linalg.eigh((held + held.T) / 2)
    return np.asarray(vectors[:, 0], dtype=np.float64)
