"""All pairs at once are what `matching` gives for each pair."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import UsageError
from graph.measures.all_pairs import pair_distances, pair_sums
from graph.measures.matching import METRICS, distance, interval

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph.measures.matching import Metric

DEGREES = (-1.0, -0.5, 0.0, 0.5, 0.75, 5 / 6, 2 / 3, 1.0, np.nan)
"""Means of several statements are thirds and quarters."""


def drawn(
    seed: int, actors: int = 6, propositions: int = 30, known: float = 0.7
) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.float64]]:
    """Draw answers, with two actors that answer alike, and uneven weights."""
    chance = np.random.default_rng(seed)
    shape = actors, propositions
    a = chance.choice(np.array(DEGREES), shape) / 2
    a[chance.random(shape) > known] = np.nan
    spoken = ~np.isnan(a) | (chance.random(shape) < 0.2)
    a[1], spoken[1] = a[0], spoken[0]
    weights = chance.choice([0.0, 0.1, 0.3, 0.7, 1.0, 2.5], propositions)
    return a, spoken, weights


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("known", [0.7, 0.05], ids=["dense", "sparse"])
def test_each_pair_is_compared_as_by_itself(seed: int, metric: Metric, known: float) -> None:
    a, spoken, weights = drawn(seed, known=known)
    found = pair_distances(a, spoken, weights, metric)
    low, high = np.where(np.isnan(a), -0.5, a), np.where(np.isnan(a), 0.5, a)
    for i, j in itertools.product(range(len(a)), repeat=2):
        either = spoken[i] | spoken[j]
        best, worst = interval(
            (low[i][either], low[j][either]), (high[i][either], high[j][either]),
            metric=metric, weights=weights[either],
        )  # fmt: skip
        alone = distance(a[i], a[j], metric=metric, weights=weights)
        both = ~np.isnan(a[i]) & ~np.isnan(a[j])
        for array, expected in (
            (found.distance, alone),
            (found.shared, both.sum()),
            (found.weight, weights[both].sum()),
            (found.conflict, np.nansum(weights * np.abs(a[i] - a[j]))),
        ):
            assert array[i, j] == pytest.approx(expected, abs=1e-9, nan_ok=True)
        assert found.best[i, j] == pytest.approx(best, abs=1e-9, nan_ok=True)
        assert found.worst[i, j] == pytest.approx(worst, abs=1e-9, nan_ok=True)


@pytest.mark.parametrize("metric", METRICS)
def test_a_hand_count(metric: Metric) -> None:
    a = np.array([[0.5, 0.25, 0.0, np.nan], [0.5, -0.25, np.nan, np.nan]])
    spoken = ~np.isnan(a) | np.array([[False] * 4, [False] * 3 + [True]])
    found = pair_distances(a, spoken, np.ones(4), metric)
    # Shared: 0 and ½ apart, 0 and 0.625 directional. Alone: 0 against unknown. Last: torn.
    expected = {
        "manhattan": (0.25, 0.125, (0.5 + 0.5 + 1) / 4),
        "directional": (0.3125, (0.625 + 0.5) / 4, (0.625 + 0.5 + 1) / 4),
        "euclidean": (0.125**0.5, 0.25 / 2, ((0.25 + 0.25 + 1) / 4) ** 0.5),
    }[metric]
    expected = expected if metric != "euclidean" else (expected[0], 0.25**0.5 / 2, expected[2])
    assert (found.distance[0, 1], found.best[0, 1], found.worst[0, 1]) == pytest.approx(expected)
    assert (found.shared[0, 1], found.conflict[0, 1], found.weight[0, 1]) == (2, 0.5, 2)


@pytest.mark.parametrize("metric", METRICS)
@given(seed=st.integers(0, 10_000), data=st.data())
def test_neither_order_nor_side_nor_sign_matter(
    metric: Metric, seed: int, data: st.DataObject
) -> None:
    a, spoken, weights = drawn(seed, 4, 6)
    found = pair_distances(a, spoken, weights, metric)
    rows = data.draw(st.permutations(range(4)))
    columns = data.draw(st.permutations(range(6)))
    turned = pair_distances(
        -a[np.ix_(rows, columns)], spoken[np.ix_(rows, columns)], weights[columns], metric
    )
    for name in ("distance", "best", "worst", "shared", "conflict", "weight"):
        array = getattr(found, name)
        np.testing.assert_allclose(array, array.T, atol=1e-12)
        np.testing.assert_allclose(getattr(turned, name), array[np.ix_(rows, rows)], atol=1e-9)
    within = ~np.isnan(found.best)
    assert (found.best[within] <= found.worst[within] + 1e-12).all()
    assert ((found.best[within] >= 0) & (found.worst[within] <= 1)).all()


def test_euclidean_distances_of_like_answers_are_nothing() -> None:
    a, spoken, weights = drawn(1, propositions=200, known=1.0)
    assert pair_distances(a, spoken, weights, "euclidean").distance[0, 1] == 0


def test_nobody_and_nothing_have_no_distances() -> None:
    for shape in ((0, 0), (0, 3), (3, 0)):
        found = pair_distances(np.empty(shape), np.empty(shape, np.bool_), np.ones(shape[1]))
        assert found.distance.shape == (shape[0], shape[0])
        assert np.isnan(found.distance).all()
        assert found.shared.sum() == 0


def test_an_unknown_metric_is_refused() -> None:
    with pytest.raises(UsageError, match="metric: 'cosine' is none"):
        pair_distances(np.ones((1, 1)), np.ones((1, 1), np.bool_), np.ones(1), "cosine")  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(4))
def test_sums_are_those_of_the_distances(seed: int) -> None:
    a, spoken, weights = drawn(seed)
    found = pair_distances(a, spoken, weights)
    weight, conflict = pair_sums(a, weights)
    np.testing.assert_allclose(weight, found.weight)
    np.testing.assert_allclose(conflict, found.conflict)
