"""The strongest partners, against sorting all pairs."""

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
    Selection,
    agreement,
    conflict,
    congruence,
    pair_sums,
    strongest,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from graph.measures.costance import Measure
    from graph.measures.costance.engine import EngineName

    from .conftest import Case

    Formula = Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64]]

slowly = settings(deadline=None, max_examples=100)
FORMULAS: dict[Measure, Formula] = {
    "agreement": agreement,
    "conflict": conflict,
    "congruence": congruence,
    "subtract": lambda _, subtract: subtract,
    "shared": lambda shared, _: shared,
}


def sorted_pairs(
    shared: NDArray[np.float64], subtract: NDArray[np.float64], wanted: Selection
) -> list[list[int]]:
    """Return each actor's partners by sorting all; values alike to 9 digits are ties."""
    values = FORMULAS[wanted.by](shared, subtract)
    found = []
    for actor in range(len(shared)):
        rated = [
            (-round(float(values[actor, partner]), 9), partner)
            for partner in range(len(shared))
            if partner != actor
            and shared[actor, partner] > 0
            and shared[actor, partner] >= wanted.min_shared - 1e-9
            and (wanted.min_score is None or values[actor, partner] >= wanted.min_score - 1e-9)
        ]
        found.append([partner for _, partner in sorted(rated)[: wanted.top]])
    return found


@slowly
@given(
    data=st.data(),
    wanted=st.builds(
        Selection,
        by=st.sampled_from(list(FORMULAS)),
        top=st.sampled_from([1, 2, 3, 20]),
        min_shared=st.sampled_from([0, 1, 2, 2.5]),
        min_score=st.sampled_from([None, 0.0, 0.5, 1.5, 66.0]),
    ),
    memory_bytes=st.sampled_from([1, 2**27]),
)
def test_the_strongest_are_those_of_sorting_all_pairs(
    data: st.DataObject,
    wanted: Selection,
    memory_bytes: int,
    whole_cases: st.SearchStrategy[Case],
    engine: EngineName,
) -> None:
    case = data.draw(whole_cases)
    sums = case.sums()
    found = strongest(
        case.cells(), wanted, case.weighing(), memory_bytes=memory_bytes, engine=engine
    )
    expected = sorted_pairs(*sums, wanted)
    assert [found.of(actor)[0].tolist() for actor in range(case.size[0])] == expected
    values = FORMULAS[wanted.by](*sums)
    for actor, partners in enumerate(expected):
        np.testing.assert_allclose(found.of(actor)[1], values[actor, partners], atol=1e-12)


@slowly
@given(data=st.data(), by=st.sampled_from(list(FORMULAS)))
def test_the_values_of_any_numbers_are_the_highest(
    data: st.DataObject, by: Measure, any_cases: st.SearchStrategy[Case], engine: EngineName
) -> None:
    case = data.draw(any_cases)
    shared, subtract = case.sums()
    values = FORMULAS[by](shared, subtract)
    found = strongest(case.cells(), Selection(by, top=2), case.weighing(), engine=engine)
    for actor in range(case.size[0]):
        others = (np.arange(case.size[0]) != actor) & (shared[actor] > 0)
        best = np.sort(values[actor][others])[::-1][:2]
        np.testing.assert_allclose(found.of(actor)[1], best, rtol=1e-9, atol=1e-9)


def camps(actors: int, concepts: int, each: int) -> csr_array:
    """Return stances of two camps, with many ties and a few very active actors."""
    draw = np.random.default_rng(11)
    known = draw.random((actors, concepts)) < each / concepts
    known[:3] = True
    sides = np.where(np.arange(actors)[:, np.newaxis] % 2, 1.0, -1.0)
    strays = draw.choice([1.0, 1.0, 1.0, -1.0], known.shape)
    return csr_array(np.where(known, sides * strays, 0.0))


@pytest.mark.parametrize("by", list(FORMULAS))
@pytest.mark.parametrize("each", [1, 6])
def test_many_ties_over_many_pieces_go_by_index(by: Measure, each: int, engine: EngineName) -> None:
    size, top = 6500, 60
    degrees = camps(size, 60, each)
    found = strongest(Cells.from_degrees(degrees), Selection(by, top, min_shared=1), engine=engine)
    signs, known = degrees.toarray(), abs(degrees).toarray()
    some = [0, 1, 2, *range(3, size, 250), size - 1]
    for actor in some:
        shared, subtract = known @ known[actor], signs @ signs[actor]
        shared[actor] = 0
        with np.errstate(invalid="ignore", divide="ignore"):
            rated = np.where(shared > 0, FORMULAS[by](shared, subtract), -np.inf)
        order = np.lexsort((np.arange(size), -rated))[:top]
        assert found.of(actor)[0].tolist() == order[rated[order] > -np.inf].tolist()


def test_both_engines_choose_the_same_of_many() -> None:
    pytest.importorskip("numba")
    cells = Cells.from_degrees(camps(2500, 120, 6))
    for wanted in (Selection(), Selection("conflict", 50), Selection("congruence", 3, 4, 2.0)):
        first = strongest(cells, wanted, engine="numpy")
        second = strongest(cells, wanted, engine="numba")
        np.testing.assert_array_equal(first.indptr, second.indptr)
        np.testing.assert_array_equal(first.partners, second.partners)
        np.testing.assert_array_equal(first.values, second.values)


def test_relabelling_actors_keeps_the_values(engine: EngineName) -> None:
    degrees = camps(300, 40, 5)
    order = np.random.default_rng(3).permutation(300)
    found = strongest(Cells.from_degrees(degrees), engine=engine)
    moved = strongest(Cells.from_degrees(degrees[order]), engine=engine)
    for place, actor in enumerate(order):
        assert moved.of(place)[1].tolist() == found.of(int(actor))[1].tolist()


def test_an_actor_without_stances_has_no_partner(engine: EngineName) -> None:
    cells = Cells.from_degrees(csr_array([[1.0, 0.0], [0.0, 0.0], [1.0, -1.0]]))
    found = strongest(cells, engine=engine)
    assert found.indptr.tolist() == [0, 1, 1, 2]
    assert found.partners.tolist() == [2, 0]


def test_nobody_has_no_partners(engine: EngineName) -> None:
    found = strongest(Cells.from_degrees(csr_array((0, 3))), engine=engine)
    assert found.indptr.tolist() == [0]


def test_values_are_those_of_all_pairs(engine: EngineName) -> None:
    cells = Cells.from_degrees(camps(200, 30, 6))
    values = agreement(*pair_sums(cells, engine=engine))
    found = strongest(cells, Selection(top=200), engine=engine)
    for actor in range(200):
        partners, scores = found.of(actor)
        assert scores.tolist() == values[actor, partners].tolist()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": "distance"}, "strongest: no measure 'distance'; choose from "),
        ({"top": 0}, "strongest: top 0 is below 1; keep at least 1 of each"),
        ({"min_shared": float("nan")}, "strongest: min_shared nan; give a finite number"),
    ],
)
def test_a_selection_of_nothing_is_refused(options: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        Selection(**options)  # type: ignore[arg-type] # the fault under test
    assert str(caught.value).startswith(message)
