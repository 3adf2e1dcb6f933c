"""Adjusted Rand index and stability, against hand counts."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import UsageError
from graph.measures.camps import adjusted_rand, stability

labels = st.lists(st.integers(-1, 3), min_size=6, max_size=6)


def test_the_index_is_that_of_a_hand_count() -> None:
    # Together in both 2, in the first 6, in the second 3, of 15 pairs: 0.8 / 3.3.
    assert adjusted_rand([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 2, 2]) == pytest.approx(8 / 33)


def test_less_agreement_than_by_chance_is_negative() -> None:
    # Together in both 0, in each 2, of 6 pairs: (0 - 2/3) / (2 - 2/3).
    assert adjusted_rand([0, 0, 1, 1], [0, 1, 0, 1]) == pytest.approx(-0.5)


@pytest.mark.parametrize("same", [[0, 0, 0], [0, 1, 2], [5, 5, 2]])
def test_a_partition_agrees_with_itself(same: list[int]) -> None:
    assert adjusted_rand(same, same) == 1.0


def test_one_camp_against_single_actors_is_chance() -> None:
    assert adjusted_rand([0, 0, 0], [0, 1, 2]) == 0.0


def test_actors_unplaced_in_either_are_left_out() -> None:
    assert adjusted_rand([0, 0, 1, -1], [1, 1, 0, 1]) == 1.0
    assert math.isnan(adjusted_rand([0, -1, 1], [-1, 0, 1]))
    assert math.isnan(adjusted_rand([], []))


@given(a=labels, b=labels, order=st.permutations(range(6)))
def test_neither_order_nor_numbers_matter(a: list[int], b: list[int], order: list[int]) -> None:
    value = adjusted_rand(a, b)
    turned = adjusted_rand([3 - b[i] if b[i] >= 0 else -1 for i in order], [a[i] for i in order])
    assert value == pytest.approx(turned, nan_ok=True)
    assert math.isnan(value) or value <= 1.0


def test_stability_counts_who_stays_with_its_camp() -> None:
    final = [0, 0, 0, 1, 1, -1]
    found = stability([final, [0, 0, 1, 1, 1, -1], [0, 0, 0, 1, 2, 0], [1, 1, -1, 0, 0, 0]], final)
    # Actor 2 leaves once and is unplaced once. Camp 1 falls into equal halves once.
    assert found.share[:5].tolist() == [1.0, 1.0, 0.5, 0.75, 0.75]
    assert math.isnan(found.share[5])


def test_stability_gives_mean_and_least_agreement_of_the_pairs() -> None:
    rows = [[0, 0, 1, 1], [1, 1, 0, 0], [0, 1, 0, 1]]
    found = stability(rows, rows[0])
    assert found.mean == pytest.approx((1 - 0.5 - 0.5) / 3)
    assert found.least == pytest.approx(-0.5)


def test_without_pairs_stability_is_not_a_number() -> None:
    none = stability([], [0, 0])
    assert math.isnan(none.mean)
    assert math.isnan(none.least)
    assert np.isnan(none.share).all()
    one = stability([[0, 0]], [0, 0])
    assert math.isnan(one.mean)
    assert one.share.tolist() == [1.0, 1.0]


@pytest.mark.parametrize(
    ("a", "b", "message"),
    [([0, 1], [0], "pass one each"), ([0.5], [0], "whole numbers"), ([-2], [0], "below -1")],
)
def test_malformed_labels_are_refused(a: list[int], b: list[int], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        adjusted_rand(a, b)
