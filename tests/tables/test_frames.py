"""Tables as data frames of pandas and polars."""

from __future__ import annotations

import sys

import pytest

from graph.errors import CannotRun
from graph.query.table import Table

pandas = pytest.importorskip("pandas")
polars = pytest.importorskip("polars")

MISSING_WORDS = ("NA", "null", "NaN", "None", "", "nan", "N/A")
TABLE = Table(
    ("name", "count", "share", "flag"),
    [("NA", 1, 0.5, True), (None, None, None, None), ('é, "x"\n', 3, 2.0, False)],
)


def test_pandas_holds_the_same_cells() -> None:
    frame = TABLE.to_pandas()
    assert list(frame.columns) == list(TABLE.columns)
    assert list(frame.index) == [0, 1, 2]
    rows = [
        tuple(None if pandas.isna(cell) else cell for cell in row)
        for row in frame.itertuples(index=False, name=None)
    ]
    assert rows == TABLE.rows


def test_polars_holds_the_same_cells() -> None:
    frame = TABLE.to_polars()
    assert frame.columns == list(TABLE.columns)
    assert frame.rows() == TABLE.rows
    assert dict(frame.schema) == {
        "name": polars.String,
        "count": polars.Int64,
        "share": polars.Float64,
        "flag": polars.Boolean,
    }


def test_texts_that_readers_take_for_missing_stay_texts() -> None:
    table = Table(("word",), [(word,) for word in MISSING_WORDS])
    assert tuple(table.to_pandas()["word"]) == MISSING_WORDS
    assert tuple(table.to_polars()["word"]) == MISSING_WORDS
    assert not table.to_pandas()["word"].isna().any()


def test_columns_without_rows_are_there() -> None:
    table = Table(("a", "b"), [])
    assert list(table.to_pandas().columns) == table.to_polars().columns == ["a", "b"]
    assert len(table.to_pandas()) == len(table.to_polars()) == 0


def test_a_column_of_nothing_is_there() -> None:
    table = Table(("a", "b"), [("x", None), ("y", None)])
    assert table.to_pandas()["b"].isna().all()
    assert table.to_polars()["b"].is_null().all()


@pytest.mark.parametrize("first", [1, 2.5])
def test_whole_and_broken_numbers_share_a_column(first: float) -> None:
    rows = [(first,)] * 150 + [(3.5 - first,)]
    table = Table(("a",), list(rows))
    assert list(table.to_pandas()["a"]) == [row[0] for row in rows]
    assert table.to_polars().rows() == rows


def test_a_number_late_in_a_column_is_seen() -> None:
    table = Table(("a",), [*[(None,)] * 500, ("x",)])
    assert table.to_polars()["a"][500] == "x"
    assert table.to_pandas()["a"][500] == "x"


def test_a_query_becomes_a_frame() -> None:
    from graph import KnowledgeGraph
    from graph.resources import bundled_graph

    table = KnowledgeGraph.open(bundled_graph()).query("organisations")
    assert table.to_polars().rows() == table.rows
    assert list(table.to_pandas()["name"]) == table.column("name")


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_without_the_library_it_says_what_to_install(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(CannotRun, match=f"{name}: not installed; install it with pip install"):
        getattr(TABLE, f"to_{name}")()
