"""Identity and dates: the same thing gets the same IRI, a day is a whole day."""

from __future__ import annotations

import datetime as dt
import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import ParameterError
from graph.model.dates import parse_day, today
from graph.model.identity import content_hash, slug, statement_iri, thing_iri
from graph.model.vocabulary import KINDS, PREFIXES, STATEMENTS, expand


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Irish Left with Ukraine", "irish-left-with-ukraine"),
        ("Réseau européen", "reseau-europeen"),
        ("Рабкор", "rabkor"),
        ("../../etc/passwd", "etc-passwd"),
        ("<script>alert(1)</script>", "script-alert-1-script"),
        ("--help", "help"),
        ("one " * 20, "one-" * 14 + "one"),
    ],
)
def test_slug_is_readable_ascii(name: str, expected: str) -> None:
    assert slug(name) == expected


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_slug_is_never_empty_never_long_and_fits_an_iri(name: str) -> None:
    found = slug(name)
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", found)
    assert len(found) <= 60


def test_names_without_letters_get_different_slugs() -> None:
    assert slug("!!!") != slug("???")


def test_hash_is_the_start_of_sha256_over_lengths_and_parts() -> None:
    assert content_hash("ab", "é") == hashlib.sha256(b"2:ab2:\xc3\xa9").hexdigest()[:8]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=3), max_size=3))
def test_parts_do_not_run_together(parts: list[str]) -> None:
    joined = "".join(parts)
    if parts != [joined]:
        assert content_hash(*parts) != content_hash(joined)


def test_things_and_statements_stand_under_the_base_by_kind() -> None:
    assert thing_iri("person", "ana") == "https://w3id.org/stancegraph/id/person/ana"
    assert thing_iri("person", "ana", "https://example.org/") == "https://example.org/person/ana"
    holder, proposition = thing_iri("person", "ana"), thing_iri("proposition", "x" * 39 + "-y")
    iri = statement_iri("position", [holder, proposition], ["a", ""])
    digest = hashlib.sha256(b"1:a0:").hexdigest()[:8]
    assert iri == f"https://w3id.org/stancegraph/id/position/ana-{'x' * 39}-{digest}"


def test_prefixes_expand_and_unknown_ones_do_not() -> None:
    assert expand("org:Role") == "http://www.w3.org/ns/org#Role"
    with pytest.raises(KeyError):
        expand("nope:x")


def test_kinds_have_classes_of_their_own_and_statements_are_kinds() -> None:
    assert len(set(KINDS.values())) == len(KINDS)
    assert set(STATEMENTS) <= set(KINDS)
    assert all(iri.startswith(tuple(PREFIXES.values())) for iri in KINDS.values())


@pytest.mark.parametrize("text", ["2023-08-03", " 2023-08-03 ", "2023-08-03\n"])
def test_full_day_is_read(text: str) -> None:
    assert parse_day(text) == dt.date(2023, 8, 3)


@pytest.mark.parametrize("text", ["today", "Today", " TODAY "])
def test_today_is_today(text: str) -> None:
    before = today()
    assert before <= parse_day(text) <= today()


@pytest.mark.parametrize(
    "text",
    [
        *("", "2023", "2023-08", "2023-8-3", "20230803", "03/08/2023", "2023-08-03T00:00:00"),
        *("2023-02-30", "2023-13-01", "0000-01-01", "-2023-01-01", "yesterday"),
        *("\u0662\u0660\u0662\u0663-\u0660\u0668-\u0660\u0663",),
    ],
)
def test_anything_else_is_no_day(text: str) -> None:
    with pytest.raises(ParameterError) as caught:
        parse_day(text, where="--on")
    assert str(caught.value).startswith(f"--on: {text!r} is not a da")
    assert "; " in str(caught.value)


@given(st.text(max_size=12))
def test_random_text_is_a_day_or_our_error(text: str) -> None:
    try:
        assert isinstance(parse_day(text), dt.date)
    except ParameterError as error:
        assert repr(text) in str(error)  # noqa: PT017 - a text may be a day


@given(st.dates())
def test_every_day_of_the_calendar_is_read(day: dt.date) -> None:
    assert parse_day(day.isoformat()) == day
