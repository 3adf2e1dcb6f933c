"""What scripts share: they are commands like the others, with the same errors and exit codes."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import click

from .app import run_command
from .session import Session, shared_options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ..editing.batch import Batch
    from ..entries.entry import Entry
    from ..errors import StancegraphError
    from ..knowledge_graph import KnowledgeGraph
    from ..tables.columns import Columns
    from ..tables.rows import Row

F = TypeVar("F", bound="Callable[..., object]")

Entries: TypeAlias = "Iterator[tuple[int, Entry | StancegraphError]]"
"""What was made of each row, or what is wrong with it, with the row's line."""


def run_script(command: click.Command) -> None:
    """Run a script's command and end the process with its exit code."""
    command.params.extend(shared_options())
    sys.exit(run_command(command, Path(sys.argv[0]).name))


def script_session() -> Session:
    """Return which graph, and in which language, as the options of a script say."""
    return click.get_current_context().ensure_object(Session)


def table_options(columns: Columns) -> Callable[[F], F]:
    """Return a decorator that gives a command what reading a table takes.

    The command is handed `file`, `encoding`, `separator`, `sheet`, `anyway`,
    `sources` and `dry_run`.

    Args:
        columns: what the table may hold, for the help and the template.
    """

    def decorate(command: F) -> F:
        options = [
            click.argument("file", type=click.Path(), metavar="FILE"),
            click.option(
                "--template", is_flag=True, is_eager=True, expose_value=False,
                callback=partial(_template, columns),
                help="Print a table to fill in, with one row as an example, and stop.",
            ),
            click.option(
                "--encoding", default="utf-8", show_default=True, metavar="NAME",
                help="Encoding of a CSV.",
            ),
            click.option("--separator", metavar="C", help="Between the cells of a CSV, or tab."),
            click.option("--sheet", metavar="NAME", help="Sheet of an Excel workbook."),
            click.option("--anyway", is_flag=True, help="Although names are like others."),
            click.option("--sources", metavar="DIR", help="Folder with texts of documents."),
            click.option("--dry-run", is_flag=True, help="Only tell what would be done."),
        ]  # fmt: skip
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def add_table(
    columns: Columns, entries: Callable[[Sequence[Row]], Entries], given: dict[str, object]
) -> int:
    """Read a table and add what it holds: a line a row, then all of it or nothing.

    Args:
        columns: what the table may hold.
        entries: makes an entry of each row.
        given: the values of `table_options`.

    Returns:
        The exit code: 0 where all of it was written, or would be; else 1.

    Raises:
        FileProblem: the table cannot be read at all.
    """
    from ..tables.read import scan_table
    from .output import counted
    from .terminal import complain, note, warn

    file = Path(str(given["file"]))
    table = scan_table(
        file, columns, encoding=str(given["encoding"]),
        separator=given["separator"], sheet=given["sheet"],  # type: ignore[arg-type]
    )  # fmt: skip
    for remark in table.notes:
        warn(remark)
    kg = script_session().open()
    made = list(entries(table.rows))
    faults = [(fault.line, fault.message) for fault in table.faults]
    faults += [(line, f"{file}:{line}: {exc}") for line, exc in made if isinstance(exc, Exception)]
    sound = [(line, entry) for line, entry in made if not isinstance(entry, Exception)]
    batch = kg.add_batch(
        [(f"{file}:{line}", entry) for line, entry in sound],
        anyway=bool(given["anyway"]),
        sources=given["sources"],  # type: ignore[arg-type]
        dry_run=bool(given["dry_run"]) or bool(faults),
    )
    for (line, _), item in zip(sound, batch.items, strict=True):
        if item.error:
            faults.append((line, f"{item.where}: {item.error}"))
    _tell_rows(kg, batch)
    for _, fault in sorted(faults):
        complain(fault)
    for problem in batch.problems:
        complain(f"{file}: {problem}")
    count = counted(len(table.rows) + len({fault.line for fault in table.faults}), "row")
    if faults or batch.problems:
        wrong = counted(len(faults) + len(batch.problems), "fault")
        note(f"{wrong} in {count}; nothing was written")
        return 1
    note(f"{count}: {_summary(batch)}" if batch.items else f"{count}; nothing was written")
    return 0


def _tell_rows(kg: KnowledgeGraph, batch: Batch) -> None:
    """Write a line for each row in which nothing is wrong."""
    from .terminal import clean, emit, warn

    lines = []
    for item in batch.items:
        outcome = item.outcome
        if outcome:
            for message in outcome.warnings:
                warn(f"{item.where}: {message}")
            told = str(outcome) if batch.written else outcome.conditional
            lines.append(clean(f"{item.where}: {told} ({kg.names.curie(outcome.iri)})"))
    if lines:
        emit("\n".join(lines))


def _summary(batch: Batch) -> str:
    """Return how many rows were added, added to or there already, in words."""
    states = [item.outcome.state for item in batch.items if item.outcome]
    would = "" if batch.written else "to be "
    words = {"new": f"{would}added", "more": f"{would}added to", "unchanged": "already there"}
    counts = [f"{states.count(state):,} {word}" for state, word in words.items() if state in states]
    return ", ".join(counts) + ("" if batch.written else "; nothing was written")


def _template(columns: Columns, ctx: click.Context, _param: click.Parameter, value: object) -> None:
    if not value or ctx.resilient_parsing:
        return
    from ..tables.columns import template

    click.echo(template(columns), nl=False)
    ctx.exit()
