"""The environment, read here and nowhere else."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path

from .errors import UsageError

GRAPH_VARIABLE = "STANCEGRAPH_GRAPH"
DATASET_FILE = "dataset.ttl"
ENDPOINT_TIMEOUT_S = 60.0
PIPED_WIDTH = 100
TERMINAL_WIDTH = 80


def graph_location() -> str | None:
    """Return what `STANCEGRAPH_GRAPH` says, or None where it is unset or empty."""
    return os.environ.get(GRAPH_VARIABLE) or None


def nearest_dataset(start: Path | None = None) -> Path | None:
    """Return the nearest folder upwards that holds a `dataset.ttl`, or None.

    Args:
        start: where to look first; the working directory if left out.
    """
    here = (start or Path.cwd()).resolve()
    return next((f for f in (here, *here.parents) if (f / DATASET_FILE).is_file()), None)


@dataclass(frozen=True)
class EndpointSettings:
    """What the environment says of SPARQL endpoints.

    Attributes:
        meant_for: the endpoint in `STANCEGRAPH_GRAPH`, which the rest belongs
            to; None where that names none.
        update: `STANCEGRAPH_UPDATE`, the URL that takes updates.
        user: `STANCEGRAPH_USER`.
        password: `STANCEGRAPH_PASSWORD`.
        timeout_s: `STANCEGRAPH_TIMEOUT`, seconds that one answer may take.
    """

    meant_for: str | None = None
    update: str | None = None
    user: str = ""
    password: str = field(default="", repr=False)
    timeout_s: float = ENDPOINT_TIMEOUT_S


def endpoint_settings() -> EndpointSettings:
    """Return what the environment says of SPARQL endpoints.

    Raises:
        UsageError: the time-out is no number of seconds.
    """
    graph = graph_location() or ""
    return EndpointSettings(
        graph if graph.startswith(("http://", "https://")) else None,
        os.environ.get("STANCEGRAPH_UPDATE") or None,
        os.environ.get("STANCEGRAPH_USER", ""),
        os.environ.get("STANCEGRAPH_PASSWORD", ""),
        _timeout(os.environ.get("STANCEGRAPH_TIMEOUT", "")),
    )


def _timeout(given: str) -> float:
    try:
        timeout_s = float(given or ENDPOINT_TIMEOUT_S)
    except ValueError:
        timeout_s = 0.0
    if timeout_s <= 0 or not isfinite(timeout_s):
        raise UsageError(f"STANCEGRAPH_TIMEOUT: {given!r} is no number of seconds; write 60")
    return timeout_s


def proxies(host: str) -> dict[str, str]:
    """Return the proxies on the way to a host, by scheme; none to this machine itself."""
    from ipaddress import ip_address
    from urllib.request import getproxies, proxy_bypass

    try:
        here = ip_address(host).is_loopback
    except ValueError:
        here = host == "localhost" or host.endswith(".localhost")
    return {} if here or proxy_bypass(host) else getproxies()


def colour_wanted(*, terminal: bool) -> bool:
    """Tell whether to colour: on a terminal, unless `NO_COLOR` or `TERM=dumb` says no."""
    return terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def debug_wanted() -> bool:
    """Tell whether `STANCEGRAPH_DEBUG` asks for the traceback of internal errors."""
    return bool(os.environ.get("STANCEGRAPH_DEBUG"))


def line_width(*, terminal: bool) -> int:
    """Return how many columns a line may take: `COLUMNS`, else the terminal's, else 100."""
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given):
        return int(given)
    try:
        # Some terminals do not tell their size and say 0.
        return (os.get_terminal_size().columns or TERMINAL_WIDTH) if terminal else PIPED_WIDTH
    except OSError:
        return PIPED_WIDTH
