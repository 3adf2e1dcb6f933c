"""Tables as text: never wider than allowed, nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.cli.layout import cell_text, layout, text_width, wrap
from graph.cli.terminal import clean


def test_numbers_stand_to_the_right() -> None:
    assert layout(["what", "count"], [("a", 5), ("b", None), ("c", 1234)], 80) == (
        "what  count\n────  ─────\na         5\nb\nc      1234"
    )


def test_wide_text_wraps_between_words() -> None:
    text = layout(["name", "note"], [("Rabkor", "one two three four five six")], 24)
    assert text.splitlines() == [
        "name    note",
        "──────  ────────────────",
        "Rabkor  one two three",
        "        four five six",
    ]


def test_too_narrow_a_table_becomes_blocks() -> None:
    rows = [("abcdefghij klmnopqrst", "uvwxyz abcdefghij", None)]
    assert layout(["first", "second", "third"], rows, 28).splitlines() == [
        "first   abcdefghij",
        "        klmnopqrst",
        "second  uvwxyz abcdefghij",
    ]


def test_wide_characters_count_twice() -> None:
    assert text_width("日本e\u0301") == 5
    assert wrap("日本語 日本語", 6) == ["日本語", "日本語"]


def test_long_words_break_behind_a_mark() -> None:
    assert wrap("organisation:stop-the-war-coalition", 20) == [
        "organisation:stop-",
        "the-war-coalition",
    ]


@given(st.lists(st.tuples(st.text(), st.text(), st.integers()), max_size=5), st.integers(44, 120))
def test_no_line_is_wider_than_allowed(rows: list[tuple[str, str, int]], width: int) -> None:
    lines = layout(["a", "b", "c"], rows, width).split("\n")
    assert all(text_width(line) <= width for line in lines)


@given(st.text(max_size=300), st.integers(2, 80))
def test_wrapping_loses_nothing_but_space(text: str, width: int) -> None:
    assert "".join("".join(wrap(text, width)).split()) == "".join(text.split())


@given(st.text())
def test_cells_are_one_clean_line(text: str) -> None:
    shown = cell_text(text)
    assert not set(shown) & set("\n\r\t\x1b\x07\u202e\u2066")
    assert clean(shown) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(None, ""), (True, "yes"), (False, "no"), (0.5, "0.5"), (7, "7")]
)
def test_plain_values_are_words(value: float | None, shown: str) -> None:
    assert cell_text(value) == shown


def test_very_long_cells_are_cut() -> None:
    assert len(cell_text("x" * 200_000)) == 601
