"""Two-mode networks, worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

from graph.errors import UsageError
from graph.measures.discourse import Row, Scale, Statements, TwoModeOptions, two_mode
from graph.measures.discourse.choices import TwoModeAggregation

if TYPE_CHECKING:
    from graph.measures.discourse.choices import TwoModeNormalisation


def statements(*told: tuple[str, str, float], weight: float = 1.0) -> Statements:
    return Statements.from_rows([Row(*what, "2023-01-05", weight=weight) for what in told])


TOLD = statements(
    ("A", "tax", 1),
    ("A", "tax", 1),
    ("A", "tax", 0),
    ("A", "war", 0),
    ("B", "tax", 1),
)
GRADED = statements(("A", "tax", 2), ("A", "tax", -1), ("A", "tax", -1), ("B", "war", -2))


@pytest.mark.parametrize(
    ("aggregation", "normalisation", "cells"),
    [
        ("ignore", "none", [[3, 1], [1, 0]]),
        ("subtract", "none", [[1, -1], [1, 0]]),
        ("combine", "none", [[3, 2], [1, 0]]),
        ("ignore", "activity", [[0.75, 0.25], [1, 0]]),
        ("subtract", "activity", [[0.25, -0.25], [1, 0]]),
        ("ignore", "prominence", [[0.75, 1], [0.25, 0]]),
        ("subtract", "prominence", [[0.25, -1], [0.25, 0]]),
    ],
)
def test_each_aggregation_and_normalisation(
    aggregation: TwoModeAggregation, normalisation: TwoModeNormalisation, cells: list[list[float]]
) -> None:
    options = TwoModeOptions(aggregation=aggregation, normalisation=normalisation)
    network = two_mode(TOLD, options)
    assert (network.rows, network.columns) == (("A", "B"), ("tax", "war"))
    assert network.matrix.toarray().tolist() == cells


def test_a_graded_scale_sums_its_levels() -> None:
    network = two_mode(GRADED, TwoModeOptions(scale=Scale.graded(-2, 2)))
    assert network.matrix.toarray().tolist() == [[0, 0], [0, -2]]
    assert network.matrix.nnz == 1


def test_graded_levels_combine_as_bits_from_the_highest() -> None:
    options = TwoModeOptions(scale=Scale.graded(-2, 2), aggregation="combine")
    # Of 2, 1, 0, −1, −2: the first and the fourth; the fifth.
    assert two_mode(GRADED, options).matrix.toarray().tolist() == [[1 + 8, 0], [0, 16]]


@pytest.mark.parametrize("scale", [Scale.graded(0, 2.5), Scale.graded(0, 1e6)])
def test_only_a_moderate_number_of_whole_levels_can_be_combined(scale: Scale) -> None:
    with pytest.raises(UsageError, match="53 whole levels"):
        two_mode(statements(("A", "tax", 1)), TwoModeOptions(scale=scale, aggregation="combine"))


def test_combining_needs_the_range_of_the_scale() -> None:
    with pytest.raises(UsageError, match="give low and high"):
        two_mode(GRADED, TwoModeOptions(scale=Scale.graded(), aggregation="combine"))


def test_codes_have_no_shares() -> None:
    with pytest.raises(UsageError, match=r"^normalisation: 'activity' divides codes"):
        TwoModeOptions(aggregation="combine", normalisation="activity")


def test_weights_that_cancel_leave_no_rest() -> None:
    rows = [
        Row("A", "tax", value, "2023-01-05", weight=weight)
        for value, weight in ((1, 0.1), (1, 0.2), (0, 0.3))
    ]
    assert two_mode(Statements.from_rows(rows)).matrix.nnz == 0


@pytest.mark.parametrize("aggregation", get_args(TwoModeAggregation))
def test_no_statements_are_an_empty_network(aggregation: TwoModeAggregation) -> None:
    network = two_mode(Statements.from_rows([]), TwoModeOptions(aggregation=aggregation))
    assert (network.rows, network.columns, network.matrix.shape) == ((), (), (0, 0))


def test_isolates_are_kept_where_asked() -> None:
    told = Statements.from_rows(
        [Row("A", "tax", 1, "2023-01-05")], actor_labels=["Z"], concept_labels=["war"]
    )
    network = two_mode(told, TwoModeOptions(isolates=True, normalisation="prominence"))
    assert (network.rows, network.columns) == (("A", "Z"), ("tax", "war"))
    assert network.matrix.toarray().tolist() == [[1, 0], [0, 0]]


@pytest.mark.parametrize("aggregation", get_args(TwoModeAggregation))
def test_what_weighs_nothing_is_not_there(aggregation: TwoModeAggregation) -> None:
    nothing = statements(("A", "tax", 1), weight=0)
    assert two_mode(nothing, TwoModeOptions(aggregation=aggregation)).matrix.nnz == 0
