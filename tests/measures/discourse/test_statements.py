from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from graph.errors import UsageError
from graph.measures.discourse import Row, Scale, Statements

ROWS = [
    Row("B", "tax", 1, "2023-01-05T10:00", document="x", id="s2"),
    Row("A", "war", 0, dt.datetime(2023, 1, 4), document="y", id="s1"),  # noqa: DTZ001 - local times
    Row("A", "tax", 1, np.datetime64("2023-01-05T10:00"), document="w", id="s3"),
]
STATEMENTS = Statements.from_rows(ROWS)


def test_rows_become_codes_of_sorted_labels() -> None:
    assert STATEMENTS.actor_labels == ("A", "B")
    assert STATEMENTS.concept_labels == ("tax", "war")
    assert STATEMENTS.actors.tolist() == [1, 0, 0]
    assert STATEMENTS.concepts.tolist() == [0, 1, 0]
    assert STATEMENTS.documents.tolist() == [1, 2, 0]
    assert STATEMENTS.weights.tolist() == [1, 1, 1]


def test_order_is_time_document_start_stop_id() -> None:
    assert STATEMENTS.order().tolist() == [1, 2, 0]
    same = [
        Row("A", "tax", 1, "2023-01-05", 1, *rest) for rest in ((5, 9, 1), (5, 8, 2), (4, 9, 3))
    ]
    same += [Row("A", "tax", 1, "2023-01-05", 1, 5, 8, 1), Row("A", "tax", 1, "2023-01-05", 0)]
    assert Statements.from_rows(same).order().tolist() == [4, 2, 3, 1, 0]


def test_between_includes_both_ends() -> None:
    assert STATEMENTS.between("2023-01-04", "2023-01-05T10:00").ids.tolist() == ["s2", "s1", "s3"]
    assert STATEMENTS.between("2023-01-04T00:00:01", "2023-01-05T09:59:59").ids.tolist() == []


def test_between_keeps_labels_until_they_are_dropped() -> None:
    one = STATEMENTS.between("2023-01-04", "2023-01-04")
    assert one.actor_labels == ("A", "B")
    used = one.used_labels_only()
    assert (used.actor_labels, used.concept_labels) == (("A",), ("war",))
    assert (used.actors.tolist(), used.concepts.tolist()) == ([0], [0])


def test_labels_without_statements_can_be_given() -> None:
    statements = Statements.from_rows(ROWS, actor_labels=["C"], concept_labels=["aid"])
    assert statements.actor_labels == ("A", "B", "C")
    assert statements.concept_labels == ("aid", "tax", "war")


def test_no_rows_are_no_statements() -> None:
    assert len(Statements.from_rows([])) == 0
    assert len(Statements.from_rows([]).between("2023-01-04", "2023-01-05")) == 0


def test_weights_left_out_count_once() -> None:
    columns = {name: column for name, column in vars(STATEMENTS).items() if name != "weights"}
    assert Statements(**columns).weights.tolist() == [1, 1, 1]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (Row("A", "tax", 1, "May"), "'May' is no ISO 8601 time"),
        (Row("A", "tax", 1, "2023-01-05T10:00+01:00"), "has a time zone"),
        (Row("A", "tax", float("nan"), "2023-01-05"), "a value or time is missing"),
        (Row("A", "tax", 1, np.datetime64("NaT")), "a value or time is missing"),
        (Row("A", "tax", 1, "2023-01-05", weight=-1), "weight -1.0 cannot count"),
        (Row("A", "tax", 1, "2023-01-05", weight=float("nan")), "weight nan cannot count"),
    ],
)
def test_what_cannot_be_counted_is_refused(row: Row, message: str) -> None:
    with pytest.raises(UsageError, match=f"^statements: .*{message}"):
        Statements.from_rows([row])


@pytest.mark.parametrize(
    ("row", "field"), [(ROWS[0]._replace(document=1), "documents"), (ROWS[0]._replace(id=1), "ids")]
)
def test_numbers_and_texts_are_not_mixed(row: Row, field: str) -> None:
    with pytest.raises(UsageError, match=f"{field} are numbers and texts"):
        Statements.from_rows([row, ROWS[1]])


@pytest.mark.parametrize(
    "row",
    [
        Row("A", "tax", 1, "2023-01-05", start=2**63),
        Row("A", "tax", 1, "2023-01-05", stop=-(2**64)),
        Row("A", "tax", 1, "2023-01-05", id=2**63),
    ],
)
def test_numbers_beyond_64_bits_are_refused(row: Row) -> None:
    with pytest.raises(UsageError, match="number them within 64 bits"):
        Statements.from_rows([row])


def test_arrays_must_be_parallel() -> None:
    with pytest.raises(UsageError, match="different lengths"):
        replace(STATEMENTS, starts=np.array([1]))


@pytest.mark.parametrize("codes", [[0, 0, 2], [-1, 0, 0]])
def test_every_code_has_a_label(codes: list[int]) -> None:
    with pytest.raises(UsageError, match="actors has a code without a label"):
        replace(STATEMENTS, actors=np.array(codes))


def test_gaps_are_shares_of_the_range_given() -> None:
    levels = np.array([-4.0, -2.0, 2.0])
    assert Scale.graded(-5, 5).gaps(levels).tolist() == [0.2, 0.4]
    assert Scale.graded().observed(levels) == Scale.graded(-4, 2)
    assert Scale.graded(-5, 5).observed(levels) == Scale.graded(-5, 5)


@pytest.mark.parametrize("ends", [(1, None), (None, 1), (2, 1), (float("nan"), 1)])
def test_a_range_has_two_ends_in_order(ends: tuple[float | None, float | None]) -> None:
    with pytest.raises(UsageError, match=r"^scale: range"):
        Scale.graded(*ends)


@pytest.mark.parametrize(
    ("scale", "value"), [(Scale.boolean(), 0.5), (Scale.boolean(), -1), (Scale.graded(-2, 2), 3)]
)
def test_a_value_off_the_scale_is_refused(scale: Scale, value: float) -> None:
    with pytest.raises(UsageError, match=f"value {float(value)} is outside"):
        scale.check(np.array([1.0, value]))


def test_a_graded_scale_without_range_is_refused() -> None:
    with pytest.raises(UsageError, match="give low and high"):
        Scale.graded().gaps(np.array([1.0]))
