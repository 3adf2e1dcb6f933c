"""Which engine adds up the pairs, and what every engine can do."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, Literal, Protocol, get_args

from ...errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from .measures import Measure
    from .scaled import Scaled
    from .selection import Selection, Strongest

EngineName = Literal["auto", "numpy", "numba"]
ENGINES: Final[tuple[EngineName, ...]] = get_args(EngineName)
MEMORY_BYTES: Final = 2**27


class Engine(Protocol):
    """What adds up the pairs of one table."""

    def block_rows(self, count: int) -> int:
        """Return how many rows of so many measures the memory bears, at least 1."""
        ...

    def block(self, start: int, stop: int, measures: Sequence[Measure]) -> NDArray[np.floating]:
        """Return measures of some actors with all, shape (measures, rows, actors)."""
        ...

    def strongest(self, selection: Selection) -> Strongest:
        """Return the strongest partners of every actor."""
        ...

    def close(self) -> None:
        """End its threads, so that the process may fork."""
        ...


def choose(scaled: Scaled, engine: EngineName, memory_bytes: int) -> Engine:
    """Return the engine that is asked for; `auto` takes numba where it is installed.

    Raises:
        UsageError: an unknown engine, one that is not installed, or no memory.
    """
    if engine not in ENGINES:
        raise UsageError(f"engine: no {engine!r}; choose from {', '.join(ENGINES)}")
    if memory_bytes < 1:
        raise UsageError(f"memory_bytes: {memory_bytes!r} is no memory; give at least 1")
    installed = find_spec("numba") is not None
    if engine == "numba" and not installed:
        raise UsageError("engine: 'numba' is not installed; pip install 'stancegraph[fast]'")
    if engine != "numpy" and installed:
        from .by_numba import NumbaEngine

        return NumbaEngine(scaled, memory_bytes)
    from .by_numpy import NumpyEngine

    return NumpyEngine(scaled, memory_bytes)
