"""The parts of a document: fenced blocks, and the commands in them."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"<!-- file: (\S+) -->\n\Z")


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
    """Return every document that people wrote and that shows how something is done."""
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


def matches(expected: str, printed: str) -> bool:
    """Tell whether an output is as shown; a line `…` stands for any lines."""
    parts = [
        r"(?:.*\n)*?" if line == "…" else re.escape(f"{line}\n") for line in expected.split("\n")
    ]
    return re.fullmatch("".join(parts), f"{printed}\n") is not None
