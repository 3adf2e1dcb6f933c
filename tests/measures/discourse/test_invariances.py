"""What holds for all statements, whatever they say."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.measures.discourse import (
    OneModeOptions,
    Row,
    Scale,
    Statements,
    TwoModeOptions,
    one_mode,
    two_mode,
)
from graph.measures.discourse.choices import (
    DuplicateRule,
    OneModeAggregation,
    OneModeNormalisation,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

ACTORS = ("A", "B", "C", "D")
CONCEPTS = ("aid", "tax", "war")
SCALES = {"boolean": Scale.boolean(), "graded": Scale.graded(-3, 4)}
LEVELS = {"boolean": (0.0, 1.0), "graded": (-3.0, -1.0, 0.5, 2.0, 4.0)}
AGGREGATIONS = get_args(OneModeAggregation)
NORMALISATIONS = get_args(OneModeNormalisation)
aggregations = st.sampled_from(AGGREGATIONS)
normalisations = st.sampled_from(NORMALISATIONS)
checked = settings(max_examples=60, deadline=None)


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, list[Row]]:
    kind = draw(st.sampled_from(sorted(SCALES)))
    row = st.builds(
        Row,
        actor=st.sampled_from(ACTORS),
        concept=st.sampled_from(CONCEPTS),
        value=st.sampled_from(LEVELS[kind]),
        time=st.dates().map(lambda day: day.isoformat()),
        document=st.integers(0, 3),
        start=st.integers(0, 3),
        stop=st.just(9),
        id=st.just(0),
        weight=st.sampled_from((1.0, 1.0, 0.5, 3.0)),
    )
    rows = draw(st.lists(row, max_size=25))
    return kind, [row._replace(id=place) for place, row in enumerate(rows)]


def built(rows: list[Row]) -> Statements:
    return Statements.from_rows(rows, actor_labels=ACTORS, concept_labels=CONCEPTS)


def cells(
    table: tuple[str, list[Row]],
    aggregation: OneModeAggregation = "congruence",
    normalisation: OneModeNormalisation = "none",
    duplicates: DuplicateRule = "include",
) -> NDArray[np.float64]:
    kind, rows = table
    options = OneModeOptions(
        scale=SCALES[kind],
        isolates=True,
        aggregation=aggregation,
        normalisation=normalisation,
        duplicates=duplicates,
    )
    return np.asarray(one_mode(built(rows), options).matrix.toarray())


def summed(table: tuple[str, list[Row]], aggregation: OneModeAggregation) -> NDArray[np.float64]:
    """Sum the cells as the formulas are written, pair by pair of statements."""
    kind, rows = table
    scale = SCALES[kind]
    assert scale.low is not None
    assert scale.high is not None
    found = np.zeros((len(ACTORS), len(ACTORS)))
    for one, other in product(rows, rows):
        if one.concept == other.concept and one.actor != other.actor:
            apart = abs(one.value - other.value) / (scale.high - scale.low)
            share = {
                "ignore": 1,
                "congruence": 1 - apart,
                "conflict": apart,
                "subtract": 1 - 2 * apart,
            }
            place = ACTORS.index(one.actor), ACTORS.index(other.actor)
            found[place] += one.weight * other.weight * share[aggregation]
    return found


@checked
@given(tables(), aggregations)
def test_products_are_the_sums_of_the_formulas(
    table: tuple[str, list[Row]], aggregation: OneModeAggregation
) -> None:
    assert np.allclose(cells(table, aggregation), summed(table, aggregation), atol=1e-9)


@checked
@given(tables(), aggregations)
def test_jaccard_divides_by_the_sum_of_the_formula(
    table: tuple[str, list[Row]], aggregation: OneModeAggregation
) -> None:
    kind, rows = table
    x = np.zeros((len(ACTORS), len(CONCEPTS) * len(LEVELS[kind])))
    for row in rows:
        place = CONCEPTS.index(row.concept) * len(LEVELS[kind]) + LEVELS[kind].index(row.value)
        x[ACTORS.index(row.actor), place] += row.weight
    plain, divided = cells(table, aggregation), cells(table, aggregation, "jaccard")
    for i, j in product(range(len(ACTORS)), repeat=2):
        divisor = (x[i] * (x[j] == 0) + x[j] * (x[i] == 0) + x[i] * x[j]).sum()
        wanted = plain[i, j] / divisor if divisor else 0
        assert divided[i, j] == pytest.approx(wanted, abs=1e-9)


@checked
@given(tables(), aggregations, normalisations)
def test_networks_are_symmetric_with_an_empty_diagonal(
    table: tuple[str, list[Row]],
    aggregation: OneModeAggregation,
    normalisation: OneModeNormalisation,
) -> None:
    found = cells(table, aggregation, normalisation)
    assert (found == found.T).all()
    assert not found.diagonal().any()


@checked
@given(tables())
def test_congruence_and_conflict_are_parts_of_what_is_shared(
    table: tuple[str, list[Row]],
) -> None:
    together = cells(table) + cells(table, "conflict")
    assert np.allclose(together, cells(table, "ignore"), atol=1e-9)


@checked
@given(tables(), normalisations)
def test_subtract_is_congruence_less_conflict_however_normalised(
    table: tuple[str, list[Row]], normalisation: OneModeNormalisation
) -> None:
    congruence = cells(table, "congruence", normalisation)
    difference = congruence - cells(table, "conflict", normalisation)
    assert np.allclose(cells(table, "subtract", normalisation), difference, atol=1e-9)


@checked
@given(tables(), aggregations)
def test_cosines_stay_in_their_range(
    table: tuple[str, list[Row]], aggregation: OneModeAggregation
) -> None:
    found = cells(table, aggregation, "cosine")
    assert found.max(initial=0) <= 1 + 1e-12
    assert found.min(initial=0) >= (-1 - 1e-12 if aggregation == "subtract" else 0)


@checked
@given(tables(), st.permutations(ACTORS), st.permutations(CONCEPTS), normalisations)
def test_other_labels_permute_the_network(
    table: tuple[str, list[Row]],
    actors: list[str],
    concepts: list[str],
    normalisation: OneModeNormalisation,
) -> None:
    kind, rows = table
    renamed = [
        row._replace(
            actor=actors[ACTORS.index(row.actor)], concept=concepts[CONCEPTS.index(row.concept)]
        )
        for row in rows
    ]
    places = np.ix_(*[[ACTORS.index(actor) for actor in actors]] * 2)
    before = cells(table, "subtract", normalisation, "month")
    after = cells((kind, renamed), "subtract", normalisation, "month")
    assert np.allclose(after[places], before, atol=1e-9)


@checked
@given(tables(), st.data(), st.sampled_from(get_args(DuplicateRule)))
def test_the_order_of_rows_changes_nothing(
    table: tuple[str, list[Row]], data: st.DataObject, rule: DuplicateRule
) -> None:
    kind, rows = table
    shuffled = data.draw(st.permutations(rows))
    again = cells((kind, shuffled), "congruence", "average", rule)
    assert np.allclose(again, cells(table, "congruence", "average", rule), atol=1e-9)


@checked
@given(tables())
def test_a_stricter_rule_never_keeps_more(table: tuple[str, list[Row]]) -> None:
    kind, rows = table
    counts = [
        two_mode(built(rows), TwoModeOptions(scale=SCALES[kind], duplicates=rule)).statement_count
        for rule in ("include", "month", "year", "acrossrange")
    ]
    assert counts == sorted(counts, reverse=True)


@checked
@given(tables())
def test_a_scale_turned_around_keeps_the_network(table: tuple[str, list[Row]]) -> None:
    kind, rows = table
    low, high = SCALES[kind].low, SCALES[kind].high
    assert low is not None
    assert high is not None
    turned = [row._replace(value=low + high - row.value) for row in rows]
    assert np.allclose(cells((kind, turned)), cells(table), atol=1e-9)
