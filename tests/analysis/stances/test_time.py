"""When a stance counts, on hand-made graphs: the paper is of 1 June 2020, later of 2022."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph import Wanted

if TYPE_CHECKING:
    from tests.analysis.sketch import Sketch


@pytest.mark.parametrize(
    ("day", "there"),
    [
        *(("2020-02-28", False), ("2020-02-29", True), ("2020-03-01", True)),
        *(("2020-12-30", True), ("2020-12-31", True), ("2021-01-01", False)),
    ],
)
def test_told_days_are_inclusive(sketch: Sketch, day: str, *, there: bool) -> None:
    sketch.position("red", "peace", "supports", since="2020-02-29", until="2020-12-31")
    assert bool(sketch.told(Wanted(on=day))) is there


@pytest.mark.parametrize(
    ("since", "until", "there"),
    [
        ("2020-01-01", "2020-02-28", False),
        ("2020-01-01", "2020-02-29", True),
        ("2020-12-31", "2021-12-31", True),
        ("2021-01-01", "2021-12-31", False),
        (None, "2020-02-28", False),
        (None, "2020-02-29", True),
        ("2020-12-31", None, True),
        ("2021-01-01", None, False),
    ],
)
def test_a_period_counts_what_holds_on_one_of_its_days(
    sketch: Sketch, since: str | None, until: str | None, *, there: bool
) -> None:
    sketch.position("red", "peace", "supports", since="2020-02-29", until="2020-12-31")
    assert bool(sketch.told(Wanted(since=since, until=until))) is there


@pytest.mark.parametrize(("day", "there"), [("2020-05-31", False), ("2020-06-01", True)])
def test_an_undated_position_is_known_from_its_earliest_document(
    sketch: Sketch, day: str, *, there: bool
) -> None:
    sketch.position("red", "peace", "supports", "later#1", "paper#1", recorded="2019-01-01")
    assert bool(sketch.told(Wanted(on=day))) is there


@pytest.mark.parametrize(("day", "there"), [("2021-06-30", False), ("2021-07-01", True)])
def test_without_a_dated_document_a_position_is_known_from_its_recording(
    sketch: Sketch, day: str, *, there: bool
) -> None:
    sketch.position("red", "peace", "supports", "undated#1", recorded="2021-07-01")
    assert bool(sketch.told(Wanted(on=day))) is there


def test_a_told_start_goes_before_the_document(sketch: Sketch) -> None:
    sketch.position("red", "peace", "supports", "later#1", since="2015-01-01")
    sketch.position("red", "tax", "supports", "paper#1", since="2021-01-02")
    assert sketch.told() == {"red peace": "1 stated"}
    assert sketch.told(Wanted(on="2014-12-31")) == {}


def test_without_an_end_a_position_is_presumed_to_hold(sketch: Sketch) -> None:
    sketch.position("red", "peace", "supports")
    assert sketch.told(Wanted(on="2049-12-31")) == {"red peace": "1 stated"}


@pytest.mark.parametrize(("day", "there"), [("2021-03-31", False), ("2021-04-01", True)])
@pytest.mark.parametrize("since", ["2010-01-01", ""])
def test_the_period_of_a_proposition_is_a_floor(
    sketch: Sketch, since: str, day: str, *, there: bool
) -> None:
    sketch.proposition("peace", period="2021-04-01")
    sketch.position("red", "peace", "supports", **({"since": since} if since else {}))
    assert bool(sketch.told(Wanted(on=day))) is there


def test_the_floor_holds_for_implied_stances(sketch: Sketch) -> None:
    sketch.proposition("peace", period="2021-04-01")
    sketch.clause("call", "demands", "supports", "peace")
    sketch.act("red", "signed", "call", earliest="2020-01-01")
    assert sketch.told(Wanted(on="2021-03-31")) == {}
    assert sketch.told(Wanted(on="2021-04-01")) == {"red peace": "1 inferred"}


def test_the_floor_holds_for_what_a_link_carries_over(sketch: Sketch) -> None:
    sketch.proposition("goal", period="2021-04-01")
    sketch.position("red", "peace", "supports", since="2019-01-01")
    sketch.link("peace", "entails", "goal")
    before = sketch.told(Wanted(on="2021-03-31", linked=True))
    assert before == {"red peace": "1 stated"}
    after = sketch.told(Wanted(on="2021-04-01", linked=True))
    assert after == {"red peace": "1 stated", "red goal": "1 through a link"}


@pytest.mark.parametrize(("day", "there"), [("2020-05-31", False), ("2020-06-01", True)])
def test_an_act_is_known_from_its_document(sketch: Sketch, day: str, *, there: bool) -> None:
    sketch.clause("call", "demands", "supports", "peace")
    sketch.act("red", "signed", "call")
    assert bool(sketch.told(Wanted(on=day))) is there


def test_an_act_with_a_day_is_known_from_it(sketch: Sketch) -> None:
    sketch.clause("call", "demands", "supports", "peace")
    sketch.act("red", "signed", "call", earliest="2020-03-01")
    assert sketch.told(Wanted(on="2020-02-29")) == {}
    assert sketch.told(Wanted(on="2020-03-01")) == {"red peace": "1 inferred"}


def changed_sides(sketch: Sketch) -> None:
    earlier = sketch.position("red", "peace", "supports", until="2021-12-31", name="earlier")
    sketch.position("red", "peace", "opposes", "later#1", since="2022-01-01", replaces=earlier)


def test_what_was_replaced_counts_to_its_last_day(sketch: Sketch) -> None:
    changed_sides(sketch)
    assert sketch.told(Wanted(on="2021-12-31")) == {"red peace": "1 stated"}
    assert sketch.told(Wanted(on="2022-01-01")) == {"red peace": "-1 stated"}


def test_sides_that_follow_each_other_in_a_period_are_a_change(sketch: Sketch) -> None:
    changed_sides(sketch)
    found = sketch.told(Wanted(since="2021-01-01", until="2022-12-31"))
    assert found == {"red peace": "changed stated"}
    assert sketch.told(Wanted(until="2021-12-31")) == {"red peace": "1 stated"}


@pytest.mark.parametrize("last", ["2021-12-31", "2022-05-31"])
def test_an_undated_position_begins_no_earlier_than_its_document_in_a_period_too(
    sketch: Sketch, last: str
) -> None:
    # Known from 1 June 2022, after the other one ended: nobody contradicts anybody.
    sketch.position("red", "peace", "supports", since="2020-01-01", until=last)
    sketch.position("red", "peace", "opposes", "later#1")
    whole = Wanted(since="2019-01-01", until="2023-12-31")
    assert sketch.told(whole) == {"red peace": "changed stated"}
    # Whether an unrelated document came out later makes no difference.
    sketch.position("blue", "tax", "supports", "later#1")
    assert sketch.told(whole)["red peace"] == "changed stated"
    assert sketch.told(Wanted(since="2019-01-01"))["red peace"] == "changed stated"


def test_sides_that_meet_on_one_day_are_a_dispute(sketch: Sketch) -> None:
    sketch.position("red", "peace", "supports", until="2022-06-01")
    sketch.position("red", "peace", "opposes", "later#1")
    assert sketch.told(Wanted(on="2022-05-31")) == {"red peace": "1 stated"}
    assert sketch.told(Wanted(on="2022-06-01")) == {"red peace": "disputed stated"}
    assert sketch.told(Wanted(on="2022-06-02")) == {"red peace": "-1 stated"}
    assert sketch.told(Wanted(since="2022-01-01")) == {"red peace": "disputed stated"}


@pytest.mark.parametrize(
    ("on", "until", "evidence", "presumed"),
    [
        # The paper is the last word until somebody tells an end, or writes again.
        *(("2020-06-01", "", "paper#1", False), ("2020-06-02", "", "paper#1", True)),
        *(("2021-01-01", "2021-12-31", "paper#1", False), ("2022-06-02", "", "later#1", True)),
        *(("2022-06-01", "", "later#1", False), ("2021-01-01", "", "undated#1", False)),
    ],
)
def test_without_a_told_end_a_stance_is_presumed_after_the_last_evidence(
    sketch: Sketch, on: str, until: str, evidence: str, *, presumed: bool
) -> None:
    told = {"until": until} if until else {}
    sketch.position("red", "peace", "supports", evidence, since="2020-01-01", **told)
    kg = sketch.open()
    (cell,) = kg.stances(Wanted(on=on)).row(f"{kg.base}organisation/red").values()
    assert cell.presumed is presumed
