"""Agreement against the named queries, which are an implementation of their own."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph import KnowledgeGraph, Wanted
from graph.resources import bundled_graph

if TYPE_CHECKING:
    from graph.query.table import Table

ROOT = Path(__file__).parents[3]
GRAPHS = sorted(path.parent for path in (ROOT / "tests/queries").glob("*/graph.ttl"))
DAYS = ("2019-12-31", "2020-05-31", "2020-06-01", "2020-12-31", "2021-12-31", "2023-08-03")
ALIKE = {"alike", "alike, weakly"}


def organisations(kg: KnowledgeGraph) -> list[str]:
    rows = kg.query("organisations").column("name_iri")
    return sorted({str(iri) for iri in rows})


def propositions(table: Table) -> list[str]:
    return sorted(str(iri) for iri in table.column("proposition_iri"))


def compare_pair(kg: KnowledgeGraph, a: str, b: str, wanted: Wanted) -> int:
    """Compare both queries with the analysis; return how many propositions they name."""
    asked: dict[str, str | bool] = {
        "actor_a": a,
        "actor_b": b,
        "on": str(wanted.on),
        "inferred": wanted.inferred,
    }
    found = kg.agree(a, b, wanted=wanted)
    signed = [r for r in found.rows if r.a and r.b and r.a.sign and r.b.sign]
    alike = [r.proposition for r in signed if r.outcome in ALIKE]
    opposite = [r.proposition for r in signed if r.outcome == "opposite"]
    assert propositions(kg.query("agreements", **asked)) == alike
    assert propositions(kg.query("disagreements", **asked)) == opposite
    return len(signed)


@pytest.mark.parametrize("folder", GRAPHS, ids=lambda path: path.name)
@pytest.mark.parametrize("inferred", [True, False], ids=["inferred", "stated"])
def test_hand_made_graphs_give_what_the_queries_give(folder: Path, *, inferred: bool) -> None:
    kg = KnowledgeGraph.open(folder)
    for a, b in itertools.combinations(organisations(kg), 2):
        for day in DAYS:
            compare_pair(kg, a, b, Wanted(on=day, inferred=inferred))


@pytest.mark.parametrize("day", ["2023-07-25", "2023-08-02", "2023-08-03", "2026-01-01"])
def test_the_bundled_graph_gives_what_the_queries_give(day: str) -> None:
    kg = KnowledgeGraph.open(bundled_graph())
    for a, b in itertools.combinations(organisations(kg), 2):
        for inferred in (True, False):
            compare_pair(kg, a, b, Wanted(on=day, inferred=inferred))


@pytest.mark.parametrize("folder", GRAPHS, ids=lambda path: path.name)
def test_what_all_share_is_what_the_query_gives(folder: Path) -> None:
    kg = KnowledgeGraph.open(folder)
    who = organisations(kg)
    for day in DAYS[1:]:
        matrix = kg.stances(Wanted(on=day))
        for some in itertools.islice(itertools.combinations(who, 3), 10):
            rows = [matrix.row(actor) for actor in some]
            shared = [
                p
                for p in matrix.propositions
                if {row[p].sign if p in row else 0 for row in rows} in ({1}, {-1})
            ]
            table = kg.query("shared-by-all", actors=list(some), on=day)
            assert propositions(table) == shared


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """A graph of 30,000 triples from the benchmarks' generator."""
    folder = tmp_path_factory.mktemp("generated") / "graph"
    command = [sys.executable, str(ROOT / "benchmarks/generate.py")]
    command += ["--triples", "30000", "--seed", "7", "--out", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return KnowledgeGraph.open(folder)


@pytest.mark.parametrize("day", ["2019-01-01", "2022-06-30", "2024-12-31"])
def test_a_generated_graph_gives_what_the_queries_give(generated: KnowledgeGraph, day: str) -> None:
    kg = generated
    wanted = Wanted(on=day)
    matrix = kg.stances(wanted)
    busiest = sorted(matrix.actors, key=lambda actor: -len(matrix.row(actor)))[:6]
    compared = sum(compare_pair(kg, a, b, wanted) for a, b in itertools.combinations(busiest, 2))
    assert compared > 0
