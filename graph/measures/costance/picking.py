"""Keep the best of a row in a heap, for numba to compile.

A heap is a pair of arrays, values and partners; the worst stands at the root. Of
two equal values the partner with the higher index is the worse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .compiling import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.floating]
    Heap = tuple[NDArray[np.float64], NDArray[np.int32]]


class Wanted(NamedTuple):
    """Which partners to keep, in the units of `Scaled`.

    Attributes:
        ratio: as `Scaled` has it.
        divisor: unit · ratio.
        score: whether it is the agreement; otherwise the two numbers below.
        of_shared: what to take of shared, times ratio.
        of_apart: what to take of apart.
        need: least I0.
        least: least value.
        slack: how far rounding may lead a comparison astray.
    """

    ratio: float
    divisor: float
    score: bool
    of_shared: float
    of_apart: float
    need: float
    least: float
    slack: float


@compiled
def value_of(wanted: Wanted, shared: float, apart: float) -> float:
    """Return the measure of one pair in 64 bits."""
    wide_shared, wide_apart = np.float64(shared), np.float64(apart)
    if wanted.score:
        return 100.0 * (1.0 - wide_apart / (wide_shared * wanted.ratio))
    whole = wide_shared * wanted.of_shared + wide_apart * wanted.of_apart
    return whole / wanted.divisor


@compiled
def below(heap: Heap, one: int, other: int) -> bool:
    """Tell whether an entry of a heap comes behind another."""
    values, partners = heap
    if values[one] != values[other]:
        return bool(values[one] < values[other])
    return bool(partners[one] > partners[other])


@compiled
def swap(heap: Heap, one: int, other: int) -> None:
    """Exchange two entries of a heap."""
    values, partners = heap
    values[one], values[other] = values[other], values[one]
    partners[one], partners[other] = partners[other], partners[one]


@compiled
def sink(heap: Heap, at: int, size: int) -> None:
    """Let an entry sink to its place; the worst stands at the root."""
    while True:
        child = 2 * at + 1
        if child >= size:
            return
        if child + 1 < size and below(heap, child + 1, child):
            child += 1
        if not below(heap, child, at):
            return
        swap(heap, child, at)
        at = child


@compiled
def offer(heap: Heap, held: int, value: float, partner: int) -> int:
    """Put a partner into the heap where it is good enough; return how many it holds."""
    values, partners = heap
    if held == len(values):
        if value > values[0] or (value == values[0] and partner < partners[0]):
            values[0], partners[0] = value, partner
            sink(heap, 0, held)
        return held
    at = held
    values[at], partners[at] = value, partner
    while at and below(heap, at, (at - 1) // 2):
        swap(heap, at, (at - 1) // 2)
        at = (at - 1) // 2
    return held + 1


@compiled
def sort_heap(heap: Heap, held: int) -> None:
    """Bring a heap into order, the best first."""
    for last in range(held - 1, 0, -1):
        swap(heap, 0, last)
        sink(heap, 0, last)


@compiled
def set_test(wanted: Wanted, root: float, test: Array) -> None:
    """Set a, b, t and need: only a·I0 + b·I > t with I0 ≥ need can be better than the root.

    Args:
        wanted: which partners to keep.
        root: the worst that is kept, or minus infinity while there is room.
        test: to be set. Rounding may let others pass; they are looked at again.
    """
    full = root > -np.inf
    least = root if full else wanted.least
    test[3] = wanted.need
    if least == -np.inf:
        test[0], test[1], test[2] = 0.0, 0.0, -1.0
    elif wanted.score:
        test[0] = (1.0 - least / 100.0) * wanted.ratio * (1.0 + wanted.slack)
        test[1] = -1.0
        test[2] = 0.0 if full else -1e-6
    else:
        test[0], test[1] = wanted.of_shared, wanted.of_apart
        bound = least * wanted.divisor
        test[2] = bound - wanted.slack * abs(bound) if full else bound - 1e-6 * (1 + abs(bound))


@compiled
def scan(
    wanted: Wanted, start: int, sums: tuple[Array, Array], heap: Heap, held: int, test: Array
) -> int:
    """Offer the sums of the actors from `start` on, in order; return how many are held."""
    shared, apart = sums
    of_shared, of_apart, bound, need = test[0], test[1], test[2], test[3]
    hits = 0
    for at in range(len(shared)):
        good = of_shared * shared[at] + of_apart * apart[at] > bound
        hits += good & (shared[at] >= need)
    if hits == 0:
        return held
    for at in range(len(shared)):
        if shared[at] < test[3] or not test[0] * shared[at] + test[1] * apart[at] > test[2]:
            continue
        value = value_of(wanted, shared[at], apart[at])
        if value >= wanted.least:
            held = offer(heap, held, value, start + at)
            if held == len(heap[0]):
                set_test(wanted, heap[0][0], test)
    return held
