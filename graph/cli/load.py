"""`stancegraph load`: RDF files, or a whole graph, into a store, a folder or an endpoint."""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, Literal, Self

import click

from .output import counted
from .terminal import clean, emit, note, warn

if TYPE_CHECKING:
    from collections.abc import Callable

    from .session import Session

_SHOWN_AFTER_S = 1.0
_OFTEN_S = 0.1


@click.command(
    epilog="\b\nExample:\n  stancegraph load --into my-store\n"
    "  stancegraph load --into my-copy --as folder"
)
@click.argument("sources", nargs=-1, metavar="[FILE|FOLDER|DIRECTORY|URL]…", type=click.Path())
@click.option(
    "--into", "target", required=True, metavar="TARGET",
    help="Oxigraph directory or folder of Turtle, new or there already, or an endpoint's URL.",
)  # fmt: skip
@click.option(
    "--as", "kind", type=click.Choice(["directory", "folder"]),
    help="What a new TARGET is to be; by default a directory, which is for millions of triples.",
)  # fmt: skip
@click.option(
    "--compact", is_flag=True,
    help="Sort a directory anew at the end: a fifth longer, and questions to millions of triples "
    "are about twice as fast.",
)  # fmt: skip
@click.pass_obj
def command(
    session: Session,
    sources: tuple[str, ...],
    target: str,
    kind: Literal["directory", "folder"] | None,
    compact: bool,  # noqa: FBT001
) -> None:
    """Load RDF files or whole graphs into a store directory, a folder or an endpoint.

    What is in TARGET already stays there. Without sources it is the graph of
    --graph that is loaded. Files are Turtle, N-Triples, RDF/XML or JSON-LD,
    also packed (.gz). A load into a directory that was broken off goes on where
    it stopped when the same command is run again; until then the directory is
    not asked.
    """
    from ..store.loading.moving import copy_graph
    from ..store.location import resolve

    with _Bar() as bar:
        report = copy_graph(
            sources or [resolve(session.location)],
            target,
            kind=kind,
            compact=compact,
            progress=bar.tell,
        )
    emit(clean(f"{target}: {counted(report.after, 'triple')}"))
    if report.resumed:
        note("went on with a load that was broken off")
    note(
        f"{counted(report.read, 'triple')} read from {counted(len(report.triples), 'source')} "
        f"in {report.seconds:.1f} s ({report.rate:,.0f} a second), "
        f"{report.after - report.before:,} new"
    )
    if report.warning:
        warn(report.warning)


class _Bar:
    """Progress on stderr, where that is a terminal and the work takes over a second."""

    def __init__(self) -> None:
        self._wanted = sys.stderr.isatty()
        self._start = self._last = time.monotonic()
        self._shown = ExitStack()
        self._update: Callable[[int, int, str], None] = self._open

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._shown.close()

    def tell(self, read: int, size: int, triples: int) -> None:
        """Take what was read so far."""
        now = time.monotonic()
        if self._wanted and now - self._start > _SHOWN_AFTER_S and now - self._last > _OFTEN_S:
            self._last = now
            rate = triples / (now - self._start)
            self._update(read, size, f"{triples:,} triples, {rate:,.0f} a second")

    def _open(self, read: int, size: int, words: str) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

        columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[words]}"))
        bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._shown.enter_context(bar)
        task = bar.add_task("", total=size or None, words=words)

        def update(read: int, _size: int, words: str) -> None:
            bar.update(task, completed=read, words=words)

        self._update = update
        update(read, size, words)
