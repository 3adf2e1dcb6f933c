"""`stancegraph check`: hold a graph, or files, against the model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .output import TABLE_FORMATS, counted, deliver, deliver_table, output_option
from .terminal import clean, emit, note, paint

if TYPE_CHECKING:
    from ..check.report import Report
    from ..query.table import Cell
    from .session import Session

_COLOURS = {"violation": "red", "warning": "yellow"}


@click.command(epilog="\b\nExample:\n  stancegraph check\n  stancegraph check --format json")
@click.argument("paths", nargs=-1, metavar="[PATH]…", type=click.Path())
@click.option(
    "--format", "form", type=click.Choice(["lines", *TABLE_FORMATS]),
    help="Form of the report; by default what FILE ends in, else lines.",
)  # fmt: skip
@click.option(
    "--sources", metavar="DIR",
    help="Folder with the texts of documents (SLUG.txt, SLUG.md), to find the quotes in.",
)  # fmt: skip
@output_option
@click.pass_obj
def command(
    session: Session,
    paths: tuple[str, ...],
    form: str | None,
    sources: str | None,
    output: str | None,
) -> int:
    """Hold the graph, or each PATH (a file or a folder), against the model's rules.

    Each line says where, what is wrong, and what to do. Warnings leave the exit
    code at 0; violations make it 1; a file that cannot be read makes it 3.

    With --sources each quote is looked for in the text of its document.
    """
    texts = None if sources is None else Path(sources)
    if paths:
        from ..check.run import check_paths

        report = check_paths([Path(path) for path in paths], sources=texts)
    else:
        report = session.open().check(texts)
    _tell(report, form, output)
    return int(not report.conforms)


def _tell(report: Report, form: str | None, output: str | None) -> None:
    from ..query.table import Table

    if form in {None, "lines"} and output in {None, "-"}:
        for result in report.results:
            severity = paint(result.severity, fg=_COLOURS.get(result.severity))
            emit(f"{severity}: {clean(str(result))}")
    elif form == "lines":
        lines = [f"{result.severity}: {clean(str(result))}\n" for result in report.results]
        deliver("".join(lines).encode(), output, counted(len(lines), "result"))
    else:
        rows: list[tuple[Cell, ...]] = [
            (r.severity, r.where, r.what, r.todo) for r in report.results
        ]
        table = Table(("severity", "where", "what", "todo"), rows)
        deliver_table(table, form=form, output=output, row_word="result")
    note(_summary(report))


def _summary(report: Report) -> str:
    found = [r.severity for r in report.results]
    parts = [counted(found.count(word), word) for word in ("violation", "warning") if word in found]
    verdict = "conforms" if report.conforms else "does not conform"
    return f"{verdict}: {', '.join(parts) or 'nothing found'}"
