"""`stancegraph init`: a new, empty graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ...model.vocabulary import BASE
from ..terminal import emit, note

if TYPE_CHECKING:
    from ..session import Session


@click.command(epilog='\b\nExample:\n  stancegraph init my-graph --title "Who stands where"')
@click.argument("folder", type=click.Path(), metavar="DIR")
@click.option("--title", metavar="TEXT", help="Its name; by default that of the folder.")
@click.option("--creator", metavar="NAME", help="Who makes it.")
@click.option("--description", metavar="TEXT", help="One sentence about it.")
@click.option("--contact", metavar="TEXT", help="How anybody can answer what it says of them.")
@click.option("--base", metavar="URL", default=BASE, help="Where the IRIs of its things start.")
@click.option("--license", metavar="URL", help="Licence; by default Creative Commons BY 4.0.")
@click.pass_obj
def command(session: Session, /, folder: str, base: str, **told: str | None) -> None:
    """Make a new graph in DIR, which may exist and has no Turtle files in it."""
    from ...editing.new_graph import DatasetDescription, init_folder

    given = {name: value for name, value in told.items() if value}
    written = init_folder(folder, DatasetDescription(base=base, lang=session.lang, **given))
    emit(str(written))
    note(f"next: stancegraph add organisation --graph {folder} --name NAME")
