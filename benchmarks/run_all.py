"""Run every benchmark and write its tables into benchmarks/README.md.

    python benchmarks/run_all.py [--quick] [--graph DIR] [--small DIR] [NAME ...]

A quick run shows that everything works; its numbers stay out of the README.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from loading import SMALL, TRIPLES
from measure import HERE, graph_folder

NAMES: Final = (
    *("startup", "queries", "loading", "adding", "disk", "isolation", "endpoint"),
    *("stances", "costance", "page"),
)
README: Final = HERE / "README.md"


def replace_part(text: str, name: str, part: str) -> str:
    """Return a text with what stands between the markers of a benchmark replaced.

    Raises:
        ValueError: the text has no such markers, or has them twice.
    """
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    if text.count(start) != 1 or text.count(end) != 1:
        raise ValueError(f"{README}: no {start} … {end}, or more than one; put the markers back")
    before, _, rest = text.partition(start)
    _, _, after = rest.partition(end)
    return f"{before}{start}\n\n{part.strip()}\n\n{end}{after}"


def run(name: str, arguments: list[str]) -> str | None:
    """Run one benchmark, its output also shown, and return its tables; None where it fails."""
    with tempfile.TemporaryDirectory() as scratch:
        output = Path(scratch) / "table.md"
        command = [sys.executable, str(HERE / f"{name}.py"), "-o", str(output), *arguments]
        print(f"== {name}", flush=True)
        done = subprocess.run(command, check=False)
        return output.read_text(encoding="utf-8") if done.returncode == 0 else None


def main() -> int:
    """Run what is asked for; 1 where a benchmark fails."""
    parser = argparse.ArgumentParser(
        description="Run every benchmark and write its tables into benchmarks/README.md.",
        epilog="example: python benchmarks/run_all.py --quick startup page",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}; or all")
    parser.add_argument("--quick", action="store_true", help="smaller runs; README stays as it is")
    parser.add_argument("--graph", type=Path, help="folder of 1,000,000 generated triples")
    parser.add_argument("--small", type=Path, help="folder of 100,000 generated triples")
    options = parser.parse_args()
    names = options.names or NAMES
    if not set(names) <= set(NAMES):
        parser.error(f"NAME: {' '.join(names)!r}; choose from {', '.join(NAMES)}")
    failed = []
    sizes = (20_000, 10_000) if options.quick else (TRIPLES, SMALL)
    with (
        graph_folder(options.graph, sizes[0]) as graph,
        graph_folder(options.small, sizes[1]) as small,
    ):
        extra = {
            "queries": ["--graph", str(graph)],
            "loading": ["--graph", str(graph), "--small", str(small)],
            "isolation": ["--graph", str(graph)],
            "stances": ["--graph", str(graph)],
        }
        for name in names:
            part = run(name, [*extra.get(name, []), *(["--quick"] if options.quick else [])])
            if part is None:
                failed.append(name)
            elif not options.quick:
                text = replace_part(README.read_text(encoding="utf-8"), name, part)
                README.write_text(text, encoding="utf-8")
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
