"""Running the scripts as a user does: as processes, from any folder, on a copy of a graph."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests" / "editing" / "graph"


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str


class Script(Protocol):
    def __call__(self, name: str, *words: str) -> Run: ...


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the small graph."""
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


@pytest.fixture
def script(tmp_path: Path) -> Script:
    """Return what runs a script in a folder of its own; it must not show a traceback."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("STANCEGRAPH_")}

    def run(name: str, *words: str) -> Run:
        done = subprocess.run(
            [sys.executable, "-W", "error", ROOT / "scripts" / f"{name}.py", *words],
            cwd=tmp_path,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=120,
            check=False,
        )
        told = Run(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert "Traceback" not in told.err, told.err
        assert "internal error" not in told.err, told.err
        return told

    return run


def content(folder: Path) -> dict[str, bytes]:
    return {f.name: f.read_bytes() for f in sorted(folder.glob("*.ttl"))}
