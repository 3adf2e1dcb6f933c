"""Hostile and broken inputs: no crash, no hang, no request, and a message that helps."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Cli

ORACLES = os.environ.get("STANCEGRAPH_ORACLES", "")
FOLDER = Path(ORACLES or "/nonexistent") / "badinputs"
SECONDS = 10
PORT = 18999

pytestmark = pytest.mark.skipif(not ORACLES, reason="STANCEGRAPH_ORACLES is not set")

READ = (0, 1)
"""It is RDF: it is read whole and judged by the model; what it says harms nobody."""
REFUSED = (3,)
"""It is not read, and the message says why."""

RDF_FILES = {
    "hext_broken.hext": (REFUSED, "is not a format that is read"),
    "jsonld_big_int.jsonld": (READ, ""),
    "jsonld_bom.jsonld": (READ, ""),
    "jsonld_context_import.jsonld": (REFUSED, "a remote @context is never fetched"),
    "jsonld_deep_array.jsonld": (REFUSED, "nested too deeply"),
    "jsonld_deep_nodes.jsonld": (REFUSED, "nested too deeply"),
    "jsonld_dup_keys.jsonld": (REFUSED, "@id is defined twice"),
    "jsonld_infinity.jsonld": (REFUSED, "Unexpected char"),
    "jsonld_relative_context.jsonld": (REFUSED, "remote context"),
    "jsonld_remote_context_file.jsonld": (REFUSED, "a remote @context is never fetched"),
    "jsonld_schema_org.jsonld": (REFUSED, "write the context into the file"),  # CONTROL: told
    "jsonld_scoped_context.jsonld": (REFUSED, "a remote @context is never fetched"),
    "jsonld_script_break.jsonld": (READ, ""),
    "jsonld_truncated.jsonld": (REFUSED, ":1:49: Unexpected end of file"),
    "n3_rules.n3": (REFUSED, "n3_rules.n3:3:1: "),  # read as Turtle, which has no rules
    "nq_graph_takeover.nq": (REFUSED, "triples in the named graph"),
    "nt_bnode_cycle.nt": (READ, "blank nodes"),
    "nt_relative.nt": (REFUSED, "nt_relative.nt:1:"),
    "shacl_imports.ttl": (READ, ""),  # data like any other: shapes come from the model only
    "shacl_recursive.ttl": (READ, ""),
    "shacl_redos.ttl": (READ, ""),
    "shacl_service.ttl": (READ, ""),
    "trix_billion_laughs.trix": (REFUSED, "is not a format that is read"),
    "trix_xxe_file.trix": (REFUSED, "is not a format that is read"),
    "trix_xxe_http.trix": (REFUSED, "is not a format that is read"),
    "ttl_base_hijack.ttl": (READ, "rename it"),
    "ttl_bom.ttl": (READ, ""),
    "ttl_canonical.ttl": (READ, ""),
    "ttl_cr_only.ttl": (READ, ""),
    "ttl_gz_bomb.ttl.gz": (REFUSED, "unpacks to more than 50,000,000 bytes"),
    "ttl_invalid_utf8.ttl": (REFUSED, "ttl_invalid_utf8.ttl:4: not UTF-8 (byte 0xe9)"),
    "ttl_iri_credentials.ttl": (READ, ""),
    "ttl_iri_inject.ttl": (REFUSED, "Invalid IRI code point"),
    "ttl_iri_javascript.ttl": (REFUSED, "Invalid IRI code point"),
    "ttl_iri_traversal.ttl": (READ, ""),
    "ttl_label_bidi.ttl": (READ, ""),
    "ttl_label_control.ttl": (READ, ""),
    "ttl_label_csv.ttl": (READ, ""),
    "ttl_label_xss.ttl": (READ, ""),
    "ttl_lang_bad.ttl": (REFUSED, "ttl_lang_bad.ttl:4:"),
    "ttl_long_literal.ttl": (READ, ""),
    "ttl_numbers.ttl": (READ, ""),
    "ttl_overlong_utf8.ttl": (REFUSED, "not UTF-8"),
    "ttl_prefix_evil.ttl": (READ, ""),
    "ttl_rdfstar.ttl": (REFUSED, "RDF 1.2 triple terms are not supported"),
    "ttl_same_as_flood.ttl": (READ, ""),
    "ttl_truncated_clean.ttl": (REFUSED, "Unexpected end"),
    "ttl_xmlliteral_bomb.ttl": (READ, ""),
    "ttl_zero_bytes_inside.ttl": (REFUSED, "ttl_zero_bytes_inside.ttl:5:1: "),
    "xml_billion_laughs_attr.rdf": (REFUSED, "would expand"),
    "xml_dup_id.rdf": (REFUSED, "has already been used as rdf:ID"),
    "xml_encoding_lie.rdf": (REFUSED, ":1:184: "),
    "xml_entity_small_ok.rdf": (READ, ""),  # CONTROL
    "xml_literal_script.rdf": (READ, ""),
    "xml_truncated.rdf": (REFUSED, ":1:172: "),
    "xml_utf16.rdf": (REFUSED, "not UTF-8"),
    "xml_xinclude.rdf": (READ, ""),
    "xml_xxe_http.rdf": (REFUSED, "is external and is never fetched"),
}
"""Every RDF file: what becomes of it, and words of the message."""

QUERY_FILES = {
    "rq_bad_date_compare.rq": (0, "no rows"),
    "rq_bom.rq": (0, ""),
    "rq_concat_bomb.rq": (3, ""),  # by time or by memory, whichever comes first
    "rq_deep_concat.rq": (2, "nested too deeply"),
    "rq_deep_exists.rq": (2, "nested too deeply"),
    "rq_deep_groups.rq": (2, "nested too deeply"),
    "rq_deep_not.rq": (2, "nested too deeply"),
    "rq_deep_parens.rq": (2, "nested too deeply"),
    "rq_describe_all.rq": (0, ""),  # the graph is the user's own, and all of it may be asked
    "rq_empty.rq": (2, "empty; write SELECT"),
    "rq_from_file.rq": (2, "FROM names another dataset"),
    "rq_from_named.rq": (2, "FROM names another dataset"),
    "rq_limit_huge.rq": (2, "'99999999999999999999999'"),
    "rq_limit_negative.rq": (2, ":1:29: not SPARQL 1.1"),
    "rq_nul.rq": (2, "a NUL character"),
    "rq_service_in_string.rq": (0, ""),  # CONTROL: a word in a string asks nobody
    "rq_service_var.rq": (2, "SERVICE asks another server"),
    "rq_typo_keyword.rq": (2, ":1:1: found 'SELCT'; did you mean SELECT?"),
    "rq_values_product.rq": (3, ""),
    "rq_var_not_bound.rq": (0, "warning: "),
    "ru_load_silent.ru": (2, "LOAD is an update"),
}
"""Every query file: its exit code, and words of the message."""


@pytest.fixture(scope="module")
def requests() -> Iterator[list[str]]:
    """Listen where the hostile inputs point, and keep what arrives."""
    seen: list[str] = []

    class Canary(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.requestline)
            self.send_error(404)

        do_POST = do_HEAD = do_PUT = do_GET  # noqa: N815 - the names that http.server calls

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    server = _bound(Canary)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield seen
    server.shutdown()
    server.server_close()
    thread.join()


def _bound(handler: type[BaseHTTPRequestHandler]) -> ThreadingHTTPServer:
    """Take the port, waiting for another run of these tests to give it up."""
    deadline = time.monotonic() + 60
    while True:
        try:
            return ThreadingHTTPServer(("127.0.0.1", PORT), handler)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)


def _run(*words: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "graph", *words],
        capture_output=True,
        timeout=SECONDS + 5,
        check=False,
    )
    told = done.stdout + done.stderr
    assert done.returncode >= 0, "ended by a signal"
    assert b"Traceback" not in told
    assert b"internal error" not in told
    assert b"root:" not in told
    return done.returncode, done.stderr.decode() + done.stdout.decode()


def test_no_file_is_left_out() -> None:
    kinds = ("ttl_", "nt_", "nq_", "n3_", "xml_", "jsonld_", "trix_", "hext_", "shacl_")
    there = sorted(f.name for f in FOLDER.iterdir())
    assert sorted(RDF_FILES) == [name for name in there if name.startswith(kinds)]
    assert sorted(QUERY_FILES) == [name for name in there if name.endswith((".rq", ".ru"))]


@pytest.mark.parametrize("name", RDF_FILES)
def test_files_are_checked_without_harm(name: str, requests: list[str]) -> None:
    codes, words = RDF_FILES[name]
    code, told = _run("check", str(FOLDER / name))
    assert code in codes, told
    assert words in told
    assert "Warning:" not in told
    assert not set(told) & set("\x1b\x07\u202e")
    assert not requests


@pytest.mark.parametrize("name", QUERY_FILES)
def test_queries_are_asked_without_harm(name: str, requests: list[str]) -> None:
    expected, words = QUERY_FILES[name]
    start = time.monotonic()
    code, told = _run("query", str(FOLDER / name), "--timeout", "5")
    assert time.monotonic() - start < SECONDS
    assert code == expected, told[:500]
    assert words in told
    assert not requests


def _lines(name: str) -> list[str]:
    return (FOLDER / name).read_text(encoding="utf-8").splitlines() if ORACLES else []


@pytest.mark.parametrize("value", _lines("rq_injection.txt"))
def test_a_value_is_never_read_as_sparql(cli: Cli, value: str) -> None:
    named = cli("query", "holders-of", "-p", f"proposition={value}", "--format", "csv")
    assert (named.code, named.out) == (1, "")
    assert named.err.startswith("no proposition ")
    text = "SELECT ?x { VALUES ?x { UNDEF } ?y skos:prefLabel ?x }"
    own = cli("query", text, "-p", f"x={value}", "--format", "csv")
    # Three quotation marks are a literal of one; all else is no name and no IRI.
    assert (own.code, own.out) in {(0, "x\r\n"), (1, ""), (2, "")}
    assert "not SPARQL" not in own.err
    quoted = cli("query", text, "-p", f'x="{value}"', "--format", "csv")
    assert (quoted.code, quoted.out, quoted.err) == (0, "x\r\n", "")


@pytest.mark.parametrize("name", _lines("names_naughty.txt"))
def test_a_name_is_only_looked_up(cli: Cli, tmp_path: Path, name: str) -> None:
    run = cli("find", "--", name)
    assert run.code in {0, 1}
    assert (run.code == 0) == bool(run.out)
    assert not list(tmp_path.iterdir())
