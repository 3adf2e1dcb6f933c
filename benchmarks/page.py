"""Time the network page: built, and open in a browser, against pyvis's own page.

    python benchmarks/page.py [--quick] [-o FILE]

Painted is the end of the first frame in which the picture stands: for ours the
first after `data-ready`, for pyvis's the first that vis-network draws after its
physics. Neither page gets a network, and each opening has a fresh profile.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING, Final

import networkx as nx
from pyvis.network import Network

from graph.view.page import build_page
from measure import alternate, in_child, publish, read_options, seconds, table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SIZES: Final = ((100, 300), (2_000, 6_000))
QUICK_SIZES: Final = ((40, 120),)
BUILDS: Final = 5
OPENINGS: Final = 5
LIMIT_S: Final = 120
QUICK_LIMIT_S: Final = 30
CLOSING_S: Final = 15
ARGUMENTS: Final = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTH, HEIGHT = 1280, 800
STANCES: Final = ("supports", "opposes", "leans-against", "leans-towards")
CAMPS: Final = 12
INSIDE: Final = 0.75
"""Share of lines that stay within a camp."""
MARK: Final = "painted "
HOOK: Final = """
(() => {
  const tell = () => console.log('painted ' + performance.now());
  const nextFrame = (act) => requestAnimationFrame(() => requestAnimationFrame(act));
  const watch = new MutationObserver(() => {
    if (!document.documentElement || !('ready' in document.documentElement.dataset)) return;
    watch.disconnect();
    nextFrame(tell);
  });
  watch.observe(document, { attributes: true, attributeFilter: ['data-ready'], subtree: true });
  let network;
  Object.defineProperty(window, 'network', {
    configurable: true,
    get: () => network,
    set(value) {
      network = value;
      network.once('stabilizationIterationsDone', () =>
        network.once('afterDrawing', () => requestAnimationFrame(tell)));
    },
  });
})();
"""


def make_network(nodes: int, edges: int, seed: int = 1) -> nx.MultiDiGraph:
    """Make a network of camps: three actors to two propositions, each line with evidence."""
    rng = Random(seed)
    network = nx.MultiDiGraph(title="Generated", on="2024-01-01", lang="en")
    actors = nodes * 3 // 5
    keys = [f"urn:a{at}" if at < actors else f"urn:p{at}" for at in range(nodes)]
    for at, key in enumerate(keys):
        if at < actors:
            network.add_node(key, kind="organisation", label=f"Organisation number {at}")
        else:
            label = f"Statement number {at} should be carried out by the government"
            network.add_node(key, kind="proposition", label=label, topic=f"Topic {at % 40}")
    for at in range(edges):
        source = int(rng.random() ** 1.7 * actors)
        target = actors + int(rng.random() ** 1.3 * (nodes - actors))
        if rng.random() < INSIDE:
            target = min(target - target % CAMPS + source % CAMPS, nodes - 1)
        stance = rng.choice(STANCES)
        evidence = {
            "document": f"Report {at % 200}",
            "document_date": "2023-05-01",
            "claimant": [f"Reporter {at % 50}"],
            "kind": "reported by another",
            "summary": f"Said in speech {at}.",
        }
        network.add_edge(
            keys[source],
            keys[max(target, actors)],
            f"urn:s{at}",
            kind="position",
            stance=stance,
            label=stance,
            known_from="2020-01-01",
            evidence=[evidence],
        )
    return network


def pyvis_page(network: nx.MultiDiGraph) -> str:
    """Build the page that pyvis makes of a network, physics as it comes."""
    page = Network(directed=True, cdn_resources="in_line")
    for key, data in network.nodes(data=True):
        page.add_node(key, label=data["label"], title=data["kind"])
    for source, target, data in network.edges(data=True):
        page.add_edge(source, target, title=data["label"])
    html: str = page.generate_html()
    return html


def opening(page: Path, limit_s: float, tell: Callable[[float], None]) -> None:
    """Open a page from the disk in a new browser and tell the seconds until it is painted."""
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=ARGUMENTS, timeout=30_000
        )
        context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
        context.set_offline(True)
        context.add_init_script(HOOK)
        tab = context.new_page()
        try:
            with tab.expect_console_message(
                lambda message: message.text.startswith(MARK), timeout=limit_s * 1000
            ) as said:
                tab.goto(page.as_uri(), wait_until="commit")
            tell(float(said.value.text.removeprefix(MARK)) / 1000)
        except Error:
            return
        finally:
            browser.close()


def open_in_turn(
    pages: Mapping[str, Path], rounds: int, limit_s: float
) -> dict[str, list[float] | None]:
    """Return seconds until painted, by page; None where one came too late."""
    found: dict[str, list[float] | None] = {name: [] for name in pages}
    for turn in range(rounds):
        for name in list(pages) if turn % 2 else list(pages)[::-1]:
            taken = found[name]
            if taken is None:
                continue
            told: list[float] = in_child(
                partial(opening, pages[name], limit_s), deadline_s=limit_s + CLOSING_S
            )
            if told:
                taken += told
            else:
                found[name] = None
    return found


def measure(nodes: int, edges: int, *, quick: bool) -> list[list[str]]:
    """Measure both pages of one network and return the rows of the table."""
    network = make_network(nodes, edges)
    pages: dict[str, Callable[[nx.MultiDiGraph], str]] = {
        "Stancegraph": build_page,
        "pyvis": pyvis_page,
    }
    works = {name: partial(seconds, partial(build, network)) for name, build in pages.items()}
    built = alternate(works, 1 if quick else BUILDS)
    limit_s = QUICK_LIMIT_S if quick else LIMIT_S
    opened: dict[str, list[float] | None] = {}
    sizes = {}
    with tempfile.TemporaryDirectory() as scratch:
        paths = {name: Path(scratch) / f"{name}.html" for name in pages}
        for name, path in paths.items():
            path.write_text(pages[name](network), encoding="utf-8")
            sizes[name] = path.stat().st_size
        if shutil.which("chromium"):
            opened = open_in_turn(paths, 1 if quick else OPENINGS, limit_s)
    return [
        [
            name,
            f"{nodes:,}",
            f"{edges:,}",
            f"{median(built[name]):.3f}",
            f"{sizes[name]:,}",
            *_painted(opened.get(name, []), limit_s),
        ]
        for name in pages
    ]


def _painted(taken: list[float] | None, limit_s: float) -> list[str]:
    if taken is None:
        return [f"not within {limit_s} s", ""]
    if not taken:
        return ["no browser", ""]
    return [f"{median(taken):.2f}", f"{min(taken):.2f}"]


def main() -> int:
    """Measure and print."""
    options = read_options(
        "Time the network page against that of pyvis.", "python benchmarks/page.py --quick"
    )
    sizes = QUICK_SIZES if options.quick else SIZES
    rows = [row for size in sizes for row in measure(*size, quick=options.quick)]
    headings = ["page", "nodes", "edges", "build s", "bytes", "painted s", "fastest s"]
    rounds = (1, 1) if options.quick else (BUILDS, OPENINGS)
    caption = (
        f"Median of {rounds[0]} builds and {rounds[1]} openings, alternating; headless Chromium, "
        f"{WIDTH} × {HEIGHT}, no GPU."
    )
    publish([table(headings, rows), caption], options.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
