"""Graphs of random statements: the analysis, the named queries and all pairs say the same."""

from __future__ import annotations

import itertools
import random
from typing import TYPE_CHECKING, Final

import pytest

from graph import Wanted

if TYPE_CHECKING:
    from graph import KnowledgeGraph
    from graph.measures.matching import Metric
    from tests.analysis.sketch import Sketch

STANCES: Final = (
    *("supports", "leansTowards", "ambivalent", "leansAgainst", "opposes", "declinesToSay"),
)
DAYS: Final = ("2020-05-31", "2020-06-01", "2021-06-30", "2022-06-01", "2023-01-01")
WHO: Final = ("red", "blue", "grey")


def drawn(sketch: Sketch, seed: int) -> Sketch:
    """Draw statements of every kind, status, extent and time."""
    chance = random.Random(seed)  # noqa: S311 - a graph for a test, no secret
    pick = chance.choice
    for name in "pqrs":
        sketch.proposition(name, "one" if name in "pq" else "two")
    sketch.proposition("s", period="2021-06-30")

    def said() -> dict[str, str]:
        status = pick(("reviewed", "reviewed", "disputed", "draft", "withdrawn", "embargoed"))
        # Recorded before all days that are asked about: the queries let a statement without
        # any date displace what is implied on days before its recording, the analysis does not.
        found = {"status": status, "recorded": "2019-01-01"}
        if not chance.randrange(4):
            found["extent"] = pick(("all", "most", "some"))
        return found

    def evidence() -> list[str]:
        return [f"{pick(('paper', 'later', 'undated'))}#{chance.randrange(1, 4)}"]

    for _ in range(14):
        days = {}
        if not chance.randrange(3):
            days["since"] = pick(("2018-01-01", *DAYS[:3]))
        if not chance.randrange(3):
            days["until"] = pick(DAYS[2:])
        sketch.position(pick(WHO), pick("pqrs"), pick(STANCES), *evidence(), **days, **said())
    for petition, name in itertools.product(("call", "plea"), "pqrs"):
        mode = pick(("demands", "demands", "affirms", "mentions"))
        sketch.clause(petition, mode, pick(("supports", "opposes")), name, **said())
    for who in WHO:
        kind = pick(("launched", "signed", "signed", "recommended", "declined"))
        sketch.act(who, kind, pick(("call", "plea")), *evidence(), **said())
    return sketch


def signed(kg: KnowledgeGraph, a: str, b: str, day: str) -> dict[str, list[str]]:
    """Return what two hold alike and against each other, by the analysis."""
    found: dict[str, list[str]] = {"agreements": [], "disagreements": []}
    for row in kg.agree(a, b, wanted=Wanted(on=day)).rows:
        if row.a and row.b and row.a.sign * row.b.sign:
            name = "agreements" if row.a.sign == row.b.sign else "disagreements"
            found[name].append(row.proposition)
    return found


@pytest.mark.parametrize("seed", range(12))
def test_pairs_are_those_of_the_named_queries(sketch: Sketch, seed: int) -> None:
    kg = drawn(sketch, seed).open()
    for (a, b), day in itertools.product(itertools.combinations(WHO, 2), DAYS):
        for name, propositions in signed(kg, a, b, day).items():
            table = kg.query(name, actor_a=a, actor_b=b, on=day)
            assert sorted(map(str, table.column("proposition_iri"))) == propositions, (name, day)


@pytest.mark.parametrize("metric", ["manhattan", "directional", "euclidean"])
@pytest.mark.parametrize("seed", range(6))
def test_all_pairs_are_what_each_pair_is(sketch: Sketch, seed: int, metric: Metric) -> None:
    kg = drawn(sketch, seed).open()
    weights = {"p": 0.3, "two": 2.5}
    for wanted in (Wanted(on="2022-12-31"), Wanted(since="2018-01-01", linked=True)):
        found = kg.agreement_matrix(*WHO, wanted=wanted, metric=metric, weights=weights)
        rows = {
            (row["organisation_a"], row["organisation_b"]): row for row in found.table().dicts()
        }
        for a, b in itertools.combinations(sorted(WHO), 2):
            pair = kg.agree(a, b, wanted=wanted, metric=metric, weights=weights)
            if not pair.shared:
                assert (a, b) not in rows
                continue
            row = rows[a, b]
            for name in ("score", "worst", "best"):
                assert row[name] == pytest.approx(getattr(pair, name), abs=0.0051)
            for name in ("shared", "passages", "statements"):
                assert row[name] == getattr(pair, name)


@pytest.mark.parametrize("seed", range(6))
def test_neither_order_nor_iris_matter_to_agreement(sketch: Sketch, seed: int) -> None:
    drawn(sketch, seed)
    tables: list[list[tuple[object, ...]]] = []
    for kg in (sketch.open(), sketch.open(seed)):
        found = kg.agreement_matrix(wanted=Wanted(since="2019-01-01"), weights={"one": 2})
        tables.append([row[:8] for row in found.table().rows])
    # Which of two is named first depends on the labels, and which row on the score.
    assert sorted(map(str, tables[0])) == sorted(map(str, tables[1]))
