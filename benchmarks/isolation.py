"""What a child process adds to a query, and how fast a hostile query is dead.

    python benchmarks/isolation.py [--quick] [--graph DIR] [-o FILE]

Each kind of location is opened in a process of its own: what one holds must not
make the forks of the next dearer.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from graph import KnowledgeGraph
from graph.errors import QueryStopped
from graph.resources import bundled_graph
from graph.store.isolation import run_isolated
from graph.store.loading.load import load_into
from measure import graph_folder, in_child, publish, read_options, table, yes_or_no

if TYPE_CHECKING:
    from collections.abc import Callable

TRIPLES: Final = 1_000_000
QUICK: Final = 20_000
ROUNDS: Final = 15
KILLS: Final = 5
DEADLINE_S: Final = 600
EXTRA_S: Final = 0.030
LATE_S: Final = 0.1
LIMIT_S: Final = 0.5
SMALL: Final = "SELECT ?s { ?s a <http://www.w3.org/ns/org#Organization> } LIMIT 5"
HOSTILE: Final = {
    "joins everything": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "sorts everything": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
}


class Found(NamedTuple):
    """What was measured at one location: seconds, and megabytes that the parent holds.

    Attributes:
        direct: the query itself.
        isolated: the same in a child.
        late: by hostile query, how long after its limit it was over.
        held_mb: memory of the parent.
    """

    direct: float
    isolated: float
    late: dict[str, float]
    held_mb: float


def measure(location: str, rounds: int, kills: int, tell: Callable[[Found], None]) -> None:
    """Open a location and measure, in a child."""
    store = KnowledgeGraph.open(location).store

    def ask(text: str) -> list[str]:
        return [str(row) for row in store.query(text)]  # type: ignore[union-attr]

    def timed(work: Callable[[], object]) -> float:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    ask(SMALL)
    direct = median(timed(partial(ask, SMALL)) for _ in range(rounds))
    small = partial(run_isolated, partial(ask, SMALL), timeout_s=60)
    isolated = median(timed(small) for _ in range(rounds))
    late = {}
    for name, text in HOSTILE.items():
        hostile = partial(_until_stopped, partial(ask, text))
        late[name] = max(timed(hostile) for _ in range(kills)) - LIMIT_S
    tell(Found(direct, isolated, late, _held_mb()))
    _refuse_children()


def _until_stopped(work: Callable[[], object]) -> None:
    try:
        run_isolated(work, timeout_s=LIMIT_S)
    except QueryStopped:
        return
    raise RuntimeError("a hostile query was answered")


def _held_mb() -> float:
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _refuse_children() -> None:
    """Wait for the children that were killed last.

    Raises:
        RuntimeError: one lives on.
    """
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        time.sleep(0.01)
    raise RuntimeError("a child lives on")


def main() -> int:
    """Measure and print."""
    options = read_options(
        "What a child process adds to a query.",
        "python benchmarks/isolation.py --graph /tmp/graph",
        graphs=["graph"],
    )
    rounds, kills = (3, 1) if options.quick else (ROUNDS, KILLS)
    rows = []
    with (
        graph_folder(options.graph, QUICK if options.quick else TRIPLES) as folder,
        tempfile.TemporaryDirectory(prefix="stancegraph-isolation-") as scratch,
    ):
        directory = Path(scratch) / "directory"
        # In a child: what loading takes would stay with this process.
        (count,) = in_child(partial(_load, directory, folder), deadline_s=DEADLINE_S)
        locations = {
            "the bundled graph": str(bundled_graph()),
            f"folder, {count:,} triples": str(folder),
            f"directory, {count:,} triples": str(directory),
        }
        for name, location in locations.items():
            work = partial(measure, location, rounds, kills)
            found: list[Found] = in_child(work, deadline_s=DEADLINE_S)
            rows.append(_row(name, found[0]))
    headings = [
        *("location", "held MB", "query ms", "in a child ms", f"≤ {EXTRA_S * 1000:g} ms more"),
        *(f"{name}: late ms" for name in HOSTILE),
        f"≤ {LATE_S * 1000:g} ms late",
    ]
    caption = (
        f"Median of {rounds} queries; hostile queries are stopped after {LIMIT_S} s, and the "
        f"latest of {kills} counts."
    )
    publish([table(headings, rows), caption], options.output)
    return 0


def _load(directory: Path, folder: Path, tell: Callable[[int], None]) -> None:
    tell(load_into(directory, [folder]).after)


def _row(name: str, found: Found) -> list[str]:
    return [
        *(name, f"{found.held_mb:,.0f}"),
        *(f"{found.direct * 1000:.1f}", f"{found.isolated * 1000:.1f}"),
        yes_or_no(fact=found.isolated - found.direct <= EXTRA_S),
        *(f"{late * 1000:.0f}" for late in found.late.values()),
        yes_or_no(fact=max(found.late.values()) <= LATE_S),
    ]


if __name__ == "__main__":
    sys.exit(main())
