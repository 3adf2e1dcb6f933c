"""Memory in large pages, so that forking a process with a large graph stays cheap.

A fork copies the table of pages: 20 ms for the million triples that take 0.4 GB
in pages of 4 kB, and 30 ms more when the child ends. In pages of 2 MB it is 2 ms
altogether, and queries miss the processor's address cache less often.
"""

from __future__ import annotations

from typing import Final

WORTH_BYTES: Final = 50_000_000
"""Below this, forking is cheap as it is."""

MOST_BYTES: Final = 8_000_000_000
_PIECE: Final = 31 << 20
"""What the allocator still takes from its heap: it maps more than 32 MB apart."""

_PAGE: Final = 2 << 20
_TRIM_THRESHOLD, _MAP_THRESHOLD = -1, -3  # of mallopt(3)
_HUGE_PAGE: Final = 14
"""`MADV_HUGEPAGE` of madvise(2)."""


def ask_for_large_pages(size: int) -> bool:
    """Let the memory that is taken next come in large pages, where the system has them.

    The heap is made so much longer, its new part is marked, and given back to
    the allocator. Nothing of it is used until somebody needs it.

    Args:
        size: how many bytes will be needed, about; nothing is done where it is
            too little to matter.

    Returns:
        Whether the system took the advice: it needs Linux and its C library.
    """
    if size < WORTH_BYTES:
        return False
    import ctypes

    try:
        libc = ctypes.CDLL(None)
        mallopt, malloc, free, madvise = libc.mallopt, libc.malloc, libc.free, libc.madvise
    except (OSError, AttributeError):
        return False
    malloc.restype, malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
    free.argtypes = [ctypes.c_void_p]
    madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    count = min(size, MOST_BYTES) // _PIECE + 1
    mallopt(_TRIM_THRESHOLD, -1)  # else it would hand the new part straight back
    mallopt(_MAP_THRESHOLD, 32 << 20)
    pieces = sorted(piece for _ in range(count) if (piece := malloc(_PIECE)))
    advised = bool(pieces)
    for first, last in _runs(pieces):
        start, end = -(-first // _PAGE) * _PAGE, (last + _PIECE) // _PAGE * _PAGE
        advised = not madvise(start, end - start, _HUGE_PAGE) and advised
    for piece in reversed(pieces):
        free(piece)
    return advised


def _runs(pieces: list[int]) -> list[tuple[int, int]]:
    """Return the first and the last piece of each run without a gap."""
    runs: list[tuple[int, int]] = []
    for piece in pieces:
        if runs and piece - runs[-1][1] < _PIECE + _PAGE:
            runs[-1] = (runs[-1][0], piece)
        else:
            runs.append((piece, piece))
    return runs
