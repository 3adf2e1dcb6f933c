"""229 slices that Discourse Network Analyzer 3.1.2 computed from 300 statements.

Its kernel slices differ from ours on purpose in two things that are not compared: it
reports no statements for them, and fills the diagonal of one-mode networks.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from graph.measures.discourse import OneModeOptions, TwoModeOptions, Windows, slices

if TYPE_CHECKING:
    from graph.measures.discourse import Slice, Statements

RUNS = {
    "-".join(run[key] for key in ("type", "aggregation", "normalization", "kernel")): run
    for run in json.loads(Path(__file__).with_name("syn_time.json").read_text(encoding="utf-8"))
}


def ours(statements: Statements, run: dict[str, Any], *, dna_compatible: bool) -> list[Slice]:
    windows = Windows(
        unit=run["time_window"],
        size=run["window_size"],
        kernel=None if run["kernel"] == "no" else run["kernel"],
        start=run["range_start"],
        stop=run["range_stop"],
        indent_time=run["indent_time"],
    )
    kind = OneModeOptions if run["type"] == "onemode" else TwoModeOptions
    options = kind(
        duplicates=run["duplicates"],
        dna_compatible=dna_compatible,
        aggregation=run["aggregation"],
        normalisation={"no": "none"}.get(run["normalization"], run["normalization"]),
    )
    return list(slices(statements, windows, options))


def test_all_slices_are_compared() -> None:
    assert sum(len(run["slices"]) for run in RUNS.values()) == 229


@pytest.mark.parametrize("name", RUNS)
def test_slices_equal_those_of_dna(name: str, dna_statements: dict[str, Statements]) -> None:
    run = RUNS[name]
    found = ours(dna_statements["agreement"], run, dna_compatible=True)
    assert len(found) == len(run["slices"])
    for ours_, wanted in zip(found, run["slices"], strict=True):
        moments = [str(moment)[:16] for moment in (ours_.start, ours_.mid, ours_.stop)]
        assert moments == [wanted["start"], wanted["mid"], wanted["stop"]]
        assert ours_.network.rows == tuple(wanted["rows"])
        assert ours_.network.columns == tuple(wanted["cols"])
        cells = np.array(wanted["matrix"])
        if run["kernel"] == "no":
            assert ours_.statement_count == wanted["n_statements"]
        elif run["type"] == "onemode":
            np.fill_diagonal(cells, 0)
        assert np.allclose(ours_.network.matrix.toarray(), cells, rtol=0, atol=1e-9)


def test_only_the_average_of_kernel_slices_needs_the_compatible_mode(
    dna_statements: dict[str, Statements],
) -> None:
    differs = set()
    for name, run in RUNS.items():
        found = ours(dna_statements["agreement"], run, dna_compatible=False)
        for ours_, wanted in zip(found, run["slices"], strict=True):
            cells = np.array(wanted["matrix"])
            if run["type"] == "onemode":
                np.fill_diagonal(cells, 0)
            if not np.allclose(ours_.network.matrix.toarray(), cells, rtol=0, atol=1e-9):
                differs.add(name)
    assert differs == {
        "onemode-conflict-average-uniform",
        "onemode-conflict-average-epanechnikov",
        "onemode-conflict-average-gaussian",
    }
