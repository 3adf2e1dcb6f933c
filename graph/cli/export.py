"""`stancegraph export`: the graph or its network for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from .output import deliver, format_by_name, output_option

if TYPE_CHECKING:
    from .session import Session

FORMATS = ("graphml", "gexf", "csv", "turtle", "ntriples", "jsonld")


@click.command(
    epilog="\b\nExample:\n  stancegraph export -o network.gexf\n"
    "  stancegraph export --format turtle"
)
@click.option(
    "--format", "form", type=click.Choice(FORMATS),
    help="graphml, gexf: the network; csv: every statement, a row each; the others: all "
    "triples. By default what FILE ends in.",
)  # fmt: skip
@output_option
@click.pass_obj
def command(session: Session, form: str | None, output: str | None) -> None:
    """Write the graph or its network for other programs.

    Embargoed statements stay out.
    """
    wanted = form or format_by_name(output)
    if wanted not in FORMATS:
        raise UsageError(f"export: say which format; pass --format {'|'.join(FORMATS)}")
    from ..export import write_export

    data = write_export(session.open(), wanted)
    deliver(data, output, f"{len(data):,} bytes")
