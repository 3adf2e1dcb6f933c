"""The document itself: complete, closed, the same bytes from the same input."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import stat
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from graph.errors import DatasetError, FileProblem, UsageError
from graph.view import build_page, write_page
from graph.view.guard import to_script_json
from graph.view.text import clean, wrap

if TYPE_CHECKING:
    from pathlib import Path


def test_the_same_network_gives_the_same_bytes(article: nx.MultiDiGraph) -> None:
    assert build_page(article) == build_page(article)


def test_the_order_in_which_a_network_was_filled_changes_nothing(article: nx.MultiDiGraph) -> None:
    turned = nx.MultiDiGraph(**article.graph)
    turned.add_nodes_from(reversed(list(article.nodes(data=True))))
    turned.add_edges_from(reversed(list(article.edges(keys=True, data=True))))
    assert build_page(turned) == build_page(article)


def test_the_network_is_not_changed(article: nx.MultiDiGraph) -> None:
    before = json.dumps(nx.node_link_data(article, edges="edges"), sort_keys=True)
    build_page(article)
    assert json.dumps(nx.node_link_data(article, edges="edges"), sort_keys=True) == before


def test_page_of_the_article_stays_under_the_size_budget(article: nx.MultiDiGraph) -> None:
    assert len(build_page(article).encode()) < 800_000


def test_nothing_is_fetched_or_allowed_beyond_the_hashes(article: nx.MultiDiGraph) -> None:
    page = build_page(article)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    rules = policy[1].replace("&#39;", "'")
    inline = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    style = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert len(style) == 1
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in inline]
    shade = base64.b64encode(hashlib.sha256(style[0].encode()).digest()).decode()
    assert rules == (
        "default-src 'none'; script-src "
        + " ".join(f"'sha256-{one}'" for one in hashes)
        + f"; style-src 'sha256-{shade}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert not re.search(r"<(link|img|iframe|object|embed|base)\b|\ssrc=|\sstyle=", page)


def test_pyvis_built_what_the_page_draws(article: nx.MultiDiGraph) -> None:
    page = build_page(article)
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    data = json.loads(found[1])
    assert data["nodes"]["id"] == list(range(50))
    assert data["edges"]["id"] == list(range(88))
    assert "visjs.github.io/vis-network" in page


def test_json_in_the_page_cannot_close_its_element() -> None:
    text = to_script_json(["</script><!--", "a&b", "\u2028\u2029"])
    assert text == ('["\\u003c/script\\u003e\\u003c!--","a\\u0026b","\\u2028\\u2029"]')
    assert json.loads(text) == ["</script><!--", "a&b", "\u2028\u2029"]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (None, ""),
        ("a\x00b\x1b[31m", "ab[31m"),
        ("safe\u202etxt.exe", "safetxt.exe"),
        ("a\u2066b\u2069", "ab"),
        ("two\n\tlines\u2028here", "two lines here"),
        ("half \ud800", "half \ufffd"),
        ("Российское", "Российское"),
    ],
)
def test_text_is_cleaned_of_what_harms(raw: str | None, shown: str) -> None:
    assert clean(raw) == shown


def test_lines_are_balanced_and_nothing_is_lost() -> None:
    assert wrap("one two three four", 70, 10) == ["one two", "three four"]
    assert "".join(wrap("x" * 40, 100, 10)) == "x" * 40


def test_text_beyond_the_last_line_ends_in_an_ellipsis() -> None:
    lines = wrap("word " * 100, 100, 10, most=2)
    assert len(lines) == 2
    assert lines[1].endswith("…")


def test_an_empty_network_makes_a_page() -> None:
    page = build_page(nx.MultiDiGraph())
    assert "It is not said who keeps this graph." in page
    assert "Network of 0 names and statements and 0 lines" in page


def test_without_script_the_page_says_so() -> None:
    assert "<noscript><p" in build_page(nx.MultiDiGraph())


def test_a_simple_graph_is_refused() -> None:
    with pytest.raises(UsageError, match="'DiGraph' cannot hold two statements"):
        build_page(nx.DiGraph())


def test_unknown_kinds_are_named() -> None:
    network = nx.MultiDiGraph()
    network.add_node("urn:a", kind="planet")
    with pytest.raises(
        DatasetError, match="node 'urn:a' has kind 'planet'; use one of organisation"
    ):
        build_page(network)
    network.add_node("urn:a", kind="person")
    network.add_edge("urn:a", "urn:a", "urn:e", kind="position", stance="hates")
    with pytest.raises(DatasetError, match="edge 'urn:e' has stance 'hates'"):
        build_page(network)


def test_writing_replaces_the_file_and_leaves_nothing_else(
    article: nx.MultiDiGraph, tmp_path: Path
) -> None:
    target = tmp_path / "page.html"
    target.write_text("old")
    target.chmod(0o640)
    assert write_page(article, target) == target
    assert target.read_text(encoding="utf-8") == build_page(article)
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert [entry.name for entry in tmp_path.iterdir()] == ["page.html"]


def test_a_page_that_cannot_be_written_says_so(article: nx.MultiDiGraph, tmp_path: Path) -> None:
    target = tmp_path / "missing" / "page.html"
    with pytest.raises(FileProblem, match="cannot write the page, No such file") as caught:
        write_page(article, target)
    assert caught.value.path == target
