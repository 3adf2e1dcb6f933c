"""A child process that reads large files through while the engine loads them.

The engine takes in more than we do, tells no number of triples, and is slow to
notice a fault at the end. The child reads as if it were to load the files itself,
several times as fast, and tells how it goes. At the end of a file the engine
leaves a processor idle for a while: the child is at the next file by then.
"""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, Pipe
from typing import TYPE_CHECKING, Final, NoReturn, TypeAlias

from ...errors import CannotRun, StancegraphError
from ..isolation import fork_quietly

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .files import FileSource

Word: TypeAlias = "tuple[int, int] | StancegraphError | None"
"""Bytes and triples that were read of a file; at its end what is wrong with it."""

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)
_BEHIND: Final = 5
"""By how much the child lets the engine go first (`nice`): it is faster all the same."""


class Check:
    """What a child tells of one file."""

    def __init__(self, source: FileSource, child: Child) -> None:
        """Wait for the file's turn.

        Args:
            source: the file.
            child: reads it.
        """
        self.source = source
        self.ended = False
        self._child = child
        self._problem: StancegraphError | None = None
        self._told: deque[tuple[int, int]] = deque([(0, 0)])

    def triples_in(self, read: int) -> int:
        """Return how many triples so many bytes hold, as far as is known.

        Raises:
            StancegraphError: the file is bad.
        """
        while not self.ended and self._child.speaks():
            self._child.listen()
        self._raise()
        while len(self._told) > 1 and self._told[1][0] <= read:
            self._told.popleft()
        return self._told[0][1]

    def verdict(self) -> int:
        """Wait until the file was read through, and return how many triples it has.

        Raises:
            StancegraphError: the file is bad.
        """
        while not self.ended:
            self._child.listen()
        self._raise()
        return self._told[-1][1]

    def take(self, word: Word) -> None:
        """Take down what the child tells of this file."""
        if isinstance(word, tuple):
            self._told.append(word)
        else:
            self.ended, self._problem = True, word

    def _raise(self) -> None:
        if self._problem is not None:
            raise self._problem


class Child:
    """A child that reads files, one after the other."""

    def __init__(self, sources: Sequence[FileSource], pipe: Connection) -> None:
        """Listen to it.

        Args:
            sources: what it reads, in its order.
            pipe: the words of each, one behind the other.
        """
        self._pipe = pipe
        self._checks = {source: Check(source, self) for source in sources}
        self._left = deque(self._checks.values())

    def check_of(self, source: FileSource) -> Check:
        """Return what it tells of one of its files."""
        return self._checks[source]

    def speaks(self) -> bool:
        """Tell whether it can be listened to without waiting."""
        return self._pipe.poll()

    def listen(self) -> None:
        """Wait for its next word, and hand it to the check of the file at which it is."""
        check = self._left[0]
        try:
            word: Word = self._pipe.recv()
        except EOFError:
            path = check.source.path
            word = CannotRun(f"{path}: reading it ended without a word; load it again")
        check.take(word)
        if check.ended:
            self._left.popleft()


@contextmanager
def read_beside(sources: Sequence[FileSource]) -> Iterator[Child]:
    """Have files read by a child, which does not outlive the context.

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
            _serve(sources, end)
        try:
            end.close()
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            yield Child(sources, pipe)
        finally:
            # Where our caller has the system reap its children, it is gone already.
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)


def _serve(sources: Sequence[FileSource], end: Connection) -> NoReturn:
    """Read the files in the child, and end without any clean-up.

    It ends as well when the parent does: nobody hears it any more.
    """
    status = 1
    try:
        os.nice(_BEHIND)
        # What the parent left to be collected may be a store, whose threads are not here.
        gc.disable()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
        for source in sources:
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
