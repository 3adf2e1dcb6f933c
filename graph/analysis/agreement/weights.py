"""How much propositions count: by themselves, or by their topic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from ...errors import ParameterError
from ..stances.source import pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ...records.opened import OpenGraph

Weights = Mapping[str, float]
"""A weight by the name of a proposition or of a topic; what is not named weighs 1."""


def weights_of(
    kg: OpenGraph, propositions: Sequence[str], weights: Weights | None
) -> NDArray[np.float64]:
    """Return the weight of each proposition.

    A proposition's own weight goes before that of its topic; of several topics that
    are named the heaviest counts.

    Args:
        kg: an open graph.
        propositions: IRIs.
        weights: by name; all alike if left out.

    Raises:
        NotFound: a name stands for nothing.
        ParameterError: a weight is negative or no number.
    """
    if not weights:
        return np.ones(len(propositions))
    given = {}
    for name, weight in weights.items():
        iri = kg.names.resolve(name, ("proposition", "topic"), wanted="proposition or topic")
        if not 0 <= weight < float("inf"):
            raise ParameterError(f"weight: {weight!r} of {name!r} is not 0 or more; correct it")
        given[iri] = float(weight)
    ((narrow, broad),) = pairs(kg.store, "skos:broader")
    by_topic: dict[str, float] = {}
    for proposition, topic in zip(narrow, broad, strict=True):
        if topic in given:
            by_topic[proposition] = max(given[topic], by_topic.get(proposition, 0.0))
    return np.array([given.get(p, by_topic.get(p, 1.0)) for p in propositions])
