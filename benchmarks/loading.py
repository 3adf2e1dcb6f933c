"""Time and memory from nothing to the first answer: Stancegraph, pyoxigraph, rdflib.

    python benchmarks/loading.py [--quick] [--graph DIR] [--small DIR] [-o FILE]

Each run is a process of its own. rdflib is measured on the small graph alone,
and the two others there too, so that all three stand side by side once.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from measure import graph_folder, publish, read_options, table

if TYPE_CHECKING:
    from collections.abc import Sequence

TRIPLES: Final = 1_000_000
SMALL: Final = 100_000
ROUNDS: Final = 5
DEADLINE_S: Final = 120
ACTOR: Final = "https://w3id.org/stancegraph/id/organisation/organisation-000001"
KILOBYTES: Final = 1 if sys.platform == "linux" else 1024
TOOLS: Final = {"stancegraph": "Stancegraph", "pyoxigraph": "bare pyoxigraph", "rdflib": "rdflib"}


class Run(NamedTuple):
    """One process: seconds of each step, rows of the answer, memory.

    Attributes:
        imported: until the library is there.
        loaded: from there until the graph is.
        answered: from there until the rows are.
        rows: how many.
        peak_mb: most resident memory, in megabytes of a million bytes.
    """

    imported: float
    loaded: float
    answered: float
    rows: int
    peak_mb: float


def with_stancegraph(folder: Path, _text: str) -> Run:
    """Open the folder and ask for an actor by name, which reads all names too."""
    start = time.perf_counter()
    from graph import KnowledgeGraph

    imported = time.perf_counter()
    kg = KnowledgeGraph.open(folder)
    loaded = time.perf_counter()
    rows = len(kg.query("positions-of", actor="Organisation 1"))
    return _run(start, imported, loaded, rows)


def with_pyoxigraph(folder: Path, text: str) -> Run:
    """Load the files in bulk and run the bound text."""
    start = time.perf_counter()
    from pyoxigraph import QuerySolutions, RdfFormat, Store

    imported = time.perf_counter()
    store = Store()
    for path in sorted(folder.glob("*.ttl")):
        store.bulk_load(path=path, format=RdfFormat.TURTLE)
    loaded = time.perf_counter()
    found = store.query(text)
    if not isinstance(found, QuerySolutions):
        raise TypeError("not a SELECT query")
    rows = [tuple(None if term is None else term.value for term in row) for row in found]
    return _run(start, imported, loaded, len(rows))


def with_rdflib(folder: Path, text: str) -> Run:
    """Parse the files one after the other and run the bound text."""
    start = time.perf_counter()
    import rdflib

    imported = time.perf_counter()
    g = rdflib.Graph()
    for path in sorted(folder.glob("*.ttl")):
        g.parse(path, format="turtle")
    loaded = time.perf_counter()
    rows = list(g.query(text))
    return _run(start, imported, loaded, len(rows))


def _run(start: float, imported: float, loaded: float, rows: int) -> Run:
    end = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES / 1000 * 1.024
    return Run(imported - start, loaded - imported, end - loaded, rows, peak)


WORK: Final = {
    "stancegraph": with_stancegraph,
    "pyoxigraph": with_pyoxigraph,
    "rdflib": with_rdflib,
}


def bound_text() -> str:
    """Return the query that all of them answer, in a child so that this process stays small."""
    code = (
        "from graph.query.binding import bind; from graph.query.library import named_query; "
        "from pyoxigraph import NamedNode; "
        f"print(bind(named_query('positions-of').text, {{'actor_iri': [NamedNode({ACTOR!r})]}}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout


def measure(tool: str, folder: Path, query_file: Path) -> Run | None:
    """Run one process; None where it does not answer in time."""
    command = [sys.executable, __file__, "--child", tool, str(folder), str(query_file)]
    try:
        done = subprocess.run(
            command, capture_output=True, encoding="utf-8", timeout=DEADLINE_S, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    if done.returncode:
        raise RuntimeError(f"{tool}: {done.stderr.strip()}")
    return Run(*json.loads(done.stdout))


def compare(tools: Sequence[str], folder: Path, query_file: Path, rounds: int) -> list[list[str]]:
    """Measure tools in turn on one folder and return the rows of the table."""
    runs: dict[str, list[Run]] = {tool: [] for tool in tools}
    late = set()
    for turn in range(rounds):
        for tool in tools if turn % 2 else reversed(tools):
            if tool not in late:
                run = measure(tool, folder, query_file)
                runs[tool] += [] if run is None else [run]
                late |= {tool} if run is None else set()
    answers = {run.rows for found in runs.values() for run in found}
    if len(answers) > 1:
        raise RuntimeError(f"{folder}: the answers differ, {sorted(answers)} rows")
    whole = {tool: median(map(_whole, found)) for tool, found in runs.items() if found}
    least = {tool: median(run.peak_mb for run in found) for tool, found in runs.items() if found}
    rows = []
    for tool, found in runs.items():
        if not found:
            rows.append([TOOLS[tool], f"> {DEADLINE_S} s", *[""] * 6])
            continue
        steps = zip(*[(run.imported, run.loaded, run.answered) for run in found], strict=True)
        rows.append(
            [
                TOOLS[tool],
                *(f"{median(step):.3f}" for step in steps),
                f"{whole[tool]:.2f}",
                f"{whole[tool] / whole['pyoxigraph']:.2f}",
                f"{least[tool]:,.0f}",
                f"{least[tool] / least['pyoxigraph']:.2f}",
            ]
        )
    return rows


def _whole(run: Run) -> float:
    return run.imported + run.loaded + run.answered


def main() -> int:
    """Measure and print."""
    options = read_options(
        "Time and memory from nothing to the first answer.",
        "python benchmarks/loading.py --graph /tmp/graph",
        graphs=["graph", "small"],
    )
    rounds = 1 if options.quick else ROUNDS
    sizes = (20_000, 10_000) if options.quick else (TRIPLES, SMALL)
    headings = [
        *("tool", "import s", "load s", "first answer s"),
        *("whole s", "× bare", "peak MB", "× bare"),
    ]
    parts = []
    with (
        graph_folder(options.graph, sizes[0]) as large,
        graph_folder(options.small, sizes[1]) as small,
        tempfile.TemporaryDirectory() as scratch,
    ):
        query_file = Path(scratch) / "query.rq"
        query_file.write_text(bound_text(), encoding="utf-8")
        for folder, tools in ((large, list(TOOLS)[:2]), (small, list(TOOLS))):
            rows = compare(tools, folder, query_file, rounds)
            parts += [f"{_count(folder):,} triples:", table(headings, rows)]
    parts.append(
        f"Median of {rounds} rounds, alternating; the answer: all positions of one organisation, "
        "which Stancegraph is asked for by name."
    )
    publish(parts, options.output)
    return 0


def _count(folder: Path) -> int:
    """Return the number of triples of a generated folder: one a line."""
    count = 0
    for path in folder.glob("*.ttl"):
        # Line by line: what this process holds counts as its children's peak.
        with path.open("rb") as lines:
            count += sum(1 for _ in lines)
    return count


def _child() -> int:
    tool, folder, query_file = sys.argv[2:]
    run = WORK[tool](Path(folder), Path(query_file).read_text(encoding="utf-8"))
    print(json.dumps(run))
    return 0


if __name__ == "__main__":
    sys.exit(_child() if sys.argv[1:2] == ["--child"] else main())
