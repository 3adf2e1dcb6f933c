"""Where the files that travel with the package lie: ontology, queries, bundled data."""

from __future__ import annotations

from pathlib import Path

from .errors import CannotRun

_PACKAGE = Path(__file__).resolve().parent
BUNDLED_GRAPH = "kagarlitsky-2023"


def folder(kind: str) -> Path:
    """Return the folder of one kind of resource: `ontology`, `queries` or `data`.

    An installed package carries it under `graph/_data`; in a checkout it lies
    beside `pyproject.toml`.

    Raises:
        CannotRun: neither place has it.
    """
    installed = _PACKAGE / "_data" / kind
    if installed.is_dir():
        return installed
    checkout = _PACKAGE.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / kind).is_dir():
        return checkout / kind
    message = f"{installed}: the folder {kind!r} is missing; install stancegraph again"
    raise CannotRun(message)


def bundled_graph() -> Path:
    """Return the folder of the graph that comes with the package."""
    return folder("data") / BUNDLED_GRAPH
