"""What a link carries from one proposition to another, on hand-made graphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph import Wanted

if TYPE_CHECKING:
    from tests.analysis.sketch import Sketch

LINKED = Wanted(on="2021-01-01", linked=True)


def carried(sketch: Sketch) -> dict[str, str]:
    """Return what came through links, without the basis."""
    end = " through a link"
    return {k: v.removesuffix(end) for k, v in sketch.told(LINKED).items() if v.endswith(end)}


def test_links_carry_nothing_unless_asked(sketch: Sketch) -> None:
    sketch.position("red", "p", "supports")
    sketch.link("p", "entails", "q")
    assert sketch.told() == {"red p": "1 stated"}


@pytest.mark.parametrize(
    ("kind", "known", "stance", "other", "value"),
    [
        ("entails", "p", "supports", "q", "1"),
        ("entails", "p", "leansTowards", "q", "0.5"),
        ("entails", "p", "opposes", "q", None),
        ("entails", "p", "leansAgainst", "q", None),
        ("entails", "p", "ambivalent", "q", None),
        ("entails", "p", "declinesToSay", "q", None),
        ("entails", "q", "opposes", "p", "-1"),
        ("entails", "q", "leansAgainst", "p", "-0.5"),
        ("entails", "q", "supports", "p", None),
        ("entails", "q", "ambivalent", "p", None),
        ("entails", "q", "declinesToSay", "p", None),
        ("incompatibleWith", "p", "supports", "q", "-1"),
        ("incompatibleWith", "q", "supports", "p", "-1"),
        ("incompatibleWith", "q", "leansTowards", "p", "-0.5"),
        ("incompatibleWith", "p", "opposes", "q", None),
        ("incompatibleWith", "q", "opposes", "p", None),
        ("incompatibleWith", "p", "ambivalent", "q", None),
        ("sameQuestion", "p", "supports", "q", None),
        ("sameQuestion", "q", "leansAgainst", "p", None),
        ("sameQuestion", "q", "ambivalent", "p", None),
        ("sameQuestion", "p", "declinesToSay", "q", None),
    ],
)
def test_each_kind_carries_its_signs(
    sketch: Sketch, kind: str, known: str, stance: str, *, other: str, value: str | None
) -> None:
    sketch.position("red", known, stance)
    sketch.link("p", kind, "q")
    assert carried(sketch) == ({f"red {other}": value} if value else {})


def test_one_link_is_followed_and_never_a_chain(sketch: Sketch) -> None:
    sketch.position("red", "a", "supports")
    sketch.link("a", "entails", "b")
    sketch.link("b", "entails", "c")
    sketch.link("b", "sameQuestion", "d")
    assert carried(sketch) == {"red b": "1"}


def test_a_link_loses_to_everything_direct(sketch: Sketch) -> None:
    sketch.position("red", "p", "supports")
    sketch.position("red", "q", "declinesToSay")
    sketch.position("blue", "p", "supports")
    sketch.clause("call", "demands", "opposes", "q")
    sketch.act("blue", "signed", "call")
    sketch.position("grey", "p", "supports")
    sketch.link("p", "entails", "q")
    assert carried(sketch) == {"grey q": "1"}
    assert sketch.told(LINKED)["red q"] == "declined stated"
    assert sketch.told(LINKED)["blue q"] == "-1 inferred"


def test_a_link_carries_once_the_direct_stance_has_ended(sketch: Sketch) -> None:
    sketch.position("red", "p", "supports")
    sketch.position("red", "q", "opposes", until="2020-12-31")
    sketch.link("p", "entails", "q")
    assert carried(sketch) == {"red q": "1"}


@pytest.mark.parametrize("status", ["draft", "withdrawn", "embargoed"])
def test_links_that_do_not_count_carry_nothing(sketch: Sketch, status: str) -> None:
    sketch.position("red", "p", "supports")
    sketch.link("p", "entails", "q", status=status)
    assert carried(sketch) == {}


def test_a_draft_link_carries_where_drafts_are_asked_for(sketch: Sketch) -> None:
    sketch.position("red", "p", "supports")
    sketch.link("p", "entails", "q", status="draft")
    wanted = Wanted(on="2021-01-01", linked=True, statuses=("draft", "reviewed"))
    assert sketch.told(wanted)["red q"] == "1 through a link"


def test_implied_stances_pass_over_links_and_those_of_some_do_not(sketch: Sketch) -> None:
    sketch.clause("call", "demands", "supports", "p")
    sketch.act("red", "signed", "call")
    sketch.position("blue", "p", "supports", extent="some")
    sketch.link("p", "entails", "q")
    assert carried(sketch) == {"red q": "1"}


def test_links_that_pull_both_ways_make_a_dispute(sketch: Sketch) -> None:
    sketch.position("red", "a", "supports")
    sketch.position("red", "b", "supports", "paper#2")
    sketch.link("a", "entails", "q")
    sketch.link("b", "incompatibleWith", "q")
    assert carried(sketch) == {"red q": "disputed"}


def test_a_cell_names_the_statement_and_the_link(sketch: Sketch) -> None:
    sketch.position("red", "p", "supports", "paper#7", name="said")
    sketch.link("p", "entails", "q", name="implies")
    matrix = sketch.open().stances(LINKED)
    view = sketch.cell(matrix, "red", "q")
    assert [iri.rsplit("/", 1)[1] for iri in view.statements] == ["said"]
    assert [iri.rsplit("/", 1)[1] for iri in view.ways] == ["implies"]
    assert view.passages == sketch.cell(matrix, "red", "p").passages
