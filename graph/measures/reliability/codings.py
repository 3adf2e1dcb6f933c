"""What several coders made of the same units, checked and counted."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from ...errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Value: TypeAlias = float | str
"""What a coder said of a unit: a number, or a word where no order is needed."""

Codings: TypeAlias = "Sequence[Sequence[Value | None]]"
"""One row a coder, one place a unit in the same order; None or NaN where not coded."""

_PAIR = 2


@dataclass(frozen=True)
class Coefficient:
    """A coefficient of agreement, with what it rests on.

    Attributes:
        value: 1 − `observed` / `expected`; None where that is undefined, because
            all that was said is one and the same value.
        coders: those who coded at least one pairable unit.
        units: units that anybody coded.
        pairable: units that two coders or more coded; only these count.
        observed: the disagreement that was found.
        expected: the disagreement that chance would bring.
    """

    value: float | None
    coders: int
    units: int
    pairable: int
    observed: float
    expected: float


@dataclass(frozen=True)
class Tally:
    """How many coders gave each value to each unit that two of them or more coded.

    Attributes:
        values: those that occur in pairable units: numbers ascending, then words.
        counts: one row a pairable unit, one column a value.
        coders: those who coded at least one pairable unit.
        units: units that anybody coded.
    """

    values: tuple[Value, ...]
    counts: NDArray[np.int64]
    coders: int
    units: int

    def coefficient(self, observed: float, expected: float) -> Coefficient:
        """Return 1 − observed / expected with these counts, undefined for one value only."""
        value = 1 - observed / expected if expected else None
        return Coefficient(
            value, self.coders, self.units, len(self.counts), float(observed), float(expected)
        )


def tally(codings: Codings) -> Tally:
    """Count the values of each pairable unit.

    Raises:
        UsageError: fewer than two coders, rows of different lengths, an infinite
            number, or no unit that two of them coded.
    """
    rows = checked(codings)
    width = len(rows[0])
    coded = np.array([[value is not None for value in row] for row in rows], dtype=bool)
    times = coded.sum(axis=0)
    pairable = np.flatnonzero(times >= _PAIR)
    if not pairable.size:
        message = f"codings: none of {width} units has two coders; two must code the same one"
        raise UsageError(message)
    found = {row[unit] for row in rows for unit in pairable.tolist()} - {None}
    values = sorted((v for v in found if v is not None), key=_order)
    at = {value: column for column, value in enumerate(values)}
    counts = np.zeros((len(pairable), len(values)), dtype=np.int64)
    for row in rows:
        for line, unit in enumerate(pairable.tolist()):
            value = row[unit]
            if value is not None:
                counts[line, at[value]] += 1
    coders = int(coded[:, pairable].any(axis=1).sum())
    return Tally(tuple(values), counts, coders, int((times > 0).sum()))


def checked(codings: Codings) -> list[list[Value | None]]:
    """Return the rows of all coders, None for each value that is missing.

    Raises:
        UsageError: fewer than two coders, rows of different lengths, or an
            infinite number.
    """
    rows = [[_value(value) for value in row] for row in codings]
    if len(rows) < _PAIR:
        raise UsageError(f"codings: {len(rows)} coder; agreement needs two or more")
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(rows[0]):
            message = f"codings: coder {number} has {len(row)} units, the first {len(rows[0])}"
            raise UsageError(f"{message}; give all the same ones, None where not coded")
    return rows


def _value(value: Value | None) -> Value | None:
    if value is None or isinstance(value, str):
        return value
    if math.isinf(value):
        raise UsageError(f"codings: {value!r} is no value; give finite numbers, None where missing")
    return None if math.isnan(value) else value


def _order(value: Value) -> tuple[bool, float, str]:
    return (True, 0.0, value) if isinstance(value, str) else (False, value, "")
