"""Time questions to a SPARQL endpoint, against SPARQLWrapper as it comes.

    python benchmarks/endpoint.py [--quick] [-o FILE]

Both ask the same Oxigraph server on this machine, by POST and for JSON, and
iterate the answer into tuples of values. Ours also checks that the answer came
whole, keeps a deadline over all of it, and gives pyoxigraph's terms.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Literal, NamedNode, QuerySolutions, Triple
from SPARQLWrapper import JSON, POST, SPARQLWrapper

from graph.store.changes import Changes
from graph.store.endpoint.store import EndpointStore
from measure import alternate, publish, ratio, read_options, seconds, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HOST: Final = "127.0.0.1"
START_S: Final = 30
ROWS: Final = 100_000
SMALL: Final = 100
ROUNDS: Final = 7
NAME: Final = NamedNode("urn:name")
EVERYTHING: Final = "SELECT ?s ?name { ?s <urn:name> ?name }"

Rows = list[tuple[str | None, ...]]


@contextmanager
def running_server(folder: Path) -> Iterator[str]:
    """Run an Oxigraph server in memory for a while; gives its origin."""
    places = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    program = shutil.which("oxigraph", path=places) or "oxigraph"
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        bind = f"{HOST}:{listener.getsockname()[1]}"
    command = [program, "serve", "--bind", bind]
    with (folder / "log").open("wb") as log, subprocess.Popen(command, stderr=log) as process:
        try:
            _wait(f"http://{bind}", process)
            yield f"http://{bind}"
        finally:
            process.terminate()


def _wait(origin: str, process: subprocess.Popen[bytes]) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + START_S
    while process.poll() is None and time.monotonic() < end:
        try:
            with opener.open(origin, timeout=START_S):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"{origin}: the server did not start")


def ours(store: EndpointStore, text: str) -> Rows:
    """Ask through our store."""
    solutions = store.query(text)
    if not isinstance(solutions, QuerySolutions):
        raise TypeError(text)
    return [tuple(None if term is None else term.value for term in row) for row in solutions]


def bare(url: str, text: str) -> Rows:
    """Ask through SPARQLWrapper as its documentation says."""
    wrapper = SPARQLWrapper(url)
    wrapper.setQuery(text)
    wrapper.setMethod(POST)
    wrapper.setReturnFormat(JSON)
    answer: Any = wrapper.queryAndConvert()
    names = answer["head"]["vars"]
    return [
        tuple(row[name]["value"] if name in row else None for name in names)
        for row in answer["results"]["bindings"]
    ]


def small_texts() -> list[str]:
    """Return questions with one answer each."""
    return [f"SELECT ?name {{ <urn:thing:{n}> <urn:name> ?name }}" for n in range(SMALL)]


def each(ask: Callable[[str], Rows], texts: list[str]) -> float:
    """Return the median time of one of many questions."""
    return median(seconds(partial(ask, text)) for text in texts)


def main() -> int:
    """Measure and print."""
    options = read_options(
        "Time questions to a SPARQL endpoint.", "python benchmarks/endpoint.py --quick"
    )
    rounds, size = (1, 2_001) if options.quick else (ROUNDS, ROWS)
    triples = tuple(
        Triple(NamedNode(f"urn:thing:{n}"), NAME, Literal(f"Thing number {n}", language="en"))
        for n in range(size)
    )
    with tempfile.TemporaryDirectory() as scratch, running_server(Path(scratch)) as origin:
        url = f"{origin}/query"
        store = EndpointStore(url, {})
        written_s = seconds(partial(store.apply, Changes(added=triples)))
        asks: dict[str, Callable[[str], Rows]] = {
            "ours": partial(ours, store),
            "bare": partial(bare, url),
        }
        counts = {name: len(ask(EVERYTHING)) for name, ask in asks.items()}
        if set(counts.values()) != {size}:
            raise RuntimeError(f"not all {size} rows came: {counts}")
        works = {
            f"one of {SMALL} small questions": small_texts(),
            f"one answer of {size:,} rows": [EVERYTHING],
        }
        rows = []
        for name, texts in works.items():
            times = alternate({n: partial(each, ask, texts) for n, ask in asks.items()}, rounds)
            taken = [f"{median(times[n]) * 1000:.2f}" for n in asks]
            rows.append([name, *taken, ratio(times["ours"], times["bare"])])
    written = (
        f"{size:,} triples were written in {written_s:.1f} s ({size / written_s:,.0f} a second)."
    )
    caption = f"Median of {rounds} rounds, alternating. {written}"
    headings = ["question", "ours ms", "SPARQLWrapper ms", "ratio"]
    publish([table(headings, rows), caption], options.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
