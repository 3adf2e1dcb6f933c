"""Distances of answers: OpenVAA's 3,840 figures, hand counts, and what must not matter."""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import UsageError
from graph.measures.matching import (
    METRICS,
    Filling,
    categorical,
    distance,
    interval,
    ordinal,
    score,
    shares,
)

if TYPE_CHECKING:
    from graph.measures.matching import Metric, Missing

NAN = math.nan
RUNS = 96


@cache
def openvaa() -> dict[str, Any]:
    """Match runs of OpenVAA; the distances over groups of questions are never weighted."""
    path = Path(__file__).with_name("openvaa_matching.json")
    return cast("dict[str, Any]", json.loads(path.read_text(encoding="utf-8")))


def coordinates(answers: dict[str, str], questions: list[str]) -> list[np.ndarray[Any, Any]]:
    """Return the coordinates of each question: ordinal to q9, then two and four options."""
    found = []
    for question in questions:
        number, answer = int(question[1:]), answers.get(question)
        if number < 10:
            value = float(answer.split("_")[1]) if answer else NAN
            found.append(ordinal([value], 1, 5 if number < 8 else 7))
        else:
            options = ("no", "yes") if number == 10 else tuple("abcd")
            found.append(categorical(options.index(answer) if answer else None, len(options)))
    return found


@pytest.mark.parametrize("run", range(RUNS))
def test_distances_are_those_of_openvaa(run: int) -> None:
    oracle = openvaa()
    assert len(oracle["results"]) == RUNS
    result = oracle["results"][run]
    metric = cast("Metric", result["metric"].lower())
    missing: Missing = "neutral" if result["missing"] == "Neutral" else "worst"
    filling = Filling(missing, negative=result["bias"] == "negative")
    every = list(oracle["weights"])
    voter = oracle["voters"][result["voter"]]
    for at, candidate in enumerate(oracle["candidates"]):
        wanted = [(every, result["weighted"], result["distance"][at])]
        wanted += [
            (group, False, expected)
            for group, expected in zip(oracle["groups"], result["group_distance"][at], strict=True)
        ]
        for questions, weighted, expected in wanted:
            a, b = coordinates(voter, questions), coordinates(candidate, questions)
            weights = [
                shares(oracle["weights"][q] if weighted else 1.0, len(part), metric)
                for q, part in zip(questions, a, strict=True)
            ]
            found = distance(
                np.concatenate(a), np.concatenate(b), metric=metric,
                weights=np.concatenate(weights), filling=filling,
            )  # fmt: skip
            assert found == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        ("manhattan", (2 * 0.75 + 1 * 0.5) / 3),
        ("directional", (2 * (0.5 + 0.25) + 1 * 0.5) / 3),
        ("euclidean", math.sqrt(1.5**2 + 0.5**2) / math.sqrt(5)),
    ],
)
def test_weighted_distances_are_those_of_a_hand_count(metric: Metric, expected: float) -> None:
    # The third is unknown to the one and the fourth to the other: neither counts.
    a, b = [0.5, 0.0, NAN, 0.5], [-0.25, -0.5, 0.5, NAN]
    assert distance(a, b, metric=metric, weights=[2, 1, 9, 9]) == pytest.approx(expected)
    assert distance(b, a, metric=metric, weights=[2, 1, 9, 9]) == pytest.approx(expected)


def test_what_is_missing_is_filled_in_only_on_the_other_side() -> None:
    a, b = [0.5, 0.0, NAN, -0.25], [NAN, NAN, 0.5, NAN]
    assert math.isnan(distance(a, b))
    assert distance(a, b, filling=Filling()) == pytest.approx((0.5 + 0 + 0.25) / 3)
    assert distance(a, b, filling=Filling("worst")) == pytest.approx((1 + 0.5 + 0.75) / 3)
    negative = Filling("worst", negative=True)
    assert negative.fill(np.array(a), np.array(b)).tolist()[:2] == [-0.5, -0.5]
    assert Filling("worst").fill(np.array(a), np.array(b)).tolist()[:2] == [-0.5, 0.5]


