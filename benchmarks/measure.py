"""What the benchmarks share: rounds, deadlines, generated graphs, Markdown tables."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from multiprocessing.connection import Connection

T = TypeVar("T")

HERE: Final = Path(__file__).resolve().parent


class Options(NamedTuple):
    """What every benchmark is told.

    Attributes:
        quick: a small run, to see that it works.
        output: where the table goes beside stdout.
        graph: the folder to measure on; None generates one.
        small: the folder for what is too slow for `graph`; None generates one.
    """

    quick: bool
    output: Path | None
    graph: Path | None
    small: Path | None


def read_options(summary: str, example: str, *, graphs: Sequence[str] = ()) -> Options:
    """Read the command line of a benchmark.

    Args:
        summary: what it measures.
        example: one command.
        graphs: which of `graph` and `small` it takes.
    """
    parser = argparse.ArgumentParser(description=summary, epilog=f"example: {example}")
    parser.add_argument("--quick", action="store_true", help="a smaller run, seconds long")
    parser.add_argument("-o", "--output", type=Path, help="also write the table to this file")
    for name in graphs:
        parser.add_argument(
            f"--{name}", type=Path, help="folder of Turtle files; left out, one is generated"
        )
    given = parser.parse_args()
    return Options(
        given.quick, given.output, getattr(given, "graph", None), getattr(given, "small", None)
    )


@contextmanager
def graph_folder(given: Path | None, triples: int) -> Iterator[Path]:
    """Give a folder of Turtle files: the one given, or one generated for the time being."""
    if given is not None:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="stancegraph-bench-") as scratch:
        folder = Path(scratch)
        # In a child: what generating needs is not to count as ours.
        in_child(partial(_generate, folder, triples), deadline_s=600)
        yield folder


def _generate(folder: Path, triples: int, tell: Callable[[int], None]) -> None:
    import generate

    tell(generate.write_folder(triples, 1, folder)["triples"])


def in_child(work: Callable[[Callable[[T], None]], None], *, deadline_s: float) -> list[T]:
    """Run a function in a forked child and return what it told before the deadline.

    Args:
        work: gets a function to tell results with, as many as it likes.
        deadline_s: seconds until the child is killed.

    Raises:
        RuntimeError: the child failed; its traceback is on stderr.
    """
    context = multiprocessing.get_context("fork")
    reader, writer = context.Pipe(duplex=False)
    child = context.Process(target=_tell_all, args=(work, writer))
    end = time.monotonic() + deadline_s
    child.start()
    writer.close()
    told: list[T] = []
    try:
        while reader.poll(max(0.0, end - time.monotonic())):
            told.append(reader.recv())
    except EOFError:
        child.join()
        if child.exitcode:
            raise RuntimeError(f"child: ended with {child.exitcode}; see above") from None
    finally:
        child.kill()
        child.join()
    return told


def _tell_all(work: Callable[[Callable[[T], None]], None], writer: Connection) -> None:
    work(writer.send)
    writer.close()


def seconds(work: Callable[[], object]) -> float:
    """Return how long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def alternate(works: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Measure each in turn, round after round, every other round backwards.

    Args:
        works: by name; each measures itself once and returns seconds.
        rounds: how often, after one round that does not count.
    """
    found: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(rounds + 1):
        order = list(works) if turn % 2 else list(works)[::-1]
        for name in order:
            taken = works[name]()
            if turn:
                found[name].append(taken)
    return found


def ratio(ours: Sequence[float], other: Sequence[float]) -> str:
    """Return how many times as long ours takes, by medians."""
    return f"{median(ours) / median(other):.2f}"


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], *, words: int = 1) -> str:
    """Return a Markdown table; all columns but the first few, which hold words, stand right."""
    lines = [headings, [*["---"] * words, *["---:"] * (len(headings) - words)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def yes_or_no(*, fact: bool) -> str:
    """Return a truth value as a cell; a miss stands out."""
    return "yes" if fact else "**no**"


def publish(parts: Sequence[str], output: Path | None) -> None:
    """Print tables and remarks, with the machine's load, and write them where asked."""
    load = os.getloadavg()[0]
    stamp = f"Measured {time.strftime('%Y-%m-%d %H:%M')}, load average at the end {load:.1f}."
    text = "\n\n".join([*parts, stamp]) + "\n"
    sys.stdout.write(text)
    if output is not None:
        output.write_text(text, encoding="utf-8")
