"""The lock on a folder: many may read at once, one may write.

It is the system's own lock on the folder itself (`flock`), so that nothing is
dropped into anybody's folder and a killed process leaves no lock behind.
"""

from __future__ import annotations

import fcntl
import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ...errors import LocationError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DEADLINE_S = 60.0
"""How long to wait for others, in seconds."""

_FIRST_WAIT_S = 0.005
_LONGEST_WAIT_S = 0.1


@contextmanager
def locked(folder: Path, *, exclusive: bool, timeout_s: float = DEADLINE_S) -> Iterator[None]:
    """Hold the lock of a folder.

    A folder that cannot be locked (there is none, or its file system knows no
    locks) may still be read.

    Args:
        folder: an existing folder.
        exclusive: to write; else others may hold it to read as well.
        timeout_s: how long to wait for others, in seconds.

    Raises:
        LocationError: others held it all the time, or it cannot be locked for writing.
    """
    handle = None
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        _wait(handle, folder, exclusive=exclusive, timeout_s=timeout_s)
    except OSError as exc:
        if exclusive:
            _release(handle)
            reason = (exc.strerror or str(exc)).lower()
            message = f"{folder}: cannot be locked for writing ({reason}); check the folder"
            raise LocationError(message) from exc
    except BaseException:
        _release(handle)
        raise
    try:
        yield
    finally:
        _release(handle)


def _wait(handle: int, folder: Path, *, exclusive: bool, timeout_s: float) -> None:
    """Try again and again, at longer and longer intervals: a lock cannot be waited for in time."""
    kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
    deadline = time.monotonic() + timeout_s
    pause = _FIRST_WAIT_S
    while True:
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            if time.monotonic() >= deadline:
                raise busy(str(folder)) from exc
        else:
            return
        time.sleep(pause)
        pause = min(pause * 1.5, _LONGEST_WAIT_S)


def busy(place: str) -> LocationError:
    """Return the error for a place that others hold."""
    return LocationError(f"{place}: somebody else is writing; try again, or end the other process")


def _release(handle: int | None) -> None:
    """Let go: a forked child holds the same lock, so closing is not enough."""
    if handle is None:
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_UN)
    except OSError:
        pass
    finally:
        os.close(handle)
