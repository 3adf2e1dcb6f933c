"""A quote is found where it stands; where it does not, the nearest passage is shown."""

from __future__ import annotations

import time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graph.quotes.find import end_at, find_quote, is_surrounded, stands_at
from graph.quotes.outcome import MOST_PLACES, Ambiguous, Found, Lost, Place
from graph.quotes.paragraphs import Paragraphs

TEXT = """Three appeals

We call for a ceasefire now. “Stop the war”, they wrote.
\t
We do not call for a ceasefire now; we call for
sanctions — and for arms.
"""


def test_paragraphs_are_the_lines_that_are_not_blank() -> None:
    found = Paragraphs(TEXT)
    assert len(found) == 4
    assert [TEXT[slice(*found.bounds(number))][:6] for number in (1, 2, 3, 4)] == [
        *("Three ", "We cal", "We do ", "sancti"),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_ends_a_paragraph(end: str) -> None:
    found = Paragraphs(f"ab{end}{end} {end}cd")
    last = 3 + 3 * len(end)
    assert (len(found), found.bounds(2)) == (2, (last, last + 2))
    assert [found.at(n) for n in (0, 1, 2, last - 1, last, last + 1, last + 2)] == [
        *(1, 1, 2, 2, 2, 2, 2),
    ]


def test_text_without_words_has_no_paragraph() -> None:
    assert (len(Paragraphs(" \n\t\n")), Paragraphs("").at(0)) == (0, 0)


def test_quote_that_stands_once_is_found() -> None:
    start = TEXT.index("“Stop")
    assert find_quote(TEXT, "“Stop the war”") == Found(Place(start, start + 14, 2))


def test_places_count_code_points() -> None:
    assert find_quote("𝕬𝖇 é e\u0301 x", "x") == Found(Place(8, 9, 1))
    assert isinstance(find_quote("e\u0301", "é"), Lost)


def test_words_before_or_behind_decide_between_several() -> None:
    second = TEXT.rindex("call for a ceasefire")
    place = Place(second, second + 20, 3)
    assert find_quote(TEXT, "call for a ceasefire", prefix="do not") == Found(place)
    assert find_quote(TEXT, "call for a ceasefire", prefix="do not ") == Found(place)
    assert find_quote(TEXT, "call for a ceasefire", suffix="now;") == Found(place)
    assert find_quote(TEXT, "call for a ceasefire", prefix="not", suffix=" now; we") == Found(place)


def test_words_before_may_start_in_mid_word_and_run_over_lines() -> None:
    assert find_quote(TEXT, "sanctions", prefix="e call for") == Found(Place(122, 131, 4))
    assert TEXT[122:131] == "sanctions"


def test_several_places_that_nothing_decides_between_are_all_told() -> None:
    first, second = TEXT.index("call for a"), TEXT.rindex("call for a")
    places = (Place(first, first + 10, 2), Place(second, second + 10, 3))
    assert find_quote(TEXT, "call for a") == Ambiguous(places)
    assert find_quote(TEXT, "call for a", suffix="ceasefire now") == Ambiguous(places)
    assert find_quote(TEXT, "call for a", prefix="They") == Ambiguous(places)


def test_places_that_overlap_are_several() -> None:
    assert find_quote("no no no", "no no") == Ambiguous((Place(0, 5, 1), Place(3, 8, 1)))


def test_quote_in_other_surroundings_is_found_and_said_so() -> None:
    outcome = find_quote("We do not support arms.", "support arms", prefix="We")
    assert outcome == Found(Place(10, 22, 1), as_surrounded=False)


def test_white_space_in_the_quote_stands_for_any() -> None:
    start = TEXT.index("call for\n")
    wanted = Found(Place(start, start + 18, 3))
    assert find_quote(TEXT, "call for sanctions") == wanted
    assert find_quote(TEXT, "call  for\r\n sanctions") == wanted
    assert find_quote("call for\r\n\u00a0sanctions", "call for sanctions").place.end == 20  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "quote", ['"Stop the war"', "“stop the war”", "sanctions - and for arms", "sanctions – and"]
)
def test_other_marks_and_other_case_are_lost_with_a_near_passage(quote: str) -> None:
    outcome = find_quote(TEXT, quote)
    assert isinstance(outcome, Lost)
    assert outcome.score > 80
    assert outcome.nearest is not None
    start, end, paragraph = outcome.nearest
    assert TEXT[start:end] == outcome.passage
    assert paragraph == Paragraphs(TEXT).at(start)


