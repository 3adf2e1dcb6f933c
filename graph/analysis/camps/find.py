"""Camps in the signed network of agreement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ...errors import ParameterError
from ...measures.all_pairs import pair_sums
from ...measures.camps import bridging, partition, polarisation, signed_ties, stability
from ..agreement.matrix import compared
from ..ground.groups import groups_in
from ..stances.matrix import stance_matrix
from ..stances.selection import Wanted
from .bridges import petition_bridges
from .result import Camps, Found

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ...measures.camps import Partition, Polarisation, Stability
    from ...records.opened import OpenGraph
    from ..agreement.matrix import AgreementMatrix

_FEWEST: Final = 2


@dataclass(frozen=True)
class CampOptions:
    """How camps are sought.

    Attributes:
        number: how many camps; None leaves it to the data.
        seeds: how many starts.
        first_seed: seed of the first.
        normalised: weigh every tie alike, whether two share one proposition or thirty.
        resamples: how often the propositions are drawn anew, to see whether the
            camps hold.
    """

    number: int | None = None
    seeds: int = 20
    first_seed: int = 0
    normalised: bool = False
    resamples: int = 50


def find_camps(
    kg: OpenGraph, wanted: Wanted | None = None, options: CampOptions | None = None
) -> Camps:
    """Find the camps of the organisations on record.

    Two organisations are tied by congruence less conflict over what both have a
    stance on. Camps are the grouping that leaves the least agreement between
    camps and the least disagreement inside; see `measures.camps.partition`.

    Args:
        kg: an open graph.
        wanted: what counts; today's judgement if left out.
        options: how they are sought.

    Raises:
        ParameterError: more camps are wanted than organisations have a tie.
    """
    how = options or CampOptions()
    matrix = stance_matrix(kg.store, (wanted or Wanted()).resolve(kg.names))
    pairs = compared(kg, matrix)
    weight, conflict = pairs.pairs.weight, pairs.pairs.conflict
    ties = signed_ties(_off(weight), _off(conflict), normalise=how.normalised)
    tied = int((np.diff(ties.indptr) > 0).sum())
    if how.number is not None and not _FEWEST <= how.number <= max(tied, _FEWEST):
        message = f"camps: {how.number!r} of {tied} organisations with a tie; take 2 to {tied}"
        raise ParameterError(message)
    if tied < _FEWEST:
        return Camps(kg, pairs, None)
    found = partition(ties, camps=how.number, seeds=how.seeds, first_seed=how.first_seed)
    names = {f"camp {at + 1}": at for at in range(int(found.labels.max()) + 1)}
    groups = {
        name: tuple(np.array(matrix.actors, dtype=object)[found.labels == at])
        for name, at in names.items()
    }
    several = len(groups) >= _FEWEST
    return Camps(
        kg,
        pairs,
        Found(
            found,
            groups,
            bridging(ties, found.labels),
            _resampled(pairs, found, how),
            _polarised(pairs, found) if several else None,
            groups_in(kg, matrix, groups) if several else None,
            petition_bridges(kg, matrix, groups),
        ),
    )


def _off(square: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a square array with nothing on its diagonal."""
    found = square.copy()
    np.fill_diagonal(found, 0.0)
    return found


def _polarised(pairs: AgreementMatrix, found: Partition) -> Polarisation:
    """Return how far the camps of the largest component of ties are apart."""
    labels = np.where(found.components == 0, found.labels, -1)
    return polarisation(_off(pairs.pairs.weight), _off(pairs.pairs.conflict), labels)


def _resampled(pairs: AgreementMatrix, found: Partition, how: CampOptions) -> Stability:
    """Return how far the camps hold when propositions are drawn anew, with replacement."""
    rng = np.random.default_rng(how.first_seed)
    count = pairs.matrix.shape[1]
    coordinates = pairs.matrix.coordinates()
    partitions = []
    for _ in range(how.resamples):
        drawn = np.bincount(rng.integers(0, count, count), minlength=count).astype(np.float64)
        weight, conflict = pair_sums(coordinates, drawn)
        ties = signed_ties(_off(weight), _off(conflict), normalise=how.normalised)
        tied = int((np.diff(ties.indptr) > 0).sum())
        camps = min(how.number, tied) if how.number is not None else None
        if tied >= _FEWEST:
            made = partition(ties, camps=camps, seeds=1, first_seed=how.first_seed)
            partitions.append(made.labels)
    return stability(partitions, found.labels)
