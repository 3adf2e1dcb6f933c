"""Guarded reading of RDF files: nothing is fetched, nothing is half loaded.

Every fault of the parser below comes out as one `FileProblem` with the file
and, where the parser knows it, line and column.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, RdfFormat, Triple, parse

from ..errors import FileProblem
from ..model.vocabulary import PREFIXES
from .guards import json_depth_problem, xml_problem

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".n3": RdfFormat.TURTLE,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
}
"""What is read, by the end of the file's name; each also with `.gz` behind it."""

UNPACKED_LIMIT = 50_000_000
"""How many bytes a packed file may become."""

_BOM = b"\xef\xbb\xbf"
_POSITION = re.compile(
    r"^Parser error (?:at line \d+ (?:column \d+|between columns \d+ and \d+)"
    r"|between line \d+ column \d+ and line \d+ column \d+): "
)


@dataclass(frozen=True)
class RdfFile:
    """A file that was read whole.

    Attributes:
        path: where it lies.
        triples: its triples, in the file's order, all of the default graph.
        warnings: what a person should look at, one line each.
    """

    path: Path
    triples: list[Triple]
    warnings: tuple[str, ...] = ()


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes, unpacked, without a byte order mark.

    Raises:
        FileProblem: it cannot be read, or unpacks to more than the limit.
    """
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as exc:
        reason = getattr(exc, "strerror", None) or str(exc)
        message = f"{_one_line(str(path))}: {reason.lower()}; check the path"
        raise FileProblem(message, path=path) from exc
    if path.suffix == ".gz":
        data = _unpack(path, data)
    return data.removeprefix(_BOM)


def rdf_format(path: Path) -> RdfFormat:
    """Return the format that the end of a file's name stands for.

    Raises:
        FileProblem: no format has that ending.
    """
    name = path.name.removesuffix(".gz")
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if ending not in FORMATS:
        known = ", ".join(FORMATS)
        message = (
            f"{path}: {ending or path.name!r} is not a format that is read; use one of {known}"
        )
        raise FileProblem(message, path=path)
    return FORMATS[ending]


def read_rdf(path: Path) -> RdfFile:
    """Read one RDF file, whole or not at all.

    Args:
        path: a file in one of `FORMATS`.

    Raises:
        FileProblem: the file is missing, hostile, or not what its name says.
    """
    form = rdf_format(path)
    return parsed_rdf(path, read_bytes(path), form)


def parsed_rdf(path: Path, data: bytes, form: RdfFormat) -> RdfFile:
    """Read RDF that is at hand as bytes, whole or not at all.

    Args:
        path: what messages call it.
        data: unpacked, without a byte order mark.
        form: one of `FORMATS`.

    Raises:
        FileProblem: it is hostile, or not of the format.
    """
    problem = None
    if form == RdfFormat.RDF_XML:
        problem = xml_problem(data)
    elif form == RdfFormat.JSON_LD:
        problem = json_depth_problem(data)
    if problem:
        raise _problem(path, problem.line, problem.column, problem.reason)
    try:
        parser = parse(data, format=form, base_iri=None)
        triples = [_default_triple(path, quad) for quad in parser]
    except SyntaxError as exc:
        raise syntax_problem(path, data, exc) from exc
    return RdfFile(path, triples, _prefix_warnings(path, parser.prefixes))


def syntax_problem(path: Path, data: bytes, exc: SyntaxError) -> FileProblem:
    """Turn the parser's `SyntaxError` into a `FileProblem` with its place.

    Args:
        path: the file.
        data: its bytes, to find a line that is not UTF-8.
        exc: what pyoxigraph raised.
    """
    reason = _POSITION.sub("", str(exc.args[0])).rstrip(".")
    line, column = exc.lineno or 0, exc.offset or 0
    if "utf-8" in reason.lower():
        line, reason = _not_utf8(data, line)
        column = 0
    elif "LoadDocumentCallback" in reason:
        reason = "a remote @context is never fetched; write the context into the file"
    elif "<<" in reason:
        reason = f"{reason}; RDF 1.2 triple terms are not supported, use a node per statement"
    hint = "" if ";" in reason else "; mend the file and read it again"
    return _problem(path, line, column, f"{_one_line(reason)}{hint}")


def _problem(path: Path, line: int, column: int, reason: str) -> FileProblem:
    where = ":".join([str(path), *(str(n) for n in (line, column) if n)])
    return FileProblem(f"{where}: {reason}", path=path, line=line, column=column)


def _default_triple(path: Path, quad: object) -> Triple:
    graph_name = getattr(quad, "graph_name", DefaultGraph())
    triple: Triple = quad.triple  # type: ignore[attr-defined]
    if not isinstance(graph_name, DefaultGraph):
        message = (
            f"{path}: triples in the named graph {str(graph_name)!r}; "
            "everything stands in the default graph here, write them without a graph name"
        )
        raise FileProblem(message, path=path)
    if isinstance(triple.object, Triple):
        message = (
            f"{path}: a triple as the object of {str(triple.predicate)!r}; RDF 1.2 triple terms "
            "are not supported, use a node per statement"
        )
        raise FileProblem(message, path=path)
    return triple


def blank_node_warning(path: Path, triples: list[Triple]) -> str | None:
    """Say how many triples of a file have blank nodes, or None for none."""
    count = sum(
        not isinstance(t.subject, NamedNode) or isinstance(t.object, BlankNode) for t in triples
    )
    if not count:
        return None
    return f"{path}: {count} triples with blank nodes; give each thing an IRI of its own"


def _prefix_warnings(path: Path, prefixes: dict[str, str]) -> tuple[str, ...]:
    return tuple(
        f"{path}: prefix {name!r} stands for {iri!r} here, not for {PREFIXES[name]!r}; rename it"
        for name, iri in prefixes.items()
        if name in PREFIXES and iri != PREFIXES[name]
    )


def _not_utf8(data: bytes, line: int) -> tuple[int, str]:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as exc:
        line = data.count(b"\n", 0, exc.start) + 1
        return line, f"not UTF-8 (byte 0x{data[exc.start]:02x}); save the file as UTF-8"
    return line, "not UTF-8; save the file as UTF-8"


def _unpack(path: Path, data: bytes) -> bytes:
    """Unpack all members of a gzip file, as far as the limit allows."""
    plain = bytearray()
    while data:
        unpacker = zlib.decompressobj(wbits=31)
        try:
            plain += unpacker.decompress(data, UNPACKED_LIMIT - len(plain) + 1)
        except zlib.error as exc:
            raise FileProblem(f"{path}: not gzip ({exc}); pack it again", path=path) from exc
        if len(plain) > UNPACKED_LIMIT:
            message = (
                f"{path}: unpacks to more than {UNPACKED_LIMIT:,} bytes; unpack it yourself first"
            )
            raise FileProblem(message, path=path)
        if not unpacker.eof:
            raise FileProblem(f"{path}: cut short; fetch it again", path=path)
        data = unpacker.unused_data.lstrip(b"\0")
    return bytes(plain)


def _one_line(text: str, most: int = 200) -> str:
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= most else line[: most - 1] + "…"
