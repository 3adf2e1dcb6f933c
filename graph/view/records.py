"""From the network's attributes to the page's JSON: cleaned, columnar, shared."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from .text import clean

if TYPE_CHECKING:
    import networkx as nx

Json: TypeAlias = "bool | float | str | list[Json] | dict[str, Json]"

NODE_TEXTS: Final = (
    "kind",
    "label",
    "description",
    "classification",
    "country",
    "topic",
    "note",
    "title",
)
NODE_LISTS: Final = ("aliases", "languages")
EDGE_TEXTS: Final = (
    *("kind", "label", "stance", "extent", "mode", "valid_from", "valid_through", "known_from"),
    *("rule", "basis", "status", "statement", "note", "act"),
)
EVIDENCE_TEXTS: Final = (
    *("iri", "quote", "locator", "summary", "document", "document_url", "document_date", "kind"),
)
EVIDENCE_LISTS: Final = ("claimant", "relayed_by")


class EvidenceTable:
    """Evidence, each piece once however many statements rest on it."""

    def __init__(self) -> None:
        """Start empty."""
        self.rows: list[Json] = []
        self._places: dict[str, int] = {}

    def add(self, pieces: object) -> list[Json]:
        """Return the places of pieces of evidence, adding those not yet held."""
        places: list[Json] = []
        for piece in _mappings(pieces):
            row = _evidence(piece)
            key = json.dumps(row, sort_keys=True)
            if key not in self._places:
                self._places[key] = len(self.rows)
                self.rows.append(row)
            places.append(self._places[key])
        return places


def node_record(key: str, data: Mapping[str, object], table: EvidenceTable) -> dict[str, Json]:
    """Return what the page says of a node; empty values are left out."""
    record: dict[str, Json] = {"iri": clean(key)}
    record.update({name: clean(data.get(name)) for name in NODE_TEXTS})
    record["label"] = record["label"] or clean(key)
    record["short"] = clean(data.get("short"))
    record.update({name: _texts(data.get(name)) for name in NODE_LISTS})
    record["statements"] = [
        {
            **{name: clean(entry.get(name)) for name in ("iri", "kind", "text", "status")},
            "evidence": table.add(entry.get("evidence")),
        }
        for entry in _mappings(data.get("statements"))
    ]
    return {name: value for name, value in record.items() if value}


def edge_record(data: Mapping[str, object], table: EvidenceTable) -> dict[str, Json]:
    """Return what the page says of an edge; empty values are left out."""
    record: dict[str, Json] = {name: clean(data.get(name)) for name in EDGE_TEXTS}
    record["inferred"] = bool(data.get("inferred"))
    record["presumed"] = bool(data.get("presumed"))
    record["evidence"] = table.add(data.get("evidence"))
    return {name: value for name, value in record.items() if value}


def meta_record(network: nx.MultiDiGraph) -> dict[str, Json]:
    """Return what the page says of the graph as a whole."""
    names = ("title", "kept_by", "contact", "licence", "on", "lang", "source")
    return {name: clean(network.graph.get(name)) for name in names}


def columns(records: Iterable[Mapping[str, Json]]) -> dict[str, Json]:
    """Turn records into columns, half the size; a missing value is an empty text.

    Example:
        >>> columns([{"a": 1}, {"b": True}])
        {'a': [1, ''], 'b': ['', True]}
    """
    rows = list(records)
    names = sorted({name for row in rows for name in row})
    return {name: [row.get(name, "") for row in rows] for name in names}


def _evidence(piece: Mapping[str, object]) -> dict[str, Json]:
    row: dict[str, Json] = {name: clean(piece.get(name)) for name in EVIDENCE_TEXTS}
    row.update({name: _texts(piece.get(name)) for name in EVIDENCE_LISTS})
    row["replies"] = [
        _evidence(reply) if isinstance(reply, Mapping) else clean(reply)
        for reply in _sequence(piece.get("replies"))
    ]
    return {name: value for name, value in row.items() if value}


def _texts(value: object) -> list[Json]:
    return [text for text in map(clean, _sequence(value)) if text]


def _mappings(value: object) -> list[Mapping[str, object]]:
    return [entry for entry in _sequence(value) if isinstance(entry, Mapping)]


def _sequence(value: object) -> list[object]:
    if value is None or value == "":
        return []
    if isinstance(value, (str, bytes, Mapping)) or not isinstance(value, Iterable):
        return [value]
    return list(value)
