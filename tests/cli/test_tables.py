"""The writers of tables, read back by another implementation."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, QueryResultsFormat, QuerySolutions, parse_query_results

from graph.export.tables import to_csv, to_json, to_markdown, to_tsv, to_xml
from graph.query.table import Table

COLUMNS = ("name", "count", "day", "thing_iri", "flag")
TYPES = {"name": "string", "count": "integer", "day": "date", "thing_iri": "iri"}
TABLE = Table(
    COLUMNS,
    [('a\t"b"\\\n\'é', 7, "2023-08-03", "https://x/a", True), (None, None, None, None, None)],
)
XSD = "http://www.w3.org/2001/XMLSchema#"
TERMS = [
    '"a\\t\\"b\\"\\\\\\n\'é"',
    f'"7"^^<{XSD}integer>',
    f'"2023-08-03"^^<{XSD}date>',
    "<https://x/a>",
    f'"true"^^<{XSD}boolean>',
]


def _read(data: bytes, form: QueryResultsFormat) -> list[list[str]]:
    found = parse_query_results(data, format=form)
    assert isinstance(found, QuerySolutions)
    assert [v.value for v in found.variables] == list(COLUMNS)
    return [["" if term is None else str(term) for term in solution] for solution in found]


def test_tsv_json_and_xml_hold_the_same_terms() -> None:
    empty = [""] * 5
    assert _read(to_json(TABLE, TYPES), QueryResultsFormat.JSON) == [TERMS, empty]
    assert _read(to_tsv(TABLE, TYPES), QueryResultsFormat.TSV) == [TERMS, empty]
    assert _read(to_xml(TABLE, TYPES), QueryResultsFormat.XML) == [TERMS, empty]


@given(st.lists(st.tuples(st.text(st.characters(codec="utf-8")), st.integers()), max_size=4))
def test_csv_and_json_give_back_any_text(rows: list[tuple[str, int]]) -> None:
    table = Table(("text", "number"), list(rows))
    read = list(csv.reader(io.StringIO(to_csv(table).decode(), newline="")))
    assert read == [["text", "number"], *([text, str(number)] for text, number in rows)]
    bindings = json.loads(to_json(table))["results"]["bindings"]
    assert [b["text"]["value"] for b in bindings] == [text for text, _ in rows]


PRINTABLE = st.characters(
    codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffe\uffff"
)


@given(st.text(PRINTABLE))
def test_xml_and_tsv_give_back_printable_text(text: str) -> None:
    table = Table(("text",), [(text,)])
    tree = ET.fromstring(to_xml(table))  # noqa: S314 - our own bytes
    assert "".join(tree[1].itertext()).strip("\n") == text.strip("\n")
    found = parse_query_results(to_tsv(table), format=QueryResultsFormat.TSV)
    assert isinstance(found, QuerySolutions)
    ((term,),) = (list(solution) for solution in found)
    assert isinstance(term, Literal)
    assert term.value == text


def test_xml_never_holds_what_xml_forbids() -> None:
    assert b"<literal>a\xef\xbf\xbdb</literal>" in to_xml(Table(("x",), [("a\x1bb",)]))


def test_markdown_escapes_markup() -> None:
    table = Table(("a|b", "n"), [("*x* <b>\n[y]", 1)])
    assert to_markdown(table).decode() == (
        "| a\\|b | n |\n| --- | ---: |\n| \\*x\\* \\<b\\> \\[y\\] | 1 |\n"
    )
