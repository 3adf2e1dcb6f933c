"""The largest sets of clauses: by hand, against all subsets, and beyond what is solved exactly."""

from __future__ import annotations

import subprocess
import sys
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.measures.clause_sets import largest_sets

Pairs = list[tuple[str, str]]


def brute(weights: dict[str, float], conflicts: Pairs) -> tuple[int, float, set[frozenset[str]]]:
    """Return size, weight and all of the best sets, from all subsets."""
    clash = {frozenset(pair) for pair in conflicts if pair[0] != pair[1]}
    best: set[frozenset[str]] = set()
    worth = (-1, 0.0)
    for size in range(len(weights) + 1):
        for chosen in combinations(weights, size):
            if any(frozenset(pair) in clash for pair in combinations(chosen, 2)):
                continue
            found = size, sum(weights[clause] for clause in chosen)
            if found > worth:
                best, worth = set(), found
            if found == worth:
                best.add(frozenset(chosen))
    return (*worth, best)


@st.composite
def inputs(draw: st.DrawFn) -> tuple[dict[str, float], Pairs]:
    names = "abcdefghi"[: draw(st.integers(0, 9))]
    weights = {name: float(draw(st.integers(0, 3))) for name in names}
    clause = st.sampled_from(names or "?")
    conflicts = draw(st.lists(st.tuples(clause, clause), max_size=14)) if names else []
    return weights, conflicts


@given(inputs())
@settings(deadline=None)
def test_small_inputs_equal_the_best_of_all_subsets(case: tuple[dict[str, float], Pairs]) -> None:
    weights, conflicts = case
    size, weight, best = brute(weights, conflicts)
    found = largest_sets(weights, conflicts)
    assert (found.size, found.weight, found.bound, found.proven) == (size, weight, size, True)
    assert len(found.sets) == min(20, len(best))
    assert {frozenset(map(str, one)) for one in found.sets} <= best
    assert len(set(found.sets)) == len(found.sets)


@given(inputs(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_contradictions_does_not_matter(
    case: tuple[dict[str, float], Pairs], random: object
) -> None:
    weights, conflicts = case
    turned = [(b, a) for a, b in conflicts]
    random.shuffle(turned)  # type: ignore[attr-defined]
    assert largest_sets(weights, turned) == largest_sets(weights, conflicts)


def test_no_clauses_make_one_empty_set() -> None:
    empty: dict[str, float] = {}
    found = largest_sets(empty, [])
    assert (found.sets, found.size, found.bound, found.proven) == ([()], 0, 0, True)


def test_the_number_of_clauses_goes_before_their_weight() -> None:
    found = largest_sets({"a": 9, "b": 1, "c": 1}, [("a", "b"), ("a", "c")])
    assert (found.sets, found.weight) == ([("b", "c")], 2)


def test_contradictions_of_unknown_clauses_and_with_oneself_are_passed_over() -> None:
    found = largest_sets({"a": 1, "b": 1}, [("a", "a"), ("b", "gone"), ("gone", "away")])
    assert found.sets == [("a", "b")]


def test_equally_good_sets_are_all_given_in_the_order_of_the_clauses() -> None:
    found = largest_sets(dict.fromkeys("dcba", 1.0), [("a", "b"), ("c", "d")])
    assert found.sets == [("d", "b"), ("d", "a"), ("c", "b"), ("c", "a")]


TRIANGLES = """
from graph.measures.clause_sets import largest_sets
names = [f"c{n}" for n in range(24)]
pairs = [(names[3 * t + a], names[3 * t + b]) for t in range(8) for a in range(3) for b in range(a)]
joined = [("c0", names[3 * t]) for t in range(1, 8)]
print(largest_sets(dict.fromkeys(names, 1.0), pairs + joined).sets)
"""


def test_which_of_many_equal_sets_are_given_is_the_same_in_every_process() -> None:
    told = {
        subprocess.run(
            [sys.executable, "-c", TRIANGLES],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


def path(length: int) -> tuple[dict[str, float], Pairs]:
    names = [f"{n:03}" for n in range(length)]
    return dict.fromkeys(names, 1.0), list(pairwise(names))


@pytest.mark.parametrize("length", [30, 31, 200])
def test_a_path_has_every_second_clause(length: int) -> None:
    """A path of n has ⌈n/2⌉ clauses at most, and a matching of ⌊n/2⌋ pairs."""
    found = largest_sets(*path(length))
    assert found.size == found.bound == (length + 1) // 2
    assert found.proven == (length <= 30)


def test_a_clique_beyond_the_exact_limit_keeps_the_bound() -> None:
    """Of 41 that all contradict each other one can stand; the matching of 20 bounds it by 21."""
    names = [f"c{n}" for n in range(41)]
    found = largest_sets(dict.fromkeys(names, 1.0), list(combinations(names, 2)))
    assert (found.size, found.bound, found.proven) == (1, 21, False)


def test_a_large_part_beside_small_ones_is_told_not_to_be_proven() -> None:
    weights, conflicts = path(40)
    found = largest_sets({**weights, "x": 1.0, "y": 1.0}, [*conflicts, ("x", "y")])
    assert (found.size, found.bound, found.proven) == (21, 21, False)


def test_the_greedy_answer_does_not_claim_to_be_the_heaviest() -> None:
    """The largest sets of this path have 16 clauses; the heaviest of them holds 001, worth 100."""
    weights, conflicts = path(32)
    weights["001"] = 100.0
    found = largest_sets(weights, conflicts)
    assert found.size == 16
    assert found.weight == 115.0 or not found.proven


@given(st.integers(31, 60), st.integers(0, 10**6))
@settings(deadline=None, max_examples=20)
def test_large_answers_are_free_of_contradictions_and_within_the_bound(
    length: int, seed: int
) -> None:
    weights, conflicts = path(length)
    conflicts += [
        (f"{(seed + n * 7) % length:03}", f"{(seed * 3 + n * n) % length:03}")
        for n in range(length)
    ]
    found = largest_sets(weights, conflicts)
    (chosen,) = found.sets
    assert not any({a, b} <= set(chosen) for a, b in conflicts if a != b)
    assert len(chosen) == found.size <= found.bound < length