@pytest.mark.parametrize("metric", METRICS)
def test_without_a_weighted_question_there_is_no_distance(metric: Metric) -> None:
    assert math.isnan(distance([], [], metric=metric))
    assert math.isnan(distance([0.5], [0.5], metric=metric, weights=[0]))
    assert math.isnan(score(distance([NAN], [0.5], metric=metric)))
    assert all(map(math.isnan, interval(([], []), ([], []), metric=metric)))
    nothing = interval(([0.5], [0.5]), ([0.5], [0.5]), metric=metric, weights=[0])
    assert all(map(math.isnan, nothing))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"metric": "cosine"}, "metric: 'cosine' is none"),
        ({"weights": [1, -1]}, "weights: -1.0 is negative"),
        ({"weights": [1]}, "give one for each question"),
    ],
)
def test_wrong_options_are_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        distance([0.5, 0.5], [0.5, 0.5], **options)
    with pytest.raises(UsageError, match="give one for each question"):
        distance([0.5, 0.5], [0.5])


def test_scales_and_choices_become_coordinates() -> None:
    assert ordinal([-1, 0, 1], -1, 1).tolist() == [-0.5, 0.0, 0.5]
    assert categorical(0, 2).tolist() == [-0.5]
    assert np.isnan(categorical(None, 2)).tolist() == [True]
    assert np.isnan(categorical(None, 3)).tolist() == [True] * 3
    assert shares(3.0, 9, "euclidean").tolist() == pytest.approx([1.0] * 9)
    assert shares(3.0, 3, "directional").tolist() == pytest.approx([1.0] * 3)


LEVEL = st.sampled_from([-0.5, -0.25, 0.0, 0.125, 0.25, 0.5])
UNKNOWN = st.one_of(LEVEL, st.just(NAN))
PAIRS = st.lists(
    st.tuples(UNKNOWN, UNKNOWN, st.sampled_from([0.0, 0.5, 1.0, 3.0])), min_size=1, max_size=8
)


@pytest.mark.parametrize("metric", METRICS)
@given(pairs=PAIRS, data=st.data())
def test_order_side_sign_and_scale_of_weights_do_not_matter(
    metric: Metric, pairs: list[tuple[float, float, float]], data: st.DataObject
) -> None:
    a, b, w = map(np.array, zip(*pairs, strict=True))
    found = distance(a, b, metric=metric, weights=w)
    order = data.draw(st.permutations(range(len(pairs))))
    for other in (
        distance(a[order], b[order], metric=metric, weights=w[order]),
        distance(b, a, metric=metric, weights=w),
        distance(-a, -b, metric=metric, weights=w),
        distance(a, b, metric=metric, weights=7 * w),
    ):
        assert other == pytest.approx(found, nan_ok=True)
    assert math.isnan(found) or 0 <= found <= 1
    assert math.isnan(found) or score(found) == pytest.approx(100 - 100 * found)


@pytest.mark.parametrize("metric", METRICS)
@given(pairs=PAIRS, data=st.data())
def test_whatever_is_unknown_stays_inside_the_interval(
    metric: Metric, pairs: list[tuple[float, float, float]], data: st.DataObject
) -> None:
    a, b, w = map(np.array, zip(*pairs, strict=True))
    low = [np.where(np.isnan(side), -0.5, side) for side in (a, b)]
    high = [np.where(np.isnan(side), 0.5, side) for side in (a, b)]
    best, worst = interval((low[0], low[1]), (high[0], high[1]), metric=metric, weights=w)
    guess = [
        np.array([data.draw(st.floats(-0.5, 0.5)) if math.isnan(v) else v for v in side])
        for side in (a, b)
    ]
    found = distance(guess[0], guess[1], metric=metric, weights=w)
    if math.isnan(found):
        assert math.isnan(best)
        assert math.isnan(worst)
    else:
        assert 0 <= best <= found + 1e-12 <= worst + 2e-12 <= 1 + 3e-12


@pytest.mark.parametrize("metric", METRICS)
def test_the_interval_is_reached_at_both_ends(metric: Metric) -> None:
    # Red ¼ and ½ on what blue is silent on; both are unknown on the third.
    low, high = ([0.25, 0.5, -0.5], [-0.5] * 3), ([0.25, 0.5, 0.5], [0.5] * 3)
    ends = [
        distance([0.25, 0.5, third], [x, y, z], metric=metric)
        for third in (-0.5, 0.5)
        for x in (-0.5, 0.25, 0.5)
        for y in (-0.5, 0.5)
        for z in (-0.5, 0.5)
    ]
    assert interval(low, high, metric=metric) == pytest.approx((min(ends), max(ends)))


def test_a_score_runs_from_100_to_0() -> None:
    assert [score(d) for d in (0.0, 0.25, 1.0)] == [100.0, 75.0, 0.0]
