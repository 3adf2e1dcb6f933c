"""`stancegraph fmt`: Turtle files in their canonical form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..output import counted
from ..terminal import emit, note

if TYPE_CHECKING:
    from ..session import Session


@click.command(epilog="\b\nExample:\n  stancegraph fmt --check")
@click.argument("folders", nargs=-1, type=click.Path(), metavar="[DIR]…")
@click.option("--check", is_flag=True, help="Only tell which files are not in form.")
@click.pass_obj
def command(session: Session, folders: tuple[str, ...], check: bool) -> int:  # noqa: FBT001
    """Write the Turtle files of the graph, or of each DIR, in canonical form.

    The same triples then always give the same bytes, so that a diff shows what
    changed and nothing else. Comments are kept. With --check the exit code is 1
    where a file is not in form.
    """
    from ...store.folder.formatting import format_folder
    from ...store.location import folder_at, resolve

    todo = "only those have a form of their own, so name one with --graph DIR"
    named = folders or (resolve(session.location),)
    paths = [folder_at(folder, "fmt", todo) for folder in named]
    found = [path for folder in paths for path in format_folder(folder, write=not check)]
    for path in found:
        emit(str(path))
    note(f"{counted(len(found), 'file')} {'not in form' if check else 'written anew'}")
    return int(check and bool(found))
