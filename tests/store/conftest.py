"""Servers that answer on this machine, and locations of every kind to try them on."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.store import servers
    from tests.store.servers import Scripted
else:
    sys.path.insert(0, str(Path(__file__).parent))
    import servers

NewLocation: TypeAlias = Callable[[str], str]
"""Makes an empty graph of a kind, and gives its location."""

KINDS = ["folder", "directory", "oxigraph", pytest.param("virtuoso", marks=pytest.mark.virtuoso)]


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing from outside say where graphs lie, who we are, or which way to go."""
    for name in ("GRAPH", "UPDATE", "USER", "PASSWORD", "TIMEOUT"):
        monkeypatch.delenv(f"STANCEGRAPH_{name}", raising=False)
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def server() -> Iterator[Scripted]:
    """Run a server that answers as it is told."""
    with servers.scripted() as running:
        yield running


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run an Oxigraph server; its origin."""
    with servers.oxigraph(tmp_path_factory.mktemp("oxigraph")) as origin:
        yield origin


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run a Virtuoso; its origin."""
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as origin:
        yield origin


@pytest.fixture(scope="session", params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Name each kind of location in turn."""
    return str(request.param)


@pytest.fixture(scope="session")
def new_location(
    kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> NewLocation:
    """Return what makes empty graphs of a kind."""
    numbers = count()

    def make(name: str) -> str:
        if kind == "folder":
            folder = tmp_path_factory.mktemp(name)
            (folder / "dataset.ttl").write_text("# empty\n", encoding="utf-8")
            return str(folder)
        if kind == "directory":
            folder = tmp_path_factory.mktemp(name) / "store"
            engine = pyoxigraph.Store(str(folder))
            engine.flush()
            return str(folder)
        origin = request.getfixturevalue(kind)
        path = "query" if kind == "oxigraph" else "sparql"
        return f"{origin}/{path}?default-graph-uri=urn:test:{name}:{next(numbers)}"

    return make
