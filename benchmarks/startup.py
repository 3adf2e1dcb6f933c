"""Time whole processes: from the command typed to the answer printed.

    python benchmarks/startup.py [--quick] [-o FILE]

Each is a program of its own, beside what a peer needs for the same files.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final

from graph.query.binding import bind
from graph.query.library import named_query
from graph.resources import bundled_graph
from measure import alternate, publish, ratio, read_options, seconds, table, yes_or_no

ROUNDS: Final = 15
DEADLINE_S: Final = 30
HELP: Final = "`stancegraph --help`"
QUERY: Final = "`stancegraph query organisations`"
BARE: Final = "bare pyoxigraph, the same SELECT"
PIPE: Final = "`rdfpipe --no-out`, the same files"
NOTHING: Final = "`python -c pass`"
BUDGETS_S: Final = {HELP: 0.15, QUERY: 0.35}
BARE_SCRIPT: Final = """
import sys
from pyoxigraph import RdfFormat, Store
store = Store()
for path in sys.argv[2:]:
    store.bulk_load(path=path, format=RdfFormat.TURTLE)
for row in store.query(open(sys.argv[1], encoding="utf-8").read()):
    print("\\t".join("" if term is None else term.value for term in row))
"""


def commands(query_file: Path) -> dict[str, list[str]]:
    """Return the commands by what they are called in the table."""
    programs = Path(sys.executable).parent
    files = [str(path) for path in sorted(bundled_graph().glob("*.ttl"))]
    return {
        HELP: [str(programs / "stancegraph"), "--help"],
        QUERY: [str(programs / "stancegraph"), "query", "organisations"],
        BARE: [sys.executable, "-c", BARE_SCRIPT, str(query_file), *files],
        PIPE: [str(programs / "rdfpipe"), "--no-out", "-i", "turtle", *files],
        NOTHING: [sys.executable, "-c", "pass"],
    }


def run(command: list[str], folder: Path) -> bool:
    """Run a command as a user would, its output into a pipe; tell whether it went well."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("STANCEGRAPH_")}
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        timeout=DEADLINE_S,
        check=False,
    )
    return done.returncode == 0


def main() -> int:
    """Measure and print; 1 where a command fails."""
    options = read_options(
        "Time whole processes on the bundled graph.", "python benchmarks/startup.py --quick"
    )
    rounds = 1 if options.quick else ROUNDS
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        query_file = folder / "organisations.rq"
        query_file.write_text(bind(named_query("organisations").text, {}), encoding="utf-8")
        everything = commands(query_file)
        failed = [name for name, command in everything.items() if not run(command, folder)]
        works = {
            name: partial(seconds, partial(run, command, folder))
            for name, command in everything.items()
            if name not in failed
        }
        times = alternate(works, rounds)
    rows = [_row(name, times.get(name), times) for name in everything]
    headings = ["process", "median s", "min s", "budget s", "within", "× bare", "× rdfpipe"]
    caption = f"{rounds} rounds, alternating, output into a pipe."
    publish([table(headings, rows), caption], options.output)
    return 1 if failed else 0


def _row(name: str, taken: list[float] | None, times: dict[str, list[float]]) -> list[str]:
    if taken is None:
        return [name, "failed", *[""] * 5]
    budget = BUDGETS_S.get(name)
    against = [ratio(taken, times[peer]) if peer in times else "" for peer in (BARE, PIPE)]
    return [
        name,
        f"{median(taken):.3f}",
        f"{min(taken):.3f}",
        "" if budget is None else f"{budget:.2f}",
        "" if budget is None else yes_or_no(fact=median(taken) <= budget),
        *against,
    ]


if __name__ == "__main__":
    sys.exit(main())
