"""Lay a table out for the compiled loops: by kind where there are few kinds, else by column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from .kernels import Columns, Runs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .scaled import Scaled

MOST_KINDS: Final = 64
LARGEST_CODE: Final = 2**62
BITS_SHORT: Final = 31
BITS_LONG: Final = 62


def lay_out(scaled: Scaled) -> Runs | Columns:
    """Return the quicker layout that holds the table exactly."""
    found = _runs(scaled) if scaled.whole else None
    return _columns(scaled) if found is None else found


def _runs(scaled: Scaled) -> Runs | None:
    cells = scaled.cells
    kinds = _kinds(scaled)
    if kinds is None:
        return None
    kind_of, examples = kinds
    count = len(examples)
    if count > MOST_KINDS or count * cells.shape[1] > max(4 * len(kind_of), 2**20):
        return None
    bits = int(scaled.largest).bit_length()
    apart_bits = int(scaled.largest * scaled.ratio).bit_length()
    if bits + apart_bits > BITS_LONG:
        return None
    counts, sides = scaled.counts[examples], scaled.sides[:, examples]
    shared = np.outer(counts, counts)
    opposed = scaled.gaps.sum() * shared - (sides.T * scaled.gaps) @ sides
    adds = (np.rint(opposed / scaled.halves).astype(np.int64) << bits) + shared.astype(np.int64)
    small: type[np.int32 | np.int64] = np.int32 if bits + apart_bits <= BITS_SHORT else np.int64
    runs = (cells.indices.astype(np.int64) * count + kind_of).astype(np.int32)
    starts, actors = _by_column(cells.indptr, runs, count * cells.shape[1])
    return Runs(
        indptr=cells.indptr,
        runs=runs,
        starts=starts,
        actors=actors[1],
        weights=scaled.weights.astype(small),
        adds=adds.astype(small),
        bits=bits,
    )


def _columns(scaled: Scaled) -> Columns:
    cells = scaled.cells
    starts, (order, actors) = _by_column(cells.indptr, cells.indices, cells.shape[1])
    return Columns(
        indptr=cells.indptr,
        indices=cells.indices,
        counts=scaled.counts,
        sides=np.ascontiguousarray(scaled.sides.T),
        starts=starts,
        order=order,
        actors=actors,
        weights=scaled.weights,
        gaps=scaled.gaps,
        halves=scaled.halves,
    )


def _kinds(scaled: Scaled) -> tuple[NDArray[np.int64], NDArray[np.int64]] | None:
    """Return the kind of each cell and a cell of each kind; None where they are too many."""
    size = len(scaled.counts)
    code = np.zeros(size, dtype=np.int64)
    span = 1
    for values in (scaled.counts, *scaled.sides):
        low = int(values.min(initial=0))
        wide = int(values.max(initial=0)) - low + 1
        if span * wide > LARGEST_CODE:
            return None
        code = code * wide + (values.astype(np.int64) - low)
        span *= wide
        if span > 2**16:
            unique, code = np.unique(code, return_inverse=True)
            span = len(unique)
            if span > MOST_KINDS:
                return None
    used = np.flatnonzero(np.bincount(code, minlength=1)) if size else np.zeros(0, dtype=np.int64)
    number = np.zeros(span, dtype=np.int64)
    number[used] = np.arange(len(used))
    kind_of = number[code]
    examples = np.zeros(len(used), dtype=np.int64)
    examples[kind_of] = np.arange(size)
    return kind_of, examples


def _by_column(
    indptr: NDArray[np.int64], columns: NDArray[np.int32], width: int
) -> tuple[NDArray[np.int64], tuple[NDArray[np.int64], NDArray[np.uint32]]]:
    """Return where each column starts, and the cells and actors in that order."""
    from scipy.sparse import csr_array

    # scipy's change of layout is a counting sort; numpy has none.
    table = csr_array(
        (np.arange(len(columns)), columns, indptr.astype(np.int32)), shape=(len(indptr) - 1, width)
    ).tocsc()
    actors = table.indices.astype(np.uint32)
    return table.indptr.astype(np.int64), (table.data.astype(np.int64), actors)
