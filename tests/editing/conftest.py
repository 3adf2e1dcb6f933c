"""A small graph by hand, fresh for each test, on a day that does not change."""

from __future__ import annotations

import datetime as dt
import difflib
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from graph import KnowledgeGraph

TODAY = "2024-02-29"


class _Day(dt.date):
    @classmethod
    def today(cls) -> _Day:
        return cls.fromisoformat(TODAY)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.model.dates.dt", SimpleNamespace(date=_Day))
    monkeypatch.delenv("STANCEGRAPH_GRAPH", raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the small graph."""
    copy = tmp_path / "graph"
    shutil.copytree(Path(__file__).with_name("graph"), copy)
    return copy


@pytest.fixture
def kg(folder: Path) -> KnowledgeGraph:
    return KnowledgeGraph.open(folder)


class Files:
    """What became of the files of a folder since they were last looked at."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._before = self.now()

    def now(self) -> dict[str, tuple[str, int]]:
        """Return the text of each file, and when it was written."""
        return {
            f.name: (f.read_text(encoding="utf-8"), f.stat().st_mtime_ns)
            for f in sorted(self._folder.iterdir())
            if f.suffix == ".ttl"
        }

    @property
    def untouched(self) -> bool:
        """Whether no file was written, not even with the same bytes."""
        return self.now() == self._before

    def diff(self) -> str:
        """Return the lines that came and went, by file, without declarations of prefixes."""
        told = []
        for name, (text, _) in self.now().items():
            old = self._before.get(name, ("", 0))[0].splitlines()
            lines = [
                line
                for line in difflib.ndiff(old, text.splitlines())
                if line[0] in "+-" and line[2:].strip() and "@prefix" not in line
            ]
            told += [f"{name}:", *lines] if lines else []
        return "\n".join(told) + "\n" if told else ""


@pytest.fixture
def files(folder: Path) -> Files:
    return Files(folder)
