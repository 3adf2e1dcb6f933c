"""The scripts of a few lines, and one that somebody else might write."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from graph import KnowledgeGraph
from graph.resources import bundled_graph

if TYPE_CHECKING:
    from pathlib import Path

    from tests.scripts.conftest import Script

IRI = "https://w3id.org/stancegraph/id/organisation/fresh"


def content(folder: Path) -> dict[str, bytes]:
    return {f.name: f.read_bytes() for f in sorted(folder.glob("*.ttl"))}


TEN_LINES = """\
from graph import Document, Evidence, KnowledgeGraph, Organization, Position

kg = KnowledgeGraph.open("small")
club = Organization(name="Anytown Rail Club", country="GB", kind="campaign")
leaflet = Document(title="Why we ride", author=club, issued="2024-01-31", form="web page")
words = Evidence(document=leaflet, quote="run by all, for all", locator="page 1")
position = Position(actor=club, proposition="public railways", stance="supports", evidence=words)
for outcome in kg.add(position):
    print(outcome)
"""


def test_ten_lines_add_an_organisation_with_a_position_and_its_evidence(
    folder: Path, tmp_path: Path
) -> None:
    assert len(TEN_LINES.splitlines()) <= 10
    environment = {k: v for k, v in os.environ.items() if not k.startswith("STANCEGRAPH_")}

    def run() -> list[str]:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", TEN_LINES],
            cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=True,
        )  # fmt: skip
        assert done.stderr == ""
        return done.stdout.splitlines()

    assert run() == [
        "added organisation 'Anytown Rail Club'",
        "added document 'Why we ride'",
        "added evidence 'Why we ride · run by all, for all · page 1 · Anytown Rail Club'",
        "added position 'Anytown Rail Club · The state should own railways · supports'",
    ]
    kg = KnowledgeGraph.open(folder)
    assert kg.check().results == ()
    table = kg.query("holders-of", proposition="public railways")
    rows = zip(table.column("actor"), table.column("stance"), table.column("evidence_kind"),
               strict=True)  # fmt: skip
    assert list(rows) == [
        ("Anytown Rail Club", "supports", "self-stated"),
        ("Peace Now", "supports", "self-stated"),
        ("Rabkor", "opposes", "reported by another"),
    ]
    before = content(folder)
    assert all(line.startswith("nothing to change in ") for line in run())
    assert content(folder) == before


def test_one_organisation_is_added(script: Script, folder: Path) -> None:
    words = ("add_organisation", "--graph", "small", "--name", "Fresh", "--country", "gb",
             "--acronym", "FRSH", "--kind", "media", "--website", "fresh.example")  # fmt: skip
    run = script(*words)
    assert (run.code, run.out, run.err) == (0, f"added organisation 'Fresh' ({IRI})\n", "")
    before = content(folder)
    run = script(*words)
    assert (run.code, run.out) == (0, f"nothing to change in organisation 'Fresh' ({IRI})\n")
    assert content(folder) == before


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--name", "Rabcor"], 1, "organisation 'Rabcor': named like 'Rabkor' (organisation:rab"),
        (["--name", "X", "--country", "UK"], 2, "organisation 'X': country: 'UK' is not a coun"),
        ([], 2, "add_organisation.py: missing option '--name'; see add_organisation.py --help\n"),
        (["--name", "X", "--graph", "none"], 3, "none: "),
    ],
    ids=["similar", "country", "name", "graph"],
)
def test_what_is_wrong_is_one_line(
    script: Script, folder: Path, words: list[str], code: int, told: str
) -> None:
    before = content(folder)
    graph = [] if "--graph" in words else ["--graph", "small"]
    run = script("add_organisation", *graph, *words)
    assert (run.code, run.out) == (code, "")
    assert run.err.startswith(told)
    assert run.err.count("\n") == 1
    assert content(folder) == before


def test_a_similar_organisation_is_added_anyway(script: Script, folder: Path) -> None:
    run = script("add_organisation", "--graph", "small", "--name", "Rabcor", "--anyway")
    assert run.code == 0
    text = (folder / "organisations.ttl").read_text(encoding="utf-8")
    assert "owl:differentFrom organisation:rabkor" in text


def test_the_bundled_graph_is_not_written_to(script: Script) -> None:
    before = content(bundled_graph())
    run = script("add_organisation", "--name", "Fresh")
    assert (run.code, run.out) == (3, "")
    assert "is for reading; make one of your own with stancegraph init DIR" in run.err
    assert content(bundled_graph()) == before


@pytest.mark.parametrize(
    "name",
    [
        *("add_organisation", "add_organisations_from_csv", "add_positions_from_csv"),
        *("run_query", "build_network", "import_wahlomat"),
    ],
)
def test_every_script_tells_how_it_is_used(script: Script, name: str) -> None:
    run = script(name, "--help")
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith(f"Usage: {name}.py ")
    assert "--graph LOCATION" in run.out


# Asking


def test_a_question_of_the_library_gives_csv(script: Script, folder: Path) -> None:
    assert folder.is_dir()
    run = script("run_query", "--graph", "small", "holders-of", "proposition=railways")
    header, *rows = list(csv.reader(io.StringIO(run.out)))
    assert (run.code, run.err) == (0, "")
    assert header[:2] == ["actor", "stance"]
    assert [row[:2] for row in rows] == [["Peace Now", "supports"], ["Rabkor", "opposes"]]


def test_a_value_that_comes_twice_is_a_list(script: Script, folder: Path) -> None:
    assert folder.is_dir()
    run = script("run_query", "--graph", "small", "shared-by-all", "actors=PNow", "actors=Rabkor")
    assert (run.code, run.out.count("\n")) == (0, 1)


def test_sparql_of_ones_own_gives_csv(script: Script, folder: Path) -> None:
    assert folder.is_dir()
    text = "SELECT ?name { ?x a sg:Petition ; skos:prefLabel ?name }"
    run = script("run_query", "--graph", "small", text)
    assert (run.code, run.out, run.err) == (0, "name\r\nStop the war now\r\n", "")


@pytest.mark.usefixtures("folder")
def test_parameters_are_given_as_the_hint_says(script: Script) -> None:
    place = ("run_query", "--graph", "small", "holders-of")
    assert script(*place).err.endswith("pass -p proposition=NAME\n")
    run = script(*place, "-p", "proposition=railways")
    assert (run.code, run.out, run.err) == (0, script(*place, "proposition=railways").out, "")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["nothing"], 1, "no query 'nothing'"),
        (["holders-of"], 2, "queries/holders-of.rq: parameter 'proposition' is required; pass"),
        (["holders-of", "proposition"], 2, "run_query.py: 'proposition' is not NAME=VALUE; see"),
        (["holders-of", "proposition=nothing"], 1, "no proposition 'nothing'"),
        (["SELECT {"], 2, "query:1:8: "),
        (["DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }"], 2, "query:1:1: "),
        (
            ["SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"],
            2,
            "query:1:12: SERVICE asks",
        ),
    ],
    ids=["name", "missing", "pair", "thing", "syntax", "update", "service"],
)
def test_a_question_that_cannot_be_asked_is_told(
    script: Script, folder: Path, words: list[str], code: int, told: str
) -> None:
    before = content(folder)
    run = script("run_query", "--graph", "small", *words)
    assert (run.code, run.out) == (code, "")
    assert run.err.startswith(told), run.err
    assert content(folder) == before


# The network


def test_a_page_is_written(script: Script, folder: Path, tmp_path: Path) -> None:
    assert folder.is_dir()
    run = script("build_network", "--graph", "small", "network.html")
    assert run.code == 0
    assert run.out.startswith("network.html: ")
    text = (tmp_path / "network.html").read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "Rabkor" in text


@pytest.mark.parametrize(("ending", "read"), [("gexf", nx.read_gexf), ("graphml", nx.read_graphml)])
def test_other_programs_can_read_the_network(
    script: Script, folder: Path, tmp_path: Path, ending: str, read: object
) -> None:
    assert folder.is_dir()
    run = script("build_network", "--graph", "small", f"network.{ending}")
    assert run.code == 0
    network = read(tmp_path / f"network.{ending}")  # type: ignore[operator]
    told = (
        f"network.{ending}: {network.number_of_nodes()} nodes, {network.number_of_edges()} lines\n"
    )
    assert run.out == told
    assert "Rabkor" in {data["label"] for _, data in network.nodes(data=True)}


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["network.txt"], 2, "build_network.py: network.txt: end it in .html, .gexf or .graphml"),
        (["none/network.gexf"], 3, "none/network.gexf: no such file or directory; choose another"),
        (["none/network.html"], 3, "none/network.html: cannot write the page"),
        (["network.html", "--on", "May"], 2, "on: 'May' is not a date; write a full day"),
    ],
    ids=["ending", "folder", "folder-of-page", "day"],
)
def test_a_network_that_cannot_be_written_is_one_line(
    script: Script, folder: Path, tmp_path: Path, words: list[str], code: int, told: str
) -> None:
    run = script("build_network", "--graph", "small", *words)
    assert (run.code, run.out) == (code, "")
    assert run.err.startswith(told)
    assert run.err.count("\n") == 1
    assert [f.name for f in tmp_path.iterdir()] == [folder.name]
