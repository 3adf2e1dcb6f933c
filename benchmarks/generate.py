"""Make a large graph in the model, for timing: seeded, so always the same.

    python benchmarks/generate.py --triples 1000000 --seed 1 --out DIR

Slugs are numbered by how much is said of a thing: `organisation-000001` holds
the most positions, `proposition-000001` is the most debated and
`petition-000001` has the most involvements, so that a benchmark can name its
parameters. Organisations fall into camps, so that agreement has a structure to
find. Nothing is imported from the package that is being measured.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import statements
import things
from world import World

if TYPE_CHECKING:
    from collections.abc import Iterator

MINIMUM = 5_000
TRIPLES_A_VIEW = 22.0
"""Measured mean of one holder's view of one proposition, evidence included."""


def generate(triples: int, seed: int) -> Iterator[tuple[str, str]]:
    """Yield the graph as the name of a file and the lines of one thing.

    Args:
        triples: how many triples to aim at; the result is within 5 % of it.
        seed: the same seed gives the same lines.

    Yields:
        A file name such as `positions.ttl` and the N-Triples lines of one
        subject. Positions come last, in the number that fills up the total.

    Raises:
        ValueError: fewer triples are asked for than the other kinds need.
    """
    if triples < MINIMUM:
        raise ValueError(f"triples: {triples} is too few; ask for at least {MINIMUM}")
    world = World(triples, seed)
    written = 0
    for kind in (things.write, statements.write):
        for block in kind(world):
            written += block[1].count("\n")
            yield block
    yield from statements.positions(world, round((triples - written) / TRIPLES_A_VIEW))


def write_folder(triples: int, seed: int, folder: Path) -> Counter[str]:
    """Write the graph as one file a kind and return the counts.

    Returns:
        Things by the word for their kind in the IRI, and all `triples`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    counts: Counter[str] = Counter()
    with ExitStack() as stack:
        files = {}
        for name, lines in generate(triples, seed):
            if name not in files:
                path = folder / name
                files[name] = stack.enter_context(path.open("w", encoding="utf-8", newline="\n"))
            files[name].write(lines)
            counts["triples"] += lines.count("\n")
            counts[lines.split("/", 6)[5]] += 1
    return counts


def main() -> int:
    """Write a graph as the command line asks and print what is in it."""
    parser = argparse.ArgumentParser(
        description="Make a large graph for timing.",
        epilog="example: python benchmarks/generate.py --triples 100000 --out /tmp/graph",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--triples", type=int, default=1_000_000, help="size to aim at")
    parser.add_argument("--seed", type=int, default=1, help="same seed, same graph")
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    options = parser.parse_args()
    if options.triples < MINIMUM:
        parser.error(f"--triples: {options.triples} is too few; ask for at least {MINIMUM}")
    counts = write_folder(options.triples, options.seed, options.out)
    print(", ".join(f"{kind} {count:,}" for kind, count in counts.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
