"""From a location, as people write it, to a store that can be asked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import LocationError
from ..resources import bundled_graph
from ..settings import graph_location, nearest_dataset
from .embedded import EmbeddedStore, turtle_files

if TYPE_CHECKING:
    from .base import Store

_STORE_MARK = "CURRENT"


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
    """Open a location: a folder of Turtle files, or one RDF file.

    Raises:
        LocationError: there is nothing, or a kind that cannot be opened yet.
        FileProblem: a file of it is not RDF.
    """
    if location.startswith(("http://", "https://")):
        message = f"{location}: SPARQL endpoints are not opened yet; give a folder of Turtle files"
        raise LocationError(message)
    path = Path(location)
    if path.is_file():
        return EmbeddedStore(location, [path], prefixes)
    if (path / _STORE_MARK).is_file():
        message = (
            f"{location}: Oxigraph directories are not opened yet; give a folder of Turtle files"
        )
        raise LocationError(message)
    return EmbeddedStore(location, turtle_files(path), prefixes)


def graph_files(location: str) -> list[Path]:
    """Return the RDF files that a location stands for; none where it is no place of files."""
    path = Path(location)
    if path.is_file():
        return [path]
    if path.is_dir() and any(path.glob("[!.]*.ttl")):
        return turtle_files(path)
    return []
