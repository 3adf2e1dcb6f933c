"""Network exports: networkx reads them again, spreadsheets open them safely."""

from __future__ import annotations

import csv
import io
import shutil
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from graph import KnowledgeGraph
from graph.errors import UsageError
from graph.export import EXPORT_FORMATS, left_out, write_export
from graph.export.network import CSV_COLUMNS, flat_network, guarded, network_bytes
from graph.resources import bundled_graph

if TYPE_CHECKING:
    from pathlib import Path

GEXF = "{http://www.gexf.net/1.2draft}"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


def small() -> nx.MultiDiGraph:
    """Return a network with everything that a format could stumble over."""
    network = nx.MultiDiGraph(on="2023-08-03", title="Ferries & quays", kept_by="us")
    network.add_node(
        "x:hw",
        kind="organisation",
        label="=Harbour\x00 <Watch>",
        aliases=["HW", "Vigie"],
        statements=[
            {"iri": "x:c1", "kind": "characterisation", "text": "loud", "evidence": [{"a": []}]},
            {"iri": "x:c2", "kind": "characterisation", "text": "late", "evidence": []},
        ],
    )
    network.add_node("x:ferry", kind="proposition", label="The ferry should run", topic=None)
    evidence = [
        {"quote": "We want it", "locator": "paragraph 3", "claimant": ["A", "B"], "kind": "self",
         "replies": [{"summary": "Not so"}, {"quote": "no"}]},
        {"quote": "", "locator": "paragraph 4", "claimant": ["B"], "kind": "self"},
    ]  # fmt: skip
    network.add_edge("x:hw", "x:ferry", key="x:p1", kind="position", label="supports",
               stance="supports", valid_from="2022-01-01", valid_through="2022-12-31",
               known_from="2022-01-01", presumed=False, inferred=False,
               evidence=evidence)  # fmt: skip
    network.add_edge("x:hw", "x:ferry", key="x:p2", kind="position", label="-opposes",
               stance="opposes", valid_from=None, valid_through="", known_from="2023-08-03",
               presumed=True, inferred=True, rule="launched it", evidence=[])  # fmt: skip
    network.add_edge("x:hw", "x:ferry", key="x:p3", kind="around", label="named after",
               presumed=False, inferred=False, evidence=[])  # fmt: skip
    return network


@pytest.fixture(scope="module")
def bundled() -> KnowledgeGraph:
    return KnowledgeGraph.open(bundled_graph())


def counts(network: nx.MultiDiGraph) -> tuple[int, int]:
    """Return how many nodes and edges a network has."""
    return network.number_of_nodes(), network.number_of_edges()


def test_graphml_is_read_again_with_the_same_nodes_edges_and_values(
    bundled: KnowledgeGraph,
) -> None:
    network = bundled.network(on="2023-08-03")
    again = nx.read_graphml(
        io.BytesIO(write_export(bundled, "graphml", on="2023-08-03")), force_multigraph=True
    )
    assert counts(again) == counts(network)
    flat = flat_network(network)
    assert dict(again.nodes(data=True)) == dict(flat.nodes(data=True))
    assert {(u, v, k): {n: x for n, x in d.items() if n != "id"}
            for u, v, k, d in again.edges(keys=True, data=True)} == {
        (u, v, k): d for u, v, k, d in flat.edges(keys=True, data=True)
    }  # fmt: skip


def test_gexf_is_read_again_with_the_same_nodes_and_edges(bundled: KnowledgeGraph) -> None:
    network = bundled.network(on="2023-08-03")
    again = nx.read_gexf(io.BytesIO(write_export(bundled, "gexf", on="2023-08-03")))
    assert counts(again) == counts(network)
    assert {n: d["label"] for n, d in again.nodes(data=True)} == {
        n: d["label"] for n, d in network.nodes(data=True)
    }
    keys = {k for _, _, k in network.edges(keys=True)}
    assert {d["id"] for _, _, d in again.edges(data=True)} == keys


def test_inferred_edges_may_be_left_out(bundled: KnowledgeGraph) -> None:
    data = write_export(bundled, "csv", inferred=False)
    rows = list(csv.DictReader(io.StringIO(data.decode())))
    assert len(rows) == bundled.network(inferred=False).number_of_edges()
    assert {row["inferred"] for row in rows} == {"no"}


def test_flat_values_are_joined_and_nothing_is_nested() -> None:
    flat = flat_network(small())
    assert flat.nodes["x:hw"] == {
        "kind": "organisation",
        "label": "=Harbour <Watch>",
        "aliases": "HW; Vigie",
        "statements": "loud; late",
        "topic": "",
    }
    edge = flat.edges["x:hw", "x:ferry", "x:p1"]
    assert edge["claimant"] == "A; B"
    assert edge["quote"] == "We want it"
    assert edge["locator"] == "paragraph 3; paragraph 4"
    assert edge["evidence_kind"] == "self"
    assert edge["replies"] == "Not so; no"
    assert flat.edges["x:hw", "x:ferry", "x:p3"]["rule"] == ""
    values = [v for _, _, d in flat.edges(data=True) for v in d.values()]
    assert {type(v) for v in values} == {str, bool}


