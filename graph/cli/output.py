"""Where a result goes, and in which format: the terminal, a pipe, or a file."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import FileProblem, UsageError
from .terminal import emit, emit_bytes, note, width

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..query.table import Table

TABLE_FORMATS = ("table", "csv", "tsv", "json", "xml", "markdown")
GRAPH_FORMATS = ("turtle", "ntriples", "jsonld")
_ENDINGS = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".srj": "json",
    ".xml": "xml",
    ".srx": "xml",
    ".md": "markdown",
    ".txt": "table",
    ".ttl": "turtle",
    ".nt": "ntriples",
    ".jsonld": "jsonld",
    ".gexf": "gexf",
    ".graphml": "graphml",
}

output_option = click.option(
    "-o", "--output", metavar="FILE", help="Write to a file instead of stdout; - is stdout."
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(TABLE_FORMATS),
    help="Form of the result; by default what FILE ends in, else table.",
)


def format_by_name(output: str | None) -> str | None:
    """Return the format that a file's ending stands for, or None."""
    return _ENDINGS.get(Path(output).suffix.lower()) if output else None


def deliver(data: bytes, output: str | None, what: str) -> None:
    """Write a result to a file in one step, or to stdout.

    Args:
        data: the result.
        output: a path; None or `-` is stdout.
        what: what was written, in words, for the remark.

    Raises:
        FileProblem: the file cannot be written; what was there is untouched.
    """
    if output is None or output == "-":
        emit_bytes(data)
        return
    from ..rdf.atomic import write_atomically

    path = Path(output)
    try:
        if path.exists() and not stat.S_ISREG(path.stat().st_mode):
            # A device, a pipe or a folder: replacing it would destroy it.
            path.write_bytes(data)
        else:
            write_atomically(path.resolve(), data)
    except OSError as exc:
        reason = (exc.strerror or str(exc)).lower()
        raise FileProblem(f"{output}: {reason}; choose another place", path=path) from exc
    note(f"wrote {output} ({what})")


def deliver_table(  # noqa: PLR0913 - the options of every command that gives a table
    table: Table,
    *,
    form: str | None = None,
    output: str | None = None,
    datatypes: Mapping[str, str] | None = None,
    hidden: frozenset[str] = frozenset(),
    row_word: str = "row",
    quiet: bool = False,
    drop_empty: bool = False,
) -> None:
    """Write a table in the wanted form; a remark says how many rows it has.

    Args:
        table: the result.
        form: one of `TABLE_FORMATS`; None is what the file ends in, else `table`.
        output: a path; None or `-` is stdout.
        datatypes: by column, for the typed formats; only where they are known,
            underscores in headings become spaces for people.
        hidden: columns that people are not shown (`table`, `markdown`).
        row_word: what one row is, for the remark.
        quiet: leave out the remark on stdout's rows.
        drop_empty: leave columns without any value out of `table`, and say so.
    """
    from .layout import layout

    form = form or format_by_name(output) or "table"
    if form not in TABLE_FORMATS:
        known = ", ".join(TABLE_FORMATS)
        raise UsageError(f"--format: {form!r} is for graphs, this gives rows; use one of {known}")
    count = counted(len(table), row_word)
    people = form in {"table", "markdown"}
    if people:
        table = without(table, hidden)
    if form == "table":
        if drop_empty and table.rows:
            full, table = table, without_empty(table, *table.columns[1:])
            gone = headings([name for name in full.columns if name not in table.columns])
            count += f"; nothing on record for {listed(gone)}" if gone else ""
        heads = _heads(table, datatypes)
        text = layout(heads, table.rows, width()) if table.rows else ""
        _deliver_text(text, output, count, quiet=quiet)
        return
    from ..export.tables import WRITERS

    if people:
        table = replace(table, columns=tuple(_heads(table, datatypes)))
    deliver(WRITERS[form](table, datatypes), output, count)


def _heads(table: Table, datatypes: Mapping[str, str] | None) -> list[str]:
    return headings(table.columns) if datatypes else list(table.columns)


def without_empty(table: Table, *names: str) -> Table:
    """Return a table without those of the named columns that are empty in every row."""
    empty = {n for n in names if all(cell is None for cell in table.column(n))}
    return without(table, frozenset(empty))


def counted(count: int, word: str) -> str:
    """Return a number with its noun.

    Example:
        >>> counted(1, "query"), counted(2, "query"), counted(3, "prefix")
        ('1 query', '2 queries', '3 prefixes')
    """
    if count == 1 or not word:
        return f"{count:,} {word}"
    if word == "person":
        return f"{count:,} people"
    if word.endswith("y"):
        return f"{count:,} {word[:-1]}ies"
    return f"{count:,} {word}{'es' if word[-1] in 'xs' else 's'}"


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence lists them.

    Example:
        >>> listed(["extent", "date", "unit"])
        'extent, date and unit'
    """
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def without(table: Table, hidden: frozenset[str]) -> Table:
    """Return a table without some columns."""
    from ..query.table import Table

    kept = [i for i, name in enumerate(table.columns) if name not in hidden]
    rows = [tuple(row[i] for i in kept) for row in table.rows]
    return Table(tuple(table.columns[i] for i in kept), rows, table.notes)


def _deliver_text(text: str, output: str | None, count: str, *, quiet: bool) -> None:
    remark = count if text else f"no {count.removeprefix('0 ')}"
    if output not in {None, "-"}:
        deliver(f"{text}\n".encode(), output, remark)
        return
    if text:
        emit(text)
    if not quiet:
        note(remark)


def headings(columns: Sequence[str]) -> list[str]:
    """Return columns' names as people read them: `valid_from` as `valid from`."""
    return [name.removesuffix("_count").replace("_", " ").strip() or name for name in columns]
