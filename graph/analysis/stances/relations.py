"""What the graph says, as numbers: things by number, and one number for each of their values."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Days = NDArray[np.datetime64]

NOTHING: Final = -1
UNDATED: Final = np.datetime64("NaT", "D")


class Register:
    """Numbers for texts, in the order in which they are met."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        """Number some texts, all different."""
        self._numbers: dict[str, int] = {text: number for number, text in enumerate(texts)}

    def __len__(self) -> int:
        """Return how many texts have a number."""
        return len(self._numbers)

    @property
    def texts(self) -> list[str]:
        """The texts by their numbers."""
        return list(self._numbers)

    def number(self, texts: Sequence[str]) -> Numbers:
        """Return the numbers of texts; new ones get the next."""
        known = self._numbers
        for text in dict.fromkeys(texts):
            known.setdefault(text, len(known))
        return np.fromiter(map(known.__getitem__, texts), np.int64, len(texts))

    def among(self, texts: set[str]) -> NDArray[np.bool_]:
        """Tell of each text, by its number, whether it is among some."""
        found = np.zeros(len(self), dtype=np.bool_)
        known = self._numbers
        found[[known[text] for text in texts if text in known]] = True
        return found

    def find(self, texts: Sequence[str]) -> Numbers:
        """Return the numbers of texts, -1 for those that have none."""
        return np.fromiter(map(self._numbers.get, texts, repeat(NOTHING)), np.int64, len(texts))


def spread(rows: Numbers, values: Numbers, length: int) -> Numbers:
    """Return one value for each row, -1 where there is none; rows below 0 are passed over.

    Of several values of one row the smallest counts, so that the answer does
    not depend on the order of what was read.
    """
    found = np.full(length, NOTHING, dtype=np.int64)
    known = rows >= 0
    rows, values = rows[known], values[known]
    order = np.argsort(-values, kind="stable")
    found[rows[order]] = values[order]
    return found


def days(texts: Sequence[str]) -> Days:
    """Return the days that `xsd:date` or `xsd:dateTime` texts begin with; NaT for others."""
    register = Register()
    numbers = register.number(texts)
    different = np.array([_day(text) for text in register.texts] or [UNDATED], "datetime64[D]")
    return different[numbers] if len(numbers) else np.empty(0, "datetime64[D]")


def _day(text: str) -> np.datetime64:
    try:
        return np.datetime64(text[:10], "D")
    except ValueError:
        return UNDATED


def latest(rows: Numbers, when: Days, length: int) -> Days:
    """Return the latest day of each row, NaT for rows without one."""
    found = np.full(length, UNDATED)
    known = (rows >= 0) & ~np.isnat(when)
    rows, when = rows[known], when[known]
    order = np.argsort(when, kind="stable")
    found[rows[order]] = when[order]
    return found


def earliest(rows: Numbers, when: Days, length: int) -> Days:
    """Return the earliest day of each row, NaT for rows without one."""
    found = np.full(length, UNDATED)
    known = (rows >= 0) & ~np.isnat(when)
    rows, when = rows[known], when[known]
    order = np.argsort(when, kind="stable")[::-1]
    found[rows[order]] = when[order]
    return found