def test_nearest_passage_is_of_whole_words() -> None:
    outcome = find_quote("They demanded arms deliveries.", "manded arms deliver!")
    assert isinstance(outcome, Lost)
    assert outcome.passage == "demanded arms deliveries"


@pytest.mark.parametrize(
    ("text", "quote"), [("", "a"), ("abc", ""), ("abc", " \n"), ("abc", "xyz"), ("   ", "a")]
)
def test_where_nothing_is_near_nothing_is_shown(text: str, quote: str) -> None:
    assert find_quote(text, quote) == Lost()


def test_quote_longer_than_the_text_is_lost() -> None:
    outcome = find_quote("No war", "No war and no sanctions")
    assert isinstance(outcome, Lost)
    assert outcome.passage == "No war"


def test_only_so_many_places_are_told() -> None:
    outcome = find_quote("a " * 10_000, "a")
    assert isinstance(outcome, Ambiguous)
    assert len(outcome.places) == MOST_PLACES
    outcome = find_quote("a " * 10_000 + "b", "a", suffix="b")
    assert outcome == Found(Place(19_998, 19_999, 1))


def test_marks_of_regular_expressions_are_themselves() -> None:
    assert find_quote("a.c (b|d)* [x]", "(b|d)* [x]") == Found(Place(4, 14, 1))
    assert isinstance(find_quote("abc", "a.c"), Lost)


def test_hostile_text_takes_no_longer() -> None:
    began = time.monotonic()
    find_quote("a " * 200_000, "a a a b", prefix="a a", suffix="c")
    find_quote(" " * 1_000_000, "a b")
    find_quote("a" + " " * 1_000_000, "a b")
    assert time.monotonic() - began < 5


def test_range_is_the_quote_or_not() -> None:
    assert stands_at("No war.", 3, 6, "war")
    assert stands_at("No\nwar.", 0, 6, "No war")
    for start, end, quote in [(3, 7, "war"), (2, 6, "war"), (-4, -1, "war"), (3, 99, "war.")]:
        assert not stands_at("No war.", start, end, quote)
    assert not stands_at("a  b", 1, 3, " ")
    assert end_at("No \n war.", 0, "No war") == 8
    assert end_at("No war.", 1, "No war") is None
    assert end_at("No war.", 0, " ") is None


def test_nearest_passage_is_as_long_as_it_should_be() -> None:
    text = "Yes to talks. No to sanctions, no to silence."
    shorter = find_quote(text, "Yes to peace talks")
    longer = find_quote(text, "No to silence")
    assert isinstance(shorter, Lost)
    assert isinstance(longer, Lost)
    # 12 of 30 characters in common pairs: 2 * 12 / (18 + 12).
    assert (shorter.passage, shorter.score) == ("Yes to talks", 80.0)
    assert longer.passage == "no to silence"


def test_surroundings_agree_but_for_white_space_at_the_joint() -> None:
    assert is_surrounded("no\n war ,ever", 4, 7, "no", ",ever")
    assert is_surrounded("no\n war ,ever", 4, 7, "o ", " , ever".replace(", ", ","))
    assert is_surrounded("war", 0, 3, "", "")
    assert not is_surrounded("war", 0, 3, "no", "")
    assert not is_surrounded("no war", 3, 6, "not", "")


WORDS = st.text(st.sampled_from("ab.–“ \n\r\té𝕬\u00a0"), max_size=30)


@settings(max_examples=500)
@given(st.data())
def test_slice_of_a_text_is_found_in_its_own_place(data: st.DataObject) -> None:
    text = data.draw(st.one_of(WORDS, st.text(max_size=30)))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = text[start:end]
    assume(quote.strip())
    place = Place(start, end, Paragraphs(text).at(start))
    assert find_quote(text, quote, text[:start], text[end:]) == Found(place)
    assert stands_at(text, start, end, quote)
    assert is_surrounded(text, start, end, text[:start], text[end:])


@given(WORDS, WORDS, WORDS, WORDS)
def test_whatever_the_words_there_is_an_outcome(a: str, b: str, c: str, d: str) -> None:
    outcome = find_quote(a, b, c, d)
    if isinstance(outcome, Found):
        start, end, _ = outcome.place
        assert a[start:end].split() == b.split()
    elif isinstance(outcome, Ambiguous):
        assert len(outcome.places) > 1
    else:
        assert b not in a or not b.strip()
        assert 0 <= outcome.score <= 100
