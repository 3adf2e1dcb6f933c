"""Running all checks over graphs, folders and files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import FileProblem
from ..model.vocabulary import PREFIXES
from ..rdf.reader import RdfFile, read_rdf
from ..rdf.writer import kind_prefixes
from ..store.embedded import EmbeddedStore, turtle_files
from ..store.location import graph_files
from .material import Material
from .report import Report, plain
from .rules import rule_results
from .shapes import shape_results

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..records.opened import OpenGraph


def check_graph(kg: OpenGraph) -> Report:
    """Hold a graph against the model's shapes and rules.

    A graph that lives in files is read from them again: they are the record,
    and only they know where each thing stands.

    Raises:
        FileProblem: one of the files is no longer RDF.
    """
    if graph_files(kg.location):
        return check_paths([Path(kg.location)])
    return _check(Material(kg.store, list(kg.store.triples())))


def check_paths(paths: Sequence[Path]) -> Report:
    """Hold folders and files against the model's shapes and rules.

    Each folder is a graph of its own, which must describe itself in one
    dataset; all files that are given beside folders are read together as one
    graph, of which no dataset is asked.

    Args:
        paths: folders of Turtle files, or files in the formats of
            `rdf.reader.FORMATS`.

    Returns:
        Every finding of all of them. Places name the file; with its folder
        where more than one path is given.

    Raises:
        FileProblem: a path is missing, or a file is not RDF.
        LocationError: a folder holds no Turtle file.
    """
    for path in paths:
        if not path.exists():
            message = f"{path}: no such file or folder; check the path"
            raise FileProblem(message, path=path)
    single = len(paths) == 1
    results = []
    for path in paths:
        if path.is_dir():
            files = turtle_files(path)
            named = [(plain(file.name if single else str(file)), file) for file in files]
            results.append(_check(_material(named, folder=True)))
    loose = [(plain(str(path)), path) for path in paths if not path.is_dir()]
    if loose:
        results.append(_check(_material(loose, folder=False)))
    return Report.of(result for report in results for result in report.results)


def _material(named: Iterable[tuple[str, Path]], *, folder: bool) -> Material:
    """Read files into what the checks work on."""
    files: list[tuple[str, RdfFile]] = [(name, read_rdf(path)) for name, path in named]
    location = str(files[0][1].path.parent)
    store = EmbeddedStore(location, [f.path for _, f in files], {**PREFIXES, **kind_prefixes()})
    triples = list(dict.fromkeys(t for _, f in files for t in f.triples))
    return Material(store, triples, files, folder=folder)


def _check(material: Material) -> Report:
    return Report.of([*rule_results(material), *shape_results(material)])
