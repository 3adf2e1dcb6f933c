"""A child process that reads a file through while the engine loads it.

The engine takes in more than we do, tells no number of triples, and is slow to
notice a fault at the end. The child reads as if it were to load the file itself,
several times as fast, and tells how it goes.
"""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, Pipe
from typing import TYPE_CHECKING, Final, NoReturn

from ...errors import CannotRun, StancegraphError
from ..isolation import fork_quietly

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .files import FileSource

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


class Check:
    """What a child tells of the file that it reads."""

    def __init__(self, source: FileSource, pipe: Connection) -> None:
        """Listen to a child.

        Args:
            source: what it reads.
            pipe: pairs of bytes and triples, at last an error or None.
        """
        self._source = source
        self._pipe = pipe
        self._ended = False
        self._problem: StancegraphError | None = None
        self._told: deque[tuple[int, int]] = deque([(0, 0)])

    def triples_in(self, read: int) -> int:
        """Return how many triples so many bytes hold, as far as is known.

        Raises:
            StancegraphError: the file is bad.
        """
        while not self._ended and self._pipe.poll():
            self._listen()
        self._raise()
        while len(self._told) > 1 and self._told[1][0] <= read:
            self._told.popleft()
        return self._told[0][1]

    def verdict(self) -> int:
        """Wait until the file was read through, and return how many triples it has.

        Raises:
            StancegraphError: the file is bad.
        """
        while not self._ended:
            self._listen()
        self._raise()
        return self._told[-1][1]

    def _listen(self) -> None:
        try:
            told = self._pipe.recv()
        except EOFError:
            message = f"{self._source.path}: reading it ended without a word; load it again"
            told = CannotRun(message)
        if isinstance(told, tuple):
            self._told.append(told)
        else:
            self._ended, self._problem = True, told

    def _raise(self) -> None:
        if self._problem is not None:
            raise self._problem


@contextmanager
def check_beside(source: FileSource) -> Iterator[Check]:
    """Have a file read by a child, which does not outlive the context.

    Raises:
        OSError: no child is to be had.
    """
    pipe, end = Pipe(duplex=False)
    with pipe, end:
        # Between the fork and the lines that deal with it, Ctrl-C would leave a child that
        # nobody ends, or one that runs on in the code of our caller.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
        try:
            child = fork_quietly()
        except OSError:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            raise
        if child == 0:
            pipe.close()
            _serve(source, end)
        try:
            end.close()
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            yield Check(source, pipe)
        finally:
            # Where our caller has the system reap its children, it is gone already.
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)


def _serve(source: FileSource, end: Connection) -> NoReturn:
    """Read the file in the child, and end without any clean-up.

    It ends as well when the parent does: nobody hears it any more.
    """
    status = 1
    try:
        # What the parent left to be collected may be a store, whose threads are not here.
        gc.disable()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
        end.send(_read_through(source, end))
        status = 0
    finally:  # without memory, or without a reader, nothing can be told
        os._exit(status)


def _read_through(source: FileSource, end: Connection) -> StancegraphError | None:
    try:
        deque(source.batches(lambda read, triples: end.send((read, triples))), maxlen=0)
    except StancegraphError as exc:
        return exc
    return None
