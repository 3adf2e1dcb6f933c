"""The benchmarks run, whatever the clock says; what they measure is not looked at."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"
NAMES = [
    *("startup", "queries", "loading", "adding", "disk", "isolation", "endpoint"),
    *("stances", "costance", "page"),
]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(
        command,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
        env=environment or None,
    )


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("generated")
    done = run(str(FOLDER / "generate.py"), "--triples", "5000", "--out", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


def table(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.strip("| ").split(" | ") for line in lines if line.startswith("| `")]


def test_startup_measures_processes(tmp_path: Path) -> None:
    output = tmp_path / "table.md"
    done = run(str(FOLDER / "startup.py"), "--quick", "-o", str(output))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "| `stancegraph --help` |" in done.stdout
    assert output.read_text(encoding="utf-8") == done.stdout


def test_queries_measures_every_query_of_the_library(generated: Path, tmp_path: Path) -> None:
    output = tmp_path / "table.md"
    arguments = ["--quick", "--graph", str(generated), "-o", str(output)]
    done = run(str(FOLDER / "queries.py"), *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    measured = {row[0].strip("`") for row in table(output)}
    library = {path.stem for path in (FOLDER.parent / "queries").glob("*.rq")}
    assert measured == library


def test_loading_measures_all_three_tools(generated: Path) -> None:
    arguments = ["--quick", "--graph", str(generated), "--small", str(generated)]
    done = run(str(FOLDER / "loading.py"), *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    for tool in ("Stancegraph", "bare pyoxigraph", "rdflib"):
        assert f"| {tool} |" in done.stdout


def test_stances_measures_the_matrix_and_its_peers(generated: Path) -> None:
    done = run(str(FOLDER / "stances.py"), "--quick", "--graph", str(generated))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "| matrix: today, with what is inferred |" in done.stdout
    assert "| CSV into polars: holder, proposition, stance |" in done.stdout


@pytest.mark.parametrize("browser", [True, False])
def test_page_measures_both_pages(tmp_path: Path, *, browser: bool) -> None:
    if browser and shutil.which("chromium") is None:
        pytest.skip("no program 'chromium' on the path")
    environment = {} if browser else {"PATH": str(tmp_path)}
    done = run(str(FOLDER / "page.py"), "--quick", **environment)
    assert done.returncode == 0, done.stdout + done.stderr
    assert ("no browser" in done.stdout) is not browser
    assert "| pyvis |" in done.stdout


def test_the_readme_has_a_place_for_every_benchmark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))
    spec = importlib.util.spec_from_file_location("run_all", FOLDER / "run_all.py")
    assert spec is not None
    assert spec.loader is not None
    run_all = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(run_all)
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    for name in NAMES:
        changed = run_all.replace_part(text, name, "| a |")
        assert f"<!-- {name} -->\n\n| a |\n\n<!-- /{name} -->" in changed
        assert run_all.replace_part(changed, name, "| a |") == changed
    with pytest.raises(ValueError, match="put the markers back"):
        run_all.replace_part("", "page", "| a |")
