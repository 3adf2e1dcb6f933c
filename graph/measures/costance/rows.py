"""What is done with each row of sums once it is filled, for numba to compile."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .compiling import compiled
from .kernels import fill_columns, fill_runs, steps_of, touch_runs, unpack
from .picking import offer, scan, set_test, sort_heap, value_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .kernels import Array, Columns, Runs, Sums
    from .picking import Wanted

WIDTH = 256
FEW = 16


class Best(NamedTuple):
    """Where the best of each actor go.

    Attributes:
        values: by actor and place.
        partners: the same.
        held: how many, by actor.
    """

    values: NDArray[np.float64]
    partners: NDArray[np.int32]
    held: NDArray[np.int64]


class Scratch(NamedTuple):
    """What one thread works with where runs are constant.

    Attributes:
        sums: packed, by actor; zero between rows.
        touched: room for the actors of a row with few.
        shared: unpacked, for a part of a row.
        apart: the same.
    """

    sums: Sums
    touched: NDArray[np.uint32]
    shared: Array
    apart: Array


@compiled
def best_by_runs(
    table: Runs, wanted: Wanted, first: int, last: int, scratch: Scratch, best: Best
) -> None:
    """Keep the best partners of the actors from `first` to before `last`."""
    size = len(scratch.sums)
    test = np.empty(4, scratch.shared.dtype)
    mask = (1 << table.bits) - 1
    for actor in range(first, last):
        heap = (best.values[actor], best.partners[actor])
        held = 0
        if steps_of(table, actor) * FEW < size:
            for at in range(touch_runs(table, actor, scratch.sums, scratch.touched)):
                partner = scratch.touched[at]
                packed = scratch.sums[partner]
                scratch.sums[partner] = 0
                shared = packed & mask
                if partner != actor and shared >= wanted.need:
                    value = value_of(wanted, shared, packed >> table.bits)
                    if value >= wanted.least:
                        held = offer(heap, held, value, partner)
        else:
            fill_runs(table, actor, scratch.sums)
            scratch.sums[actor] = 0
            set_test(wanted, -np.inf, test)
            for start in range(0, size, WIDTH):
                stop = min(start + WIDTH, size)
                sums = (scratch.shared[: stop - start], scratch.apart[: stop - start])
                unpack(scratch.sums[start:stop], table.bits, sums[0], sums[1])
                held = scan(wanted, start, sums, heap, held, test)
        sort_heap(heap, held)
        best.held[actor] = held


@compiled
def best_by_columns(
    table: Columns,
    wanted: Wanted,
    first: int,
    last: int,
    sums: tuple[NDArray[np.float64], NDArray[np.float64]],
    best: Best,
) -> None:
    """Do the same with a table of any numbers."""
    shared, apart = sums
    size = len(shared)
    test = np.empty(4, np.float64)
    for actor in range(first, last):
        heap = (best.values[actor], best.partners[actor])
        held = 0
        shared[:] = 0
        apart[:] = 0
        fill_columns(table, actor, shared, apart)
        shared[actor] = 0
        set_test(wanted, -np.inf, test)
        for start in range(0, size, WIDTH):
            stop = min(start + WIDTH, size)
            part = (shared[start:stop], apart[start:stop])
            held = scan(wanted, start, part, heap, held, test)
        sort_heap(heap, held)
        best.held[actor] = held


@compiled
def write(
    shared: Array, apart: Array, ratio: float, factors: NDArray[np.float64], out: Array
) -> None:
    """Write one measure of a part of a row, in the precision of what it is written to.

    Args:
        shared: I0.
        apart: I.
        ratio: as `Scaled` has it.
        factors: what to take of I0 and of I, and what to divide by; nothing to
            divide by means the agreement.
        out: as long as the sums, and of their kind.
    """
    kind = out.dtype.type
    if factors[2] == 0:
        for at in range(len(out)):
            quotient = apart[at] / (shared[at] * kind(ratio))
            out[at] = kind(100) * (kind(1) - quotient)
    elif factors[2] == 1:
        for at in range(len(out)):
            out[at] = shared[at] * kind(factors[0]) + apart[at] * kind(factors[1])
    else:
        for at in range(len(out)):
            whole = shared[at] * kind(factors[0]) + apart[at] * kind(factors[1])
            out[at] = whole / kind(factors[2])


@compiled
def measures_by_runs(
    table: Runs,
    actors: tuple[int, int, int],
    scratch: Scratch,
    ratio: float,
    factors: NDArray[np.float64],
    out: Array,
) -> None:
    """Write measures of some rows with all.

    Args:
        table: the table.
        actors: the first, the one behind the last, and the one that row 0 stands for.
        scratch: of this thread.
        ratio: as `Scaled` has it.
        factors: by measure, as `write` takes them.
        out: by measure, row and partner.
    """
    size = len(scratch.sums)
    for actor in range(actors[0], actors[1]):
        fill_runs(table, actor, scratch.sums)
        for start in range(0, size, WIDTH):
            stop = min(start + WIDTH, size)
            shared, apart = scratch.shared[: stop - start], scratch.apart[: stop - start]
            unpack(scratch.sums[start:stop], table.bits, shared, apart)
            for measure in range(len(factors)):
                row = out[measure, actor - actors[2], start:stop]
                write(shared, apart, ratio, factors[measure], row)


@compiled
def measures_by_columns(
    table: Columns,
    actors: tuple[int, int, int],
    sums: tuple[NDArray[np.float64], NDArray[np.float64]],
    ratio: float,
    factors: NDArray[np.float64],
    out: Array,
) -> None:
    """Do the same with a table of any numbers."""
    shared, apart = sums
    for actor in range(actors[0], actors[1]):
        shared[:] = 0
        apart[:] = 0
        fill_columns(table, actor, shared, apart)
        for measure in range(len(factors)):
            row = out[measure, actor - actors[2]]
            write(shared, apart, ratio, factors[measure], row)
