"""What the commands of the analysis share: what counts, and where the result goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from ...errors import UsageError
from ..output import (
    TABLE_FORMATS,
    counted,
    deliver,
    deliver_table,
    format_by_name,
    output_option,
)
from ..paragraphs import entry, heading
from ..terminal import clean, emit, paint, width

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ...analysis.results.result import Result
    from ...analysis.stances.selection import Wanted
    from ...query.table import Table

F = TypeVar("F", bound="Callable[..., object]")

_NETWORKS = ("graphml", "gexf")
FORMS = ("text", *TABLE_FORMATS, *_NETWORKS)
_PICTURES = (".svg", ".png")

_DAY = click.option(
    "--on", metavar="DATE", help="Day of the judgement, ISO 8601.  [default: today]"
)
_PERIOD = [
    click.option("--since", metavar="DATE", help="First day of a period, ISO 8601."),
    click.option("--until", metavar="DATE", help="Last day of a period, ISO 8601."),
]
_TRUST = [
    click.option(
        "--claimant", "claimants", multiple=True, metavar="NAME",
        help="Count only what stands on this one's word; may be repeated.  [default: everybody's]",
    ),
    click.option(
        "--evidence", multiple=True, metavar="KIND",
        help="Count only this kind: self-stated, reported or inferred; may be repeated.",
    ),
    click.option(
        "--status", "statuses", multiple=True, metavar="STATUS",
        help="Count statements of this status; may be repeated.  [default: reviewed, disputed]",
    ),
]  # fmt: skip

_LINKS = click.option(
    "--links/--no-links", "linked", default=False, show_default=True,
    help="Count what links carry over to other propositions.",
)  # fmt: skip

_FORM = click.option(
    "--format", "form", type=click.Choice(FORMS),
    help="Form of the result; by default what FILE ends in, else text.",
)  # fmt: skip


def selection_options(
    *, links: bool = True, inferred: bool = True, day: bool = True
) -> Callable[[F], F]:
    """Return a decorator that gives a command what counts; it is handed as keywords.

    Args:
        links: whether links are followed on request; some commands follow them always.
        inferred: whether what backing a petition implies counts by default.
        day: whether a single day can be asked about.
    """
    rule = click.option(
        "--inferred/--no-inferred", default=inferred, show_default=True,
        help="Count what backing a petition implies.",
    )  # fmt: skip

    def decorate(command: F) -> F:
        options = [*([_DAY] if day else []), *_PERIOD, *_TRUST, rule, *([_LINKS] if links else [])]
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def result_options(command: F) -> F:
    """Give a command `--format` and `--output`; it is handed `form` and `output`."""
    return _FORM(output_option(command))


def wanted(given: Mapping[str, object]) -> Wanted:
    """Take what counts out of a command's keywords, and return it."""
    from dataclasses import fields

    from ...analysis.stances.selection import Wanted

    names = {f.name for f in fields(Wanted)}
    return Wanted(**{name: value for name, value in given.items() if name in names})  # type: ignore[arg-type]


def deliver_result(result: Result, given: Mapping[str, object], *, row_word: str = "row") -> None:
    """Tell a result in sentences, or write its table.

    Args:
        result: what was worked out.
        given: the command's keywords, with `form` and `output`.
        row_word: what one row of the table is, for the remark.
    """
    output = given["output"]
    form = given["form"] or format_by_name(output if isinstance(output, str) else None)
    if form in {None, "text"} and output in {None, "-"}:
        tell(result)
        return
    if form == "json":
        deliver(_json(result), output, "json")  # type: ignore[arg-type]
    elif form in _NETWORKS:
        from ...export.network import network_bytes

        data = network_bytes(result.network(), str(form))
        deliver(data, output, counted(len(data), "byte"))  # type: ignore[arg-type]
    else:
        deliver_rows(result.table(), given, row_word=row_word)


def _json(result: Result) -> bytes:
    """Return a result as JSON: facts, sentences with their evidence, and rows."""
    import json

    found = {
        "facts": result.facts(),
        "sentences": [said._asdict() for said in result.sentences()],
        "rows": result.table().dicts(),
    }
    return f"{json.dumps(found, ensure_ascii=False, indent=2)}\n".encode()


def deliver_rows(table: Table, given: Mapping[str, object], *, row_word: str = "row") -> None:
    """Write a table in the wanted form; people are not shown the columns of IRIs."""
    form, output = given["form"], given["output"]
    if form is None and str(output or "").lower().endswith(_PICTURES):
        message = f"--output: {output!r}: there is no picture of this; take .csv, .json or another"
        raise UsageError(message)
    deliver_table(
        table,
        form="table" if form == "text" else form,  # type: ignore[arg-type]
        output=output,  # type: ignore[arg-type]
        hidden=frozenset(name for name in table.columns if name.endswith("_iri")),
        row_word=row_word,
        drop_empty=True,
    )


def deliver_picture(result: Result, given: Mapping[str, object]) -> bool:
    """Draw a result where the file's ending asks for a picture, and tell whether it did.

    Raises:
        CannotRun: what draws is not installed.
    """
    output = str(given["output"] or "")
    if given["form"] is not None or not output.lower().endswith(_PICTURES):
        return False
    from ...analysis.plots.draw import draw

    data = draw(result, output.rsplit(".", 1)[-1].lower())
    deliver(data, output, counted(len(data), "byte"))
    return True


def tell(result: Result) -> None:
    """Print a result in sentences, under headings, with what each stands on."""
    import textwrap

    under = ""
    for number, said in enumerate(result.sentences()):
        if said.heading != under:
            heading(said.heading)
            under = said.heading
        if under:
            entry(said.text, source=said.source, mark=said.mark)
            continue
        text = textwrap.fill(clean(said.text), width(), break_long_words=False)
        emit(paint(text, bold=True) if not number else text)
