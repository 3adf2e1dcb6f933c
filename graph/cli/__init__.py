"""The command line: one module a command, each imported when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Args:
        arguments: the words behind `stancegraph`; those of the process if left out.

    Returns:
        0 done, 1 the answer is no, 2 wrong usage, 3 could not run, 130 Ctrl-C.
    """
    try:
        from .app import run

        return run(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
