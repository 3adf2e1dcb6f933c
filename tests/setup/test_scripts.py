"""The set-up scripts stop with one clear line where they cannot go on."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# All that the scripts may call before they stop.
PROGRAMS = ("sh", "dirname", "pwd", "cat", "cksum", "rm")
ORDINARY_USER = "#!/bin/sh\necho 1000\n"
OLD_PYTHON = '#!/bin/sh\n[ "$1" != --version ] || { echo Python 3.9.2; exit 0; }\nexit 1\n'
BARE_PYTHON = '#!/bin/sh\ncase "$2" in *ensurepip*) exit 1 ;; esac\n'


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a copy of what the scripts read, with a folder of programs beside it."""
    copy = tmp_path / "checkout"
    shutil.copytree(ROOT / "scripts", copy / "scripts")
    shutil.copytree(ROOT / "requirements", copy / "requirements")
    shutil.copy(ROOT / "pyproject.toml", copy)
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in PROGRAMS:
        found = shutil.which(name)
        if found is not None:
            (programs / name).symlink_to(found)
    provide(copy, "id", ORDINARY_USER)
    return copy


def provide(checkout: Path, name: str, text: str) -> None:
    """Put a program on the path that the scripts see."""
    program = checkout.parent / "programs" / name
    program.write_text(text, encoding="utf-8")
    program.chmod(0o755)


def run(checkout: Path, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(checkout.parent / "programs"), "HOME": str(checkout)}
    return subprocess.run(
        [checkout / "scripts" / script, *arguments],
        env=environment,
        cwd=checkout.parent,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    ("script", "arguments", "python", "said"),
    [
        ("setup-venv.sh", ["runtime"], None, "python3: not found"),
        ("setup-venv.sh", ["dev"], OLD_PYTHON, "Python 3.9.2 is too old"),
        ("setup-venv.sh", ["dev"], BARE_PYTHON, "it has no module venv"),
        ("setup-venv.sh", ["everything"], None, "'everything': no such set-up"),
        ("setup-java.sh", [], None, "no Java runtime found"),
    ],
)
def test_set_up_stops_with_one_line_that_says_what_to_do(
    checkout: Path, script: str, arguments: list[str], python: str | None, said: str
) -> None:
    if python is not None:
        provide(checkout, "python3", python)
    done = run(checkout, script, *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert said in done.stderr
    assert not (checkout / ".venv").exists()


@pytest.mark.skipif(
    any(Path("/Applications").glob("*Chrom*.app")), reason="this Mac has a browser that is found"
)
def test_a_missing_browser_is_one_line(checkout: Path) -> None:
    done = run(checkout, "setup-browser.sh")
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert "no Chromium or Chrome found" in done.stderr


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome"])
def test_a_browser_is_found_under_each_of_its_names(checkout: Path, name: str) -> None:
    provide(checkout, name, "#!/bin/sh\n")
    assert run(checkout, "setup-browser.sh").stdout.rstrip().endswith(f"/programs/{name}")


def test_every_command_of_the_makefile_is_listed_by_help() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"(?m)^\.PHONY: (.+)$", text)
    assert phony
    inner = {"setup", "setup-dev", "browser"}
    listed = set(re.findall(r"(?m)^([a-z-]+):[^#\n]*## ", text))
    assert listed == set(phony[1].split()) - inner
