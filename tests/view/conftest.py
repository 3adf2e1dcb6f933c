"""The article's network, a browser, and a page that keeps what it was told."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

import networkx as nx
import pytest
from playwright.sync_api import sync_playwright

from graph.view import write_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

ARTICLE = Path(__file__).with_name("article.json")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def read_article() -> nx.MultiDiGraph:
    """Read the hand-made network of the article's content."""
    data = json.loads(ARTICLE.read_text(encoding="utf-8"))
    network = nx.MultiDiGraph(**data["graph"])
    for node in data["nodes"]:
        network.add_node(node.pop("id"), **node)
    for edge in data["edges"]:
        network.add_edge(edge.pop("from"), edge.pop("to"), edge.pop("key"), **edge)
    return network


@pytest.fixture
def article() -> nx.MultiDiGraph:
    """Return the article's network as of the day it appeared."""
    return read_article()


def make_large(nodes: int = 2000, edges: int = 6000) -> nx.MultiDiGraph:
    """Make a large network by arithmetic: three actors to two propositions."""
    network = nx.MultiDiGraph(title="Large", on="2024-01-01", lang="en")
    actors = nodes * 3 // 5
    for at in range(nodes):
        if at < actors:
            network.add_node(f"urn:a{at}", kind="organisation", label=f"Organisation number {at}")
        else:
            label = f"Statement number {at} should be carried out by the government"
            network.add_node(
                f"urn:p{at}", kind="proposition", label=label, topic=f"Topic {at % 40}"
            )
    keys = list(network)
    for at in range(edges):
        source = keys[at * 7 % actors]
        target = keys[actors + (at * 13 + at // 11) % (nodes - actors)]
        stance = ("supports", "opposes", "leans-against")[at % 3]
        evidence = {"document": "Report", "document_date": "2023-05-01", "claimant": ["Reporter"]}
        network.add_edge(
            source,
            target,
            f"urn:s{at}",
            kind="position",
            stance=stance,
            label=stance,
            known_from="2020-01-01",
            evidence=[{**evidence, "summary": f"Said in speech {at}."}],
        )
    return network


@pytest.fixture(scope="session")
def large() -> nx.MultiDiGraph:
    """Return a network of 2,000 nodes and 6,000 edges."""
    return make_large()


@pytest.fixture(scope="session")
def sparse() -> nx.MultiDiGraph:
    """Return a network too large to be an argument, with room between its lines."""
    return make_large(400, 400)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium with a fresh profile; a missing browser fails, never skips."""
    path = shutil.which("chromium")
    if path is None:
        pytest.fail("tests/view: no program 'chromium' on the path; install it")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()


@dataclass
class Opened:
    """A page in the browser, with all that it logged and asked for."""

    page: Page
    path: Path
    messages: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def at_node(self, label: str) -> tuple[float, float]:
        """Return where on the screen a node stands."""
        return self._spot(
            "label => { const n = stancegraph.nodes.find(n => n.label === label); "
            "return [n.x, n.y]; }",
            label,
        )

    def at_edge(self, source: str, target: str, share: float = 0.5) -> tuple[float, float]:
        """Return where on the screen a point of a line is."""
        return self._spot(
            "([source, target, share]) => { const n = stancegraph.nodes; "
            "const e = stancegraph.edges.find(e => n[e.from].label === source && "
            "n[e.to].label === target); const p = stancegraph.pointOn(e, share); "
            "return [p.x, p.y]; }",
            [source, target, share],
        )

    def _spot(self, script: str, argument: object) -> tuple[float, float]:
        x, y = self.page.evaluate(
            f"argument => {{ const [x, y] = ({script})(argument); "
            "const spot = stancegraph.network.canvasToDOM({ x, y }); "
            "const net = document.getElementById('net'); scrollTo(0, 0); "
            "scrollTo(0, net.getBoundingClientRect().top + spot.y - innerHeight / 2); "
            "const box = net.getBoundingClientRect(); "
            "return [spot.x + box.left, spot.y + box.top]; }",
            argument,
        )
        return x, y

    def until(self, condition: str) -> None:
        """Wait, frame by frame, until a condition in the page holds."""
        # Playwright's own wait evaluates a string in the page, which its policy forbids.
        self.page.evaluate(
            f"new Promise((done, fail) => {{ const end = Date.now() + 10000; "
            f"const look = () => {{ if ({condition}) done(); else if (Date.now() > end) "
            "fail(new Error('never came true')); else requestAnimationFrame(look); }; look(); })"
        )

    def panel(self) -> str:
        """Return the text of the open panel, on one line."""
        return " ".join(self.page.locator("#panel").inner_text().split())

    def shown(self) -> int:
        """Return how many lines the picture shows."""
        return int(self.page.evaluate("stancegraph.edges.filter(stancegraph.isShown).length"))


class Open(Protocol):
    """Writes a network's page and opens it from the disk."""

    def __call__(
        self,
        network: nx.MultiDiGraph,
        *,
        fragment: str = "",
        scheme: Literal["light", "dark"] = "light",
        size: tuple[int, int] = (1280, 800),
    ) -> Opened:
        """Open the page, ready for use."""


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Return a function that writes a network's page and opens it from the disk."""
    contexts: list[BrowserContext] = []

    def start(
        network: nx.MultiDiGraph,
        *,
        fragment: str = "",
        scheme: Literal["light", "dark"] = "light",
        size: tuple[int, int] = (1280, 800),
    ) -> Opened:
        path = write_page(network, tmp_path / f"page{len(contexts)}.html")
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        contexts.append(context)
        opened = Opened(context.new_page(), path)
        opened.page.on("console", lambda message: opened.messages.append(message.text))
        opened.page.on("pageerror", lambda error: opened.messages.append(str(error)))
        opened.page.on("request", lambda request: opened.requests.append(request.url))
        opened.page.goto(path.as_uri() + fragment)
        opened.page.wait_for_selector("html[data-ready]", state="attached", timeout=10_000)
        return opened

    yield start
    for context in contexts:
        context.close()
