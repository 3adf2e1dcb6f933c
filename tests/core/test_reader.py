"""Reading RDF files: whole or not at all, nothing fetched, every fault with its place."""

from __future__ import annotations

import gzip
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import FileProblem
from graph.rdf import reader
from graph.rdf.reader import FORMATS, read_rdf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
TRIPLE = b"<x:a> <x:p> <x:o> .\n"
BAD: dict[str, tuple[bytes, int, int, str]] = {
    "cut.ttl": (b'@prefix : <x:> .\n:a :b :c ;\n  :d "open', 3, 6, "Unexpected end of file"),
    "space.ttl": (TRIPLE + b"<x:a b> <x:p> <x:o> .", 2, 1, "Invalid IRI code point ' '"),
    "returns.ttl": (b"# one\r<x:a> <x:p> <x:o> .\r<x:a b>", 3, 1, "Invalid IRI code point"),
    "prefix.ttl": (b"<x:a> foo:p <x:o> .", 1, 7, "The prefix foo: has not been declared"),
    "relative.ttl": (b"<a> <x:p> <x:o> .", 1, 1, "No scheme found in an absolute IRI"),
    "latin.ttl": (TRIPLE + b'<x:a> <x:p> "\xe9" .', 2, 0, "not UTF-8 (byte 0xe9)"),
    "utf16.ttl": (TRIPLE.decode().encode("utf-16"), 1, 0, "not UTF-8"),
    "surrogate.ttl": (b'<x:a> <x:p> "\xed\xa0\x80" .', 1, 0, "not UTF-8 (byte 0xed)"),
    "escape.ttl": (b'<x:a> <x:p> "\\uD800" .', 1, 14, "not a valid unicode character"),
    "language.ttl": (b'<x:a> <x:p> "a"@en_GB .', 1, 0, "mend the file"),
    "term.ttl": (b"<x:a> <x:p> <<( <x:a> <x:p> <x:o> )>> .", 0, 0, "terms are not supported"),
    "cut.nt": (b'<x:a> <x:p> "o .\n', 1, 13, ".nt:1:13: Unexpected end of file"),
    "relative.nt": (b"<a> <x:p> <x:o> .\n", 1, 1, "No scheme found in an absolute IRI"),
    "named.nq": (b"<x:a> <x:p> <x:o> <x:g> .\n", 0, 0, "named graph '<x:g>'"),
    "named.trig": (b"<x:g> { <x:a> <x:p> <x:o> }", 0, 0, "without a graph name"),
    "cut.jsonld": (b'{"@id":"x:a",', 1, 14, "Object keys must be strings"),
    "deep.jsonld": (b"\n" + b"[" * 101 + b"]" * 101, 2, 0, "nested too deeply"),
    "cut.rdf": (f"<rdf:RDF {RDF}>\n<rdf:Description>".encode(), 2, 18, "no element found"),
    "outside.rdf": (
        b'<!DOCTYPE r [\n<!ENTITY x SYSTEM "file:///etc/passwd">]><r/>', 2, 0,
        "entity 'x' is external and is never fetched",
    ),
    "bomb.rdf": (
        b'<!DOCTYPE r [<!ENTITY a "aaaa">\n<!ENTITY b "&a;&a;">]><r/>', 2, 0,
        "entity 'b' would expand",
    ),
    "long.owl": (
        b'<!DOCTYPE r [<!ENTITY a "' + b"a" * 501 + b'">]><r/>', 1, 0, "entity 'a' would expand"
    ),
    "deep.xml": (b"<a>" * 101 + b"</a>" * 101, 1, 0, "nested too deeply"),
    "plain.ttl.gz": (b"not packed", 0, 0, "not gzip"),
    "cut.ttl.gz": (gzip.compress(TRIPLE)[:-9], 0, 0, "cut short"),
    "text.txt": (b"", 0, 0, "'.txt' is not a format that is read; use one of .ttl, .nt"),
    "nameless": (b"", 0, 0, "'nameless' is not a format that is read"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_one_error_with_its_place(tmp_path: Path, name: str) -> None:
    data, line, column, words = BAD[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(FileProblem) as caught:
        read_rdf(path)
    problem, text = caught.value, str(caught.value)
    assert words in text
    assert (problem.path, problem.line) == (path, problem.line if line == 0 else line)
    if column:
        assert problem.column == column
    place = [str(path), *(str(n) for n in (problem.line, problem.column) if n)]
    assert text.startswith(":".join(place) + ": ")
    assert "; " in text or ", write" in text
    assert text.isprintable()


@pytest.mark.parametrize("name", ["none.ttl", "a\0b.ttl", "a" * 300 + ".ttl", "folder.ttl"])
def test_path_that_is_no_readable_file_is_one_error(tmp_path: Path, name: str) -> None:
    if name == "folder.ttl":
        (tmp_path / name).mkdir()
    with pytest.raises(FileProblem) as caught:
        read_rdf(tmp_path / name)
    assert str(caught.value).endswith("; check the path")
    assert str(caught.value).isprintable()


def test_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    for name, data in (("a.ttl", TRIPLE), ("a.jsonld", b'{"@id":"x:a","x:p":{"@id":"x:o"}}')):
        (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + data)
        assert [str(t) for t in read_rdf(tmp_path / name).triples] == ["<x:a> <x:p> <x:o>"]


def test_carriage_return_ends_a_comment(tmp_path: Path) -> None:
    path = tmp_path / "mac.ttl"
    path.write_bytes(b"# a comment\r" + TRIPLE)
    assert len(read_rdf(path).triples) == 1


def test_namespace_entities_of_ontology_editors_pass(tmp_path: Path) -> None:
    path = tmp_path / "protege.owl"
    text = f'<!DOCTYPE rdf:RDF [<!ENTITY e "http://example.org/">]><rdf:RDF {RDF}>'
    text += '<rdf:Description rdf:about="&e;a"><rdf:type rdf:resource="&e;C"/></rdf:Description>'
    path.write_text(text + "</rdf:RDF>", encoding="utf-8")
    (triple,) = read_rdf(path).triples
    assert str(triple.subject) == "<http://example.org/a>"


def test_hundred_levels_of_json_are_read(tmp_path: Path) -> None:
    path = tmp_path / "deep.jsonld"
    path.write_bytes(b"[" * 100 + b"]" * 100)
    assert read_rdf(path).triples == []


def test_brackets_in_json_text_are_no_levels(tmp_path: Path) -> None:
    path = tmp_path / "text.jsonld"
    path.write_text('{"@id":"x:a","x:p":"\\"' + "[" * 200 + '"}', encoding="utf-8")
    assert len(read_rdf(path).triples) == 1


def test_packed_file_is_read_with_all_its_members(tmp_path: Path) -> None:
    path = tmp_path / "two.nt.gz"
    path.write_bytes(gzip.compress(TRIPLE) + gzip.compress(b"<x:b> <x:p> <x:o> .\n"))
    assert len(read_rdf(path).triples) == 2


def test_packed_file_that_was_cut_at_a_line_end_is_no_half_graph(tmp_path: Path) -> None:
    import zlib

    packer = zlib.compressobj(wbits=31)
    path = tmp_path / "half.nt.gz"
    path.write_bytes(packer.compress(TRIPLE) + packer.flush(zlib.Z_SYNC_FLUSH))
    with pytest.raises(FileProblem, match="cut short"):
        read_rdf(path)


def test_packed_file_may_not_grow_over_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "UNPACKED_LIMIT", len(TRIPLE))
    path = tmp_path / "a.ttl.gz"
    path.write_bytes(gzip.compress(TRIPLE))
    assert len(read_rdf(path).triples) == 1
    path.write_bytes(gzip.compress(TRIPLE + b"\n"))
    with pytest.raises(FileProblem, match="unpacks to more than 20 bytes"):
        read_rdf(path)


@pytest.fixture
def canary() -> Iterator[tuple[str, list[str]]]:
    """Yield the address of a server that notes each request, and its notes."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", asked
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("context.jsonld", '{"@context":"URL","@id":"x:a"}'),
        ("import.jsonld", '{"@context":{"@version":1.1,"@import":"URL"},"@id":"x:a"}'),
        ("scoped.jsonld", '{"@context":{"p":{"@id":"x:p","@context":"URL"}},"p":{"@id":"x:b"}}'),
        ("entity.rdf", '<!DOCTYPE r [<!ENTITY x SYSTEM "URL">]><r>&x;</r>'),
        ("dtd.rdf", f'<!DOCTYPE r SYSTEM "URL"><rdf:RDF {RDF}/>'),
        ("imports.ttl", "<x:a> <http://www.w3.org/2002/07/owl#imports> <URL> ."),
    ],
)
def test_nothing_is_ever_fetched(
    tmp_path: Path, canary: tuple[str, list[str]], name: str, text: str
) -> None:
    url, asked = canary
    path = tmp_path / name
    path.write_text(text.replace("URL", url), encoding="utf-8")
    try:
        read_rdf(path)
    except FileProblem as problem:
        assert "fetched" in str(problem)  # noqa: PT017 - reading may also succeed
    assert asked == []


def test_local_file_is_no_context(tmp_path: Path) -> None:
    secret = tmp_path / "secret.json"
    secret.write_text('{"root": "x:y"}', encoding="utf-8")
    path = tmp_path / "a.jsonld"
    path.write_text(f'{{"@context":"{secret.as_uri()}","root":"1"}}', encoding="utf-8")
    with pytest.raises(FileProblem) as caught:
        read_rdf(path)
    assert str(caught.value) == (
        f"{path}: a remote @context is never fetched; write the context into the file"
    )


def test_prefix_that_stands_for_something_else_is_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes(b"@prefix org: <x:> .\n@prefix mine: <y:> .\norg:a org:b mine:c .")
    assert read_rdf(path).warnings == (
        (
            f"{path}: prefix 'org' stands for 'x:' here, "
            "not for 'http://www.w3.org/ns/org#'; rename it"
        ),
    )


def test_lexical_forms_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes(b'<x:a> <x:p> 007 , 1.50 , "2022-02-30"^^<x:date> .')
    assert {str(t.object).split('"')[1] for t in read_rdf(path).triples} == {
        *("007", "1.50", "2022-02-30"),
    }


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.binary(max_size=200), ending=st.sampled_from([*FORMATS, ".ttl.gz", ".rdf.gz"]))
def test_random_bytes_raise_only_our_own_error(tmp_path: Path, data: bytes, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(data)
    try:
        read_rdf(path)
    except FileProblem as problem:
        assert problem.path == path  # noqa: PT017 - bytes may be a graph


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    parts=st.lists(
        st.sampled_from(
            ["<x:a>", "x:", '"', "'''", ".", ";", ",", "[", "]", "(", ")", "<<", "a", "@prefix",
             "@en", "^^", "{", "}", ":", "\\u", "\\", "\n", "\r", "#", "_:b", "1e", "true", "é",
             "\u202e", "\0", " ", "<!DOCTYPE", "&a;", '{"@id":', "null"]
        ),
        max_size=25,
    ),
    ending=st.sampled_from(list(FORMATS)),
)  # fmt: skip
def test_random_words_raise_only_our_own_error(
    tmp_path: Path, parts: list[str], ending: str
) -> None:
    path = tmp_path / f"a{ending}"
    path.write_text(" ".join(parts), encoding="utf-8", newline="")
    try:
        read_rdf(path)
    except FileProblem as problem:
        assert str(problem).startswith(str(path))  # noqa: PT017 - words may be a graph
