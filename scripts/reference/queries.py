"""The reference of the library of questions, from the headers of `queries/*.rq`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.query.library import named_query, query_names

from .markdown import code, fence, paragraphs, table

if TYPE_CHECKING:
    from graph.query.header import Column, NamedQuery, Parameter

_INTRODUCTION = """\
Each question is one file, `queries/NAME.rq`: SPARQL 1.1 that runs unchanged on any engine, with a
header that this page is made from. Run one with `stancegraph query NAME -p PARAMETER=VALUE`, or
from Python with `kg.query("NAME", PARAMETER=VALUE)`.

Columns that end in `_iri` are for programs, and so are those behind them: a table for people leaves
them out, `--iris` shows them, and `--format csv`, `tsv`, `json` and `xml` always carry them. Where
a cell can hold several values, they are sorted and joined by a semicolon and a space. Withdrawn and
embargoed statements are never counted or shown."""


def page() -> str:
    """Return the page."""
    queries = [named_query(name) for name in query_names()]
    contents = table(
        ["question", "answers"],
        [(f"[{q.name}](#{q.name})", q.summary) for q in queries],
    )
    sections = [part for query in queries for part in _section(query)]
    return paragraphs(["# Questions of the library", _INTRODUCTION, contents, *sections])


def _section(query: NamedQuery) -> list[str]:
    parameters = table(
        ["parameter", "type", "default", "example"],
        [(code(p.name), _type(p), _default(p), p.example) for p in query.parameters],
    )
    columns = table(
        ["column", "datatype", "meaning"],
        [(code(c.name), _datatype(c), c.meaning) for c in query.columns],
    )
    return [
        f"## {query.name}",
        f"{query.summary}.",
        parameters if query.parameters else "It takes no parameters.",
        columns,
        f"Order: {query.order}.",
        fence(_example(query), "sh"),
    ]


def _type(parameter: Parameter) -> str:
    if not parameter.many:
        return parameter.type
    return f"{parameter.type}, {'one' if parameter.least < 2 else parameter.least} or more"  # noqa: PLR2004


def _default(parameter: Parameter) -> str:
    return "**required**" if parameter.required else parameter.default or "all"


def _datatype(column: Column) -> str:
    unit = f" ({column.unit})" if column.unit else ""
    return f"{column.datatype}{unit}{', several' if column.many else ''}"


def _example(query: NamedQuery) -> str:
    from graph.cli.queries import example

    return example(query)
