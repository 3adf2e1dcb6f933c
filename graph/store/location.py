"""From a location, as people write it, to a store that can be asked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..resources import bundled_graph
from ..settings import graph_location, nearest_dataset
from .embedded import turtle_files
from .folder.store import FolderStore

if TYPE_CHECKING:
    from .base import Store

_STORE_MARK = "CURRENT"
_LOAD_NOTE = "stancegraph-load.json"
_URLS = ("http://", "https://")
_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_SECRETS = re.compile(r"(?<=://)[^/]*@|\?.*")


def resolve(location: str | Path | None = None) -> str:
    """Return where the graph is.

    Args:
        location: as given by the caller; left out, it is `STANCEGRAPH_GRAPH`,
            else the nearest folder upwards with a `dataset.ttl`, else the
            graph that comes with the package.
    """
    if location is not None:
        return str(location)
    return graph_location() or str(nearest_dataset() or bundled_graph())


def open_store(location: str, prefixes: dict[str, str]) -> Store:
    """Open a location: an endpoint, an Oxigraph directory, a folder of Turtle files, or one file.

    Raises:
        LocationError: there is nothing, or a directory is half loaded.
        FileProblem: a file of it is not RDF.
    """
    if is_endpoint(location):
        from .endpoint.store import EndpointStore

        return EndpointStore(location, prefixes)
    if _is_directory(location):
        from .directory.store import DirectoryStore

        return DirectoryStore(location, prefixes)
    return FolderStore(location, prefixes)


def folder_at(location: str, doing: str, todo: str) -> Path:
    """Return the path that a location is, for work that only files of Turtle are there for.

    Args:
        location: as given by the caller.
        doing: what is at work, for the message.
        todo: what to do instead; `{location}` in it stands for the location.

    Raises:
        UsageError: it is a URL, or a store directory.
    """
    if _URL.match(location):
        location, kind = _SECRETS.sub("", location), "URL"
    elif _is_directory(location):
        kind = "store directory"
    else:
        return Path(location)
    message = f"{doing}: {location!r} is a {kind} and no folder of Turtle files"
    raise UsageError(f"{message}; {todo.format(location=location)}")


def is_endpoint(location: str) -> bool:
    """Return whether a location is the URL of a SPARQL endpoint."""
    return location.startswith(_URLS)


def graph_files(location: str) -> list[Path]:
    """Return the RDF files that a location stands for; none where it is no place of files."""
    path = Path(location)
    if path.is_file():
        return [path]
    if path.is_dir() and any(path.glob("[!.]*.ttl")):
        return turtle_files(path)
    return []


def _is_directory(location: str) -> bool:
    """Return whether a location is an Oxigraph directory, maybe one that is half loaded."""
    path = Path(location)
    return (path / _STORE_MARK).is_file() or (path / _LOAD_NOTE).is_file()
