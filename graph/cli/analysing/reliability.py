"""`stancegraph reliability`: how alike several people code the same documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ...errors import UsageError
from ..output import counted, deliver, deliver_table, format_by_name, output_option
from ..paragraphs import entry, fact, heading
from ..terminal import clean, complain, emit, paint, warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ...analysis.reliability.compare import Compared, Comparison
    from ...measures.reliability.alpha import Level
    from ...measures.reliability.codings import Coefficient
    from ...query.table import Cell

_LEVELS = ("nominal", "ordinal", "interval")
_FORMS = ("text", "csv", "json")
_COLUMN = len("coded by one only")
_MOST = 10


@click.command(
    epilog="\b\nExamples:\n  stancegraph reliability anna.csv ben.csv\n"
    "  stancegraph reliability anna.csv ben.xlsx carla.csv --level nominal"
)
@click.argument("files", nargs=-1, required=True, metavar="FILE FILE [FILE]…", type=click.Path())
@click.option(
    "--level", type=click.Choice(_LEVELS), default="ordinal", show_default=True,
    help="What counts: same or not, the order of stances, or their distances.",
)  # fmt: skip
@click.option(
    "--encoding", default="utf-8", show_default=True, metavar="NAME", help="Encoding of CSV files."
)
@click.option("--separator", metavar="C", help="Between the cells of CSV files, or tab.")
@click.option("--sheet", metavar="NAME", help="Sheet of Excel workbooks.")
@click.option(
    "--format", "form", type=click.Choice(_FORMS),
    help="csv is the list of disagreements, json everything; by default what the output "
    "ends in, else text.",
)  # fmt: skip
@output_option
def command(  # noqa: PLR0913, PLR0917 - the options of the command
    files: tuple[str, ...],
    level: Level,
    encoding: str,
    separator: str | None,
    sheet: str | None,
    form: str | None,
    output: str | None,
) -> int:
    """Measure how far coders agree on the positions in the same documents.

    Each FILE, CSV or Excel, is what one coder recorded, with the columns that
    positions are added from; actor, proposition and stance are needed, the
    document counts where it is given. Names are compared as text, and no graph
    is needed.

    Exit code 1 where no unit was coded by two.
    """
    from ...analysis.reliability.compare import reliability

    form = form or format_by_name(output) or "text"
    if form not in _FORMS or (form == "text" and output not in {None, "-"}):
        raise UsageError(f"--output: {output!r} is neither csv nor json; pass --format csv or json")
    found = reliability(files, level, encoding=encoding, separator=separator, sheet=sheet)
    for remark in found.notes:
        warn(remark)
    if form == "text":
        _print(found)
    elif form == "json":
        deliver(_json(found), output, counted(found.unit_count, "unit"))
    else:
        _write_disagreements(found, output)
    if found.alpha is None:
        complain(f"reliability: {found.conclusion}; {_todo(found)}")
        return 1
    return 0


def _todo(found: Comparison) -> str:
    if any(len(compared.codings) > 1 for compared in found.left_out):
        return "pass --level nominal, on which 'declines to say' is a value"
    return "have two people code the same documents"


def _print(found: Comparison) -> None:
    if found.alpha is not None:
        value = _number(found.alpha)
        emit(paint(f"Krippendorff's alpha: {value}, {found.level} level", bold=True))
        entry(found.conclusion)
        emit("")
    for name, text in _facts(found):
        fact(name, text, column=_COLUMN)
    _list("Disagreements, most severe first", found.disagreements)
    if found.left_out:
        _list("Left out: somebody declines to say, which has no degree", found.left_out)
    _list("Coded by one only", found.single[:_MOST])
    rest = len(found.single) - _MOST
    if rest > 0:
        entry(f"and {rest} more; --format json lists all")


def _facts(found: Comparison) -> Iterable[tuple[str, str]]:
    if found.kappa is not None:
        yield "Cohen's kappa", f"{_number(found.kappa)} (nominal: every difference counts the same)"
    tables = ", ".join(f"{c.file} ({counted(len(c.units), 'unit')})" for c in found.coders)
    yield "coders", f"{len(found.coders)}: {tables}"
    yield "units in all", str(found.unit_count)
    yield "pairable", f"{len(found.pairable)}, {len(found.disagreements)} of them coded differently"
    yield "coded by one only", str(len(found.single))
    if found.level != "nominal":
        yield "left out", str(len(found.left_out))


def _number(coefficient: Coefficient) -> str:
    return "undefined" if coefficient.value is None else f"{coefficient.value:.3f}"


def _list(title: str, units: Sequence[Compared]) -> None:
    if not units:
        return
    heading(title)
    for compared in units:
        unit = compared.unit
        said = ", ".join(f"{c.stance} ({c.file}:{c.line})" for c in compared.codings)
        document = f"in {unit.document}" if unit.document else ""
        entry(f"{clean(unit.actor)} on {clean(unit.proposition)}: {said}", source=document)


def _write_disagreements(found: Comparison, output: str | None) -> None:
    from ...query.table import Table

    columns = ("actor", "proposition", "document", "distance", "file", "line", "stance")
    rows: list[tuple[Cell, ...]] = [
        (*compared.unit, compared.distance, *coding)
        for compared in found.disagreements
        for coding in compared.codings
    ]
    deliver_table(Table(columns, rows), form="csv", output=output, row_word="coding")


def _json(found: Comparison) -> bytes:
    import json
    from dataclasses import asdict

    def units(those: Iterable[Compared]) -> list[dict[str, object]]:
        return [
            {
                **compared.unit._asdict(),
                "distance": compared.distance,
                "codings": [coding._asdict() for coding in compared.codings],
            }
            for compared in those
        ]

    everything = {
        "level": found.level,
        "alpha": asdict(found.alpha) if found.alpha else None,
        "kappa": asdict(found.kappa) if found.kappa else None,
        "conclusion": found.conclusion,
        "coders": [{"file": coder.file, "units": len(coder.units)} for coder in found.coders],
        "units": found.unit_count,
        "pairable": len(found.pairable),
        "disagreements": units(found.disagreements),
        "coded_by_one": units(found.single),
        "left_out": units(found.left_out),
        "notes": list(found.notes),
    }
    return (json.dumps(everything, ensure_ascii=False, indent=2) + "\n").encode()
