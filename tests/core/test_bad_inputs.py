"""Hostile and broken inputs that others collected: a graph, or one of our errors.

Run where `STANCEGRAPH_ORACLES` points at the collection.
"""

from __future__ import annotations

import faulthandler
import os
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, QueryTriples

from graph.errors import FileProblem, StancegraphError
from graph.model.vocabulary import PREFIXES
from graph.rdf.reader import FORMATS, read_rdf
from graph.resources import bundled_graph
from graph.sparql.guard import check_query
from graph.store.embedded import EmbeddedStore, turtle_files
from graph.store.isolation import run_isolated

FOLDER = Path(os.environ.get("STANCEGRAPH_ORACLES", "nowhere"), "badinputs")
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="STANCEGRAPH_ORACLES is not set: no collection of bad inputs"
)
RDF = sorted(
    p.name for p in FOLDER.glob("*") if p.name.removesuffix(".gz").endswith(tuple(FORMATS))
)
QUERIES = sorted(p.name for p in FOLDER.glob("*.rq"))
ACCEPTED = {
    "xml_entity_small_ok.rdf": 1,
    "jsonld_bom.jsonld": 1,
    "ttl_bom.ttl": 1,
    "ttl_cr_only.ttl": 1,
    "nt_bnode_cycle.nt": 2,
}
REJECTED = {
    *("xml_billion_laughs_attr.rdf", "xml_truncated.rdf", "xml_encoding_lie.rdf"),
    *("jsonld_remote_context_file.jsonld", "jsonld_context_import.jsonld", "nt_relative.nt"),
    *("jsonld_deep_array.jsonld", "jsonld_deep_nodes.jsonld", "jsonld_truncated.jsonld"),
    *("ttl_truncated_clean.ttl", "ttl_zero_bytes_inside.ttl", "ttl_invalid_utf8.ttl"),
    *("ttl_overlong_utf8.ttl", "ttl_lang_bad.ttl", "ttl_rdfstar.ttl", "ttl_gz_bomb.ttl.gz"),
    *("nq_graph_takeover.nq", "n3_rules.n3"),
}
REFUSED_QUERIES = {
    *("rq_service_var.rq", "rq_from_file.rq", "rq_from_named.rq", "rq_typo_keyword.rq"),
    *("rq_deep_parens.rq", "rq_deep_groups.rq", "rq_deep_not.rq", "rq_deep_concat.rq"),
    *("rq_deep_exists.rq", "rq_limit_huge.rq", "rq_limit_negative.rq", "rq_nul.rq", "rq_empty.rq"),
}


def triples_of(name: str) -> int:
    """Return how many triples a file of the collection gives."""
    return len(read_rdf(FOLDER / name).triples)


@pytest.mark.parametrize("name", RDF)
def test_file_is_a_graph_or_one_error_with_its_place(name: str) -> None:
    try:
        count = run_isolated(lambda: triples_of(name), timeout_s=20, memory=400_000_000)
    except FileProblem as problem:
        assert name not in ACCEPTED
        assert str(problem).startswith(str(FOLDER / name))  # noqa: PT017
        assert "root:" not in str(problem)  # noqa: PT017
    else:
        assert name not in REJECTED
        assert count == ACCEPTED.get(name, count)


def test_nothing_is_asked_of_the_canary() -> None:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    try:
        server = HTTPServer(("127.0.0.1", 18999), Handler)
    except OSError:
        pytest.skip("port 18999 is taken, so no canary can sit there")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        for name in RDF:
            try:
                run_isolated(lambda name=name: triples_of(name), timeout_s=20)  # type: ignore[misc]
            except FileProblem:
                continue
        for name in QUERIES:
            try:
                ask(name)
            except StancegraphError:
                continue
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert asked == []


def ask(name: str) -> int:
    """Judge and run a query of the collection; return how many rows it has, up to 1,000."""
    text = (FOLDER / name).read_bytes().decode("utf-8-sig")
    check_query(text)
    store = EmbeddedStore("bundled", turtle_files(bundled_graph()), PREFIXES)

    def work() -> int:
        faulthandler.disable()  # pytest's would write about the end of the child
        answer = store.query(text)
        if isinstance(answer, QuerySolutions | QueryTriples):
            return sum(1 for _ in zip(range(1_000), answer, strict=False))
        return 1

    return run_isolated(work, timeout_s=2, memory=300_000_000)


@pytest.mark.parametrize("name", QUERIES)
def test_query_is_answered_or_one_error(name: str) -> None:
    try:
        count = ask(name)
    except StancegraphError as error:
        assert str(error).startswith("query")  # noqa: PT017 - a query may be answered
        assert name not in {"rq_service_in_string.rq", "rq_bom.rq"}
    else:
        assert name not in REFUSED_QUERIES
        assert count >= 0
