"""The network of a graph for Gephi and the like: GraphML, GEXF, CSV.

Their attributes are texts, numbers and truth values; what is nested in the
network is laid out flat, several values joined by `; `.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final, TypeAlias

from ..errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

NETWORK_FORMATS: Final = ("graphml", "gexf", "csv")
Flat: TypeAlias = str | bool | int | float

_JOIN = "; "
_RISKY = ("=", "+", "-", "@", "\t", "\r")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EVIDENCE = {
    "quote": "quote",
    "locator": "locator",
    "summary": "summary",
    "document": "document",
    "document_date": "document_date",
    "document_url": "document_url",
    "claimant": "claimant",
    "relayed_by": "relayed_by",
    "kind": "evidence_kind",
    "replies": "replies",
}
_STATEMENT_COLUMNS = (
    *("kind", "label", "stance", "mode", "extent", "valid_from", "valid_through", "known_from"),
    *("presumed", "inferred", "rule", "basis", "status", "note", "statement"),
)
CSV_COLUMNS: Final = (
    *("from", "from_kind", "to", "to_kind", *_STATEMENT_COLUMNS, *_EVIDENCE.values()),
    *("from_iri", "to_iri"),
)
"""The header of the CSV of edges."""


def network_bytes(network: nx.MultiDiGraph, file_format: str) -> bytes:
    """Return a network as the bytes of a file.

    Args:
        network: as `KnowledgeGraph.network` gives it, or any result's `network()`;
            `csv` needs the former.
        file_format: `graphml`, `gexf` (1.2, with closed intervals on edges whose
            validity is known) or `csv` (one row an edge, for people).

    Raises:
        UsageError: there is no such format.
    """
    if file_format == "csv":
        return _csv(network)
    if file_format == "graphml":
        return _graphml(flat_network(network))
    if file_format == "gexf":
        return _gexf(flat_network(network), str(network.graph.get("on", "")))
    known = ", ".join(NETWORK_FORMATS)
    raise UsageError(f"export: unknown network format {file_format!r}; take one of {known}")


def flat_network(network: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Return a copy whose attributes are texts, numbers and truth values only.

    Every node has the same attributes, and so has every edge; what is missing
    is the empty text. Nodes and edges stand in the order of their IRIs.
    """
    import networkx as nx

    directed = network.is_directed()
    if not network.is_multigraph():
        network = nx.MultiDiGraph(network) if directed else nx.MultiGraph(network)
    kind = nx.MultiDiGraph if directed else nx.MultiGraph
    flat = kind(name=_clean(str(network.graph.get("title", ""))))
    nodes = {node: _flat_node(data) for node, data in sorted(network.nodes(data=True))}
    edges = {
        (start, end, key): _flat_edge(data)
        for start, end, key, data in sorted(
            network.edges(keys=True, data=True), key=lambda e: (e[0], e[1], str(e[2]))
        )
    }
    _fill(nodes.values())
    _fill(edges.values())
    flat.add_nodes_from(nodes.items())
    for (start, end, key), data in edges.items():
        flat.add_edge(start, end, key=key, **data)
    return flat


def _flat_node(data: Mapping[str, object]) -> dict[str, Flat]:
    flat = {name: _flat_value(value) for name, value in data.items() if name != "statements"}
    if "statements" in data:
        flat["statements"] = _joined(_dicts(data["statements"]), "text")
    return flat


def _flat_edge(data: Mapping[str, object]) -> dict[str, Flat]:
    flat = {name: _flat_value(value) for name, value in data.items() if name != "evidence"}
    if "evidence" in data:
        evidence = _dicts(data["evidence"])
        flat |= {column: _joined(evidence, name) for name, column in _EVIDENCE.items()}
    return flat


def _fill(rows: Iterable[dict[str, Flat]]) -> None:
    """Give every row the attributes of all, in one order."""
    rows = list(rows)
    names = dict.fromkeys(name for row in rows for name in row)
    for row in rows:
        filled = {name: row.get(name, "") for name in names}
        row.clear()
        row.update(filled)


def _flat_value(value: object) -> Flat:
    if isinstance(value, bool | int | float):
        return value
    if value is None:
        return ""
    if isinstance(value, list | tuple | set | frozenset):
        return _JOIN.join(_words(value))
    return _clean(str(value))


def _words(values: Iterable[object]) -> list[str]:
    """Return nested values as texts; of a record its summary, or else its quote."""
    found = []
    for value in values:
        if isinstance(value, dict):
            found.append(_clean(str(value.get("summary") or value.get("quote") or "")))
        else:
            found.append(_clean(str(value)))
    return [text for text in found if text]


def _dicts(value: object) -> list[dict[str, object]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _joined(records: Iterable[Mapping[str, object]], name: str) -> str:
    """Return one field of several records as one text, each value once."""
    texts: dict[str, None] = {}
    for record in records:
        value = record.get(name)
        several = value if isinstance(value, list | tuple) else [value]
        texts.update(dict.fromkeys(_words(v for v in several if v is not None)))
    return _JOIN.join(texts)


def _clean(text: str) -> str:
    """Drop the characters that no XML file can hold."""
    return _NOT_XML.sub("", text)


def _graphml(flat: nx.MultiDiGraph) -> bytes:
    from networkx.readwrite.graphml import GraphMLWriter

    writer = GraphMLWriter(encoding="utf-8", prettyprint=True)
    flat.graph.clear()
    writer.add_graph_element(flat)
    out = io.BytesIO()
    writer.dump(out)
    return out.getvalue()


def _gexf(flat: nx.MultiDiGraph, day: str) -> bytes:
    """Write GEXF 1.2, where an interval holds its first and its last day."""
    from networkx.readwrite.gexf import GEXFWriter

    for number, (_, _, key, data) in enumerate(flat.edges(keys=True, data=True)):
        # What a measure made has no name of its own.
        data["id"] = key if isinstance(key, str) else str(number)
        start = data.get("valid_from") or data.get("known_from")
        if start:
            data["start"] = start
        if data.get("valid_through"):
            data["end"] = data["valid_through"]
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(flat)
    meta = writer.xml.find("meta")
    meta.find("creator").text = "Stancegraph"
    if day:
        meta.set("lastmodifieddate", day)  # networkx puts the clock's day there
    else:
        del meta.attrib["lastmodifieddate"]
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _csv(network: nx.MultiDiGraph) -> bytes:
    """Write one row an edge; no cell is a formula when a spreadsheet opens it."""
    flat = flat_network(network)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(CSV_COLUMNS)
    for start, end, data in flat.edges(data=True):
        row = {
            **data,
            "from": flat.nodes[start]["label"],
            "from_kind": flat.nodes[start]["kind"],
            "from_iri": start,
            "to": flat.nodes[end]["label"],
            "to_kind": flat.nodes[end]["kind"],
            "to_iri": end,
        }
        writer.writerow([guarded(row.get(column, "")) for column in CSV_COLUMNS])
    return out.getvalue().encode()


def guarded(value: Flat) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    Example:
        >>> guarded("=1+1")
        "'=1+1"
        >>> guarded(True)
        'yes'
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    return f"'{text}" if text.startswith(_RISKY) else text
