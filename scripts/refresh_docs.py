"""Run the commands that the documents show, and write their real output in place.

Usage: .venv/bin/python scripts/refresh_docs.py [--check] [FILE.md ...]

A fenced block marked `console` holds commands behind `$ ` and what they print,
stdout and stderr as a reader sees them. A block marked `pycon` holds a doctest,
`python` a script. A comment `<!-- file: NAME -->` above any other block makes a
file of it. An `sh` block that starts the Oxigraph server starts one.

Each document runs from its first block to its last in a folder of its own, so
that one block finds what those before it made. In the folder are only links to
`data` and `scripts`, as in a checkout: `stancegraph` takes the bundled graph
until the document names another. Lines are 100 columns wide. A line of output
that is only `…` stands for any lines.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from documents.parts import Block, Command, blocks, commands, documents, matches
from documents.server import STARTS
from documents.terminal import Terminal, furnish

if TYPE_CHECKING:
    from collections.abc import Iterator


def run_document(text: str, folder: Path) -> Iterator[tuple[Block, Command, str]]:
    """Do what a document shows in a folder, making its files on the way.

    Yields:
        The block, the command as written, and what it really printed; of Python,
        the whole block and a report of what went otherwise than shown.
    """
    terminal = Terminal(folder)
    try:
        for block in blocks(text):
            if block.file:
                path = folder / block.file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(block.text, encoding="utf-8")
            elif block.kind == "console":
                for command in commands(block.text):
                    yield block, command, terminal.run(command.text)
            elif block.kind in {"pycon", "python"}:
                run = terminal.doctest if block.kind == "pycon" else terminal.execute
                yield block, Command(block.text, block.text, ""), run(block.text)
            elif block.kind == "sh" and STARTS in block.text:
                terminal.serve()
    finally:
        terminal.close()


def refreshed(text: str, folder: Path) -> str:
    """Return a document with the real output below each command.

    Raises:
        ValueError: its Python gives something else than it shows.
    """
    found: dict[int, list[str]] = {}
    old: dict[int, Block] = {}
    for block, command, printed in run_document(text, folder):
        if block.kind != "console":
            if printed:
                raise ValueError(printed)
            continue
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


def main() -> int:
    """Refresh the documents; with `--check`, only say which are not up to date."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--check", action="store_true", help="write nothing; 1 if one is stale")
    parser.add_argument("files", nargs="*", type=Path, help="documents; all of them if left out")
    arguments = parser.parse_args()
    stale, wrong = [], []
    for path in arguments.files or documents():
        text = path.read_text(encoding="utf-8")
        try:
            with document_folder() as folder:
                new = refreshed(text, folder)
        except ValueError as exc:
            wrong.append(path)
            print(f"{path}: {exc}", file=sys.stderr)
            continue
        if new != text:
            stale.append(path)
            if not arguments.check:
                path.write_text(new, encoding="utf-8")
    for path in stale:
        print(f"{path}: {'stale' if arguments.check else 'refreshed'}", file=sys.stderr)
    return int(bool(wrong) or (bool(stale) and arguments.check))


if __name__ == "__main__":
    sys.exit(main())
