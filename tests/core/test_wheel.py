"""The wheel carries what the package needs, and nothing else."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(
    not (ROOT / "pyproject.toml").is_file(), reason="no checkout to build from"
)


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Build the wheel and return the names of its files."""
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=300)
    (wheel,) = out.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        return sorted(packed.namelist())


def expected(folder: str, *endings: str) -> set[str]:
    """Return what a folder of the checkout should be called in the wheel."""
    return {
        f"graph/_data/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / folder).rglob("*")
        if path.suffix in endings
    }


@pytest.mark.parametrize(
    ("folder", "endings"), [("ontology", [".ttl"]), ("queries", [".rq"]), ("data", [".ttl", ".md"])]
)
def test_wheel_carries_the_whole_folder(names: list[str], folder: str, endings: list[str]) -> None:
    wanted = expected(folder, *endings)
    assert wanted
    assert {n for n in names if n.startswith(f"graph/_data/{folder}/")} == wanted


def test_data_of_the_wheel_holds_no_code(names: list[str]) -> None:
    assert [n for n in names if n.startswith("graph/_data/") and n.endswith((".py", ".pyc"))] == []


def test_wheel_carries_every_module(names: list[str]) -> None:
    modules = {p.relative_to(ROOT).as_posix() for p in (ROOT / "graph").rglob("*.py")}
    assert {n for n in names if n.endswith(".py")} == modules


@pytest.mark.skipif(not (ROOT / "graph").is_dir(), reason="the package's own files are not here")
def test_wheel_carries_what_the_page_is_made_of(names: list[str]) -> None:
    assets = ROOT / "graph" / "view" / "assets"
    wanted = {p.relative_to(ROOT).as_posix() for p in assets.rglob("*") if p.is_file()}
    assert wanted
    assert {n for n in names if n.startswith("graph/view/assets/")} == wanted


def test_wheel_carries_no_stray_file(names: list[str]) -> None:
    top = {n.split("/")[0] for n in names if ".dist-info/" not in n}
    assert top == {"graph"}
    stray = (".pyc", ".pyo", ".orig", ".rej", ".swp", "~", ".log", ".tmp", ".bak")
    assert [n for n in names if n.endswith(stray) or "__pycache__" in n or "/." in n] == []
    assert [n for n in names if n.split("/")[1] in {"tests", "scripts", "benchmarks"}] == []


def test_wheel_says_what_it_may_be_used_for_and_how_it_is_started(names: list[str]) -> None:
    info = {n.split(".dist-info/")[1] for n in names if ".dist-info/" in n}
    assert {"METADATA", "RECORD", "entry_points.txt", "licenses/LICENSE"} <= info
