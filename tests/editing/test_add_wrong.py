"""Values that are wrong are told in one line, and nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph import (
    Document,
    Event,
    Evidence,
    Group,
    Involvement,
    Membership,
    Organization,
    Position,
    ReportedChange,
)
from graph.errors import (
    Invalid,
    NotFound,
    ParameterError,
    Refused,
    StancegraphError,
    UsageError,
)

if TYPE_CHECKING:
    from graph import KnowledgeGraph
    from graph.entries.entry import Entry
    from tests.editing.conftest import Files

KNOWN = "evidence:report-ddd21e47"


def position(**told: object) -> Position:
    """Return a position; what is left out is that of Rabkor on tariffs."""
    usual = {"actor": "Rabkor", "proposition": "tariffs", "stance": "supports", "evidence": KNOWN}
    return Position(**{**usual, **told})  # type: ignore[arg-type]


def involvement(**told: object) -> Involvement:
    usual = {"actor": "Rabkor", "kind": "signed", "evidence": KNOWN}
    return Involvement(**{**usual, **told})  # type: ignore[arg-type]


def evidence(**told: object) -> Evidence:
    return Evidence(**{"document": "A Report", "kind": "reported", **told})  # type: ignore[arg-type]


def organisation(**told: object) -> Organization:
    return Organization(**{"name": "Fresh", **told})  # type: ignore[arg-type]


def document(**told: object) -> Document:
    usual = {"title": "Fresh", "author": "Ann Lee", "issued": "2023-01-01"}
    return Document(**{**usual, **told})  # type: ignore[arg-type]


WRONG: list[tuple[Entry, type[StancegraphError], str]] = [
    (organisation(name=""), ParameterError, "organisation: name is missing; give it"),
    (
        organisation(name=" "),
        ParameterError,
        "organisation '': name: empty; write what it is, or leave it out",
    ),
    (organisation(name="a\nb"), ParameterError, "holds the control character U+000A; remove it"),
    (organisation(name="a\u202eb"), ParameterError, "the control character U+202E; remove it"),
    (organisation(name="\ud800"), ParameterError, "the control character U+D800; remove it"),
    (organisation(name="x" * 1001), ParameterError, "has 1,001 characters; at most 1,000"),
    (organisation(name=["A", "B"]), ParameterError, "name: 2 values, and it takes one; keep one"),
    (organisation(lang="en_GB"), ParameterError, "lang: 'en_GB' is not a language tag"),
    (organisation(names={"EN": "Neu"}), ParameterError, "name in 'EN': a second name in this"),
    (organisation(names={"e n": "Neu"}), ParameterError, "'e n' is not a language tag"),
    (organisation(aliases=[""]), ParameterError, "alias: empty"),
    (organisation(country="UK"), ParameterError, "country: 'UK' is not a country's ISO 3166-1"),
    (organisation(country=["GB", "IE"]), ParameterError, "country: 2 values"),
    (organisation(website="javascript:x"), ParameterError, "website: 'javascript:x' is not a web"),
    (organisation(kind="ngo"), ParameterError, "kind: 'ngo' is not in the list; take one of party"),
    (organisation(parent="Nobody"), NotFound, "parent: no organisation 'Nobody'"),
    (organisation(parent="Ann Lee"), NotFound, "parent: no organisation 'Ann Lee'"),
    (organisation(same_as=["Q1"]), ParameterError, "same-as: 'Q1' is not a web address"),
    (organisation(slug="A B"), ParameterError, "slug 'A B' is none; write 'a-b'"),
    (organisation(slug="../x"), ParameterError, "slug '../x' is none; write 'x'"),
    (Event(name="E", start="25/02/2023"), ParameterError, "from: '25/02/2023' is not a date; "),
    (Event(name="E", start="2023-02-30"), ParameterError, "'2023-02-30' is not a date of the cal"),
    (Event(name="E", start="0000"), ParameterError, "'0000' is not a date of the calendar"),
    (Event(name="E", start="2023", end="2022"), ParameterError, "'2022' lies before '2023'"),
    (document(issued="2023"), ParameterError, "issued: '2023' is no full day"),
    (document(author=[]), ParameterError, "author is missing; give it"),
    (document(sha256="abc"), ParameterError, "sha256: 'abc' is not a checksum"),
    (document(form="blog"), ParameterError, "form: 'blog' is no form of document; take one of art"),
    (document(written_in="?"), ParameterError, "written-in: '?' is not a language tag"),
    (evidence(paragraph="four"), ParameterError, "paragraph: 'four' is not a whole number"),
    (evidence(paragraph=-1), ParameterError, "paragraph: '-1' is not a whole number"),
    (evidence(paragraph=True), ParameterError, "paragraph: 'True' is not a whole number"),
    (evidence(paragraph=2.5), ParameterError, "paragraph: '2.5' is not a whole number"),
    (evidence(paragraph="²"), ParameterError, "paragraph: '²' is not a whole number"),
    (evidence(paragraph=0), ParameterError, "evidence: paragraph: '0' is too small; count from 1"),
    (evidence(start=10, end=10), ParameterError,
     "evidence: from character 10 to 10 there is nothing; let --start be less than --end"),
    (evidence(start=10), ParameterError, "start is given without end; give both (--start and"),
    (evidence(paragraph=1, end=10), ParameterError, "end is given without start; give both"),
    (evidence(), ParameterError, "evidence: it does not say where its passage stands; give"),
    (evidence(paragraph=1, prefix="x"), Invalid, "words around a quote but no quote"),
    (evidence(quote="\x00"), ParameterError, "the control character U+0000; remove it"),
    (evidence(quote=" \n "), ParameterError, "quote: empty; write what it says"),
    (evidence(quote="x" * 1001), Invalid, "the quote is not a text, is empty or is longer than"),
    (evidence(paragraph=1, kind="hearsay"), ParameterError, "evidence-kind: 'hearsay' is not in"),
    (evidence(paragraph=1, kind=""), ParameterError, "evidence: evidence-kind is missing; give it"),
    (evidence(paragraph=1, document="Nowhere"), NotFound, "document: no document 'Nowhere'"),
    (evidence(paragraph=1, disputes=["organisation:rabkor"]), Invalid, "is not a statement"),
    (position(stance="for"), ParameterError, "position: stance: 'for' is not in the list"),
    (position(stance=""), ParameterError, "position: stance is missing; give it"),
    (position(extent="few"), ParameterError, "position: extent: 'few' is not in the list"),
    (position(valid_from="2022-02", valid_through="2022-01"), ParameterError, "lies before"),
    (position(proposition="Trade"), NotFound, "proposition: no proposition 'Trade'"),
    (position(actor="A Report"), NotFound,
     "position: actor: no organisation, person or group 'A Report'"),
    (position(actor=["Rabkor", "Peace Now"]), ParameterError, "position: actor: 2 values"),
    (position(evidence=[]), Refused, "position: no evidence; say in which document it stands"),
    (position(evidence="nope"), NotFound, "evidence: no evidence 'nope'"),
    (position(evidence="organisation:rabkor"), Invalid, "is not evidence, 'organisation:rabkor'"),
    (position(status="new"), ParameterError, "status: 'new' is not in the list"),
    (position(replaces="evidence:report-ddd21e47"), Invalid, "what the position replaces is not"),
    (position(date_as_stated="x" * 101), Invalid, "the date as stated is not a plain text"),
    (involvement(), ParameterError, "involvement: neither petition nor campaign is given; give"),
    (involvement(petition="Stop the war now", campaign="ceasefire"), ParameterError,
     "involvement: petition and campaign are both given; keep one"),
    (ReportedChange(actor="Rabkor", evidence=KNOWN), ParameterError,
     "change: neither proposition nor topic is given; give one of them (--proposition or --topic)"),
    ("Rabkor", UsageError,  # type: ignore[list-item]
     "add: 'Rabkor' is no entry; give one, as in Organization(name=…)"),
    (Group(name="Fresh", around="A Report"), NotFound,
     "around: no organisation, person or group 'A Report'"),
    (Membership(member="Ann Lee", organisation="Rabkor", role="role:none", evidence=KNOWN),
     NotFound, "role: no role 'role:none'"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "error", "told"), WRONG, ids=[f"{at}-{w[2][:40]}" for at, w in enumerate(WRONG)]
)
def test_what_is_wrong_is_told_in_one_line_and_nothing_is_written(
    kg: KnowledgeGraph, files: Files, entry: Entry, error: type[StancegraphError], told: str
) -> None:
    with pytest.raises(error) as caught:
        kg.add(entry)
    assert type(caught.value) is error
    assert told in str(caught.value)
    assert str(caught.value).isprintable()
    assert files.untouched
