"""460 networks that Discourse Network Analyzer 3.1.2 computed from 300 statements."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from graph.measures.discourse import (
    OneModeOptions,
    Scale,
    TwoModeOptions,
    one_mode,
    products,
    two_mode,
)

if TYPE_CHECKING:
    from graph.measures.discourse import Network, Statements

NETWORKS = [
    network
    for name in ("syn_one_mode.json", "syn_two_mode.json")
    for network in json.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
]
SCALES = {"agreement": Scale.boolean(), "strength": Scale.graded()}
NORMALISATIONS = {"no": "none", "cosine": "dna-cosine"}


@pytest.fixture(autouse=True, params=[True, False], ids=["block by block", "at once"])
def _either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sum small networks in the way of large ones too."""
    monkeypatch.setattr(products, "_LARGE", 0 if request.param else 10**9)


def grouped() -> dict[str, list[dict[str, Any]]]:
    groups = defaultdict(list)
    for network in NETWORKS:
        keys = ("type", "qualifier", "aggregation", "duplicates")
        groups["-".join(network[key] for key in keys)].append(network)
    return groups


GROUPS = grouped()


def ours(statements: Statements, wanted: dict[str, Any]) -> Network:
    ranged = statements.between(wanted["range_start"], wanted["range_stop"])
    common = {
        "scale": SCALES[wanted["qualifier"]],
        "duplicates": wanted["duplicates"],
        "isolates": wanted["isolates"],
        "dna_compatible": True,
        "aggregation": wanted["aggregation"],
        "normalisation": NORMALISATIONS.get(wanted["normalization"], wanted["normalization"]),
    }
    if wanted["type"] == "onemode":
        return one_mode(ranged, OneModeOptions(**common))
    return two_mode(ranged, TwoModeOptions(**common))


def test_all_networks_are_compared() -> None:
    assert sum(len(group) for group in GROUPS.values()) == 460


@pytest.mark.parametrize("group", GROUPS)
def test_networks_equal_those_of_dna(group: str, dna_statements: dict[str, Statements]) -> None:
    for wanted in GROUPS[group]:
        network = ours(dna_statements[wanted["qualifier"]], wanted)
        case = {
            key: value for key, value in wanted.items() if key not in {"rows", "cols", "matrix"}
        }
        assert network.rows == tuple(wanted["rows"]), case
        assert network.columns == tuple(wanted["cols"]), case
        assert network.statement_count == wanted["n_filtered_statements"], case
        cells = network.matrix.toarray()
        assert np.allclose(cells, wanted["matrix"], rtol=0, atol=1e-9), case


@pytest.mark.parametrize("duplicates", ["include", "document", "year", "acrossrange"])
def test_dna_needs_no_compatible_mode_where_it_keeps_to_the_formulas(
    duplicates: str, dna_statements: dict[str, Statements]
) -> None:
    (wanted,) = (
        network
        for network in GROUPS[f"onemode-strength-congruence-{duplicates}"]
        if network["normalization"] == "jaccard" and network["range_start"].startswith("1900")
    )
    options = OneModeOptions(
        scale=Scale.graded(-2, 2), duplicates=wanted["duplicates"], normalisation="jaccard"
    )
    cells = one_mode(dna_statements["strength"], options).matrix.toarray()
    assert np.allclose(cells, wanted["matrix"], rtol=0, atol=1e-9)
