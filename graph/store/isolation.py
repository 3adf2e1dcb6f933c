"""Work in a child process with a deadline and a memory limit.

A running pyoxigraph query cannot be interrupted from Python, and a hostile one
can end the process. In a forked child it can do neither harm: the parent waits
for the answer, kills the child at the deadline or on Ctrl-C, and lives on. The
fork shares the loaded graph, so nothing is loaded twice.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import time
from typing import TYPE_CHECKING, TypeVar

from ..errors import CannotRun, QueryStopped, StancegraphError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

MEMORY_LIMIT = 4_000_000_000
"""How many bytes a child may take beyond what the parent holds (Linux)."""

_CHUNK = 1 << 20
_LENGTH = 8


def run_isolated(work: Callable[[], T], *, timeout_s: float, memory: int = MEMORY_LIMIT) -> T:
    """Run a function in a forked child and return what it returns.

    Args:
        work: a function whose result can be pickled.
        timeout_s: seconds until the child is killed.
        memory: bytes that the child may take beyond what is in use now.

    Raises:
        QueryStopped: the time or the memory ran out, or the engine broke.
        StancegraphError: whatever of ours the function raised.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _serve(work, writer, memory)
    os.close(writer)
    answer = None
    try:
        answer = _receive(reader, time.monotonic() + timeout_s)
    finally:
        if answer is None:
            os.kill(child, signal.SIGKILL)
        os.close(reader)
        _, status = os.waitpid(child, 0)
    if answer is None:
        raise QueryStopped(
            f"query: stopped after {timeout_s:g} s; ask for less, or allow more with --timeout"
        )
    if len(answer) < _LENGTH or len(answer) - _LENGTH != int.from_bytes(answer[:_LENGTH], "big"):
        raise QueryStopped(_ending(status, memory))
    outcome: tuple[T | None, StancegraphError | None] = pickle.loads(answer[_LENGTH:])  # noqa: S301 - our own child wrote it
    return _unwrap(outcome)


def _unwrap(outcome: tuple[T | None, StancegraphError | None]) -> T:
    result, error = outcome
    if error is not None:
        raise error
    return result  # type: ignore[return-value]


def _serve(work: Callable[[], object], writer: int, memory: int) -> None:
    """Do the work in the child, send the outcome, and end without any clean-up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, 2)
    _limit_memory(memory)
    try:
        answer = pickle.dumps(_outcome(work), protocol=pickle.HIGHEST_PROTOCOL)
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(len(answer).to_bytes(_LENGTH, "big"))
            pipe.write(answer)
    except BaseException:  # noqa: BLE001 - no memory, or no reader: nothing can be told
        os._exit(1)
    os._exit(0)


def _outcome(work: Callable[[], object]) -> tuple[object, StancegraphError | None]:
    """Do the work; return what it returns, or the error to raise in the parent."""
    try:
        return work(), None
    except StancegraphError as exc:
        return None, exc
    except MemoryError:
        raise
    except Exception as exc:  # noqa: BLE001 - the outermost handler of this process
        return None, CannotRun(f"query: internal error: {type(exc).__name__}: {exc}")


def _limit_memory(memory: int) -> None:
    """Set the address-space limit where the system has one that works."""
    import resource

    try:
        with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123 - hot path
            in_use = int(statm.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (in_use + memory,) * 2)
    except (OSError, ValueError):
        return


def _receive(reader: int, deadline: float) -> bytes | None:
    """Read until the child closes the pipe; None where the deadline came first."""
    parts: list[bytes] = []
    while True:
        ready, _, _ = select.select([reader], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            return None
        part = os.read(reader, _CHUNK)
        if not part:
            return b"".join(parts)
        parts.append(part)


def _ending(status: int, memory: int) -> str:
    """Say why a child ended without an answer."""
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) not in {signal.SIGABRT, signal.SIGKILL}:
        name = signal.Signals(os.WTERMSIG(status)).name
        return f"query: it broke the engine ({name}); write it with less nesting"
    return (
        f"query: needs more than {memory / 1e9:g} GB of memory, or broke the engine; "
        "ask for less, or add a LIMIT inside"
    )
