"""Small geometry: spreading things along a line, dividing topics into columns."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Place things of given sizes near wanted centres, in order, without overlap.

    Pool-adjacent-violators on the wanted centres less the room taken before
    them: the sum of squared displacements is minimal. Where the things need
    more than the room from `low` to `high`, they run over `high`.

    Example:
        >>> spread([5.0, 5.0], [4.0, 4.0], 0.0, 20.0)
        [3.0, 7.0]
    """
    offsets: list[float] = []
    used = 0.0
    for size in sizes:
        offsets.append(used + size / 2)
        used += size
    blocks: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        mean, count = want - offset, 1
        while blocks and blocks[-1][0] > mean:
            before, many = blocks.pop()
            mean = (before * many + mean * count) / (many + count)
            count += many
        blocks.append((mean, count))
    starts = [mean for mean, count in blocks for _ in range(count)]
    top = max(low, high - used)
    return [
        min(max(start, low), top) + offset for start, offset in zip(starts, offsets, strict=True)
    ]


def split_even(sizes: Sequence[int], parts: int) -> list[int]:
    """Cut a row of sizes into consecutive parts whose largest sum is smallest.

    Returns:
        The part, from 0, of every item; among equal cuts the most even one.

    Example:
        >>> split_even([3, 1, 1, 3], 3)
        [0, 1, 1, 2]
    """
    total = len(sizes)

    @cache
    def best(start: int, left: int) -> tuple[tuple[int, int], tuple[int, ...]]:
        if left == 1:
            load = sum(sizes[start:])
            return (load, load * load), (total,)
        options = []
        for end in range(start, total + 1):
            load = sum(sizes[start:end])
            (worst, squares), ends = best(end, left - 1)
            options.append(((max(load, worst), squares + load * load), (end, *ends)))
        return min(options)

    _, ends = best(0, max(parts, 1))
    return [next(part for part, end in enumerate(ends) if at < end) for at in range(total)]
