"""One-mode networks, worked out by hand."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, get_args

import numpy as np
import pytest

from graph.errors import UsageError
from graph.measures.discourse import OneModeOptions, Row, Scale, Statements, one_mode
from graph.measures.discourse.choices import OneModeAggregation, OneModeNormalisation
from graph.measures.discourse.products import pair_products

if TYPE_CHECKING:
    from graph.measures.discourse import Network

WIDE = Scale.graded(-5, 5)


def statements(*told: tuple[str, str, float], weight: float = 1.0) -> Statements:
    return Statements.from_rows(
        [Row(*what, "2023-01-05", id=place, weight=weight) for place, what in enumerate(told)]
    )


AGREEING = statements(
    # A: tax 1 twice, war 1; B: tax 1, war 0; C: aid 1.
    ("A", "tax", 1),
    ("A", "tax", 1),
    ("A", "war", 1),
    ("B", "tax", 1),
    ("B", "war", 0),
    ("C", "aid", 1),
)


def cell(network: Network, one: str = "A", other: str = "B") -> float:
    return float(network.matrix[network.rows.index(one), network.columns.index(other)])


@pytest.mark.parametrize(
    ("aggregation", "wanted"),
    [("ignore", 6), ("congruence", 2.4), ("conflict", 3.6), ("subtract", -1.2)],
)
def test_minus_four_twice_against_two_three_times(
    aggregation: OneModeAggregation, wanted: float
) -> None:
    told = statements(*[("A", "tax", -4)] * 2, *[("B", "tax", 2)] * 3)
    network = one_mode(told, OneModeOptions(scale=WIDE, aggregation=aggregation))
    assert cell(network) == pytest.approx(wanted, abs=1e-12)
    assert network.statement_count == 5


@pytest.mark.parametrize(
    ("aggregation", "normalisation", "wanted"),
    [
        # Counts: A (tax 2, war 1), B (tax 1, war 1): 2·1 + 1·1. S_A = 3, S_B = 2.
        ("ignore", "none", 3),
        ("congruence", "none", 2),
        ("conflict", "none", 1),
        ("subtract", "none", 1),
        ("congruence", "average", 2 / 2.5),
        ("congruence", "dna-cosine", 2 / 6),
        # A alone: war 1 once. B alone: war 0 once. Both: tax 1, 2·1.
        ("congruence", "jaccard", 2 / (1 + 1 + 2)),
        # (2, 1) against (1, 1).
        ("ignore", "cosine", 3 / math.sqrt(5 * 2)),
        # (tax 1: 2, war 1: 1, war 0: 0) against (1, 0, 1).
        ("congruence", "cosine", 2 / math.sqrt(5 * 2)),
        # The same against B's mirror image, (0, 1, 0) with tax 0: 1.
        ("conflict", "cosine", 1 / math.sqrt(5 * 2)),
        ("subtract", "cosine", 1 / math.sqrt(5 * 2)),
    ],
)
def test_each_aggregation_and_normalisation(
    aggregation: OneModeAggregation, normalisation: OneModeNormalisation, wanted: float
) -> None:
    options = OneModeOptions(aggregation=aggregation, normalisation=normalisation)
    network = one_mode(AGREEING, options)
    assert network.rows == network.columns == ("A", "B", "C")
    assert cell(network) == pytest.approx(wanted, abs=1e-12)
    assert cell(network, "A", "C") == 0
    assert network.matrix.nnz == 2


def test_the_true_cosine_of_graded_actors_weighs_neighbouring_levels() -> None:
    # A: 0 once and 4 once; B: 4 once; range 0 to 4. A with A: 1 + 1 + 2·0; A with B: 0 + 1.
    told = statements(("A", "tax", 0), ("A", "tax", 4), ("B", "tax", 4))
    options = OneModeOptions(scale=Scale.graded(0, 4), normalisation="cosine")
    assert cell(one_mode(told, options)) == pytest.approx(1 / math.sqrt(2))


def test_actors_who_say_the_same_have_cosine_one_however_much_they_say() -> None:
    told = statements(*[("A", "tax", -4), ("A", "war", 2)] * 3, ("B", "tax", -4), ("B", "war", 2))
    network = one_mode(told, OneModeOptions(scale=WIDE, normalisation="cosine"))
    assert cell(network) == pytest.approx(1)
    dna = one_mode(told, OneModeOptions(scale=WIDE, normalisation="dna-cosine"))
    assert cell(dna) < 1


def test_the_range_of_the_scale_counts_and_not_that_of_the_statements() -> None:
    told = statements(("A", "tax", -1), ("B", "tax", 1))
    given = OneModeOptions(scale=Scale.graded(-2, 2))
    assert cell(one_mode(told, given)) == pytest.approx(0.5)
    observed = OneModeOptions(scale=Scale.graded(), dna_compatible=True)
    assert cell(one_mode(told, observed)) == 0
    explicit = OneModeOptions(scale=Scale.graded(-2, 2), dna_compatible=True)
    assert cell(one_mode(told, explicit)) == pytest.approx(0.5)


def test_a_graded_scale_needs_its_range() -> None:
    with pytest.raises(UsageError, match="give low and high"):
        one_mode(AGREEING, OneModeOptions(scale=Scale.graded()))


def test_one_level_alone_is_full_congruence() -> None:
    told = statements(("A", "tax", 2), ("B", "tax", 2))
    for scale in (WIDE, Scale.graded()):
        options = OneModeOptions(scale=scale, dna_compatible=True)
        assert cell(one_mode(told, options)) == 1


def test_rounding_makes_no_conflict_of_one_opinion() -> None:
    told = statements(
        *((actor, f"concept {level}", level) for actor in "AB" for level in range(-5, 6)),
        *(("C", "all", level) for level in range(-5, 6)),
    )
    network = one_mode(told, OneModeOptions(scale=WIDE, aggregation="conflict"))
    assert network.matrix.nnz == 0


def test_concepts_are_tied_by_the_actors_who_hold_them_alike() -> None:
    network = one_mode(AGREEING, OneModeOptions(over="concepts"))
    assert network.rows == ("aid", "tax", "war")
    # A puts tax 1 twice and war 1 once; B puts tax 1 and war 0.
    assert cell(network, "tax", "war") == 2
    conflict = one_mode(AGREEING, OneModeOptions(over="concepts", aggregation="conflict"))
    assert cell(conflict, "tax", "war") == 1


def test_weights_multiply_as_repetition_does() -> None:
    told = statements(("A", "tax", 1), ("B", "tax", 1), weight=1.5)
    assert cell(one_mode(told)) == 2.25
    assert cell(one_mode(told, OneModeOptions(normalisation="average"))) == 1.5
    nothing = statements(("A", "tax", 1), ("B", "tax", 1), weight=0)
    assert one_mode(nothing).matrix.nnz == 0


def test_isolates_are_kept_where_asked() -> None:
    told = Statements.from_rows(
        [Row("A", "tax", 1, "2023-01-05")], actor_labels=["Z"], concept_labels=["war"]
    )
    assert one_mode(told).rows == ("A",)
    assert one_mode(told, OneModeOptions(isolates=True)).rows == ("A", "Z")
    assert one_mode(told, OneModeOptions(isolates=True, over="concepts")).rows == ("tax", "war")


@pytest.mark.parametrize("aggregation", get_args(OneModeAggregation))
@pytest.mark.parametrize("normalisation", get_args(OneModeNormalisation))
def test_no_statements_are_an_empty_network(
    aggregation: OneModeAggregation, normalisation: OneModeNormalisation
) -> None:
    options = OneModeOptions(aggregation=aggregation, normalisation=normalisation)
    network = one_mode(Statements.from_rows([]), options)
    assert (network.rows, network.matrix.shape, network.statement_count) == ((), (0, 0), 0)
    told = Statements.from_rows([], actor_labels=["A", "B"])
    kept = OneModeOptions(aggregation=aggregation, normalisation=normalisation, isolates=True)
    network = one_mode(told, kept)
    assert (network.rows, network.matrix.toarray().tolist()) == (("A", "B"), [[0, 0], [0, 0]])


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("over", "people"),
        ("aggregation", "sum"),
        ("normalisation", "activity"),
        ("duplicates", "day"),
    ],
)
def test_an_unknown_choice_is_refused(option: str, value: str) -> None:
    with pytest.raises(UsageError, match=f"^{option}: no choice '{value}'; use one of "):
        OneModeOptions(**{option: value})  # type: ignore[arg-type] # the point of the test


def test_pair_products_are_the_two_sums() -> None:
    from scipy.sparse import csr_array

    # Two actors, two concepts, three levels: counts and sides of both gaps.
    counts = csr_array([[3.0, 1.0], [2.0, 0.0]])
    sides = [csr_array([[1.0, -1.0], [2.0, 0.0]]), csr_array([[-1.0, -1.0], [-2.0, 0.0]])]
    g0, g1 = pair_products(counts, sides, np.array([0.25, 0.5]))
    assert g0.toarray().tolist() == [[10, 6], [6, 4]]
    # 0.25·(1 + 1) + 0.5·(1 + 1); 0.25·2 + 0.5·2; 0.25·4 + 0.5·4.
    assert np.allclose(g1.toarray(), [[1.5, 1.5], [1.5, 3]])
