"""Group-aware consensus and what sets groups apart: Polis, hand counts, invariances."""

from __future__ import annotations

import json
import math
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import UsageError
from graph.measures.consensus import (
    SIGNIFICANT,
    Votes,
    count_votes,
    group_consensus,
    representative,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

ORACLE = Path(
    os.environ.get("STANCEGRAPH_ORACLES", "nowhere"), "polis", "50ptpt-3gp-strict-no-meta"
)
NAN = math.nan
polis = pytest.mark.skipif(not ORACLE.is_dir(), reason="STANCEGRAPH_ORACLES is not set")


def read(name: str) -> Any:  # noqa: ANN401 - whatever Polis wrote
    return json.loads((ORACLE / name).read_text(encoding="utf-8"))


def counted() -> tuple[Votes, list[str], list[str]]:
    """Return what Polis counted, its groups and its statements."""
    found = read("math-pca2.json")
    groups, tids = sorted(found["group-votes"]), [str(tid) for tid in found["tids"]]
    arrays = [
        np.array([[found["group-votes"][g]["votes"][t][k] for t in tids] for g in groups], float)
        for k in "ADS"
    ]
    return Votes(*arrays), groups, tids


@polis
def test_votes_of_a_polis_conversation_are_counted_as_polis_counts_them() -> None:
    found = read("math-pca2.json")
    expected, groups, tids = counted()
    base = dict(zip(found["base-clusters"]["id"], found["base-clusters"]["members"], strict=True))
    group = {
        person: groups.index(str(cluster["id"]))
        for cluster in found["group-clusters"]
        for member in cluster["members"]
        for person in base[member]
    }
    votes = read("votes.json")
    people = max(vote["participant_id"] for vote in votes) + 1
    degrees = np.full((people, len(tids)), NAN)
    for vote in votes:
        degrees[vote["participant_id"], tids.index(str(vote["statement_id"]))] = vote["vote"]
    mine = count_votes(degrees, [group.get(person, -1) for person in range(people)])
    for name in ("agree", "disagree", "spoken"):
        assert getattr(mine, name).tolist() == getattr(expected, name).tolist()


@polis
def test_consensus_is_that_of_polis() -> None:
    votes, groups, tids = counted()
    product, least = group_consensus(votes)
    expected = read("math-pca2.json")["group-aware-consensus"]
    assert set(expected) == set(tids)
    assert product.tolist() == pytest.approx([expected[tid] for tid in tids], abs=1e-12)
    assert (product <= least).all()
    assert len(groups) == 3


@polis
def test_what_sets_groups_apart_is_that_of_polis() -> None:
    votes, groups, tids = counted()
    sides = {"agree": representative(votes), "disagree": representative(votes, against=True)}
    rows = 0
    for group, told in read("math-pca2.json")["repness"].items():
        for row in told:
            apart = sides[row["repful-for"]]
            at = groups.index(group), tids.index(str(row["tid"]))
            assert apart.share[at] == pytest.approx(row["p-success"], abs=1e-9)
            assert apart.ratio[at] == pytest.approx(row["repness"], abs=1e-9)
            assert apart.z_share[at] == pytest.approx(row["p-test"], abs=1e-9)
            # Polis rounds this one to six decimals.
            assert apart.z_ratio[at] == pytest.approx(row["repness-test"], abs=1e-6)
            # One that passes no test stands there as the best that the group agrees with.
            passes = min(row["p-test"], row["repness-test"]) > SIGNIFICANT
            assert apart.significant[at] == passes
            rows += passes
    assert rows == 11


@polis
def test_consensus_of_all_is_that_of_polis() -> None:
    for side, rows in read("math-pca2.json")["consensus"].items():
        for row in rows:
            said, trials = (np.array([[float(row[k])]]) for k in ("n-success", "n-trials"))
            rest = np.zeros((1, 1))
            arrays = (rest, said, trials) if side == "disagree" else (said, rest, trials)
            apart = representative(Votes(*arrays), against=side == "disagree")
            assert apart.share[0, 0] == pytest.approx(row["p-success"], abs=1e-12)
            assert apart.z_share[0, 0] == pytest.approx(row["p-test"], abs=1e-12)


def test_ambivalent_counts_as_spoken_and_unknown_does_not() -> None:
    degrees = [[1.0, 0.5], [-0.5, NAN], [0.0, -1.0], [NAN, NAN], [1.0, 1.0]]
    votes = count_votes(degrees, [0, 0, 1, 1, -1])
    assert votes.agree.tolist() == [[1, 1], [0, 0]]
    assert votes.disagree.tolist() == [[1, 0], [0, 1]]
    assert votes.spoken.tolist() == [[2, 1], [1, 1]]


def test_consensus_is_that_of_a_hand_count() -> None:
    # 2 of 2 and 1 of 3 for it; then nobody has spoken; then all against.
    votes = Votes(
        np.array([[2.0, 0, 0], [1, 0, 0]]),
        np.array([[0.0, 0, 2], [2, 0, 3]]),
        np.array([[2.0, 0, 2], [3, 0, 3]]),
    )
    product, least = group_consensus(votes)
    assert product.tolist() == pytest.approx([3 / 4 * 2 / 5, 1 / 4, 1 / 4 * 1 / 5])
    assert least.tolist() == pytest.approx([2 / 5, 1 / 2, 1 / 5])


def test_what_sets_apart_is_that_of_a_hand_count() -> None:
    # 9 of 9 inside, 1 of 7 outside.
    votes = Votes(np.array([[9.0], [1]]), np.array([[0.0], [6]]), np.array([[9.0], [7]]))
    apart = representative(votes)
    assert apart.share[0, 0] == pytest.approx(10 / 11)
    assert apart.ratio[0, 0] == pytest.approx((10 / 11) / (2 / 9))
    assert apart.z_share[0, 0] == pytest.approx(2 * math.sqrt(10) * 0.5)
    # 10 of 10 against 2 of 8, pooled 12 of 18.
    spread = math.sqrt(12 / 18 * 6 / 18 * (1 / 10 + 1 / 8))
    assert apart.z_ratio[0, 0] == pytest.approx((1 - 0.25) / spread)
    assert apart.significant.tolist() == [[True], [False]]
    assert apart.strength[0, 0] == pytest.approx(
        10 / 11 * (10 / 11) / (2 / 9) * math.sqrt(10) * 0.75 / spread
    )
    against = representative(votes, against=True)
    assert against.share.tolist() == pytest.approx(np.array([[1 / 11], [7 / 9]]))
    assert against.significant.tolist() == [[False], [True]]


def test_certainty_on_both_sides_sets_nobody_apart() -> None:
    votes = Votes(np.array([[9.0], [9]]), np.zeros((2, 1)), np.array([[9.0], [9]]))
    apart = representative(votes)
    assert apart.z_ratio.tolist() == [[0], [0]]
    assert not apart.significant.any()


def test_one_group_alone_is_set_apart_from_nobody() -> None:
    votes = Votes(np.array([[3.0]]), np.array([[0.0]]), np.array([[3.0]]))
    apart = representative(votes)
    assert np.isfinite(apart.ratio).all()
    assert not apart.significant.any()


def test_without_groups_there_is_no_least() -> None:
    votes = count_votes(np.empty((0, 2)), np.empty(0, np.int64))
    product, least = group_consensus(votes)
    assert product.tolist() == [1, 1]
    assert np.isnan(least).all()


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(UsageError, match="more are for and against"):
        Votes(np.ones((1, 1)), np.ones((1, 1)), np.ones((1, 1)))
    with pytest.raises(UsageError, match="different shapes"):
        Votes(np.ones((1, 1)), np.ones((1, 2)), np.ones((1, 1)))


DEGREES = st.lists(
    st.lists(st.sampled_from([-1.0, -0.5, 0.0, 0.5, 1.0, NAN]), min_size=3, max_size=3),
    min_size=6,
    max_size=6,
)


@given(degrees=DEGREES, groups=st.lists(st.integers(0, 2), min_size=6, max_size=6), data=st.data())
def test_order_of_members_and_numbers_of_groups_do_not_matter(
    degrees: list[list[float]], groups: list[int], data: st.DataObject
) -> None:
    whole: NDArray[np.float64] = np.array(degrees)
    groups = [*groups, 0, 1, 2]
    whole = np.vstack([whole, np.full((3, 3), NAN)])
    order = data.draw(st.permutations(range(9)))
    names = data.draw(st.permutations(range(3)))
    votes = count_votes(whole, groups)
    other = count_votes(whole[order], [names[groups[at]] for at in order])
    for mine, theirs in zip(group_consensus(votes), group_consensus(other), strict=True):
        np.testing.assert_allclose(mine, theirs)
    for against in (False, True):
        first, second = (representative(v, against=against) for v in (votes, other))
        for name in ("share", "ratio", "z_share", "z_ratio"):
            np.testing.assert_allclose(getattr(first, name), getattr(second, name)[names])


@given(degrees=DEGREES)
def test_turning_all_round_exchanges_agreement_and_disagreement(
    degrees: list[list[float]],
) -> None:
    groups = [0, 0, 0, 1, 1, 1]
    votes = count_votes(np.array(degrees), groups)
    turned = count_votes(-np.array(degrees), groups)
    against = representative(votes, against=True)
    np.testing.assert_allclose(against.z_ratio, representative(turned).z_ratio)
    assert ((votes.agree + votes.disagree) <= votes.spoken).all()


def test_the_bound_is_that_of_90_per_cent() -> None:
    assert 0.5 * (1 + math.erf(SIGNIFICANT / math.sqrt(2))) == pytest.approx(0.9, abs=1e-4)
