"""The documents, and the scripts that keep them true."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))


@pytest.fixture
def root() -> Path:
    return ROOT


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder as documents expect it, and stand in it."""
    from documents.terminal import furnish

    folder = furnish(tmp_path)
    monkeypatch.delenv("STANCEGRAPH_GRAPH", raising=False)
    monkeypatch.chdir(folder)
    return folder
