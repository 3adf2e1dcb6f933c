"""Tables for other programs: the SPARQL 1.1 result formats, and Markdown.

A table's cells are plain values; what they stand for is told by the datatype of
their column. CSV follows RFC 4180 (CRLF), as the SPARQL recommendation says;
no cell is altered to please a spreadsheet.

References:
    https://www.w3.org/TR/sparql11-results-csv-tsv/
    https://www.w3.org/TR/sparql11-results-json/
    https://www.w3.org/TR/rdf-sparql-XMLres/
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..model.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..query.table import Cell, Table

_XSD = PREFIXES["xsd"]
_XML_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#xD;"}
_TURTLE_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def to_csv(table: Table, datatypes: Mapping[str, str] | None = None) -> bytes:  # noqa: ARG001
    """Write a table as SPARQL 1.1 CSV: bare values, header row, CRLF."""
    rows = [",".join(map(_csv_cell, table.columns))]
    rows += [",".join(_csv_cell(_lexical(cell)) for cell in row) for row in table.rows]
    return "".join(f"{row}\r\n" for row in rows).encode()


def to_tsv(table: Table, datatypes: Mapping[str, str] | None = None) -> bytes:
    """Write a table as SPARQL 1.1 TSV: terms in Turtle, `?` before the names.

    Args:
        table: what to write.
        datatypes: `iri`, `date`, `integer` or `string` by column; columns that
            are left out are told by their cells.
    """
    kinds = _kinds(table, datatypes)
    rows = ["\t".join(f"?{name}" for name in table.columns)]
    rows += [
        "\t".join(_turtle(c, k) for c, k in zip(row, kinds, strict=True)) for row in table.rows
    ]
    return "".join(f"{row}\n" for row in rows).encode()


def to_json(table: Table, datatypes: Mapping[str, str] | None = None) -> bytes:
    """Write a table as SPARQL 1.1 Query Results JSON; arguments as for `to_tsv`."""
    import json

    kinds = _kinds(table, datatypes)
    bindings = [
        {
            name: _json_term(cell, kind)
            for name, cell, kind in zip(table.columns, row, kinds, strict=True)
            if cell is not None
        }
        for row in table.rows
    ]
    names = json.dumps(list(table.columns), ensure_ascii=False)
    rows = ",\n".join(json.dumps(binding, ensure_ascii=False) for binding in bindings)
    return f'{{"head": {{"vars": {names}}}, "results": {{"bindings": [\n{rows}\n]}}}}\n'.encode()


def to_xml(table: Table, datatypes: Mapping[str, str] | None = None) -> bytes:
    """Write a table as SPARQL Query Results XML; arguments as for `to_tsv`."""
    kinds = _kinds(table, datatypes)
    head = "".join(f'<variable name="{_xml(name)}"/>' for name in table.columns)
    rows = []
    for row in table.rows:
        cells = "".join(
            f'<binding name="{_xml(name)}">{_xml_term(cell, kind)}</binding>'
            for name, cell, kind in zip(table.columns, row, kinds, strict=True)
            if cell is not None
        )
        rows.append(f"<result>{cells}</result>\n")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
        f"<head>{head}</head>\n<results>\n{''.join(rows)}</results>\n</sparql>\n"
    ).encode()


def to_markdown(table: Table, datatypes: Mapping[str, str] | None = None) -> bytes:  # noqa: ARG001
    """Write a table as a Markdown table; markup in cells is escaped."""
    numeric = [
        all(isinstance(row[i], int | float) for row in table.rows) and bool(table.rows)
        for i in range(len(table.columns))
    ]
    lines = [
        _markdown_row(list(table.columns)),
        _markdown_row(["---:" if right else "---" for right in numeric], escape=False),
        *(_markdown_row([_lexical(cell) for cell in row]) for row in table.rows),
    ]
    return "".join(f"{line}\n" for line in lines).encode()


WRITERS: Final[dict[str, Callable[[Table, Mapping[str, str] | None], bytes]]] = {
    "csv": to_csv,
    "tsv": to_tsv,
    "json": to_json,
    "xml": to_xml,
    "markdown": to_markdown,
}
"""The writers, by the name of their format."""


def _kinds(table: Table, datatypes: Mapping[str, str] | None) -> list[str]:
    return [(datatypes or {}).get(name, "string") for name in table.columns]


def _lexical(cell: Cell) -> str:
    if cell is None:
        return ""
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def _datatype(cell: Cell, kind: str) -> str:
    """Return the local name of a literal's XML Schema datatype; empty for strings."""
    if isinstance(cell, bool):
        return "boolean"
    if isinstance(cell, int):
        return "integer"
    if isinstance(cell, float):
        return "double"
    return "date" if kind == "date" else ""


def _csv_cell(text: str) -> str:
    if any(mark in text for mark in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _turtle(cell: Cell, kind: str) -> str:
    if cell is None:
        return ""
    if kind == "iri":
        return f"<{cell}>"
    text = _lexical(cell)
    datatype = _datatype(cell, kind)
    if datatype in {"integer", "boolean"}:
        return text
    quoted = '"' + "".join(_TURTLE_ESCAPES.get(c, c) for c in text) + '"'
    return f"{quoted}^^<{_XSD}{datatype}>" if datatype else quoted


def _json_term(cell: Cell, kind: str) -> dict[str, str]:
    if kind == "iri":
        return {"type": "uri", "value": str(cell)}
    term = {"type": "literal", "value": _lexical(cell)}
    datatype = _datatype(cell, kind)
    return {**term, "datatype": _XSD + datatype} if datatype else term


def _xml_term(cell: Cell, kind: str) -> str:
    text = _xml(_lexical(cell))
    if kind == "iri":
        return f"<uri>{text}</uri>"
    datatype = _datatype(cell, kind)
    typed = f' datatype="{_XSD}{datatype}"' if datatype else ""
    return f"<literal{typed}>{text}</literal>"


def _xml(text: str) -> str:
    """Escape for XML 1.0, which has no way to write most control characters."""
    return "".join(_XML_ESCAPES.get(c, c) if _is_xml(c) else "\ufffd" for c in text)


def _is_xml(character: str) -> bool:
    return character in "\t\n\r" or (character >= " " and character not in "\ufffe\uffff")


def _markdown_row(cells: list[str], *, escape: bool = True) -> str:
    shown = [_markdown_cell(cell) for cell in cells] if escape else cells
    return f"| {' | '.join(shown)} |"


def _markdown_cell(text: str) -> str:
    one_line = " ".join(text.split())
    return "".join(f"\\{c}" if c in r"\`*_{}[]<>#|~" else c for c in one_line)
