"""Load ten million triples into a store directory, and ask it every query of the library.

    python benchmarks/disk.py [--quick] [--graph DIR] [-o FILE]

Ours is `load_into`, with all that it checks, notes and counts; bare is
`bulk_load` of the same files one after the other, and a flush. Each load is a
process of its own and starts from nothing.
"""

from __future__ import annotations

import os
import resource
import shutil
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import RdfFormat, Store

from graph import KnowledgeGraph
from graph.query.library import named_query
from graph.query.run import run_named
from graph.store.loading.load import load_into
from measure import graph_folder, in_child, publish, read_options, table, yes_or_no
from queries import LIMIT, Case, cases

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TRIPLES: Final = 10_000_000
QUICK: Final = 20_000
LOADS: Final = 3
ROUNDS: Final = 3
LOAD_DEADLINE_S: Final = 1_200
DEADLINE_S: Final = 120
FACTOR: Final = 1.1
ANSWER_S: Final = 5.0
KILOBYTES: Final = 1 if sys.platform == "linux" else 1024
TOOLS: Final = {"ours": "Stancegraph", "bare": "bare `bulk_load`"}


class Load(NamedTuple):
    """One load: triples, seconds by the clock and of processor time, most memory in MB.

    What its own children take counts as well.
    """

    triples: int
    taken: float
    worked: float
    peak_mb: float


def load_ours(folder: Path, target: Path) -> int:
    """Load as the command does."""
    return load_into(target, [folder]).after


def load_bare(folder: Path, target: Path) -> int:
    """Load with nothing of ours; the count is not timed, as nothing asks for it."""
    store = Store(str(target))
    for path in sorted(folder.glob("*.ttl")):
        store.bulk_load(path=path, format=RdfFormat.TURTLE)
    store.flush()
    return 0


WORK: Final = {"ours": load_ours, "bare": load_bare}


def measure_load(tool: str, folder: Path, target: Path, tell: Callable[[Load], None]) -> None:
    """Run one load, in a child."""
    start = time.perf_counter()
    triples = WORK[tool](folder, target)
    taken = time.perf_counter() - start
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    worked = sum(one.ru_utime + one.ru_stime for one in used)
    peak = sum(one.ru_maxrss for one in used) / KILOBYTES / 1000 * 1.024
    tell(Load(triples, taken, worked, peak))


def compact(directory: Path, tell: Callable[[int], None]) -> None:
    """Sort a store anew, as `stancegraph load --compact` does at the end."""
    store = Store(str(directory))
    store.optimize()
    store.flush()
    tell(0)


def compare_loads(folder: Path, scratch: Path, rounds: int) -> tuple[Path, list[list[str]]]:
    """Load in turn; return a directory of ours and the rows of the table."""
    loads: dict[str, list[Load]] = {tool: [] for tool in TOOLS}
    for turn in range(rounds):
        for tool in list(TOOLS) if turn % 2 else reversed(TOOLS):
            target = scratch / tool
            shutil.rmtree(target, ignore_errors=True)
            work = partial(measure_load, tool, folder, target)
            loads[tool] += in_child(work, deadline_s=LOAD_DEADLINE_S)
    if not all(loads.values()):
        raise RuntimeError(f"{folder}: not loaded within {LOAD_DEADLINE_S} s")
    bare = median(load.taken for load in loads["bare"])
    rows = []
    for tool, found in loads.items():
        _, taken, worked, peak = map(median, zip(*found, strict=True))
        size = sum(path.stat().st_size for path in (scratch / tool).iterdir())
        keeps = yes_or_no(fact=taken <= FACTOR * bare) if tool == "ours" else ""
        rows.append(
            [
                *(TOOLS[tool], f"{taken:.1f}", f"{min(load.taken for load in found):.1f}"),
                *(f"{taken / bare:.2f}", keeps, f"{worked:.1f}"),
                *(f"{loads['ours'][0].triples / taken:,.0f}", f"{peak:,.0f}", f"{size / 1e6:,.0f}"),
            ]
        )
    return scratch / "ours", rows


class Answer(NamedTuple):
    """One answer: how many rows, after how many seconds."""

    rows: int
    taken: float


def ask(kg: KnowledgeGraph, case: Case, rounds: int, tell: Callable[[Answer], None]) -> None:
    """Ask one query, in a child; the first round is for warming up where that fits."""
    query = named_query(case.name)
    for turn in range(rounds + 1):
        start = time.perf_counter()
        rows = len(run_named(kg.store, kg.names, query, case.arguments, limit=case.limit))
        answer = Answer(rows, time.perf_counter() - start)
        if turn or answer.taken > ANSWER_S:
            tell(answer)
        if answer.taken > ANSWER_S:
            return


def ask_all(kg: KnowledgeGraph, everything: Sequence[Case], rounds: int) -> list[list[str]]:
    """Ask every query, and return the rows of the table."""
    rows = []
    for case in everything:
        answers: list[Answer] = in_child(partial(ask, kg, case, rounds), deadline_s=DEADLINE_S)
        head = [f"`{case.name}`", case.given or (f"first {LIMIT:,}" if case.limit else "")]
        if answers:
            taken = median(answer.taken for answer in answers)
            keeps = yes_or_no(fact=taken <= ANSWER_S)
            rows.append([*head, f"{answers[0].rows:,}", f"{taken * 1000:,.1f}", keeps])
        else:
            rows.append([*head, "", f"> {DEADLINE_S:,} s", yes_or_no(fact=False)])
    return rows


def main() -> int:
    """Measure and print; 1 where a query fails."""
    options = read_options(
        "Load ten million triples to disk, and ask every query.",
        "python benchmarks/disk.py --quick",
        graphs=["graph"],
    )
    rounds = 1 if options.quick else ROUNDS
    with (
        graph_folder(options.graph, QUICK if options.quick else TRIPLES) as folder,
        tempfile.TemporaryDirectory(prefix="stancegraph-disk-") as scratch,
    ):
        loads = 1 if options.quick else LOADS
        directory, loaded = compare_loads(folder, Path(scratch), loads)
        start = time.perf_counter()
        in_child(partial(compact, directory), deadline_s=LOAD_DEADLINE_S)
        compact_s = time.perf_counter() - start
        start = time.perf_counter()
        kg = KnowledgeGraph.open(directory)
        named = kg.query("positions-of", actor="Organisation 1")
        first_s = time.perf_counter() - start
        asked = ask_all(kg, cases(str(named.column("statement_iri")[0])), rounds)
        count = len(kg)
    headings = [
        *("load", "median s", "fastest s", "× bare", f"≤ {FACTOR} ×"),
        *("CPU s", "triples a second", "peak MB", "MB on disk"),
    ]
    caption = (
        f"{count:,} triples, median of {loads} loads each, alternating, on {os.cpu_count()} cores."
    )
    remark = (
        f"Compacted in {compact_s:.1f} s more (`--compact`). From opening to the first answer, all "
        f"names read: {first_s:.1f} s. Every query, median of {rounds} rounds after "
        "one that does not count:"
    )
    answers = table(["query", "given", "rows", "ms", f"≤ {ANSWER_S:g} s"], asked, words=2)
    publish([table(headings, loaded), caption, remark, answers], options.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
