"""Run the commands that the documents show, and write their real output in place.

Usage: .venv/bin/python scripts/refresh_docs.py [--check] [FILE.md ...]

A fenced block marked `console` holds commands behind `$ ` and what they print,
stdout and stderr as a reader sees them. A block marked `pycon` holds a doctest,
`python` a script. A comment `<!-- file: NAME -->` above any other block makes a
file of it. Each document runs in a folder of its own with nothing in it but
`data`, as in a checkout, so that `stancegraph` takes the bundled graph; lines
are 100 columns wide. A line of output that is only `…` stands for any lines.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = ("stancegraph", "cat", "cp", "echo", "head", "mkdir", "sed")
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"<!-- file: (\S+) -->\n\Z")
_ASSIGNMENT = re.compile(r"[A-Z_]+=")
_WIDTH = "100"


@dataclass(frozen=True)
class Block:
    """A fenced block of a document.

    Attributes:
        kind: the word behind the fence.
        text: what stands inside, with its last line end.
        start: where the text starts in the document.
        file: the file that it stands for, or an empty string.
    """

    kind: str
    text: str
    start: int
    file: str


@dataclass(frozen=True)
class Command:
    """A command line of a block, and the lines that stand below it."""

    text: str
    shown: str
    output: str


def documents() -> list[Path]:
    """Return every document that people wrote: README and docs without the reference."""
    written = sorted((ROOT / "docs").rglob("*.md"))
    return [ROOT / "README.md", *(p for p in written if "reference" not in p.parts)]


def blocks(text: str) -> list[Block]:
    """Return the fenced blocks of a document, in order."""
    found = []
    for match in _FENCE.finditer(text):
        named = _FILE.search(text[: match.start()])
        file = named.group(1) if named else ""
        found.append(Block(match.group(1), match.group(2), match.start(2), file))
    return found


def commands(block: str) -> list[Command]:
    """Split a console block into its commands; `> ` continues a command."""
    found: list[Command] = []
    lines = block.splitlines()
    at = 0
    while at < len(lines):
        if not lines[at].startswith("$ "):
            raise ValueError(f"a console block starts with '$ ', found {lines[at]!r}")
        shown = [lines[at]]
        while not _complete(shown) and at + 1 < len(lines):
            at += 1
            shown.append(lines[at])
        at += 1
        output = []
        while at < len(lines) and not lines[at].startswith("$ "):
            output.append(lines[at])
            at += 1
        found.append(Command(_joined(shown), "\n".join(shown), "\n".join(output)))
    return found


def _joined(shown: list[str]) -> str:
    return "\n".join(line[2:] if line[:2] in {"$ ", "> "} else line[1:] for line in shown)


def _complete(shown: list[str]) -> bool:
    try:
        shlex.split(_joined(shown))
    except ValueError:
        return False
    return not shown[-1].endswith("\\")


@dataclass
class Terminal:
    """Runs command lines one after another in one folder."""

    folder: Path
    exit_code: int = 0
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make an environment in which every reader sees the same."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("STANCEGRAPH_")}
        self.environment = {**kept, "COLUMNS": _WIDTH, "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}

    def run(self, command: str) -> str:
        """Return what a command line prints, without spaces at the ends of lines."""
        words = shlex.split(command)
        if words[0] not in PROGRAMS and not _ASSIGNMENT.match(words[0]):
            raise ValueError(f"{words[0]}: not run in documents; mark the block as sh")
        plain = words[0] == "stancegraph" and not _shell_signs(command)
        printed = self._call(words[1:]) if plain else self._shell(command)
        return "\n".join(line.rstrip() for line in printed.splitlines())

    def _call(self, words: list[str]) -> str:
        """Run the command line in this process, which is ten times as fast."""
        from graph.cli import main

        stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
        before = dict(os.environ)
        try:
            os.environ.clear()
            os.environ.update(self.environment)
            with (
                contextlib.chdir(self.folder),
                contextlib.redirect_stdout(stream),
                contextlib.redirect_stderr(stream),
            ):
                self.exit_code = main(words)
        finally:
            os.environ.clear()
            os.environ.update(before)
        stream.seek(0)
        return stream.read()

    def _shell(self, command: str) -> str:
        """Run anything with a pipe, a redirection or another program in a shell."""
        shim = self.folder.parent / "bin" / "stancegraph"
        if not shim.exists():
            shim.parent.mkdir(exist_ok=True)
            shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m graph "$@"\n')
            shim.chmod(0o755)
        path = f"{shim.parent}{os.pathsep}{self.environment.get('PATH', os.defpath)}"
        done = subprocess.run(  # noqa: S603 - our own documents
            ["sh", "-c", f"(exit {self.exit_code}); {command}"],
            cwd=self.folder,
            env={**self.environment, "PATH": path},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        self.exit_code = done.returncode
        return done.stdout


def _shell_signs(command: str) -> bool:
    lexer = shlex.shlex(command, posix=True, punctuation_chars=True)
    lexer.commenters = ""
    return any(token and set(token) <= set("();<>|&") for token in lexer)


def matches(expected: str, printed: str) -> bool:
    """Tell whether an output is as shown; a line `…` stands for any lines."""
    parts = [
        r"(?:.*\n)*?" if line == "…" else re.escape(f"{line}\n") for line in expected.split("\n")
    ]
    return re.fullmatch("".join(parts), f"{printed}\n") is not None


def run_document(text: str, folder: Path) -> Iterator[tuple[Block, Command, str]]:
    """Run the commands of a document in a folder, making its files on the way.

    Yields:
        The block, the command as written, and what it really printed.
    """
    terminal = Terminal(folder)
    for block in blocks(text):
        if block.file:
            (folder / block.file).write_text(block.text, encoding="utf-8")
        elif block.kind == "console":
            for command in commands(block.text):
                yield block, command, terminal.run(command.text)


def refreshed(text: str, folder: Path) -> str:
    """Return a document with the real output below each command."""
    found: dict[int, list[str]] = {}
    old: dict[int, Block] = {}
    for block, command, printed in run_document(text, folder):
        old[block.start] = block
        output = command.output if matches(command.output, printed) else printed
        found.setdefault(block.start, []).append("\n".join(filter(None, (command.shown, output))))
    for start in sorted(found, reverse=True):
        new = "\n".join(found[start]) + "\n"
        text = text[:start] + new + text[start + len(old[start].text) :]
    return text


@contextlib.contextmanager
def document_folder() -> Iterator[Path]:
    """Give a folder for one document; see `furnish`."""
    with tempfile.TemporaryDirectory(prefix="stancegraph-docs-") as made:
        yield furnish(Path(made).resolve())


def furnish(parent: Path) -> Path:
    """Make a folder as documents expect it: a link to the data, and nothing else."""
    from graph.resources import folder as resources

    work = parent / "work"
    work.mkdir()
    (work / "data").symlink_to(resources("data"))
    return work


def main() -> int:
    """Refresh the documents; with `--check`, only say which are not up to date."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--check", action="store_true", help="write nothing; 1 if one is stale")
    parser.add_argument("files", nargs="*", type=Path, help="documents; all of them if left out")
    arguments = parser.parse_args()
    stale = []
    for path in arguments.files or documents():
        text = path.read_text(encoding="utf-8")
        with document_folder() as folder:
            new = refreshed(text, folder)
        if new != text:
            stale.append(path)
            if not arguments.check:
                path.write_text(new, encoding="utf-8")
    for path in stale:
        print(f"{path}: {'stale' if arguments.check else 'refreshed'}", file=sys.stderr)
    return int(bool(stale) and arguments.check)


if __name__ == "__main__":
    sys.exit(main())
