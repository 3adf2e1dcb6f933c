"""What every command shares: which graph, and in which language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..knowledge_graph import KnowledgeGraph

_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")

_BYTES_A_BYTE = 3
"""How much memory a byte of Turtle takes, about, once it is loaded."""


@dataclass
class Session:
    """The options that hold for a whole call.

    Attributes:
        location: where the graph is; None for the usual places.
        lang: BCP 47 tag of the language that labels are wanted in.
    """

    location: str | None = None
    lang: str = "en"

    def open(self) -> KnowledgeGraph:
        """Open the graph; raises as `KnowledgeGraph.open`."""
        from ..knowledge_graph import KnowledgeGraph

        return KnowledgeGraph.open(self.location, lang=self.lang)

    def opener(self) -> Callable[[], KnowledgeGraph]:
        """Return what gives the graph to work in a child process.

        Files are read at once, into memory that is cheap to fork. An endpoint is left
        to the child, whose deadline then holds for everything that is sent there.
        """
        from ..store.location import graph_files, is_endpoint, resolve
        from ..store.pages import ask_for_large_pages

        location = resolve(self.location)
        if is_endpoint(location):
            return self.open
        size = sum(file.stat().st_size for file in graph_files(location))
        ask_for_large_pages(size * _BYTES_A_BYTE)
        kg = self.open()
        return lambda: kg


def shared_options() -> list[click.Parameter]:
    """Return fresh `--graph` and `--lang` options, for the group and each command."""
    return [
        click.Option(
            ["--graph"],
            metavar="LOCATION",
            expose_value=False,
            callback=_set_location,
            help="Folder of Turtle files, RDF file, store directory or SPARQL endpoint.",
        ),
        click.Option(
            ["--lang"],
            metavar="TAG",
            expose_value=False,
            callback=_set_lang,
            help="Language of labels, such as fr; English fills gaps.  [default: en]",
        ),
    ]


def _set_location(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value == "":
        raise click.BadParameter("'' is no location; name a folder", ctx=ctx, param=param)
    if value is not None:
        ctx.ensure_object(Session).location = value


def _set_lang(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value is None:
        return
    if not _TAG.fullmatch(value):
        message = f"{value!r} is not a language tag; write one such as en or fr"
        raise click.BadParameter(message, ctx=ctx, param=param)
    ctx.ensure_object(Session).lang = value.lower()
