"""From the record to statements: one for each piece of evidence, by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph import Wanted
from graph.errors import ParameterError
from graph.measures.discourse import OneModeOptions, TwoModeOptions, Windows

if TYPE_CHECKING:
    from graph import KnowledgeGraph
    from graph.analysis.discourse.statements import Corpus
    from tests.analysis.sketch import Sketch


@pytest.fixture
def world(sketch: Sketch) -> Sketch:
    sketch.position("red", "tax", "supports", "paper#1", "later#2")
    sketch.position("red", "levy", "leansAgainst", "paper#2")
    sketch.position("blue", "tax", "opposes", "paper#3", since="2018-01-01", until="2018-12-31")
    sketch.position("blue", "levy", "ambivalent", "later#4")
    sketch.position("blue", "fee", "declinesToSay", "later#5")
    sketch.position("grey", "tax", "supports", "undated#1")
    sketch.position("grey", "levy", "supports", "paper#6", status="draft")
    sketch.position("grey", "fee", "supports", "paper#7", extent="some")
    sketch.position("person/ann", "tax", "supports", "paper#8")
    sketch.position("group/crowd", "tax", "supports", "paper#8")
    return sketch


def told(kg: KnowledgeGraph, found: Corpus) -> list[str]:
    """Return the statements as `red +tax 2020-06-01`, sorted."""
    s = found.statements
    return sorted(
        f"{kg.names.label(s.actor_labels[actor])} {value:g} "
        f"{kg.names.label(s.concept_labels[concept])} {str(when)[:10]}"
        for actor, concept, value, when in zip(s.actors, s.concepts, s.values, s.times, strict=True)
    )


def test_each_piece_of_evidence_is_a_statement_dated_by_its_document(world: Sketch) -> None:
    kg = world.open()
    found = kg.corpus()
    assert told(kg, found) == [
        "blue 0 tax 2020-06-01",
        "red 0 levy 2020-06-01",
        "red 1 tax 2020-06-01",
        "red 1 tax 2022-06-01",
    ]
    assert found.left_out == {"no date": 1, "no value under this qualifier": 2}


def test_a_statement_can_be_dated_by_since_when_it_is_known(world: Sketch) -> None:
    kg = world.open()
    found = kg.corpus(clock="validity")
    assert told(kg, found) == [
        "blue 0 tax 2018-01-01",
        "red 0 levy 2020-06-01",
        "red 1 tax 2020-06-01",
        "red 1 tax 2020-06-01",
    ]


def test_degrees_have_a_value_for_the_ambivalent_too(world: Sketch) -> None:
    kg = world.open()
    found = kg.corpus(qualifier="degree")
    assert told(kg, found) == [
        "blue -1 tax 2020-06-01",
        "blue 0 levy 2022-06-01",
        "red -0.5 levy 2020-06-01",
        "red 1 tax 2020-06-01",
        "red 1 tax 2022-06-01",
    ]
    assert found.left_out == {"no date": 1, "no value under this qualifier": 1}
    assert (found.scale.low, found.scale.high) == (-1, 1)


def test_the_period_is_that_of_the_clock_and_what_is_outside_is_counted(world: Sketch) -> None:
    kg = world.open()
    period = Wanted(since="2022-01-01", until="2022-06-01", inferred=False)
    found = kg.corpus(period)
    assert told(kg, found) == ["red 1 tax 2022-06-01"]
    outside = {"no date": 1, "outside the period": 3, "no value under this qualifier": 2}
    assert found.left_out == outside
    early = Wanted(until="2019-12-31", inferred=False)
    assert told(kg, kg.corpus(early, clock="validity")) == ["blue 0 tax 2018-01-01"]
    assert told(kg, kg.corpus(early)) == []


def test_inferred_stances_are_statements_only_on_request(sketch: Sketch) -> None:
    sketch.clause("plea", "demands", "supports", "peace")
    sketch.clause("plea", "affirms", "supports", "truth")
    sketch.act("red", "signed", "plea", "paper#1", "later#1")
    kg = sketch.open()
    assert told(kg, kg.corpus()) == []
    found = kg.corpus(Wanted(since="0001-01-01", inferred=True))
    assert told(kg, found) == ["red 1 peace 2020-06-01", "red 1 peace 2022-06-01"]


def test_drafts_count_where_they_are_asked_for(world: Sketch) -> None:
    kg = world.open()
    found = kg.corpus(Wanted(since="0001-01-01", inferred=False, statuses=["draft"]))
    assert told(kg, found) == ["grey 1 levy 2020-06-01"]


def test_only_the_evidence_of_those_who_are_trusted_counts(sketch: Sketch) -> None:
    sketch.position("red", "tax", "supports", "paper#1", "later#2 organisation/red selfStated")
    kg = sketch.open()
    for wanted in (
        Wanted(since="0001-01-01", claimants=["red"]),
        Wanted(since="0001-01-01", evidence=["self-stated"]),
    ):
        assert told(kg, kg.corpus(wanted)) == ["red 1 tax 2022-06-01"]


@pytest.mark.parametrize(("qualifier", "clock"), [("strength", "document"), ("degree", "now")])
def test_unknown_choices_are_refused(world: Sketch, qualifier: str, clock: str) -> None:
    with pytest.raises(ParameterError, match="is none; take one of"):
        world.open().corpus(qualifier=qualifier, clock=clock)  # type: ignore[arg-type]


def cells(kg: KnowledgeGraph, options: OneModeOptions | TwoModeOptions) -> list[str]:
    table = kg.discourse_network(options).table()
    return [f"{row[0]} {row[1]} {row[2]:g}" for row in table.rows]


def test_ties_are_worked_out_by_hand(world: Sketch) -> None:
    """Red says yes to the tax in two documents, blue no in one."""
    kg = world.open()
    assert cells(kg, OneModeOptions(aggregation="conflict")) == ["blue red 2"]
    assert cells(kg, OneModeOptions(aggregation="subtract")) == ["blue red -2"]
    assert cells(kg, OneModeOptions(aggregation="congruence")) == []
    assert cells(kg, OneModeOptions(aggregation="conflict", duplicates="acrossrange")) == [
        "blue red 1"
    ]
    assert cells(kg, OneModeOptions(over="concepts", aggregation="ignore")) == ["levy tax 2"]
    assert cells(kg, TwoModeOptions()) == ["red tax 2", "blue tax -1", "red levy -1"]


def test_two_passages_of_one_document_are_duplicates_of_each_other(sketch: Sketch) -> None:
    sketch.position("red", "tax", "supports", "paper#1", "paper#2", "later#1")
    sketch.position("blue", "tax", "supports", "paper#3")
    kg = sketch.open()
    assert cells(kg, OneModeOptions()) == ["blue red 3"]
    assert cells(kg, OneModeOptions(duplicates="document")) == ["blue red 2"]
    assert cells(kg, OneModeOptions(duplicates="year")) == ["blue red 2"]
    assert cells(kg, OneModeOptions(duplicates="acrossrange")) == ["blue red 1"]


def test_degrees_agree_by_their_distance(sketch: Sketch) -> None:
    """Supports and leans against are 1.5 apart on a scale of 2: congruence ¼, conflict ¾."""
    sketch.position("red", "tax", "supports")
    sketch.position("blue", "tax", "leansAgainst")
    kg = sketch.open()
    found = kg.corpus(qualifier="degree")
    for aggregation, value in (("congruence", 0.25), ("conflict", 0.75), ("subtract", -0.5)):
        network = kg.discourse_network(OneModeOptions(aggregation=aggregation), found)  # type: ignore[arg-type]
        assert network.table().column("weight") == [pytest.approx(value)]


def test_the_square_has_a_row_and_a_column_for_each(world: Sketch) -> None:
    square = world.open().discourse_network(OneModeOptions(aggregation="subtract")).square()
    assert square.columns == ("", "blue", "red")
    assert square.rows == [("blue", 0.0, -2.0), ("red", -2.0, 0.0)]


def test_sentences_say_what_was_counted_and_what_was_left_out(world: Sketch) -> None:
    kg = world.open()
    told = [
        s.text for s in kg.discourse_network(OneModeOptions(aggregation="conflict")).sentences()
    ]
    assert told == [
        "One-mode network (conflict) of 4 statements at any time, dated by document: 2 by 2.",
        "Left out: 1 statement (no date).",
        "Left out: 2 statements (no value under this qualifier).",
        "blue – red: 2",
    ]


def test_the_network_has_labels_modes_and_weights(world: Sketch) -> None:
    kg = world.open()
    G = kg.discourse_network(TwoModeOptions()).network()  # noqa: N806 - networkx's own name
    modes = {(data["label"], data["mode"]) for _, data in G.nodes(data=True)}
    assert modes == {("red", "actor"), ("blue", "actor"), ("tax", "proposition"),
                     ("levy", "proposition")}  # fmt: skip
    assert sorted(data["weight"] for _, _, data in G.edges(data=True)) == [-1, -1, 2]


def test_nothing_on_record_is_an_empty_network(sketch: Sketch) -> None:
    sketch.thing("organisation", "red")
    kg = sketch.open()
    for options in (OneModeOptions(), TwoModeOptions()):
        network = kg.discourse_network(options)
        assert (network.table().rows, network.square().rows, len(network.network())) == ([], [], 0)
    series = kg.discourse_series(Windows("months", 6), OneModeOptions())
    assert (series.table().rows, series.density().rows) == ([], [])
    assert series.sentences()[1].text == "No window of this size lies within the statements' range."


def test_windows_hold_the_statements_of_their_time(sketch: Sketch) -> None:
    """Both documents are two years apart; a window of one year holds those of one of them."""
    sketch.position("red", "tax", "supports", "paper#1", "later#1")
    sketch.position("blue", "tax", "supports", "paper#2", "later#2")
    series = sketch.open().discourse_series(Windows("months", 12), OneModeOptions())
    rows = series.density().dicts()
    assert [int(row["statements"] or 0) for row in rows] == [2] + [0] * (len(rows) - 2) + [2]
    assert (rows[0]["weight"], rows[1]["weight"], rows[-1]["weight"]) == (1, 0, 1)
    assert series.table().columns[:3] == ("start", "mid", "stop")
    assert len(series.table()) == 2


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_the_table_does_not_depend_on_the_order_or_names_of_what_is_read(
    world: Sketch, seed: int
) -> None:
    for options in (
        OneModeOptions(aggregation="conflict"),
        OneModeOptions(over="concepts", aggregation="ignore"),
        TwoModeOptions(),
    ):
        assert cells(world.open(seed), options) == cells(world.open(), options)
