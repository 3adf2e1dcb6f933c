"""Running the command line in this process, or as a process of its own."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pytest

from graph.cli import main

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str


class Cli(Protocol):
    def __call__(self, *words: str, stdin: bytes = b"") -> Run: ...


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("STANCEGRAPH_GRAPH", "STANCEGRAPH_DEBUG", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    def run(*words: str, stdin: bytes = b"") -> Run:
        assert not stdin, "stdin is for processes"
        capsys.readouterr()
        code = main(words)
        told = capsys.readouterr()
        return Run(code, told.out, told.err)

    return run


@pytest.fixture
def process() -> Cli:
    def run(*words: str, stdin: bytes = b"") -> Run:
        done = subprocess.run(
            [sys.executable, "-m", "graph", *words],
            input=stdin,
            capture_output=True,
            timeout=30,
            check=False,
        )
        return Run(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def graph_of(tmp_path: Path) -> Graphs:
    def write(turtle: str) -> str:
        folder = tmp_path / "own"
        folder.mkdir(exist_ok=True)
        (folder / "things.ttl").write_text(PREFIXES + turtle, encoding="utf-8")
        return str(folder)

    return write


class Graphs(Protocol):
    def __call__(self, turtle: str) -> str: ...


PREFIXES = """\
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix organisation: <https://w3id.org/stancegraph/id/organisation/> .
"""
