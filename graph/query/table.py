"""The result of a question: named columns, and rows of plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

from ..errors import CannotRun

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    import pandas as pd
    import polars as pl

Cell: TypeAlias = str | int | float | bool | None


@dataclass(frozen=True)
class Table:
    """Rows of plain values under named columns.

    Attributes:
        columns: the names, in the order of the cells.
        rows: one tuple a row; None where nothing is on record.
        notes: what a reader should know beside the rows, one line each.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    notes: tuple[str, ...] = field(default=())

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        """Iterate over the rows."""
        return iter(self.rows)

    def column(self, name: str) -> list[Cell]:
        """Return the cells of one column, in row order.

        Raises:
            ValueError: there is no such column.
        """
        at = self.columns.index(name)
        return [row[at] for row in self.rows]

    def dicts(self) -> list[dict[str, Cell]]:
        """Return one dictionary a row, by column name."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_pandas(self) -> pd.DataFrame:
        """Return a pandas data frame; texts such as "NA" stay texts, None stays missing.

        Raises:
            CannotRun: pandas is not installed.
        """
        frame: pd.DataFrame = _installed("pandas").DataFrame.from_records(
            self.rows, columns=list(self.columns)
        )
        return frame

    def to_polars(self) -> pl.DataFrame:
        """Return a polars data frame.

        Raises:
            CannotRun: polars is not installed.
        """
        frame: pl.DataFrame = _installed("polars").DataFrame(
            self.rows, schema=list(self.columns), orient="row", infer_schema_length=None
        )
        return frame


def _installed(name: str) -> ModuleType:
    """Return a library that only some have.

    Raises:
        CannotRun: it is not installed.
    """
    try:
        return import_module(name)
    except ImportError as exc:
        raise CannotRun(f"{name}: not installed; install it with pip install {name}") from exc