def test_gexf_edges_have_closed_intervals_in_days() -> None:
    root = ET.fromstring(network_bytes(small(), "gexf"))  # noqa: S314 - our own bytes
    edges = {e.get("id"): (e.get("start"), e.get("end")) for e in root.iter(f"{GEXF}edge")}
    assert edges == {
        "x:p1": ("2022-01-01", "2022-12-31"),
        "x:p2": ("2023-08-03", None),
        "x:p3": (None, None),
    }
    assert root.get("version") == "1.2"
    graph_element = root.find(f"{GEXF}graph")
    assert graph_element is not None
    assert graph_element.attrib == {
        "defaultedgetype": "directed",
        "mode": "dynamic",
        "name": "Ferries & quays",
        "timeformat": "date",
    }


def test_gexf_is_dated_by_the_network_and_not_by_the_clock() -> None:
    root = ET.fromstring(network_bytes(small(), "gexf"))  # noqa: S314 - our own bytes
    meta = root.find(f"{GEXF}meta")
    assert meta is not None
    assert meta.attrib == {"lastmodifieddate": "2023-08-03"}
    undated = small()
    del undated.graph["on"]
    root = ET.fromstring(network_bytes(undated, "gexf"))  # noqa: S314 - our own bytes
    meta = root.find(f"{GEXF}meta")
    assert meta is not None
    assert meta.attrib == {}


@pytest.mark.parametrize("name", ["graphml", "gexf", "csv"])
def test_order_of_nodes_and_edges_changes_no_byte(name: str) -> None:
    network = small()
    turned = nx.MultiDiGraph(**network.graph)
    turned.add_nodes_from(reversed(list(network.nodes(data=True))))
    turned.add_edges_from(reversed(list(network.edges(keys=True, data=True))))
    assert network_bytes(turned, name) == network_bytes(network, name)


def test_graphml_declares_texts_and_truth_values_only() -> None:
    root = ET.fromstring(network_bytes(small(), "graphml"))  # noqa: S314 - our own bytes
    types = {k.get("attr.name"): k.get("attr.type") for k in root.iter(f"{GRAPHML}key")}
    assert {name for name, kind in types.items() if kind == "boolean"} == {"presumed", "inferred"}
    assert set(types.values()) == {"string", "boolean"}


def test_csv_says_who_stands_where_in_words() -> None:
    rows = list(csv.reader(io.StringIO(network_bytes(small(), "csv").decode(), newline="")))
    assert rows[0] == list(CSV_COLUMNS)
    first = dict(zip(CSV_COLUMNS, rows[1], strict=True))
    assert first["from"] == "'=Harbour <Watch>"
    assert first["label"] == "supports"
    assert first["presumed"] == "no"
    assert first["from_iri"] == "x:hw"
    second = dict(zip(CSV_COLUMNS, rows[2], strict=True))
    assert second["label"] == "'-opposes"
    assert second["inferred"] == "yes"
    assert [row[CSV_COLUMNS.index("statement")] for row in rows[1:]] == ["", "", ""]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_cell_that_a_spreadsheet_would_run_is_guarded(start: str) -> None:
    assert guarded(f"{start}1+1") == f"'{start}1+1"
    assert guarded(f"a{start}b") == f"a{start}b"


@pytest.mark.parametrize("name", EXPORT_FORMATS)
@pytest.mark.parametrize("status", ["embargoed", "withdrawn"])
def test_hidden_statement_is_in_no_export(tmp_path: Path, name: str, status: str) -> None:
    shutil.copytree(bundled_graph(), tmp_path / "g")
    path = tmp_path / "g" / "positions.ttl"
    text = path.read_text(encoding="utf-8")
    slug = "stop-the-war-coalition-ukrainian-resistance-06d53152"
    start = text.index(f"position:{slug}")
    block = text[start : text.index(" .\n", start)]
    hidden = block.replace("sg:reviewed", f"sg:{status}")
    assert hidden != block
    assert slug.encode() in write_export(KnowledgeGraph.open(tmp_path / "g"), name)
    path.write_text(text.replace(block, hidden), encoding="utf-8")
    kg = KnowledgeGraph.open(tmp_path / "g")
    assert slug.encode() not in write_export(kg, name)
    assert left_out(kg)[status] == 1


def test_unknown_network_format_is_refused() -> None:
    with pytest.raises(UsageError, match="'dot'; take one of graphml, gexf, csv"):
        network_bytes(small(), "dot")
