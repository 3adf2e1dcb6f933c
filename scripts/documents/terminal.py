"""A terminal for documents: commands and Python, one after the other, in one folder."""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import shlex
import subprocess
import sys
import traceback
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .parts import ROOT
from .server import SHOWN, Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROGRAMS = ("stancegraph", "cat", "cp", "diff", "echo", "head", "ls", "mkdir", "python", "sed")
_ASSIGNMENT = re.compile(r"[A-Z_]+=")
_WIDTH = "100"
_SHIMS = {"stancegraph": "-P -m graph ", "python": ""}


@dataclass
class Terminal:
    """Runs command lines, doctests and scripts; what one left, the next one finds.

    Attributes:
        folder: where it stands.
        exit_code: that of the last command.
    """

    folder: Path
    exit_code: int = 0
    _environment: dict[str, str] = field(default_factory=dict)
    _names: dict[str, object] = field(default_factory=dict)
    _server: Server | None = None

    def __post_init__(self) -> None:
        """Make an environment in which every reader sees the same."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("STANCEGRAPH_")}
        self._environment = {**kept, "COLUMNS": _WIDTH, "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}

    def close(self) -> None:
        """End the server, if one was started."""
        if self._server is not None:
            self._server.close()

    def serve(self) -> None:
        """Start a server; from then on it is meant by the address that documents show."""
        if self._server is None:
            self._server = Server(self.folder)

    def run(self, command: str) -> str:
        """Return what a command line prints, without spaces at the ends of lines."""
        words = shlex.split(command)
        if words[0] not in PROGRAMS and not _ASSIGNMENT.match(words[0]):
            raise ValueError(f"{words[0]}: not run in documents; mark the block as sh")
        here = self._here(command)
        plain = words[0] == "stancegraph" and not _shell_signs(command)
        printed = self._call(shlex.split(here)[1:]) if plain else self._shell(here)
        return "\n".join(line.rstrip() for line in self._as_shown(printed).splitlines())

    def doctest(self, text: str) -> str:
        """Run a doctest, and return a report of what it gave instead of what it shows."""
        example = doctest.DocTestParser().get_doctest(
            self._here(text), self._names, "document", None, 0
        )
        report = io.StringIO()
        with self._inside():
            runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
            runner.run(example, out=report.write, clear_globs=False)
        self._names = example.globs
        return self._as_shown(report.getvalue())

    def execute(self, text: str) -> str:
        """Run a script, and return the traceback where it fails."""
        try:
            with self._inside(), contextlib.redirect_stdout(io.StringIO()):
                exec(compile(self._here(text), "document", "exec"), self._names)  # noqa: S102 - ours
        except Exception:  # noqa: BLE001 - it is reported
            return traceback.format_exc()
        return ""

    def _here(self, text: str) -> str:
        return text if self._server is None else text.replace(SHOWN, self._server.address)

    def _as_shown(self, text: str) -> str:
        return text if self._server is None else text.replace(self._server.address, SHOWN)

    @contextlib.contextmanager
    def _inside(self) -> Iterator[None]:
        """Stand in the folder, with the environment of all readers, and nobody at the keyboard."""
        before, keyboard = dict(os.environ), sys.stdin
        try:
            os.environ.clear()
            os.environ.update(self._environment)
            sys.stdin = io.StringIO()
            with contextlib.chdir(self.folder):
                yield
        finally:
            sys.stdin = keyboard
            os.environ.clear()
            os.environ.update(before)

    def _call(self, words: list[str]) -> str:
        """Run the command line in this process, which is ten times as fast."""
        from graph.cli import main

        stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
        with (
            self._inside(),
            contextlib.redirect_stdout(stream),
            contextlib.redirect_stderr(stream),
        ):
            self.exit_code = main(words)
        stream.seek(0)
        return stream.read()

    def _shell(self, command: str) -> str:
        """Run anything with a pipe, a redirection or another program in a shell."""
        programs = self.folder.parent / "bin"
        if not programs.exists():
            programs.mkdir()
            for name, arguments in _SHIMS.items():
                shim = programs / name
                shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments}"$@"\n')
                shim.chmod(0o755)
        path = f"{programs}{os.pathsep}{self._environment.get('PATH', os.defpath)}"
        done = subprocess.run(  # noqa: S603 - our own documents
            ["sh", "-c", f"(exit {self.exit_code}); {command}"],
            cwd=self.folder,
            env={**self._environment, "PATH": path},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        self.exit_code = done.returncode
        return done.stdout


def furnish(parent: Path) -> Path:
    """Make a folder as documents expect it: links to the data and the scripts."""
    from graph.resources import folder as resources

    work = parent / "work"
    work.mkdir()
    (work / "data").symlink_to(resources("data"))
    (work / "scripts").symlink_to(ROOT / "scripts")
    return work


def _shell_signs(command: str) -> bool:
    lexer = shlex.shlex(command, posix=True, punctuation_chars=True)
    lexer.commenters = ""
    return any(token and set(token) <= set("();<>|&") for token in lexer)
