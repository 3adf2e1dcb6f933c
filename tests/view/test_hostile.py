"""Text that tries to be more than text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest

from graph.view import build_page

Open = Callable[..., Any]
"""The fixture that writes a page and opens it: see conftest.py."""

HOSTILE = [
    "<script>window.hit = 1</script>",
    "</script><script>window.hit = 1</script>",
    "<!--<script>",
    "{{7*7}}{% for x in y %}",
    "\u202egnorw era sthgir",
    "bell\x07 and null\x00",
    '"><img src=x onerror="window.hit = 1">',
    "javascript:window.hit=1",
    '=HYPERLINK("http://evil.example")',
    "</title></style><base href=//evil.example>",
    "x" * 5000,
    "\ud800 alone",
    "",
]
LINKS = [
    ("javascript:window.hit=1", None),
    ("JaVaScRiPt:window.hit=1", None),
    ("data:text/html,<script>window.hit=1</script>", None),
    ("vbscript:x", None),
    ("//evil.example", None),
    ("https://bank.example@evil.example/", "(leads to evil.example)"),
    ("https://example.org/a", ""),
]


def _network(text: str, url: str = "") -> nx.MultiDiGraph:
    evidence = {
        **dict.fromkeys(("iri", "quote", "locator", "summary", "document", "kind"), text),
        "document_url": url or text,
        "document_date": text,
        "claimant": [text],
        "relayed_by": [text],
        "replies": [text, {"summary": text, "claimant": [text]}],
    }
    network = nx.MultiDiGraph(
        **dict.fromkeys(("title", "kept_by", "contact", "licence", "on", "lang", "source"), text)
    )
    said = {"iri": text, "kind": text, "text": text, "status": text, "evidence": [evidence]}
    words = dict.fromkeys(("description", "classification", "country", "note", "title"), text)
    for key, kind in (("urn:a", "organisation"), ("urn:p", "proposition"), ("urn:q", "petition")):
        network.add_node(
            key,
            **{**words, "kind": kind, "label": text, "short": text, "topic": text},
            aliases=[text],
            languages=[text],
            statements=[said],
        )
    fields = ("label", "extent", "rule", "basis", "status", "statement", "note", "mode")
    for source, target, kind in (
        ("urn:a", "urn:p", "position"),
        ("urn:q", "urn:p", "clause"),
        ("urn:a", "urn:q", "involvement"),
    ):
        network.add_edge(
            source,
            target,
            f"urn:{kind}",
            **{**dict.fromkeys(fields, text), "kind": kind, "stance": "supports"},
            inferred=True,
            evidence=[evidence],
        )
    return network


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_only_ever_text(open_page: Open, text: str) -> None:
    opened = open_page(_network(text))
    for one in ("node", "edge"):
        for at in range(3):
            opened.page.evaluate("([one, at]) => stancegraph.select(one, at)", [one, at])
            opened.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    opened.page.locator("#find").fill(text[:40] or "x")
    assert opened.page.evaluate("window.hit") is None
    assert opened.page.locator("img, iframe, base").count() == 0
    assert opened.page.locator("a:not([href^='#']):not([href^='mailto:'])").count() == 0
    assert opened.messages == []
    assert [url for url in opened.requests if url != opened.path.as_uri()] == []
    assert opened.page.locator("#rows tbody tr").count() == 3


@pytest.mark.parametrize(("url", "warning"), LINKS)
def test_only_web_and_mail_addresses_become_links(
    open_page: Open, url: str, warning: str | None
) -> None:
    opened = open_page(_network("name", url))
    opened.page.evaluate("stancegraph.select('edge', 0)")
    links = opened.page.locator("#panel a")
    if warning is None:
        assert links.count() == 0
    else:
        assert links.first.get_attribute("rel") == "noopener noreferrer"
        assert warning in opened.panel()
    assert opened.messages == []


def test_templates_in_the_data_are_not_run() -> None:
    page = build_page(_network("{{7*7}}"))
    assert "{{7*7}}" in page
    assert ">49<" not in page
