"""Discourse networks: statements, duplicates, one-mode and two-mode networks, windows."""

from __future__ import annotations

from .choices import OneModeOptions, TwoModeOptions
from .duplicates import without_duplicates
from .network import Network
from .one_mode import one_mode
from .scale import Scale
from .statements import Row, Statements
from .two_mode import two_mode
from .windows import Slice, Windows, slices

__all__ = [
    "Network",
    "OneModeOptions",
    "Row",
    "Scale",
    "Slice",
    "Statements",
    "TwoModeOptions",
    "Windows",
    "one_mode",
    "slices",
    "two_mode",
    "without_duplicates",
]
