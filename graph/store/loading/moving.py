"""Moving graphs between the kinds of location: files, folders, directories, endpoints."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from pyoxigraph import BlankNode, NamedNode, Triple
from pyoxigraph import Literal as RdfLiteral

from ...errors import LocationError
from ...model.vocabulary import BASE, RDF_TYPE, expand
from ...rdf.atomic import sync_folder, write_atomically
from ...rdf.writer import to_turtle
from ..changes import Changes
from ..directory.halfway import NOTE
from ..directory.store import MARK
from ..folder.layout import file_of
from ..location import open_store
from .load import LoadReport, load_into
from .progress import Counter
from .sources import StoreSource, file_sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .progress import Progress
    from .sources import Source

Kind: TypeAlias = Literal["directory", "folder", "endpoint"]

_AT_ONCE: Final = 10_000
"""How many triples an endpoint is sent in one change."""

_URLS: Final = ("http://", "https://")
_BASE: Final = expand("sg:base")


def copy_graph(
    sources: Sequence[str],
    target: str,
    *,
    kind: Kind | None = None,
    compact: bool = False,
    progress: Progress | None = None,
) -> LoadReport:
    """Add what is at some locations to what is at another one.

    Args:
        sources: RDF files, folders of Turtle, Oxigraph directories, endpoints.
        target: an Oxigraph directory or a folder of Turtle, new or there
            already, or the URL of an endpoint.
        kind: what a new target is to be; a directory if left out.
        compact: sort a directory anew at the end, for faster queries.
        progress: called now and then.

    Returns:
        What was read, and what is there now; `warning` says where that is less.

    Raises:
        LocationError: a source is no graph, or the target is of another kind,
            among the sources, or not to be written to.
        FileProblem: a file is not RDF.
    """
    found = kind_of(target)
    if kind and found and kind != found:
        raise LocationError(f"{target}: it is {_WORDS[found]}, not {_WORDS[kind]}; name another")
    kind = found or kind or "directory"
    if compact and kind != "directory":
        raise LocationError(f"{target}: only an Oxigraph directory can be compacted; leave it out")
    if any(_is_same(source, target) for source in sources):
        raise LocationError(f"{target}: a graph is not loaded into itself; name another target")
    if kind == "directory":
        return load_into(Path(target), _sources(sources), compact=compact, progress=progress)
    work = _into_folder if kind == "folder" else _into_endpoint
    return work(_sources(sources), target, progress)


def kind_of(location: str) -> Kind | None:
    """Return what is at a location; None where there is nothing yet."""
    if location.startswith(_URLS):
        return "endpoint"
    path = Path(location)
    if any((path / name).is_file() for name in (MARK, NOTE)):
        return "directory"
    return "folder" if any(path.glob("[!.]*.ttl")) else None


def _sources(locations: Sequence[str]) -> list[Source]:
    found: list[Source] = []
    for location in locations:
        if kind_of(location) in {"directory", "endpoint"}:
            found.append(StoreSource(open_store(location, {})))
        else:
            found += file_sources([Path(location)])
    return found


def _into_folder(sources: Sequence[Source], target: str, progress: Progress | None) -> LoadReport:
    """Write a folder of Turtle, or add to one; all triples are held in memory."""
    start = time.monotonic()
    triples = dict.fromkeys(_triples(sources, progress))
    if kind_of(target) is None:
        _write_folder(Path(target), triples)
        before, after = 0, len(triples)
    else:
        store = open_store(target, {})
        with store.writing():
            before = len(store)
            store.apply(Changes(added=tuple(triples)))
            after = len(store)
    return _report(sources, before, after, start)


def _into_endpoint(sources: Sequence[Source], target: str, progress: Progress | None) -> LoadReport:
    """Send everything in pieces; a first pass finds what could not be sent at the end."""
    start = time.monotonic()
    for source in sources:
        _refuse_blank_nodes(source)
    store = open_store(target, {})
    before, sent = len(store), 0
    triples = _triples(sources, progress)
    try:
        while piece := tuple(islice(triples, _AT_ONCE)):
            with store.writing():
                store.apply(Changes(added=piece))
            sent += len(piece)
    except LocationError as exc:
        part = f"; {sent:,} triples are in before these, run it again to go on" if sent else ""
        raise LocationError(f"{exc}{part}") from exc
    return _report(sources, before, len(store), start)


def _refuse_blank_nodes(source: Source) -> None:
    for quad in chain.from_iterable(source.batches(lambda _read, _count: None)):
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            raise LocationError(
                f"{source.part.name}: it has blank nodes, which cannot be written to an endpoint; "
                "give each thing an IRI"
            )


def _report(sources: Sequence[Source], before: int, after: int, start: float) -> LoadReport:
    triples = {source.part.name: source.part.triples for source in sources}
    return LoadReport(triples, before, after, time.monotonic() - start)


def _triples(sources: Sequence[Source], progress: Progress | None) -> Iterator[Triple]:
    counter = Counter(sum(source.part.size for source in sources), progress)
    for source in sources:
        for quad in chain.from_iterable(source.batches(counter.tell)):
            yield quad.triple
        counter.next(source.part)


def _write_folder(folder: Path, triples: Iterable[Triple]) -> None:
    """Write a new folder, one file a kind of thing; it is there whole or not at all."""
    try:
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
        if folder.exists():
            raise LocationError(f"{folder}: neither empty nor a folder of Turtle; name another")
        folder = folder.absolute()
        scratch = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
        try:
            _write_files(scratch, triples)
            scratch.chmod(0o777 & ~_umask())
            scratch.rename(folder)
        except BaseException:
            shutil.rmtree(scratch, ignore_errors=True)
            raise
        sync_folder(folder.parent)
    except (OSError, ValueError) as exc:
        told = (getattr(exc, "strerror", None) or str(exc)).lower()
        raise LocationError(f"{folder}: not written, {told}; choose another place") from exc


def _write_files(folder: Path, triples: Iterable[Triple]) -> None:
    said: dict[object, list[Triple]] = {}
    for triple in triples:
        said.setdefault(triple.subject, []).append(triple)
    bases = sorted(_values(chain.from_iterable(said.values()), _BASE))
    files: dict[str, list[Triple]] = {}
    for about in said.values():
        files.setdefault(file_of(_values(about, RDF_TYPE)), []).extend(about)
    for name, content in files.items():
        write_atomically(folder / name, to_turtle(content, base=bases[0] if bases else BASE))


def _values(triples: Iterable[Triple], predicate: str) -> Iterator[str]:
    for triple in triples:
        if triple.predicate.value == predicate and isinstance(
            triple.object, NamedNode | RdfLiteral
        ):
            yield triple.object.value


def _umask() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return umask


def _is_same(source: str, target: str) -> bool:
    if source.startswith(_URLS) or target.startswith(_URLS):
        return source == target
    return Path(source).resolve() == Path(target).resolve()


_WORDS: Final = {
    "directory": "an Oxigraph directory",
    "folder": "a folder of Turtle files",
    "endpoint": "an endpoint",
}
