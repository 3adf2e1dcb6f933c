from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from graph.errors import UsageError
from graph.measures.discourse import OneModeOptions, Row, Statements, one_mode, without_duplicates

if TYPE_CHECKING:
    from graph.measures.discourse.choices import DuplicateRule


def said(*days: str) -> Statements:
    return Statements.from_rows(
        [Row("A", "tax", 1, day, document=place, id=place) for place, day in enumerate(days)]
    )


def kept(statements: Statements, rule: DuplicateRule, **how: bool) -> list[Any]:
    found: list[Any] = without_duplicates(statements, rule, **how).ids.tolist()
    return found


@pytest.mark.parametrize(
    ("rule", "compatible", "places"),
    [
        # Sunday 1 January 2023 is in week 52 of 2022, Monday the 2nd in week 1 of 2023;
        # 1 January 2024 is a Monday, and in week 1 of 2024.
        ("include", False, [0, 1, 2, 3, 4]),
        ("document", False, [0, 1, 2, 3, 4]),
        ("week", False, [0, 2, 3, 4]),
        ("week", True, [0, 2, 4]),
        ("month", False, [0, 1, 3, 4]),
        ("month", True, [0, 1, 4]),
        ("year", False, [0, 1, 3]),
        ("year", True, [0, 1, 3]),
        ("acrossrange", False, [0]),
    ],
)
def test_each_rule_keeps_the_first_of_its_period(
    rule: DuplicateRule, *, compatible: bool, places: list[int]
) -> None:
    days = said("2022-12-31", "2023-01-01", "2023-01-02", "2024-01-01", "2024-02-05")
    assert kept(days, rule, dna_compatible=compatible) == places


def test_january_2023_is_not_january_2024() -> None:
    days = said("2023-01-10", "2024-01-10")
    assert kept(days, "month") == [0, 1]
    assert kept(days, "month", dna_compatible=True) == [0]


def test_one_document_counts_once() -> None:
    rows = [Row("A", "tax", 1, "2023-01-05", document=7, start=place, id=place) for place in (9, 3)]
    assert kept(Statements.from_rows(rows), "document") == [3]


def test_the_earliest_is_kept_whatever_the_order_of_rows() -> None:
    assert kept(said("2023-01-20", "2023-01-10", "2023-01-15"), "month") == [1]


@pytest.mark.parametrize(
    "other",
    [{"actor": "B"}, {"concept": "war"}, {"value": 0}],
)
def test_another_actor_concept_or_value_is_no_duplicate(other: dict[str, Any]) -> None:
    first = Row("A", "tax", 1, "2023-01-05")
    statements = Statements.from_rows([first, first._replace(id=1, **other)])
    assert kept(statements, "acrossrange") == [0, 1]


def test_under_ignore_the_value_makes_no_difference() -> None:
    rows = [Row("A", "tax", value, "2023-01-05") for value in (0, 1)]
    rows.append(Row("B", "tax", 1, "2023-01-05"))
    statements = Statements.from_rows(rows)
    counts = {
        aggregation: one_mode(
            statements, OneModeOptions(aggregation=aggregation, duplicates="document")
        ).statement_count
        for aggregation in ("ignore", "congruence")
    }
    assert counts == {"ignore": 2, "congruence": 3}


def test_no_statements_have_no_duplicates() -> None:
    assert kept(Statements.from_rows([]), "week") == []


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(UsageError, match=r"^duplicates: no choice 'day'; use one of include, "):
        kept(said("2023-01-05"), "day")  # type: ignore[arg-type] # the point of the test
