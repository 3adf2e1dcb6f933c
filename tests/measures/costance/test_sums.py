"""Sums of all pairs, against the definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graph.errors import UsageError
from graph.measures.costance import (
    Cells,
    agreement,
    blocks,
    conflict,
    congruence,
    measure_blocks,
    pair_sums,
    sparse_pair_sums,
)
from graph.measures.costance.scaled import scale

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph.measures.costance import Measure
    from graph.measures.costance.engine import EngineName

    from .conftest import Case

    Cases = st.SearchStrategy[Case]

slowly = settings(deadline=None, max_examples=60)


@slowly
@given(data=st.data())
def test_sums_are_those_of_the_definition(
    data: st.DataObject, whole_cases: Cases, engine: EngineName
) -> None:
    case = data.draw(whole_cases)
    found = pair_sums(case.cells(), case.weighing(), engine=engine)
    np.testing.assert_allclose(found, case.sums(), rtol=1e-12, atol=1e-12)


@slowly
@given(data=st.data())
def test_sums_of_any_numbers_are_those_of_the_definition(
    data: st.DataObject, any_cases: Cases, engine: EngineName
) -> None:
    case = data.draw(any_cases)
    found = pair_sums(case.cells(), case.weighing(), engine=engine)
    np.testing.assert_allclose(found, case.sums(), rtol=1e-9, atol=1e-9)


@slowly
@given(data=st.data())
def test_both_engines_give_the_very_same_numbers(data: st.DataObject, whole_cases: Cases) -> None:
    pytest.importorskip("numba")
    case = data.draw(whole_cases)
    first = pair_sums(case.cells(), case.weighing(), engine="numpy")
    second = pair_sums(case.cells(), case.weighing(), engine="numba")
    np.testing.assert_array_equal(first, second)


@slowly
@given(data=st.data())
def test_sums_are_symmetric(data: st.DataObject, any_cases: Cases, engine: EngineName) -> None:
    case = data.draw(any_cases)
    for sums in pair_sums(case.cells(), case.weighing(), engine=engine):
        np.testing.assert_allclose(sums, sums.T, rtol=1e-12, atol=1e-12)


@slowly
@given(data=st.data())
def test_renaming_concepts_changes_nothing(
    data: st.DataObject, whole_cases: Cases, engine: EngineName
) -> None:
    case = data.draw(whole_cases)
    order = data.draw(st.permutations(range(case.size[1])))
    moved = {(actor, order[concept]): cell for (actor, concept), cell in case.known.items()}
    weights = case.weights and tuple(case.weights[order.index(at)] for at in range(case.size[1]))
    other = type(case)(case.size, moved, case.gaps, weights)
    np.testing.assert_array_equal(
        pair_sums(case.cells(), case.weighing(), engine=engine),
        pair_sums(other.cells(), other.weighing(), engine=engine),
    )


@slowly
@given(data=st.data())
def test_sparse_sums_hold_the_pairs_that_share(
    data: st.DataObject, whole_cases: Cases, engine: EngineName
) -> None:
    case = data.draw(whole_cases)
    shared, subtract = case.sums()
    found = sparse_pair_sums(case.cells(), case.weighing(), engine=engine)
    np.testing.assert_allclose(found[0].toarray(), shared, atol=1e-12)
    np.testing.assert_allclose(found[1].toarray(), subtract, atol=1e-12)
    assert found[0].nnz == found[1].nnz == np.count_nonzero(shared)


@slowly
@given(data=st.data(), memory_bytes=st.sampled_from([1, 5_000, 40_000]))
def test_blocks_of_any_size_are_the_rows_of_the_whole(
    data: st.DataObject, whole_cases: Cases, engine: EngineName, memory_bytes: int
) -> None:
    case = data.draw(whole_cases)
    names: list[Measure] = ["shared", "congruence", "conflict", "subtract", "agreement"]
    shared, subtract = case.sums()
    apart = conflict(shared, subtract)
    wanted = np.array(
        [shared, congruence(shared, subtract), apart, subtract, agreement(shared, subtract)]
    )
    end = 0
    for start, stop, found in measure_blocks(
        case.cells(), names, case.weighing(), memory_bytes=memory_bytes, engine=engine
    ):
        assert start == end
        end = stop
        np.testing.assert_allclose(found, wanted[:, start:stop], rtol=1e-6, atol=1e-9)
    assert end == case.size[0]


@given(
    st.lists(
        st.lists(st.sampled_from([None, -1.0, -0.5, 0.0, 0.25, 1.0]), min_size=4, max_size=4),
        min_size=1,
        max_size=6,
    )
)
@slowly
def test_conflict_of_degrees_is_half_their_distance(
    engine: EngineName, rows: list[list[float | None]]
) -> None:
    found = conflict(*pair_sums(Cells.from_degrees(stored(rows)), engine=engine))
    for actor, row in enumerate(rows):
        for partner, other in enumerate(rows):
            both = [(a, b) for a, b in zip(row, other, strict=True) if None not in (a, b)]
            expected = sum(abs(a - b) / 2 for a, b in both if a is not None and b is not None)
            assert found[actor, partner] == pytest.approx(expected, abs=1e-12)


def stored(rows: list[list[float | None]]) -> csr_array:
    """Return a sparse array that stores every degree, zeros too."""
    places = [
        (degree, actor, concept)
        for actor, row in enumerate(rows)
        for concept, degree in enumerate(row)
        if degree is not None
    ]
    data, actors, concepts = zip(*places, strict=True) if places else ((), (), ())
    return csr_array(
        (np.array(data), (np.array(actors, dtype=int), np.array(concepts, dtype=int))),
        shape=(len(rows), len(rows[0])),
    )


def test_a_stored_zero_is_an_ambivalent_stance(engine: EngineName) -> None:
    cells = Cells.from_degrees(stored([[0.0, 1.0], [1.0, None], [None, -1.0]]))
    shared, subtract = pair_sums(cells, engine=engine)
    assert shared.tolist() == [[2, 1, 1], [1, 1, 0], [1, 0, 1]]
    assert conflict(shared, subtract).tolist() == [[0, 0.5, 1], [0.5, 0, 0], [1, 0, 0]]


def test_the_published_discourse_example_holds(engine: EngineName) -> None:
    # -4 said twice against +2 said three times, on a scale from -5 to 5: the
    # thresholds between are ten, six of which part the two.
    cuts = np.arange(-4.5, 5)
    sides = np.array([2 * np.sign(-4 - cuts), 3 * np.sign(2 - cuts)]).T
    cells = Cells(
        np.array([0, 1, 2]),
        np.zeros(2, np.int32),
        np.array([2.0, 3.0]),
        sides,
        np.full(10, 0.1),
        (2, 1),
    )
    shared, subtract = pair_sums(cells, engine=engine)
    assert shared[0, 1] == 6
    assert congruence(shared, subtract)[0, 1] == pytest.approx(2.4, abs=1e-15)


@pytest.mark.parametrize("size", [(0, 0), (3, 0), (0, 4), (3, 4)])
def test_nothing_known_shares_nothing(size: tuple[int, int], engine: EngineName) -> None:
    cells = Cells.from_degrees(csr_array(size))
    shared, subtract = pair_sums(cells, engine=engine)
    assert shared.tolist() == subtract.tolist() == np.zeros((size[0], size[0])).tolist()
    assert sparse_pair_sums(cells, engine=engine)[0].shape == (size[0], size[0])


def large(actors: int = 1000, concepts: int = 400, density: float = 0.4) -> csr_array:
    """Return stances for and against, enough for some actors to be too long to be packed."""
    draw = np.random.default_rng(7)
    shares = draw.random((actors, 1)) * 2 * density
    known = draw.random((actors, concepts)) < shares
    return csr_array(np.where(known, draw.choice([-1.0, 1.0], known.shape), 0.0))


@pytest.mark.parametrize("density", [0.4, 0.05])
def test_rows_too_long_to_be_packed_are_summed_too(density: float, engine: EngineName) -> None:
    degrees = large(density=density)
    signs, known = degrees.toarray(), abs(degrees).toarray()
    assert (density == 0.4) == bool(known.sum(axis=1).max() > 96)
    for start, stop, shared, subtract in blocks(
        Cells.from_degrees(degrees), memory_bytes=2**26, engine=engine
    ):
        assert shared.dtype == np.float32
        np.testing.assert_array_equal(shared, known[start:stop] @ known.T)
        np.testing.assert_array_equal(subtract, signs[start:stop] @ signs.T)


def test_sums_beyond_24_bits_are_exact(engine: EngineName) -> None:
    degrees = large(40, 30)
    weights = np.full(30, 2.0**20 + 1)
    known = abs(degrees).toarray()
    shared, _ = pair_sums(Cells.from_degrees(degrees), weights, engine=engine)
    np.testing.assert_array_equal(shared, (2**20 + 1) * (known @ known.T))


def test_fractions_of_small_denominators_are_counted_in_whole_numbers() -> None:
    cells = Cells.from_degrees(csr_array([[1.0, -1.0, 0.4]]))
    found = scale(cells, np.array([0.1, 0.3, 0.0]))
    assert found.whole
    assert found.weights.tolist() == [1, 3, 0]
    assert found.gaps.tolist() == [7, 3]
    assert not scale(cells, np.array([np.pi, 1, 1])).whole


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ([1.0], "weights: (1,) for 2 concepts; give one for each concept"),
        ([1.0, -1.0], "weights: one is below 0 or not finite; leave concepts out with 0"),
        ([1.0, np.nan], "weights: one is below 0 or not finite; leave concepts out with 0"),
    ],
)
def test_wrong_weights_are_refused(weights: list[float], message: str) -> None:
    cells = Cells.from_degrees(csr_array([[1.0, -1.0]]))
    with pytest.raises(UsageError) as caught:
        pair_sums(cells, np.array(weights))
    assert str(caught.value) == message


def test_an_unknown_measure_is_refused() -> None:
    cells = Cells.from_degrees(csr_array([[1.0, -1.0]]))
    with pytest.raises(UsageError, match="no measure 'distance'; choose from shared, "):
        next(measure_blocks(cells, ("distance",)))  # type: ignore[arg-type] # the fault under test


@pytest.mark.parametrize("most", [1, 3, 100])
@pytest.mark.parametrize("gaps", [(1.0,), (0.5, 0.5), (0.25, 0.5)])
def test_cells_of_many_kinds_are_summed_too(
    most: int, gaps: tuple[float, ...], engine: EngineName
) -> None:
    rng = np.random.default_rng(most)
    known = rng.random((30, 12)) < 0.6
    size = int(known.sum())
    counts = rng.integers(1, most + 1, size)
    # So many of them on one side of each threshold, and the others on the other.
    sides = np.array([counts - 2 * rng.integers(0, counts + 1) for _ in gaps], dtype=np.float64)
    row, column = np.nonzero(known)
    cells = Cells(
        np.append(0, np.cumsum(known.sum(axis=1))),
        column.astype(np.int32),
        counts.astype(np.float64),
        sides,
        np.array(gaps),
        (30, 12),
    )

    def products(values: NDArray[np.float64]) -> NDArray[np.float64]:
        full = np.zeros((30, 12))
        full[row, column] = values
        found: NDArray[np.float64] = full @ full.T
        return found

    shared, subtract = pair_sums(cells, engine=engine)
    together = products(cells.counts)
    weighed = sum(gap * products(side) for gap, side in zip(gaps, sides, strict=True))
    assert np.array_equal(shared, together)
    assert np.allclose(subtract, weighed + (1 - sum(gaps)) * together, rtol=0, atol=1e-9)
