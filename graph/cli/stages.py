"""What is being done, told on a terminal while it takes long and nobody knows how long."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from threading import Lock, Timer
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable

_SHOWN_AFTER_S = 1.0


class Stages:
    """The present stage on stderr, where that is a terminal and the work takes over a second."""

    def __init__(self) -> None:
        """Start with no stage; nothing is shown yet."""
        self._shown = ExitStack()
        self._lock = Lock()
        self._words = ""
        self._ended = False
        self._show: Callable[[], None] = lambda: None
        self._timer = Timer(_SHOWN_AFTER_S, self._open)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        """Show the stage in a second, if it is still going on."""
        if sys.stderr.isatty():
            self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take it off the terminal."""
        self._timer.cancel()
        with self._lock:
            self._ended = True
            self._shown.close()

    def tell(self, words: str) -> None:
        """Take what is done from now on."""
        with self._lock:
            self._words = words
            self._show()

    def _open(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        with self._lock:
            if self._ended:
                return
            columns = (BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
            bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._shown.enter_context(bar)
            task = bar.add_task(self._words, total=None)
            self._show = lambda: bar.update(task, description=self._words)
