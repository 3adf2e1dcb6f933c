"""The engine of compiled loops: needs the extra `fast`."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import TYPE_CHECKING, Final

import numpy as np

from . import rows
from .kernels import Runs
from .measures import LINEAR
from .picking import Wanted
from .preparing import lay_out
from .selection import Strongest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from .measures import Measure
    from .scaled import Scaled
    from .selection import Selection

    Sums = tuple[NDArray[np.float64], NDArray[np.float64]]
    Room = rows.Scratch | Sums

CHUNK: Final = 64
BLOCK_BYTES: Final = 2**24  # larger ones leave the cache
SLACK_SINGLE: Final = 2e-6
SLACK_DOUBLE: Final = 1e-9


class NumbaEngine:
    """Sums by rows, in as many threads as there are processors and memory for."""

    def __init__(self, scaled: Scaled, memory_bytes: int) -> None:
        """Lay the table out."""
        self._scaled = scaled
        self._memory = memory_bytes
        self._size = scaled.cells.actor_count
        self._table = lay_out(scaled)
        self._threads = max(1, min(_processors(), memory_bytes // max(1, self._thread_bytes())))
        self._pool = ThreadPoolExecutor(self._threads)
        self._free: dict[type[np.floating], SimpleQueue[Room]] = {}

    def block_rows(self, count: int) -> int:
        """Return how many rows of so many measures the memory bears, at least 1."""
        each = count * self._size * np.dtype(self._scaled.result_type).itemsize
        left = self._memory - self._threads * self._thread_bytes()
        return max(1, min(left, BLOCK_BYTES) // max(1, each))

    def block(self, start: int, stop: int, measures: Sequence[Measure]) -> NDArray[np.floating]:
        """Return measures of some actors with all, shape (measures, rows, actors)."""
        dtype = self._scaled.result_type
        out = np.empty((len(measures), stop - start, self._size), dtype=dtype)
        factors = np.array([self._factors(measure) for measure in measures]).reshape(-1, 3)
        ratio = self._scaled.ratio

        def work(first: int, last: int, room: Room) -> None:
            actors = (first, last, start)
            if isinstance(self._table, Runs) and isinstance(room, rows.Scratch):
                rows.measures_by_runs(self._table, actors, room, ratio, factors, out)
            else:
                rows.measures_by_columns(self._table, actors, room, ratio, factors, out)  # type: ignore[arg-type]

        self._share(work, start, stop, dtype)
        return out

    def strongest(self, selection: Selection) -> Strongest:
        """Return the strongest partners of every actor."""
        shape = (self._size, min(selection.top, max(1, self._size)))
        best = rows.Best(np.empty(shape), np.empty(shape, np.int32), np.zeros(shape[0], np.int64))
        dtype = np.float32 if self._scaled.ranks_single else np.float64
        wanted = self._wanted(selection, single=dtype is np.float32)

        def work(first: int, last: int, room: Room) -> None:
            if isinstance(self._table, Runs) and isinstance(room, rows.Scratch):
                rows.best_by_runs(self._table, wanted, first, last, room, best)
            else:
                rows.best_by_columns(self._table, wanted, first, last, room, best)  # type: ignore[arg-type]

        self._share(work, 0, self._size, dtype)
        kept = np.arange(shape[1]) < best.held[:, np.newaxis]
        indptr = np.append(0, np.cumsum(best.held)).astype(np.int64)
        return Strongest(indptr, best.partners[kept], best.values[kept])

    def close(self) -> None:
        """End the threads, so that the process may fork."""
        self._pool.shutdown()

    def _share(
        self,
        work: Callable[[int, int, Room], None],
        start: int,
        stop: int,
        dtype: type[np.floating],
    ) -> None:
        """Let threads take rows by turns; numba's own would not outlive a fork."""
        if dtype not in self._free:
            self._free[dtype] = SimpleQueue()
            for _ in range(self._threads):
                self._free[dtype].put(self._room(dtype))
        free = self._free[dtype]
        step = max(1, min(CHUNK, -(-(stop - start) // (4 * self._threads))))

        def turn(first: int) -> None:
            room = free.get()
            try:
                work(first, min(first + step, stop), room)
            finally:
                free.put(room)

        each = map if self._threads == 1 else self._pool.map
        for _ in each(turn, range(start, stop, step)):
            pass

    def _room(self, dtype: type[np.floating]) -> Room:
        if not isinstance(self._table, Runs):
            return np.zeros(self._size), np.zeros(self._size)
        return rows.Scratch(
            sums=np.zeros(self._size, dtype=self._table.adds.dtype),
            touched=np.zeros(self._size // rows.FEW + 1, dtype=np.uint32),
            shared=np.zeros(rows.WIDTH, dtype=dtype),
            apart=np.zeros(rows.WIDTH, dtype=dtype),
        )

    def _thread_bytes(self) -> int:
        if not isinstance(self._table, Runs):
            return 16 * self._size
        return (self._table.adds.dtype.itemsize + 1) * self._size + 16 * rows.WIDTH

    def _factors(self, measure: Measure) -> tuple[float, float, float]:
        if measure == "agreement":
            return 0.0, 0.0, 0.0
        of_shared, of_apart = LINEAR[measure]
        divisor = self._scaled.unit * self._scaled.ratio
        of_shared *= self._scaled.ratio
        if self._scaled.results_single:  # a power of two: as exact, and quicker
            return of_shared / divisor, of_apart / divisor, 1.0
        return of_shared, of_apart, divisor

    def _wanted(self, selection: Selection, *, single: bool) -> Wanted:
        of_shared, of_apart = LINEAR.get(selection.by, (0.0, 0.0))
        slack = SLACK_SINGLE if single else SLACK_DOUBLE
        score = selection.by == "agreement"
        return Wanted(
            ratio=self._scaled.ratio,
            divisor=self._scaled.unit * self._scaled.ratio,
            score=score,
            of_shared=of_shared * self._scaled.ratio,
            of_apart=of_apart,
            need=selection.least_shared(self._scaled),
            least=-np.inf if selection.min_score is None else float(selection.min_score),
            slack=slack if score or not self._scaled.whole else 0.0,
        )


def _processors() -> int:
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1
