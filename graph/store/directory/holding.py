"""Who may use a store directory: many readers or one writer, other programs included.

Among ourselves it is `flock` on the directory itself, which leaves no file
behind. Other programs, such as an Oxigraph server, know only the file `LOCK`
inside: a reader holds a shared lock on that too, so that such a writer is seen,
and kept out. The locks belong to open descriptors: a forked child keeps its
parent's alive, and a kill ends them.
"""

from __future__ import annotations

import fcntl
import os
import struct
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from ...errors import LocationError

if TYPE_CHECKING:
    from pathlib import Path

DEADLINE_S: Final = 60.0
"""How long is waited for others."""

_ENGINE_LOCK: Final = "LOCK"
_FIRST_WAIT_S: Final = 0.005
_LONGEST_WAIT_S: Final = 0.1
_RECORD: Final = "hhqqi"
"""`struct flock`: kind, whence, start, length (0 is all), process."""


class Held:
    """A lock that is held until `release`, or until the object is gone."""

    def __init__(self, descriptors: list[int]) -> None:
        """Take over open descriptors that carry locks."""
        self._descriptors = descriptors

    def take(self, descriptors: list[int]) -> None:
        """Take over more descriptors."""
        self._descriptors += descriptors

    def release(self) -> None:
        """Give the lock back; a forked child that is still at work keeps it until it ends."""
        while self._descriptors:
            os.close(self._descriptors.pop())

    def __del__(self) -> None:
        """Give the lock back."""
        self.release()


def hold(path: Path, *, exclusive: bool, deadline_s: float = DEADLINE_S) -> Held:
    """Wait for a directory and hold it.

    Args:
        path: a store directory.
        exclusive: for writing, with nobody else inside; else for reading.
        deadline_s: how long to wait for others.

    Raises:
        LocationError: it is not there, others kept it for too long, or another
            program has it open for writing.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    except (OSError, ValueError) as exc:
        reason = getattr(exc, "strerror", None) or str(exc)
        raise LocationError(f"{path}: {reason.lower()}; check the path") from exc
    held = Held([descriptor])
    kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
    end = time.monotonic() + deadline_s
    wait_s = _FIRST_WAIT_S
    while not _locked(path, descriptor, kind):
        left = end - time.monotonic()
        if left <= 0:
            raise LocationError(_too_long(path, deadline_s, exclusive=exclusive))
        time.sleep(min(wait_s, left))
        wait_s = min(2 * wait_s, _LONGEST_WAIT_S)
    if not exclusive:
        held.take(_keep_others_out(path, held))
    return held


def _locked(path: Path, descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as exc:
        if os.fstatvfs(descriptor).f_flag & os.ST_RDONLY:
            return True  # nobody writes to a read-only medium
        reason = (exc.strerror or str(exc)).lower()
        message = f"{path}: cannot be locked ({reason}); put it on a local disk"
        raise LocationError(message) from exc
    return True


def _too_long(path: Path, deadline_s: float, *, exclusive: bool) -> str:
    if exclusive:
        return (
            f"{path}: in use by other commands for more than {deadline_s:g} s; "
            "end them, such as a server that is running on it, and try again"
        )
    return (
        f"{path}: being written to for more than {deadline_s:g} s; "
        "try again when the other command is done"
    )


def _keep_others_out(path: Path, held: Held) -> list[int]:
    """Hold the engine's own lock file for reading, where the system can."""
    command = getattr(fcntl, "F_OFD_SETLK", None)
    if command is None:
        return []
    descriptor = -1
    with suppress(OSError):
        # A copy that was made without the file gets one, so that others can be kept out.
        descriptor = os.open(path / _ENGINE_LOCK, os.O_RDONLY | os.O_CREAT, 0o644)
    if descriptor < 0:
        return []
    try:
        fcntl.fcntl(descriptor, command, struct.pack(_RECORD, fcntl.F_RDLCK, 0, 0, 0, 0))
    except BlockingIOError as exc:
        process = _holder(descriptor)
        if process != os.getpid():
            # Closing it would end the lock of a store that is open in this very process.
            os.close(descriptor)
        held.release()
        raise LocationError(taken(path, process)) from exc
    except OSError:
        os.close(descriptor)
        return []
    return [descriptor]


def taken(path: Path, process: int = 0) -> str:
    """Say that another program has a directory open for writing."""
    by = f" (process {process})" if process > 0 else ""
    return (
        f"{path}: another program{by} has it open for writing, such as an Oxigraph server; "
        "end that, or give its URL instead"
    )


def _holder(descriptor: int) -> int:
    """Return the process that holds the engine's lock, 0 where it is gone."""
    question = struct.pack(_RECORD, fcntl.F_RDLCK, 0, 0, 0, 0)
    answer = fcntl.fcntl(descriptor, fcntl.F_OFD_GETLK, question)
    kind, _, _, _, process = struct.unpack(_RECORD, answer[: struct.calcsize(_RECORD)])
    return 0 if kind == fcntl.F_UNLCK else int(process)
