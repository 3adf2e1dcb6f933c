"""Networks of a graph made from statements, against Discourse Network Analyzer 3.1.2.

A document has a date and no time of day in the graph, which changes no network that
is not cut into windows. Strengths from -2 to 2 become the five graded stances.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from graph import KnowledgeGraph, Wanted
from graph.measures.discourse import OneModeOptions, TwoModeOptions

if TYPE_CHECKING:
    from graph.analysis.discourse.networks import DiscourseNetwork

MEASURES = Path(__file__).resolve().parents[2] / "measures" / "discourse"
NETWORKS = [
    network
    for name in ("syn_one_mode.json", "syn_two_mode.json")
    for network in json.loads((MEASURES / name).read_text(encoding="utf-8"))
]
NORMALISATIONS = {"no": "none", "cosine": "dna-cosine"}
STANCES = {
    "agreement": {"1": "supports", "0": "opposes"},
    "strength": dict(
        zip(
            ("2", "1", "0", "-1", "-2"),
            ("supports", "leansTowards", "ambivalent", "leansAgainst", "opposes"),
            strict=True,
        )
    ),
}
PREFIXES = """\
@prefix adms: <http://www.w3.org/ns/adms#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix schema: <http://schema.org/> .
@prefix sg: <https://w3id.org/stancegraph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://w3id.org/stancegraph/id/> .
"""


def turtle(qualifier: str) -> str:
    """Return the 300 statements as a graph: each is one piece of evidence."""
    with (MEASURES / "syn_statements.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    lines: dict[str, None] = {}
    positions: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in rows:
        actor = row["organization"].replace(" ", "-")
        concept = row["concept"].replace(" ", "-")
        document, piece = f"<document/{row['document_id']}>", f"<evidence/{row['statement_id']}>"
        for place, kind, label in (
            (f"<organisation/{actor}>", "org:Organization", row["organization"]),
            (f"<proposition/{concept}>", "sg:Proposition", row["concept"]),
        ):
            lines[f'{place} a {kind} ; skos:prefLabel "{label}"@en .'] = None
        day = row["datetime"][:10]
        lines[f'{document} a schema:CreativeWork ; dcterms:issued "{day}"^^xsd:date .'] = None
        lines[
            f"{piece} a sg:Evidence ; oa:hasSource {document} ; "
            f"oa:start {row['start']} ; oa:end {row['stop']} ."
        ] = None
        positions[actor, concept, STANCES[qualifier][row[qualifier]]].append(piece)
    for number, ((actor, concept, stance), pieces) in enumerate(positions.items()):
        lines[
            f"<position/{number}> a sg:Position ; sg:holder <organisation/{actor}> ; "
            f"sg:proposition <proposition/{concept}> ; sg:stance sg:{stance} ; "
            f"adms:status sg:reviewed ; sg:evidence {' , '.join(pieces)} ."
        ] = None
    return PREFIXES + "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, KnowledgeGraph]:
    opened = {}
    for qualifier in STANCES:
        path = tmp_path_factory.mktemp(qualifier) / "graph.ttl"
        path.write_text(turtle(qualifier), encoding="utf-8")
        opened[qualifier] = KnowledgeGraph.open(path)
    return opened


def network(kg: KnowledgeGraph, wanted: dict[str, Any]) -> DiscourseNetwork:
    period = Wanted(
        since=wanted["range_start"][:10], until=wanted["range_stop"][:10], inferred=False
    )
    qualifier = "agreement" if wanted["qualifier"] == "agreement" else "degree"
    found = kg.corpus(period, qualifier=qualifier)  # type: ignore[arg-type]
    common = {
        "duplicates": wanted["duplicates"],
        "isolates": wanted["isolates"],
        "dna_compatible": True,
        "aggregation": wanted["aggregation"],
        "normalisation": NORMALISATIONS.get(wanted["normalization"], wanted["normalization"]),
    }
    kind = OneModeOptions if wanted["type"] == "onemode" else TwoModeOptions
    return kg.discourse_network(kind(**common), found)


def equal(kg: KnowledgeGraph, wanted: dict[str, Any]) -> None:
    """Compare a network with DNA's, label by label."""
    made = network(kg, wanted).made
    rows = [kg.names.label(iri) for iri in made.rows]
    columns = [kg.names.label(iri) for iri in made.columns]
    assert (sorted(rows), sorted(columns)) == (wanted["rows"], wanted["cols"])
    assert made.statement_count == wanted["n_filtered_statements"]
    cells = made.matrix.toarray()[np.ix_(np.argsort(rows), np.argsort(columns))]
    # Degrees are half the strengths, and only a two-mode difference sums them.
    factor = 2 if (wanted["qualifier"], wanted["aggregation"]) == ("strength", "subtract") else 1
    factor = 1 if wanted["type"] == "onemode" else factor
    assert np.allclose(cells * factor, wanted["matrix"], rtol=0, atol=1e-9)


CASES = {
    "-".join((*(w[k] for k in ("type", "aggregation", "duplicates", "normalization")), span)): w
    for w in NETWORKS
    for span in [f"{w['range_start'][:4]}{'-isolates' if w['isolates'] else ''}"]
    if w["qualifier"] == "agreement"
}


def test_all_boolean_networks_are_compared() -> None:
    assert len(CASES) == sum(w["qualifier"] == "agreement" for w in NETWORKS)


@pytest.mark.parametrize(
    "duplicates", ["include", "document", "week", "month", "year", "acrossrange"]
)
def test_boolean_networks_equal_those_of_dna(
    graphs: dict[str, KnowledgeGraph], duplicates: str
) -> None:
    cases = [w for w in CASES.values() if w["duplicates"] == duplicates]
    assert cases
    for wanted in cases:
        equal(graphs["agreement"], wanted)


@pytest.mark.parametrize("kind", ["onemode", "twomode"])
def test_graded_networks_equal_those_of_dna(graphs: dict[str, KnowledgeGraph], kind: str) -> None:
    # Codes of combined levels are made of whole ones only.
    cases = [
        w
        for w in NETWORKS
        if w["qualifier"] == "strength" and w["type"] == kind and w["range_start"] < "2000"
        if w["aggregation"] != "combine"
    ]
    assert len(cases) > 10
    for wanted in cases:
        equal(graphs["strength"], wanted)
