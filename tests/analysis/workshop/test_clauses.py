"""How a clause stands, and what all of them come to: the same in SPARQL and in Python."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from graph import KnowledgeGraph, Wanted
from graph.analysis.clauses import Held, clause_state, verdict
from graph.analysis.signing import can_sign
from graph.analysis.workshop.draft import petition_draft
from graph.analysis.workshop.signers import prospect

BASE = "https://w3id.org/stancegraph/id/"
ROOT = Path(__file__).resolve().parents[3]
SMALL = sorted(ROOT.glob("tests/queries/*/graph.ttl"))
DAYS = ("2019-06-01", "2021-01-01", "2022-07-01", "2023-08-03")
SIGN = {"supports": 1, "leansTowards": 1, "ambivalent": 0, "leansAgainst": -1, "opposes": -1}


def state(asked: str, *direct: str, linked: tuple[str, ...] = ()) -> str:
    record = [Held(s, SIGN.get(s, 0)) for s in direct]
    return clause_state(asked, [*record, *(Held(s, SIGN.get(s, 0), linked=True) for s in linked)])


@pytest.mark.parametrize(
    ("asked", "direct", "linked", "expected"),
    [
        ("supports", "", "", "not on record"),
        ("supports", "supports", "", "agrees"),
        ("opposes", "opposes", "", "agrees"),
        ("supports", "leansTowards", "", "agrees weakly"),
        ("leansAgainst", "opposes", "", "agrees weakly"),
        ("supports", "leansTowards supports", "", "agrees"),
        ("supports", "leansTowards ambivalent", "", "agrees weakly"),
        ("supports", "opposes", "", "clashes"),
        ("supports", "leansAgainst", "", "clashes"),
        ("supports", "opposes ambivalent", "", "clashes"),
        ("supports", "supports opposes", "", "disputed"),
        ("supports", "ambivalent", "", "open"),
        ("supports", "declinesToSay", "", "open"),
        ("supports", "", "supports", "possible agreement"),
        ("opposes", "", "supports", "possible clash"),
        ("supports", "", "supports opposes", "possible clash"),
        ("supports", "supports", "opposes", "agrees"),
        ("supports", "declinesToSay", "opposes", "open"),
        ("ambivalent", "supports", "", "open"),
        ("ambivalent", "supports opposes", "", "open"),
        ("ambivalent", "", "supports", "not on record"),
    ],
)
def test_what_is_direct_goes_before_what_a_link_carries_over(
    asked: str, direct: str, linked: str, expected: str
) -> None:
    assert state(asked, *direct.split(), linked=tuple(linked.split())) == expected


@pytest.mark.parametrize(
    ("clauses", "expected"),
    [
        ("", "no clauses recorded"),
        ("d agrees", "agrees throughout"),
        ("d agrees weakly, a agrees", "agrees throughout"),
        ("d agrees, a open", "no obstacle on record"),
        ("d open", "nothing on record"),
        ("d possible agreement", "nothing on record"),
        ("d clashes, a clashes, d disputed", "clash over the aim"),
        ("d agrees, a clashes, d disputed, d possible clash", "clash over wording"),
        ("d disputed, a possible clash", "possible clash"),
        ("d disputed, a agrees", "disputed"),
    ],
)
def test_the_worst_clause_decides_and_the_aim_goes_before_the_wording(
    clauses: str, expected: str
) -> None:
    modes = {"d": "demands", "a": "affirms"}
    parts = [text.split(" ", 1) for text in clauses.split(", ") if text]
    assert verdict([(modes[mode], found) for mode, found in parts]) == expected


def both(kg: KnowledgeGraph, day: str) -> tuple[dict[object, str], dict[object, str]]:
    """Return the verdict of each organisation and petition, by the query and by Python."""
    organisations = [iri for iri, kind in kg.names.kinds.items() if kind == "organisation"]
    asked = {
        (actor, row["petition_iri"]): str(row["verdict"])
        for actor in organisations
        for row in kg.query("signable", actor=actor, on=day).dicts()
    }
    wanted = Wanted(on=day, inferred=False)
    computed: dict[object, str] = {
        (signer.actor, petition): signer.verdict
        for petition in kg.names.of_kind("petition")
        for signer in prospect(
            kg, petition_draft(kg, petition), organisations, wanted=wanted
        ).signers
    }
    return asked, computed  # type: ignore[return-value]


def opened(path: Path, folder: Path) -> KnowledgeGraph:
    """Open a graph of the queries' tests; its documents are typed as the shapes want it."""
    text = path.read_text(encoding="utf-8")
    file = folder / "graph.ttl"
    file.write_text(text.replace("a schema:Article ;", "a schema:Article, schema:CreativeWork ;"))
    return KnowledgeGraph.open(file)


@pytest.mark.parametrize("path", SMALL, ids=lambda path: path.parent.name)
def test_verdicts_are_those_of_the_query_on_small_graphs(path: Path, tmp_path: Path) -> None:
    kg = opened(path, tmp_path)
    for day in DAYS:
        asked, computed = both(kg, day)
        assert computed == asked, day


def test_verdicts_are_those_of_the_query_on_the_bundled_graph() -> None:
    kg = KnowledgeGraph.open(ROOT / "data" / "kagarlitsky-2023")
    for day in ("2023-08-02", "2023-08-03"):
        asked, computed = both(kg, day)
        assert len(asked) == 8 * 3
        assert computed == asked, day


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """A generated graph, without links of one question, which `signable` does not follow."""
    folder = tmp_path_factory.mktemp("generated")
    command = [sys.executable, str(ROOT / "benchmarks" / "generate.py"), "--seed", "3"]
    subprocess.run([*command, "--triples", "12000", "--out", str(folder)], check=True)
    documents = folder / "documents.ttl"
    text = documents.read_text(encoding="utf-8")
    # The shapes want every document typed so, beside any more specific class.
    typed = re.sub(
        r"(?m)^(\S+ <[^>]*#type>) <http://schema.org/.*$", r"\1 schema:CreativeWork .", text
    )
    prefix = "@prefix schema: <http://schema.org/> .\n"
    documents.write_text(prefix + typed, encoding="utf-8")
    for file in folder.glob("*.ttl"):
        text = file.read_text(encoding="utf-8")
        file.write_text(
            "".join(line for line in text.splitlines(keepends=True) if "#sameQuestion" not in line),
            encoding="utf-8",
        )
    return KnowledgeGraph.open(folder)


@pytest.mark.parametrize("day", ["2016-01-01", "2022-07-01", "2030-01-01"])
def test_verdicts_are_those_of_the_query_on_a_generated_graph(
    generated: KnowledgeGraph, day: str
) -> None:
    asked, computed = both(generated, day)
    assert len(asked) == 36 * 6
    assert len(set(asked.values())) >= (3 if day < "2020" else 5)
    assert computed == asked


def test_each_clause_stands_as_can_sign_says(generated: KnowledgeGraph) -> None:
    day = "2022-07-01"
    actors = [f"{BASE}organisation/organisation-0000{n:02}" for n in range(1, 37, 5)]
    wanted = Wanted(on=day, inferred=False)
    for petition in generated.names.of_kind("petition"):
        draft = petition_draft(generated, petition)
        for signer in prospect(generated, draft, actors, wanted=wanted).signers:
            (answer,) = can_sign(generated, signer.actor, petition, on=day)
            assert [clause.state for clause in answer.clauses] == list(signer.states)
