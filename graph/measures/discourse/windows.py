"""Networks that move through time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import numpy as np

from ...errors import UsageError
from .choices import OneModeOptions, TwoModeOptions, check_choice
from .frames import Span, calendar_frames, event_frames
from .kernels import Kernel, kernel_weights
from .network import Network, select
from .periods import Unit
from .slicing import network_builder
from .statements import as_moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from .frames import Frame
    from .statements import Moment, Statements

Step: TypeAlias = Literal["events"] | Unit


@dataclass(frozen=True)
class Windows:
    """How time is cut.

    Attributes:
        unit: what windows move by: a unit of the calendar, or `events`, a statement.
        size: w, the width in units.
        kernel: how statements weigh; left out, all those in the window weigh the same.
        start: start of the range; the first statement if left out.
        stop: end of the range; the last statement if left out.
        indent_time: with a kernel the range shrinks to the first and the last statement
            in it; True keeps only windows that lie wholly inside, False has a window at
            every middle and cuts it at the ends. Without a kernel a window always lies
            wholly in the range.

    Raises:
        UsageError: no such unit or kernel, or a size below 1.
    """

    unit: Step
    size: int
    kernel: Kernel | None = None
    start: Moment | None = None
    stop: Moment | None = None
    indent_time: bool = True

    def __post_init__(self) -> None:
        """Refuse what cuts nothing."""
        units = (*get_args(Unit), "events")
        if self.unit not in units:
            raise UsageError(f"windows: no unit {self.unit!r}; use one of {', '.join(units)}")
        if self.kernel is not None:
            check_choice("kernel", self.kernel, Kernel)
        if self.size < 1:
            raise UsageError(f"windows: size {self.size!r} is too small; give 1 or more")


@dataclass(frozen=True, eq=False)
class Slice:
    """The network of one window.

    Attributes:
        start: first moment of the window; under a Gaussian kernel, of the range.
        mid: its middle.
        stop: last moment of the window; under a Gaussian kernel, of the range.
        statement_count: how many statements weigh more than 0.
        network: its rows and columns are the same in every slice.
    """

    start: np.datetime64
    mid: np.datetime64
    stop: np.datetime64
    statement_count: int
    network: Network


def slices(
    statements: Statements, windows: Windows, options: OneModeOptions | TwoModeOptions
) -> Iterator[Slice]:
    """Yield the networks of windows that move through time.

    Middles lie at every unit from the start of the range to its end. The half-width is
    h = (w − 1)/2, rounded half up (3 for w = 6), and the window [middle − h, middle + h],
    both ends included. Windows of events hold w statements in order of time, document,
    start, stop and id.

    With a kernel a statement in the window has the distance u = 2 d/w, where d is the
    number of whole units from it to the middle, and the weight `kernel_weights(u)` in a
    two-mode network. In a one-mode network two statements weigh together the geometric
    mean of their weights: each enters with its root. Gaussian windows have no ends.

    Args:
        statements: any; those outside the range are left out.
        windows: how time is cut.
        options: what each network is made of. Duplicates are taken out of the whole
            range first; actors are kept in every slice if they have a statement in the
            range, or all of them under `isolates`.

    Yields:
        Slices in order of time; none where no window fits, and empty ones where nobody
        spoke. Each takes what the network of its own statements takes.

    Raises:
        UsageError: as `one_mode` and `two_mode`.

    References:
        P. Leifeld, Discourse Network Analyzer, https://github.com/leifeld/dna

    Example:
        >>> from graph.measures.discourse import Row, Statements
        >>> days = ("2023-01-01", "2023-01-02", "2023-01-04", "2023-01-05")
        >>> rows = [Row("A", "tax", 1, day) for day in days]
        >>> found = slices(Statements.from_rows(rows), Windows("days", 3), TwoModeOptions())
        >>> [(str(s.mid)[:10], s.statement_count) for s in found]
        [('2023-01-02', 2), ('2023-01-03', 2), ('2023-01-04', 2)]
    """
    ranged = statements
    if len(statements):
        first, last = _bounds(statements.times, windows.start, windows.stop)
        ranged = statements.between(first, last)
    chosen = select(ranged, options, by_value=options.aggregation != "ignore")
    if options.dna_compatible:
        options = replace(options, scale=options.scale.observed(chosen.values))
    # The choice is made: each slice takes all that it is given.
    options = replace(options, duplicates="include", isolates=True)
    build = network_builder(chosen, options, by_kernel=windows.kernel is not None)
    roots = isinstance(options, OneModeOptions)
    for frame in _frames(chosen.times, windows):
        weights = _weights(frame, windows, dna_compatible=options.dna_compatible)
        part = chosen.take(frame.places).reweighted(np.sqrt(weights) if roots else weights)
        part = part.take(weights > 0)
        yield Slice(frame.start, frame.mid, frame.stop, len(part), build(part))


def _frames(times: NDArray[np.datetime64], windows: Windows) -> Iterator[Frame]:
    whole = windows.kernel is None or windows.indent_time
    endless = windows.kernel == "gaussian"
    before = windows.size // 2
    if windows.unit == "events":
        return event_frames(times, Span(before, windows.size - 1 - before, whole, endless))
    given = (windows.start, windows.stop) if windows.kernel is None else (None, None)
    if not len(times) and None in given:
        return iter(())
    bounds = _bounds(times, *given)
    return calendar_frames(times, bounds, windows.unit, Span(before, before, whole, endless))


def _bounds(
    times: NDArray[np.datetime64], start: Moment | None, stop: Moment | None
) -> tuple[np.datetime64, np.datetime64]:
    return (
        times.min() if start is None else as_moment(start),
        times.max() if stop is None else as_moment(stop),
    )


def _weights(frame: Frame, windows: Windows, *, dna_compatible: bool) -> NDArray[np.float64]:
    if windows.kernel is None:
        return np.ones(len(frame.distances))
    distances = 2 * frame.distances / windows.size
    return kernel_weights(distances, windows.kernel, dna_compatible=dna_compatible)
