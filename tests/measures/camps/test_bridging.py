"""Ties inside and across camps, against a hand count."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graph.errors import UsageError
from graph.measures.camps import bridging

# Camps {0, 1}, {2, 3}, {4}; actor 5 has none.
LABELS = [0, 0, 1, 1, 2, -1]
TIES = np.array(
    [
        [0, -2, 3, 0, 0, 0],
        [-2, 0, 1, 0, 2, 4],
        [3, 1, 0, 2, -1, 0],
        [0, 0, 2, 0, 0, 0],
        [0, 2, -1, 0, 0, 0],
        [0, 4, 0, 0, 0, 0.0],
    ]
)


def test_ties_are_summed_inside_and_across_camps() -> None:
    found = bridging(TIES, LABELS)
    assert found.positive_inside.tolist() == [0, 0, 2, 2, 0, 0]
    # What actor 1 has with actor 5 leads to no camp.
    assert found.positive_outside.tolist() == [3, 3, 4, 0, 2, 4]
    assert found.negative_inside.tolist() == [2, 2, 0, 0, 0, 0]


def test_participation_is_that_of_a_hand_count() -> None:
    found = bridging(TIES, LABELS)
    # 1: 1/3 and 2/3. 2: 4/6 to the first camp, 2/6 to its own.
    assert found.participation.tolist() == pytest.approx([0, 4 / 9, 4 / 9, 0, 0, 0])


def test_even_ties_to_three_camps_give_two_thirds() -> None:
    star = np.zeros((4, 4))
    star[0, 1:] = star[1:, 0] = 5.0
    assert bridging(star, [0, 0, 1, 2]).participation[0] == pytest.approx(2 / 3)


def test_no_positive_ties_give_zero() -> None:
    found = bridging(np.array([[0, -1], [-1, 0.0]]), [0, 1])
    assert found.participation.tolist() == [0.0, 0.0]
    assert bridging(np.zeros((0, 0)), []).participation.tolist() == []
    assert bridging(TIES, [-1] * 6).participation.tolist() == [0.0] * 6


@given(order=st.permutations(range(6)))
def test_order_numbers_and_form_change_nothing(order: list[int]) -> None:
    first = bridging(TIES, LABELS)
    renamed = [LABELS[i] if LABELS[i] < 0 else 9 - LABELS[i] for i in order]
    second = bridging(csr_array(TIES[np.ix_(order, order)]), renamed)
    assert second.participation == pytest.approx(first.participation[order])
    assert second.positive_inside == pytest.approx(first.positive_inside[order])
    assert second.negative_inside == pytest.approx(first.negative_inside[order])


def test_labels_of_another_length_are_refused() -> None:
    with pytest.raises(UsageError, match="pass one each"):
        bridging(TIES, [0, 1])
