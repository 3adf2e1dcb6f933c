"""Numbers in words: TheyWorkForYou's steps, and no large words for few statements."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.results.wording import agreement_words, counted, number

LARGE = ("consistently", "almost always", "generally", "some")


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        *((0.0, "consistently agree"), (0.05, "consistently agree")),
        *((0.051, "almost always agree"), (0.15, "almost always agree")),
        *((0.151, "generally agree"), (0.4, "generally agree")),
        (0.401, "agree on some and differ on others"),
        (0.5, "agree on some and differ on others"),
        (0.6, "agree on some and differ on others"),
        *((0.601, "generally differ"), (0.849, "generally differ")),
        *((0.851, "almost always differ"), (0.949, "almost always differ")),
        *((0.951, "consistently differ"), (1.0, "consistently differ")),
    ],
)
def test_the_steps_are_those_of_theyworkforyou(distance: float, words: str) -> None:
    assert agreement_words(100 * (1 - distance), 20, 20, 20) == words


@pytest.mark.parametrize("few", [(1, 5, 5), (5, 1, 5), (5, 5, 1), (1, 1, 1)])
@given(score=st.floats(0, 100))
def test_a_single_statement_is_never_consistent(few: tuple[int, int, int], score: float) -> None:
    words = agreement_words(score, *few)
    assert not any(large in words for large in LARGE)
    if score != 50:
        assert ("agree" in words) is (score > 50)
        assert ("differ" in words) is (score < 50)


def test_without_a_score_nothing_is_claimed() -> None:
    for words in (agreement_words(None, 0, 0, 0), agreement_words(None, 3, 3, 3)):
        assert not any(word in words for word in ("agree", "differ"))


def test_in_the_middle_one_proposition_stands_apart() -> None:
    assert agreement_words(50.0, 1, 2, 2) == (
        "stand apart on the one proposition that both have a stance on"
    )


def test_numbers_have_a_decimal_where_they_have_one() -> None:
    told = [number(v) for v in (100.0, 99.96, 99.95, 33.333, 0.04, 0.0, -0.04, None)]
    assert told == ["100", "100", "100", "33.3", "0", "0", "0", "none"]


def test_counts_agree_with_their_word() -> None:
    assert [counted(n, "pair") for n in (0, 1, 2, 1000)] == [
        *("0 pairs", "1 pair", "2 pairs", "1,000 pairs"),
    ]
    assert counted(2, "party", "parties") == "2 parties"
