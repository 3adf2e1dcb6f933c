"""Who changed, when, and towards whom, on hand-made graphs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from graph import KnowledgeGraph
from graph.errors import NotFound, ParameterError

if TYPE_CHECKING:
    from tests.analysis.sketch import Sketch

CASES: Final = Path(__file__).parents[2] / "queries" / "changes"


def turned(sketch: Sketch, **said: str) -> None:
    """Red turns against peace on 1 January 2022."""
    old = sketch.position("red", "peace", "supports", until="2021-12-31", name="old")
    sketch.position(
        "red", "peace", "opposes", "later#1", since="2022-01-01", replaces=old, name="new", **said
    )


def sides(kg: KnowledgeGraph) -> tuple[object, object]:
    (row,) = kg.changes().table().dicts()
    return row["towards"], row["away_from"]


def test_a_change_goes_towards_those_on_the_new_side_that_day(sketch: Sketch) -> None:
    turned(sketch)
    sketch.position("against", "peace", "leansAgainst")
    sketch.position("for", "peace", "supports")
    sketch.position("until-then", "peace", "opposes", until="2021-12-31")
    sketch.position("since-later", "peace", "opposes", since="2022-01-02")
    sketch.position("torn", "peace", "supports")
    sketch.position("torn", "peace", "opposes", "paper#2")
    sketch.position("unsure", "peace", "ambivalent")
    sketch.position("shy", "peace", "declinesToSay")
    sketch.position("some", "peace", "opposes", extent="some")
    sketch.position("drafted", "peace", "opposes", status="draft")
    sketch.position("person/ann", "peace", "opposes")
    sketch.position("group/friends", "peace", "opposes")
    sketch.position("elsewhere", "tax", "opposes")
    sketch.clause("call", "demands", "opposes", "peace")
    sketch.act("signer", "signed", "call")
    assert sides(sketch.open()) == ("against, signer", "for")


def test_a_change_to_the_middle_goes_away_from_a_side_and_towards_none(sketch: Sketch) -> None:
    old = sketch.position("red", "peace", "supports", until="2021-12-31")
    sketch.position("red", "peace", "ambivalent", "later#1", since="2022-01-01", replaces=old)
    sketch.position("for", "peace", "supports")
    sketch.position("unsure", "peace", "ambivalent")
    assert sides(sketch.open()) == (None, "for")


def test_of_people_and_groups_nothing_is_worked_out(sketch: Sketch) -> None:
    for who in ("person/ann", "group/friends"):
        old = sketch.position(who, "peace", "supports", until="2021-12-31")
        sketch.position(who, "peace", "opposes", "later#1", since="2022-01-01", replaces=old)
    sketch.position("against", "peace", "opposes")
    rows = sketch.open().changes().table().dicts()
    assert [(r["actor"], r["towards"], r["away_from"]) for r in rows] == [
        ("ann", None, None),
        ("friends", None, None),
    ]


def test_a_change_of_some_is_a_part(sketch: Sketch) -> None:
    turned(sketch, extent="some")
    (row,) = sketch.open().changes().table().dicts()
    assert row["extent"] == "some"
    assert "red (some of them) on peace" in sketch.open().changes().sentences()[1].text


def test_sentences_name_both_statements_and_their_evidence(sketch: Sketch) -> None:
    turned(sketch)
    sketch.position("against", "peace", "opposes")
    told = sketch.open().changes().sentences()
    assert told[0].text == "1 change on record: 1 recorded, 0 reported, 0 possible."
    assert told[1].text == ("2022-01-01: red on peace – from supports to opposes; towards against")
    assert told[1].source.count("according to ann") == 2


@pytest.mark.parametrize(
    ("since", "until", "there"),
    [
        *(("2022-01-01", None, True), ("2022-01-02", None, False)),
        *((None, "2022-01-01", True), (None, "2021-12-31", False)),
        *(("2022-01-01", "2022-01-01", True), ("2022-01-02", "2022-12-31", False)),
        (None, None, True),
    ],
)
def test_a_period_bounds_the_day_of_change(
    sketch: Sketch, since: str | None, until: str | None, *, there: bool
) -> None:
    turned(sketch)
    assert bool(sketch.open().changes(since=since, until=until).found) is there


@pytest.mark.parametrize(
    ("stated", "earliest", "latest", "found"),
    [
        # Of the periods 2021, late March 2022, June 2022 and 2023.
        ("2022", "2022-01-01", "2022-12-31", (False, True, True, False)),
        ("2022-03", "2022-03-01", "2022-03-31", (False, True, False, False)),
        ("2022/..", "2022-01-01", "", (False, True, True, True)),
        ("../2022", "", "2022-12-31", (True, True, True, False)),
        ("2022-21", "2022-03-01", "2022-05-31", (False, True, False, False)),
        ("", "2022-06-15", "2022-06-15", (False, False, True, False)),
        # Without days the text is read as far as it goes.
        ("2022", "", "", (False, True, True, False)),
        ("2022-06~", "", "", (False, False, True, False)),
        ("2021/2022-03", "", "", (True, True, False, False)),
        ("2022~/2023?", "", "", (False, True, True, True)),
        ("2022/..", "", "", (False, True, True, True)),
        ("../2022-03", "", "", (True, True, False, False)),
        ("", "", "", (False, False, False, False)),
    ],
)
def test_a_reported_change_is_in_every_period_that_it_may_lie_in(
    sketch: Sketch, stated: str, earliest: str, latest: str, found: tuple[bool, ...]
) -> None:
    change = sketch.thing("change", "told")
    sketch.add(change, "sg:holder", sketch.thing("organisation", "red"))
    sketch.add(change, "sg:proposition", sketch.thing("proposition", "peace"))
    sketch.position("blue", "peace", "supports")
    sketch.add(change, "sg:evidence", "evidence/paper-1-ann-reported")
    sketch.add(change, "adms:status", "sg:reviewed")
    for term, value in (("sg:earliest", earliest), ("sg:latest", latest)):
        if value:
            sketch.add(change, term, f'"{value}"^^xsd:date')
    if stated:
        sketch.add(change, "sg:dateAsStated", f'"{stated}"')
    kg = sketch.open()
    assert len(kg.changes().found) == 1
    periods = (
        *(("2021-01-01", "2021-12-31"), ("2022-03-15", "2022-03-31")),
        *(("2022-06-01", "2022-06-30"), ("2023-01-01", "2023-12-31")),
    )
    assert tuple(bool(kg.changes(since=a, until=b).found) for a, b in periods) == found


def test_all_kinds_are_those_of_the_named_query() -> None:
    kg = KnowledgeGraph.open(CASES)
    rows = kg.changes().table().dicts()
    query = kg.query("changes").dicts()
    keys = ("actor", "change", "subject", "before", "after", "changed_on", "statement_iri")
    assert sorted(str([r[k] or "" for k in keys]) for r in rows) == sorted(
        str([r[k] or "" for k in keys]) for r in query
    )
    dates = [str(row["changed_on"] or "9999") for row in rows]
    assert dates == sorted(dates)
    counts = kg.changes().sentences()[0].text
    assert counts == "11 changes on record: 6 recorded, 3 reported, 2 possible."


def test_one_actor_can_be_asked_about() -> None:
    kg = KnowledgeGraph.open(CASES)
    assert {row["actor"] for row in kg.changes("Red").table().dicts()} == {"Red"}
    assert kg.changes("Blue").table().rows == []
    assert kg.changes("Ann").found[0].kind == "reported"
    with pytest.raises(NotFound):
        kg.changes("Nobody at all")


def test_dates_that_are_none_are_refused() -> None:
    kg = KnowledgeGraph.open(CASES)
    for period in ({"since": "2022"}, {"until": "yesterday"}):
        with pytest.raises(ParameterError, match="is not a date"):
            kg.changes(**period)
