"""Which picture a result has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import UsageError
from .canvas import written

if TYPE_CHECKING:
    from ..results.result import Result


def draw(result: Result, form: str = "svg") -> bytes:
    """Draw a result: a heat map of agreement, a dendrogram of camps, or a series over time.

    Args:
        result: agreement of all pairs, camps, or a series.
        form: svg or png.

    Returns:
        The bytes of the file; the same result always gives the same ones.

    Raises:
        CannotRun: matplotlib, the extra `plot`, is not installed.
        UsageError: this result has no picture, or is too large for one.
    """
    from ..agreement.matrix import AgreementMatrix
    from ..camps.result import Camps
    from ..changes.series import AgreementSeries
    from ..discourse.over_time import NetworkSeries
    from .dendrogram import dendrogram
    from .heat_map import heat_map
    from .time_line import agreement_line, network_line

    if isinstance(result, AgreementMatrix):
        return written(heat_map(result), form)
    if isinstance(result, Camps):
        return written(dendrogram(result), form)
    if isinstance(result, AgreementSeries):
        return written(agreement_line(result), form)
    if isinstance(result, NetworkSeries):
        return written(network_line(result), form)
    name = type(result).__name__
    message = f"plot: {name!r} has no picture; draw an agreement matrix, camps or a series"
    raise UsageError(message)
