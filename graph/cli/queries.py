"""`stancegraph queries`: what the library can answer."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from .output import deliver_table, format_option, output_option
from .query import _complete_query
from .terminal import emit, paint, width

if TYPE_CHECKING:
    from ..query.header import NamedQuery, Parameter
    from ..query.table import Cell
    from .session import Session


@click.command(epilog="\b\nExample:\n  stancegraph queries\n  stancegraph queries holders-of")
@click.argument("name", required=False, shell_complete=_complete_query)
@click.option("--prefixes", is_flag=True, help="List the prefixes that queries need not declare.")
@format_option
@output_option
@click.pass_obj
def command(
    session: Session,
    name: str | None,
    prefixes: bool,  # noqa: FBT001
    form: str | None,
    output: str | None,
) -> None:
    """List the questions of the library, or explain the one called NAME."""
    from ..query.library import named_query, query_names
    from ..query.table import Table

    if prefixes:
        pairs = sorted(session.open().prefixes.items())
        table = Table(("prefix", "namespace"), [(f"{p}:", iri) for p, iri in pairs])
        deliver_table(table, form=form, output=output, row_word="prefix")
    elif name is not None:
        if form or output:
            raise UsageError("queries: --format and -o are for the list; leave out the name")
        emit(explain(named_query(name)))
    else:
        rows: list[tuple[Cell, ...]] = [
            (query.name, " ".join(_usage(p) for p in query.parameters), query.summary)
            for query in map(named_query, query_names())
        ]
        table = Table(("query", "parameters", "answers"), rows)
        deliver_table(table, form=form, output=output, row_word="query")


def _usage(parameter: Parameter) -> str:
    word = f"{parameter.name}…" if parameter.many else parameter.name
    return word if parameter.required else f"[{word}]"


def _type(parameter: Parameter) -> str:
    return f"{parameter.type}, {parameter.least} or more" if parameter.many else parameter.type


def example(query: NamedQuery) -> str:
    """Return a command that runs a query on the bundled graph."""
    words = ["stancegraph", "query", query.name]
    for parameter in query.parameters:
        if not parameter.required:
            continue
        examples = parameter.example.split("; ") if parameter.many else [parameter.example]
        for value in examples:
            words += ["-p", f"{parameter.name}={value}"]
    return shlex.join(words)


def explain(query: NamedQuery) -> str:
    """Return everything that a user needs to know about one query."""
    from .layout import layout, wrap

    room = width()
    parts = [paint(query.name, bold=True), *wrap(query.summary, room), ""]
    if query.parameters:
        rows = [
            (p.name, _type(p), "required" if p.required else p.default, p.example)
            for p in query.parameters
        ]
        parts += [layout(["parameter", "type", "default", "example"], rows, room), ""]
    columns = [
        (c.name, c.datatype + (" (several, joined by ;)" if c.many else ""), c.meaning)
        for c in query.columns
    ]
    parts += [layout(["column", "datatype", "meaning"], columns, room), ""]
    parts += [*wrap(f"Order: {query.order}", room), ""]
    body = [line for line in query.text.splitlines() if not line.startswith("#+")]
    parts += [paint("SPARQL", bold=True), *body, "", "Example:", f"  {example(query)}"]
    return "\n".join(parts)
