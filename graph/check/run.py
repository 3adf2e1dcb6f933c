"""Running all checks over graphs, folders and files."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import FileProblem
from ..model.vocabulary import PREFIXES
from ..quotes.sources import Sources
from ..rdf.reader import RdfFile, read_rdf
from ..rdf.writer import kind_prefixes
from ..store.embedded import EmbeddedStore, turtle_files
from ..store.folder.journal import reading
from ..store.location import graph_files, is_endpoint
from ..store.memory import MemoryStore
from .material import Material
from .report import Report, plain
from .rules import rule_results
from .shapes import shape_results
from .sources import source_results

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..records.opened import OpenGraph
    from ..store.base import Queryable


def check_graph(kg: OpenGraph, *, sources: Path | None = None) -> Report:
    """Hold a graph against the model's shapes and rules.

    A graph that lives in files is read from them again: they are the record,
    and only they know where each thing stands.

    Args:
        kg: the graph.
        sources: a folder with the texts of its documents, against which quotes
            and places are held; left out, they are not.

    Raises:
        FileProblem: one of the files is no longer RDF, or a text is unusable.
    """
    if graph_files(kg.location):
        return check_paths([Path(kg.location)], sources=sources)
    triples = list(kg.store.triples())
    store: Queryable = kg.store
    if is_endpoint(kg.location):
        # Some servers cut long answers; what was fetched page by page is whole.
        store = MemoryStore(triples, kg.store.prefixes, location=kg.location)
    return _check(Material(store, triples), _opened(sources))


def check_paths(paths: Sequence[Path], *, sources: Path | None = None) -> Report:
    """Hold folders and files against the model's shapes and rules.

    Each folder is a graph of its own, which must describe itself in one
    dataset; all files that are given beside folders are read together as one
    graph, of which no dataset is asked.

    Args:
        paths: folders of Turtle files, or files in the formats of
            `rdf.reader.FORMATS`.
        sources: a folder with the texts of the documents, against which quotes
            and places are held; left out, they are not.

    Returns:
        Every finding of all of them. Places name the file; with its folder
        where more than one path is given.

    Raises:
        FileProblem: a path is missing, a file is not RDF, or a text is unusable.
        LocationError: a folder holds no Turtle file.
    """
    for path in paths:
        if not path.exists():
            message = f"{path}: no such file or folder; check the path"
            raise FileProblem(message, path=path)
    texts = _opened(sources)
    single = len(paths) == 1
    results = []
    for path in paths:
        if path.is_dir():
            with reading(path):
                files = turtle_files(path)
                named = [(plain(file.name if single else str(file)), file) for file in files]
                material = _material(named, folder=True)
            results.append(_check(material, texts))
    loose = [(plain(str(path)), path) for path in paths if not path.is_dir()]
    if loose:
        with ExitStack() as held:
            for folder in sorted({path.parent for _, path in loose}):
                held.enter_context(reading(folder))
            material = _material(loose, folder=False)
        results.append(_check(material, texts))
    return Report.of(result for report in results for result in report.results)


def _material(named: Iterable[tuple[str, Path]], *, folder: bool) -> Material:
    """Read files into what the checks work on."""
    files: list[tuple[str, RdfFile]] = [(name, read_rdf(path)) for name, path in named]
    location = str(files[0][1].path.parent)
    store = EmbeddedStore(location, [f.path for _, f in files], {**PREFIXES, **kind_prefixes()})
    triples = list(dict.fromkeys(t for _, f in files for t in f.triples))
    return Material(store, triples, files, folder=folder)


def _opened(folder: Path | None) -> Sources | None:
    return None if folder is None else Sources(folder)


def _check(material: Material, sources: Sources | None) -> Report:
    results = [*rule_results(material), *shape_results(material)]
    if sources is not None:
        results += source_results(material, sources)
    return Report.of(results)
