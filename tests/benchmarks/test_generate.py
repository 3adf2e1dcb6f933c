"""The generator of large graphs: deterministic, parsable, as big as asked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "generate.py"
TRIPLES = 20_000


def run(folder: Path, seed: int = 1, triples: int = TRIPLES) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), "--triples", str(triples), "--seed", str(seed)]
    return subprocess.run(
        [*command, "--out", str(folder)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("generated")
    assert run(path).returncode == 0
    return path


@pytest.fixture(scope="module")
def store(folder: Path) -> pyoxigraph.Store:
    loaded = pyoxigraph.Store()
    for path in folder.glob("*.ttl"):
        loaded.bulk_load(path=path, format=pyoxigraph.RdfFormat.TURTLE)
    return loaded


def count(store: pyoxigraph.Store, pattern: str) -> int:
    prefix = "PREFIX sg: <https://w3id.org/stancegraph/ontology#>"
    found = store.query(f"{prefix} SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
    assert isinstance(found, pyoxigraph.QuerySolutions)
    (row,) = found
    return int(row["n"].value)


def test_the_size_is_within_five_percent(store: pyoxigraph.Store) -> None:
    assert abs(len(store) - TRIPLES) <= 0.05 * TRIPLES


def test_the_same_seed_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    run(tmp_path / "again")
    run(tmp_path / "other", seed=2)
    assert contents(tmp_path / "again") == contents(folder)
    assert contents(tmp_path / "other") != contents(folder)


def test_no_line_is_written_twice(folder: Path, store: pyoxigraph.Store) -> None:
    lines = b"".join(contents(folder).values()).count(b"\n")
    assert lines == len(store)


@pytest.mark.parametrize("kind", ["Position", "Clause", "Involvement", "ReportedChange"])
def test_every_statement_has_evidence(store: pyoxigraph.Store, kind: str) -> None:
    assert count(store, f"?s a sg:{kind}") > 0
    assert count(store, f"?s a sg:{kind} MINUS {{ ?s sg:evidence ?e . ?e a sg:Evidence }}") == 0


def test_no_statement_is_described_twice(store: pyoxigraph.Store) -> None:
    twice = (
        "SELECT ?s { ?s <http://purl.org/dc/terms/created> ?d } GROUP BY ?s HAVING (COUNT(*) > 1)"
    )
    assert count(store, f"{{ {twice} }}") == 0


def test_too_few_triples_are_a_usage_error(tmp_path: Path) -> None:
    done = run(tmp_path, triples=10)
    assert done.returncode == 2
    assert "--triples: 10 is too few; ask for at least" in done.stderr
