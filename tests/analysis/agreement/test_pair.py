"""Agreement of two organisations, worked out by hand."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Final

import pytest

from graph import Wanted
from graph.errors import NotFound, ParameterError, Refused

if TYPE_CHECKING:
    from graph.analysis.agreement.pair import Agreement
    from graph.measures.matching import Metric
    from tests.analysis.sketch import Sketch

ON: Final = Wanted(on="2021-01-01")


def hand_made(sketch: Sketch) -> None:
    """Draw a proposition for each way in which two records can stand to each other.

    Coordinates of red and blue, with ? for what is unknown:
    alike ½ ½ · apart ¼ -¼ · open 0 -½ · lone ¼ ? · torn ? ½ · shy ? -½ · both torn ? ? ·
    both shy, which nobody has a stance on.
    """
    for name, topic in (("apart", "one"), ("lone", "one"), ("alike", "two")):
        sketch.proposition(name, topic)
    for name, red, blue in (
        ("alike", "supports", "supports"),
        ("apart", "leansTowards", "leansAgainst"),
        ("open", "ambivalent", "opposes"),
        ("lone", "leansTowards", ""),
        ("torn", "supports opposes", "supports"),
        ("shy", "declinesToSay", "opposes"),
        ("both torn", "supports opposes", "leansTowards opposes"),
        ("both shy", "declinesToSay", "declinesToSay"),
    ):
        for who, stances in (("red", red), ("blue", blue)):
            for at, stance in enumerate(stances.split()):
                place = "paper#1" if name == "alike" else f"paper#{10 + at}"
                sketch.position(who, name.replace(" ", "-"), stance, place)


def agreed(sketch: Sketch, metric: Metric = "manhattan", **weights: float) -> Agreement:
    hand_made(sketch)
    return sketch.open().agree("red", "blue", wanted=ON, metric=metric, weights=weights)


@pytest.mark.parametrize(
    ("metric", "distance", "best", "worst"),
    [
        ("manhattan", (0 + 0.5 + 0.5) / 3, 1 / 7, (1 + 0.75 + 3) / 7),
        ("directional", (0 + 0.625 + 0.5) / 3, (1.125 + 0.25) / 7, (1.125 + 0.75 + 3) / 7),
        ("euclidean", sqrt(0.5 / 3), sqrt(0.5 / 7), sqrt((0.5 + 0.75**2 + 3) / 7)),
    ],
)
def test_score_and_interval_are_those_of_a_hand_count(
    sketch: Sketch, metric: Metric, distance: float, best: float, worst: float
) -> None:
    found = agreed(sketch, metric)
    assert found.score == pytest.approx(100 * (1 - distance))
    assert found.best == pytest.approx(100 * (1 - best))
    assert found.worst == pytest.approx(100 * (1 - worst))
    assert (found.shared, found.compared) == (3, 7)


@pytest.mark.parametrize(
    ("metric", "distance", "best", "worst"),
    [
        # Weights: alike 2 by itself, apart and lone 3 by their topic, open 0, the rest 1.
        ("manhattan", 3 * 0.5 / 5, 1.5 / 11, (1.5 + 3 * 0.75 + 3) / 11),
        ("directional", 3 * 0.625 / 5, (1.875 + 0.75) / 11, (1.875 + 2.25 + 3) / 11),
        ("euclidean", 1.5 / sqrt(13), 1.5 / sqrt(25), sqrt((1.5**2 + 2.25**2 + 3) / 25)),
    ],
)
def test_propositions_weigh_by_themselves_or_by_their_topic(
    sketch: Sketch, metric: Metric, distance: float, best: float, worst: float
) -> None:
    found = agreed(sketch, metric, alike=2, one=3, open=0, two=50)
    assert found.score == pytest.approx(100 * (1 - distance))
    assert found.best == pytest.approx(100 * (1 - best))
    assert found.worst == pytest.approx(100 * (1 - worst))
    assert found.shared == 3


def test_each_proposition_has_its_outcome(sketch: Sketch) -> None:
    found = agreed(sketch)
    rows = {row["proposition"]: (row["outcome"], row["distance"]) for row in found.table().dicts()}
    assert rows == {
        "alike": ("alike", 0),
        "apart": ("opposite", 0.5),
        "open": ("apart", 0.5),
        "lone": ("only the first", None),
        "torn": ("undecided", None),
        "shy": ("undecided", None),
        "both-torn": ("undecided", None),
        "both-shy": ("undecided", None),
    }
    assert list(rows)[:3] == ["apart", "open", "alike"]


def test_turning_the_pair_round_changes_no_number(sketch: Sketch) -> None:
    first = agreed(sketch)
    second = sketch.open().agree("blue", "red", wanted=ON)
    for name in ("score", "best", "worst", "shared", "passages", "statements", "compared"):
        assert getattr(first, name) == getattr(second, name)
    assert {row.outcome for row in second.rows} >= {"only the second"}


def test_alike_though_not_as_firmly(sketch: Sketch) -> None:
    sketch.position("red", "p", "supports")
    sketch.position("blue", "p", "leansTowards")
    sketch.position("red", "q", "ambivalent")
    sketch.position("blue", "q", "ambivalent")
    found = sketch.open().agree("red", "blue", wanted=ON)
    assert [row.outcome for row in found.rows] == ["alike, weakly", "alike"]
    assert found.score == 87.5


def test_a_directional_score_of_leaning_alike_is_not_full(sketch: Sketch) -> None:
    sketch.position("red", "p", "leansTowards")
    sketch.position("blue", "p", "leansTowards")
    found = sketch.open().agree("red", "blue", wanted=ON, metric="directional")
    # ½ - 2·¼·¼ = 3/8.
    assert found.score == 62.5


def test_what_changed_within_a_period_is_unknown(sketch: Sketch) -> None:
    sketch.position("red", "p", "supports", until="2020-12-31")
    sketch.position("red", "p", "opposes", "later#1")
    sketch.position("blue", "p", "supports")
    found = sketch.open().agree("red", "blue", wanted=Wanted(since="2020-01-01"))
    assert (found.score, found.shared) == (None, 0)
    assert (found.best, found.worst) == (100, 0)


def test_without_anything_shared_there_is_no_score(sketch: Sketch) -> None:
    sketch.position("red", "p", "supports")
    sketch.position("blue", "q", "declinesToSay")
    found = sketch.open().agree("red", "blue", wanted=ON)
    assert (found.score, found.shared, found.passages, found.statements) == (None, 0, 0, 0)
    assert (found.best, found.worst, found.compared) == (100, 0, 1)
    assert "share no proposition that both have a stance on" in found.sentences()[0].text


def test_without_anything_said_there_is_no_interval(sketch: Sketch) -> None:
    sketch.position("red", "p", "declinesToSay")
    sketch.thing("organisation", "blue")
    found = sketch.open().agree("red", "blue", wanted=ON)
    assert (found.score, found.best, found.worst, found.compared) == (None, None, None, 0)
    assert found.sentences()[1].text == "Neither has a stance on record."


def test_what_weighs_nothing_is_no_score_and_no_silence(sketch: Sketch) -> None:
    sketch.position("red", "p", "supports")
    sketch.position("blue", "p", "supports")
    found = sketch.open().agree("red", "blue", wanted=ON, weights={"p": 0})
    assert (found.score, found.best, found.worst, found.shared) == (None, None, None, 1)
    text = " ".join(said.text for said in found.sentences())
    assert "share no proposition that both have a stance on" not in text
    assert "Neither has a stance" not in text
    assert "weigh" in text


def test_one_passage_about_both_is_one(sketch: Sketch) -> None:
    for name in ("p", "q"):
        for who in ("red", "blue"):
            sketch.position(who, name, "supports", "paper#4")
    found = sketch.open().agree("red", "blue", wanted=ON)
    assert (found.score, found.shared, found.passages, found.statements) == (100, 2, 1, 2)
    assert "agree on 2 propositions, by a single passage" in found.sentences()[0].text


def test_passages_of_what_is_not_shared_do_not_count(sketch: Sketch) -> None:
    sketch.position("red", "p", "supports", "paper#1")
    sketch.position("blue", "p", "supports", "paper#2")
    sketch.position("red", "q", "supports", "paper#3")
    assert sketch.open().agree("red", "blue", wanted=ON).passages == 2


def test_one_signature_is_one_act_however_much_it_implies(sketch: Sketch) -> None:
    for name in "pqr":
        sketch.clause("call", "demands", "supports", name)
        sketch.position("blue", name, "supports", "later#1", f"paper#{ord(name)}")
    sketch.act("red", "signed", "call", "paper#9")
    found = sketch.open().agree("red", "blue", wanted=Wanted(on="2023-01-01"))
    assert (found.shared, found.statements) == (3, 1)
    assert found.passages > 1
    text = found.sentences()[0].text
    assert "agree on 3 propositions, by a single statement or act" in text
    assert "consistently" not in text


def test_persons_and_groups_are_refused(sketch: Sketch) -> None:
    sketch.position("person/ann", "p", "supports")
    sketch.position("group/friends", "p", "supports")
    sketch.position("red", "p", "supports")
    kg = sketch.open()
    for name in ("ann", "friends"):
        with pytest.raises(Refused):
            kg.agree("red", name, wanted=ON)
        with pytest.raises(Refused):
            kg.agree(name, "red", wanted=ON)
        with pytest.raises(Refused):
            kg.agreement_matrix("red", name, wanted=ON)
        with pytest.raises(Refused):
            kg.agreement_over_time("red", name, ["2021-01-01"])
    assert kg.agreement_matrix(wanted=ON).actors == (
        "https://w3id.org/stancegraph/id/organisation/red",
    )


def test_what_cannot_be_compared_is_refused(sketch: Sketch) -> None:
    sketch.position("red", "p", "supports")
    sketch.thing("organisation", "blue")
    kg = sketch.open()
    with pytest.raises(ParameterError, match="named twice"):
        kg.agree("red", "red")
    with pytest.raises(ParameterError, match="metric: 'cosine'"):
        kg.agree("red", "blue", metric="cosine")  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        kg.agree("red", "nobody")
    for weight in (-1.0, float("nan"), float("inf")):
        with pytest.raises(ParameterError, match="weight"):
            kg.agree("red", "blue", weights={"p": weight})
    with pytest.raises(NotFound, match="proposition or topic"):
        kg.agree("red", "blue", weights={"red": 1})


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("named", ["one", "two"])
def test_a_proposition_of_two_topics_weighs_by_the_one_that_is_named(
    sketch: Sketch, named: str, seed: int
) -> None:
    sketch.proposition("p", "one", "two")
    for name, blue in (("p", "opposes"), ("q", "supports")):
        sketch.position("red", name, "supports")
        sketch.position("blue", name, blue)
    found = sketch.open(seed).agree("red", "blue", wanted=ON, weights={named: 3})
    assert found.score == 25


def test_of_two_named_topics_the_heavier_one_counts(sketch: Sketch) -> None:
    sketch.proposition("p", "one", "two", "three")
    for name, blue in (("p", "opposes"), ("q", "supports")):
        sketch.position("red", name, "supports")
        sketch.position("blue", name, blue)
    kg = sketch.open()
    weights = {"one": 0.5, "two": 3, "three": 0}
    assert kg.agree("red", "blue", wanted=ON, weights=weights).score == 25
    weights = {**weights, "p": 1}
    assert kg.agree("red", "blue", wanted=ON, weights=weights).score == 50
