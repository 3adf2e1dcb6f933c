"""What a table is expected to hold: one declaration, shared by all who read it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

BETWEEN_VALUES = "|"
"""What stands between the values of one cell; names and addresses rarely hold it."""


class Check(Protocol):
    """What makes of a value its normal form, such as `model.countries.country_code`."""

    def __call__(self, text: str, /, *, where: str) -> str:
        """Return the normal form.

        Raises:
            StancegraphError: the value is wrong; the message starts with `where`.
        """


@dataclass(frozen=True)
class Column:
    """One column that a table may have.

    Attributes:
        name: its header; case and blanks around it do not count.
        help: one phrase about what stands in it.
        required: whether the column must be there, with a value in every row.
        many: whether a cell takes several values, with `|` between them.
        example: what the template shows; of a column that takes many, a cell
            with `|` in it tells how.
        check: what each value must pass; it also gives its normal form.
    """

    name: str
    help: str
    required: bool = False
    many: bool = False
    example: str = ""
    check: Check | None = None


Columns: TypeAlias = "Sequence[Column]"


def split_values(cell: str) -> list[str]:
    """Return the values of a cell that takes many, without empty ones and repetitions.

    Example:
        >>> split_values("StWC | Stop the War || StWC")
        ['StWC', 'Stop the War']
    """
    return list(dict.fromkeys(v for v in map(str.strip, cell.split(BETWEEN_VALUES)) if v))


def template(columns: Columns) -> str:
    """Return a CSV to fill in: the header, and one line as an example.

    `read_table` refuses a table in which the example was left.

    Example:
        >>> print(template([Column("name", "Its name.", example="Stop the War Coalition"),
        ...                 Column("alias", "Other names.", many=True, example="StW|StWC")]))
        name,alias
        Stop the War Coalition,StW|StWC
        <BLANKLINE>
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    if any(column.example for column in columns):
        writer.writerow([column.example for column in columns])
    return out.getvalue()


def described(columns: Columns) -> str:
    """Return what each column holds, one line a column, for the help of a script.

    Example:
        >>> print(described([Column("name", "Its name.", required=True),
        ...                  Column("alias", "Other names.", many=True)]))
        name   Its name. (required)
        alias  Other names. (several with | between them)
    """
    width = max((len(column.name) for column in columns), default=0)
    lines = []
    for column in columns:
        many = f"several with {BETWEEN_VALUES} between them" if column.many else ""
        remark = ", ".join(filter(None, ["required" if column.required else "", many]))
        about = f"{column.help} ({remark})" if remark else column.help
        lines.append(f"{column.name.ljust(width)}  {about}")
    return "\n".join(lines)
