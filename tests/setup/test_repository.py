"""The repository as a stranger finds it: locked, licensed, and bound to no machine."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("build", "dev", "runtime")
IGNORED = {".git", ".venv", "build", "dist", ".hypothesis", "__pycache__"}
MEGABYTE = 1_000_000
# In two halves, so that this file does not name what it looks for.
HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("deb", "debian", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("anaconda", "org"),
    )
]
MACHINE_PATH = re.compile(r"(?<![\w./}$-])/(?:opt|work|root|home/\w|Users/\w)(?=[/\w])")
FILE_ADDRESS = re.compile(r"\bfile://(?:localhost)?/(?:opt|work|root|home|Users)\b")
ADDRESS_OPTION = re.compile(
    r"^\s*(?:-i|-f|--(?:extra-)?index-url|--find-links|--trusted-host)\b", re.MULTILINE
)
PINNED = re.compile(r"^(?P<name>[a-z0-9][a-z0-9.-]*)==(?P<version>\S+)(?P<rest>.*)$")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


def repository_files() -> list[Path]:
    """Return the files that are or would be committed; all but the ignored outside git."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
        found = [ROOT / name.decode() for name in listed.split(b"\0") if name]
    else:
        found = [
            path
            for path in ROOT.rglob("*")
            if not any(
                part in IGNORED or part.endswith("_cache") for part in path.relative_to(ROOT).parts
            )
        ]
    return [path for path in found if path.is_file()]


def text_files() -> dict[str, str]:
    """Return the text of each file by its path; broken and binary files are left out."""
    texts = {}
    for path in repository_files():
        try:
            texts[str(path.relative_to(ROOT))] = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue
    return texts


def lock_text(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def locked(name: str) -> dict[str, str]:
    """Return name and version of each requirement of a lock; each must carry a hash."""
    versions: dict[str, str] = {}
    joined = lock_text(name).replace("\\\n", " ")
    for line in joined.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        pinned = PINNED.match(line)
        assert pinned, f"requirements/{name}.txt: {line[:60]!r} is not NAME==VERSION"
        assert HASH.search(pinned["rest"]), f"requirements/{name}.txt: {line[:60]!r} has no hash"
        assert pinned["name"] not in versions, f"{pinned['name']} is locked twice"
        versions[pinned["name"]] = pinned["version"]
    return versions


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def group(name: str) -> list[str]:
    """Return the requirements of a dependency group and of those that it includes."""
    found: list[str] = []
    for entry in project()["dependency-groups"][name]:
        found += group(entry["include-group"]) if isinstance(entry, dict) else [entry]
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_requirement_has_a_version_and_a_hash(name: str) -> None:
    assert locked(name)


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_place_to_fetch_from(name: str) -> None:
    text = lock_text(name)
    assert not ADDRESS_OPTION.search(text)
    assert "://" not in text
    assert not re.search(r"(?m)^[^#]*\s@\s", text)


def test_the_smaller_locks_are_parts_of_the_development_lock() -> None:
    everything = locked("dev").items()
    assert locked("runtime").items() <= everything
    assert locked("build").items() <= everything


def test_the_locks_hold_what_the_project_asks_for() -> None:
    asked = {
        "runtime": project()["project"]["dependencies"],
        "build": [*project()["build-system"]["requires"], *group("build")],
        "dev": [*project()["project"]["dependencies"], *group("dev")],
    }
    for name, requirements in asked.items():
        versions = locked(name)
        for requirement in map(Requirement, requirements):
            key = canonicalize_name(requirement.name)
            assert key in versions, f"{name}: {key} is not locked; run make lock"
            assert requirement.specifier.contains(versions[key]), f"{name}: {key}; run make lock"


def test_there_is_one_way_to_lock() -> None:
    others = {"uv.lock", "poetry.lock", "Pipfile.lock", "pdm.lock", "pylock.toml"}
    assert not others & {path.name for path in repository_files()}


def test_no_file_is_over_a_megabyte() -> None:
    large = {str(p.relative_to(ROOT)) for p in repository_files() if p.stat().st_size > MEGABYTE}
    assert not large


@pytest.mark.parametrize("host", HOSTS)
def test_no_file_names_the_host_of_a_registry(host: str) -> None:
    assert [path for path, text in text_files().items() if host in text] == []


def test_no_file_names_a_path_of_one_machine() -> None:
    found = [
        f"{path}: {hit[0]}"
        for path, text in text_files().items()
        for pattern in (MACHINE_PATH, FILE_ADDRESS)
        for hit in pattern.finditer(text)
        if path != "tests/setup/test_repository.py"
    ]
    assert found == []


def test_the_version_is_the_same_everywhere() -> None:
    version = project()["project"]["version"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert str(citation["version"]) == version
    command = Path(sys.executable).with_name("stancegraph")
    said = subprocess.run([command, "--version"], capture_output=True, text=True, check=True)
    assert said.stdout.split()[-1] == version


def test_the_citation_has_what_the_format_requires() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["cff-version"] == "1.2.0"
    assert citation["authors"] == [{"name": "The Stancegraph authors"}]
    assert {"message", "title", "abstract", "keywords", "license", "date-released"} <= set(citation)


def test_the_changelog_keeps_its_form() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert text.startswith("# Changelog\n")
    headings = re.findall(r"(?m)^## (.+)$", text)
    assert headings[0] == "[Unreleased]"
    released = [re.fullmatch(r"\[(\d+\.\d+\.\d+)\] - \d{4}-\d\d-\d\d", h) for h in headings[1:]]
    assert all(released), headings
    kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert set(re.findall(r"(?m)^### (.+)$", text)) <= kinds


def test_each_entry_of_the_changelog_is_one_sentence() -> None:
    entries = re.findall(
        r"(?m)^[-*] (.+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split("\n## ", 1)[1]
    )
    assert entries
    wrong = [e for e in entries if not e.endswith(".") or re.search(r"\.\s+[A-Z]", e)]
    assert wrong == []
