"""Polarisation and signed ties, against hand cases."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graph.errors import UsageError
from graph.measures.camps import polarisation, signed_ties, two_camps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def from_stances(
    rows: Sequence[Sequence[float]], weight: float = 1.0
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Sum what each pair shares and differs on; NaN is no stance."""
    stances = np.array(rows, dtype=float)
    n = len(stances)
    shared, conflict = np.zeros((n, n)), np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            if i != j:
                apart = np.abs(stances[i] - stances[j])
                shared[i, j] = weight * np.count_nonzero(~np.isnan(apart))
                conflict[i, j] = weight * np.nansum(apart) / 2
    return shared, conflict


def test_two_equal_camps_opposed_throughout_are_fully_polarised() -> None:
    shared, conflict = from_stances([[1, 1], [1, 1], [-1, -1], [-1, -1]])
    found = polarisation(shared, conflict, [0, 0, 1, 1])
    assert (found.value, found.balance, found.within, found.between) == (1.0, 1.0, 0.0, 1.0)
    assert (found.coverage, found.sizes) == (1.0, (2, 2))
    assert two_camps(signed_ties(shared, conflict)).labels.tolist() == [0, 0, 1, 1]


def test_one_opinion_is_not_polarised() -> None:
    shared, conflict = from_stances([[1, -1]] * 4)
    assert polarisation(shared, conflict, [0, 0, 1, 1]).value == 0.0
    assert polarisation(shared, conflict, [0, 0, 0, 0]).value == 0.0


def test_a_lone_dissenter_counts_by_the_balance_of_sizes() -> None:
    shared, conflict = from_stances([[1]] * 4 + [[-1]])
    # 4 · 4 · 1 / 25
    assert polarisation(shared, conflict, [0, 0, 0, 0, 1]).value == pytest.approx(0.64)


def test_distance_inside_camps_is_taken_off() -> None:
    # Inside the first camp the two differ on 1 of 2; between, on 1 + 2 + 1 + 2 of 8.
    shared, conflict = from_stances([[1, -1], [1, 1], [-1, -1], [-1, -1]])
    found = polarisation(shared, conflict, [0, 0, 1, 1])
    assert found.within == 1 / 4
    assert found.between == 6 / 8
    assert found.value == 1 / 2


def test_three_camps_that_all_speak_reach_two_thirds() -> None:
    rows = [[1, 1, -1], [1, 1, -1], [1, -1, 1], [1, -1, 1], [-1, 1, 1], [-1, 1, 1]]
    found = polarisation(*from_stances(rows), [0, 0, 1, 1, 2, 2])
    assert found.balance == pytest.approx(1.0)
    assert found.value == pytest.approx(2 / 3)


def test_camps_closer_across_than_inside_are_negative() -> None:
    shared, conflict = from_stances([[1], [-1], [1], [-1]])
    # Inside all differ (1); between, two of four pairs (1/2).
    assert polarisation(shared, conflict, [0, 0, 1, 1]).value == -0.5


def test_labels_unrelated_to_the_stances_give_about_zero() -> None:
    rng = np.random.default_rng(2)
    rows = rng.choice([-1, 1], size=(60, 30)).astype(float).tolist()
    found = polarisation(*from_stances(rows), rng.integers(0, 2, 60).tolist())
    # The mean of a pair is 1/2 with deviation √(1/4/30); 1,770 pairs leave about 0.004.
    assert abs(found.value) < 0.02


def test_camps_sought_in_chance_are_polarised_above_zero() -> None:
    rng = np.random.default_rng(2)
    shared, conflict = from_stances(rng.choice([-1, 1], size=(20, 10)).astype(float).tolist())
    sought = two_camps(signed_ties(shared, conflict)).labels
    assert polarisation(shared, conflict, sought).value > 0.05


def test_pairs_that_share_nothing_do_not_count_and_lower_the_coverage() -> None:
    nan = math.nan
    shared, conflict = from_stances([[1, nan], [1, 1], [nan, -1], [-1, nan]])
    found = polarisation(shared, conflict, [0, 0, 1, 1])
    # Inside: 0-1 share the first, 2-3 nothing. Between: 0-3, 1-2 and 1-3; 0-2 nothing.
    assert (found.within, found.between, found.value) == (0.0, 1.0, 1.0)
    assert found.coverage == 4 / 6
    assert found.coverage_within == 1 / 2
    assert found.coverage_between == 3 / 4


def test_what_rests_on_no_pair_is_not_a_number() -> None:
    duel = polarisation(*from_stances([[1], [-1]]), [0, 1])
    assert duel.between == 1.0
    assert math.isnan(duel.within)
    assert math.isnan(duel.value)
    nothing = polarisation(np.zeros((0, 0)), np.zeros((0, 0)), [])
    assert math.isnan(nothing.value)
    assert math.isnan(nothing.coverage)
    assert nothing.sizes == ()


def test_unplaced_actors_are_left_out() -> None:
    rows = [[1.0], [1.0], [-1.0], [-1.0], [0.5]]
    found = polarisation(*from_stances(rows), [0, 0, 1, 1, -1])
    assert (found.value, found.sizes) == (1.0, (2, 2))


@given(
    rows=st.lists(st.tuples(*[st.sampled_from([-1.0, 0.0, 1.0])] * 3), min_size=6, max_size=6),
    labels=st.lists(st.integers(0, 2), min_size=6, max_size=6),
    order=st.permutations(range(6)),
)
def test_order_numbers_form_and_scale_change_nothing_and_the_range_holds(
    rows: list[tuple[float, ...]], labels: list[int], order: list[int]
) -> None:
    shared, conflict = from_stances(rows)
    value = polarisation(shared, conflict, labels).value
    turned = from_stances([rows[i] for i in order], weight=3.0)
    other = polarisation(
        csr_array(turned[0]), csr_array(turned[1]), [7 - labels[i] for i in order]
    ).value
    assert value == pytest.approx(other, nan_ok=True)
    assert math.isnan(value) or -1 <= value <= 1


def test_signed_ties_are_congruence_less_conflict() -> None:
    shared, conflict = from_stances([[1, 1, 1], [1, 1, -1], [1, -1, math.nan]])
    # 0-1: 3 shared, 1 against; 0-2 and 1-2: 2 shared, 1 against.
    assert signed_ties(shared, conflict).toarray().tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]
    normalised = signed_ties(shared, conflict, normalise=True)
    assert normalised[0, 1] == pytest.approx(1 / 3)
    assert normalised.nnz == 2


def test_weights_that_cancel_only_in_theory_leave_no_tie() -> None:
    shared = np.array([[0, 0.1 + 0.2], [0.1 + 0.2, 0]])
    conflict = np.array([[0, 0.15], [0.15, 0]])
    assert signed_ties(shared, conflict).nnz == 0


@pytest.mark.parametrize(
    ("shared", "conflict", "message"),
    [
        (np.zeros((2, 2)), np.zeros((3, 3)), "pass equal shapes"),
        (np.array([[0, -1], [-1, 0.0]]), np.zeros((2, 2)), "a weight is negative"),
        (np.zeros((2, 2)), np.array([[0, 1], [1, 0.0]]), "a conflict exceeds what is shared"),
    ],
)
def test_malformed_sums_are_refused(
    shared: NDArray[np.float64],
    conflict: NDArray[np.float64],
    message: str,
) -> None:
    with pytest.raises(UsageError, match=message):
        polarisation(shared, conflict, [0, 1])
