"""Work in a child process with a deadline and a memory limit.

A running pyoxigraph query cannot be interrupted from Python, and a hostile one
can end the process. In a forked child it can do neither harm: the parent waits
for the answer, kills the child at the deadline or on Ctrl-C, and lives on. The
fork shares the loaded graph, so nothing is loaded twice.
"""

from __future__ import annotations

import os
import pickle
import resource
import select
import signal
import threading
import time
import warnings
from contextlib import suppress
from math import ceil
from typing import TYPE_CHECKING, TypeVar

from ..errors import CannotRun, QueryStopped, StancegraphError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

MEMORY_LIMIT = 4_000_000_000
"""How many bytes a child may take beyond what the parent holds (Linux)."""

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_CHUNK = 1 << 20
_LENGTH = 8
_DYING_S = 0.05
_LONGEST_WAIT_S = 86_400.0
"""What the system can wait for at a time."""


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
    deadline = time.monotonic() + timeout_s
    reader, writer = os.pipe()
    # Between the fork and the lines that deal with it, Ctrl-C would leave a child that
    # nobody ends, or one that runs on in the code of our caller.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        child = fork_quietly()
    except OSError as exc:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        os.close(reader)
        os.close(writer)
        raise CannotRun(f"query: no process for it ({exc.strerror}); try again later") from exc
    if child == 0:
        os.close(reader)
        _serve(work, writer, memory, timeout_s)
    answer = None
    try:
        os.close(writer)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        answer = _receive(reader, deadline)
    finally:
        if answer is None:
            os.kill(child, signal.SIGKILL)
        os.close(reader)
        status = _reap(child)
    if answer is None:
        raise QueryStopped(
            f"query: stopped after {timeout_s:g} s; ask for less, or allow more with --timeout"
        )
    if len(answer) < _LENGTH or len(answer) - _LENGTH != int.from_bytes(answer[:_LENGTH], "big"):
        raise QueryStopped(_ending(status, memory))
    outcome: tuple[T | None, StancegraphError | None] = pickle.loads(answer[_LENGTH:])  # noqa: S301 - our own child wrote it
    return _unwrap(outcome)


def _reap(child: int) -> int:
    """Wait for the end of a child, and return its status, 0 where that is not known yet.

    A child that took gigabytes does nothing more, but the system needs half a
    second to take them back: nobody has to wait for that.
    """
    end = time.monotonic() + _DYING_S
    while time.monotonic() < end:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status
        time.sleep(_DYING_S / 100)
    threading.Thread(target=os.waitpid, args=(child, 0), daemon=True).start()
    return 0


def _unwrap(outcome: tuple[T | None, StancegraphError | None]) -> T:
    result, error = outcome
    if error is not None:
        raise error
    return result  # type: ignore[return-value]


def fork_quietly() -> int:
    """Fork as `os.fork` does, also where the engine keeps threads.

    Raises:
        OSError: there is no process to be had.
    """
    with warnings.catch_warnings():
        # Python 3.12 warns of threads, which the engine keeps: the child asks nothing of them.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _serve(work: Callable[[], object], writer: int, memory: int, timeout_s: float) -> None:
    """Do the work in the child, send the outcome, and end without any clean-up."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        _limit(memory, timeout_s)
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


def _limit(memory: int, timeout_s: float) -> None:
    """Set the limits of the child, as far as the system has them.

    The processor time is limited for the case that the parent is killed; and
    where the whole machine runs out of memory, the child is to go, not the parent.
    """
    with suppress(OSError, ValueError, OverflowError):
        resource.setrlimit(resource.RLIMIT_CPU, (ceil(timeout_s) + 1,) * 2)
    with suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as first:  # noqa: PTH123
        first.write("1000")
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
        left = deadline - time.monotonic()
        ready, _, _ = select.select([reader], [], [], min(max(0.0, left), _LONGEST_WAIT_S))
        if not ready:
            if left > _LONGEST_WAIT_S:
                continue
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
