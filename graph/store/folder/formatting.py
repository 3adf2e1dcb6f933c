"""The files of a folder in canonical form, with every comment kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ...errors import FileProblem
from ...model.vocabulary import BASE, expand
from ...rdf.reader import read_rdf
from ...rdf.turtle.form import format_turtle
from . import journal
from .files import GraphFiles

if TYPE_CHECKING:
    from pathlib import Path

_BASE = NamedNode(expand("sg:base"))


def format_folder(folder: Path, *, write: bool) -> list[Path]:
    """Bring the Turtle files of a folder, or one Turtle file, into canonical form.

    Args:
        folder: the folder or the file.
        write: whether to write; else they are only looked at.

    Returns:
        The files that are (or, after writing, were) not in form, sorted.

    Raises:
        FileProblem: a file is not Turtle, or has blank nodes; nothing was changed.
        LocationError: there is no Turtle file, it cannot be written to, or
            somebody else is writing for too long; nothing was changed.
    """
    files = GraphFiles(str(folder))
    if not files.in_turtle:
        message = f"{folder}: only Turtle files have a canonical form; give a folder or a .ttl file"
        raise FileProblem(message, path=folder)
    with (journal.writing if write else journal.reading)(files.folder):
        stats = files.stats()
        base = _base(list(stats))
        texts = {}
        for path in stats:
            text = files.text(path)
            formed = format_turtle(text, base, path)
            if formed != text:
                texts[path] = formed
        if write and texts:
            files.refuse_others(stats, str(folder))
            journal.commit(files.folder, files.targets(texts))
    return sorted(texts)


def _base(paths: list[Path]) -> str:
    """Read all files, which they must pass, and return the graph's own base."""
    found = [
        (str(triple.subject), triple.object.value)
        for path in paths
        for triple in read_rdf(path).triples
        if triple.predicate == _BASE and isinstance(triple.object, Literal)
    ]
    return min(found)[1] if found else BASE
