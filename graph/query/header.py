"""The header of a `.rq` file: what it answers, with which parameters and columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import DatasetError

if TYPE_CHECKING:
    from pathlib import Path

_MARK = "#+ "


@dataclass(frozen=True)
class Parameter:
    """One parameter of a named query.

    Attributes:
        name: as users write it.
        type: `actor`, `organisation`, `petition`, `petition or campaign`,
            `proposition`, `statement`, `thing`, `date` or `boolean`.
        required: whether the query refuses to run without it.
        many: whether it may be given several times.
        least: how many values it needs, where it may be given several times.
        default: what holds when it is left out, in words.
        example: a value that works on the bundled graph.
    """

    name: str
    type: str
    required: bool = False
    many: bool = False
    least: int = 1
    default: str = ""
    example: str = ""

    @property
    def variable(self) -> str:
        """The variable that it is bound to in the query."""
        return self.name if self.type in {"date", "boolean"} else f"{self.name}_iri"


@dataclass(frozen=True)
class Column:
    """One column of a named query's result.

    Attributes:
        name: the variable.
        meaning: one phrase.
        datatype: `string`, `integer`, `date` or `iri`.
        unit: what is counted, for integers.
        many: whether a cell may hold several values, sorted and joined by `; `.
    """

    name: str
    meaning: str
    datatype: str = "string"
    unit: str = ""
    many: bool = False


@dataclass(frozen=True)
class NamedQuery:
    """A question of the library, read from its file."""

    name: str
    summary: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    order: str
    text: str


def read_query(path: Path) -> NamedQuery:
    """Read a query file with its header.

    Raises:
        DatasetError: the header is missing or not readable.
    """
    text = path.read_text(encoding="utf-8")
    header = _parse(path, text)
    parameters = tuple(
        Parameter(
            name=p["name"],
            type=p["type"],
            required=_yes(p.get("required")),
            many=_yes(p.get("many")),
            least=int(p.get("least", 1)),
            default=p.get("default", ""),
            example=p.get("example", ""),
        )
        for p in header.get("parameters") or ()
    )
    columns = tuple(
        Column(
            name=c["name"],
            meaning=c["meaning"],
            datatype=c.get("datatype", "string"),
            unit=c.get("unit", ""),
            many=_yes(c.get("many")),
        )
        for c in header["columns"]
    )
    return NamedQuery(path.stem, header["summary"], parameters, columns, header["order"], text)


def _parse(path: Path, text: str) -> dict[str, Any]:
    import yaml

    lines = [line[len(_MARK) :] for line in text.splitlines() if line.startswith(_MARK)]
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        header = yaml.load("\n".join(lines), Loader=loader)  # noqa: S506 - strings only
    except yaml.YAMLError as exc:
        raise DatasetError(f"{path}: the header is not YAML ({exc}); mend it") from exc
    if not isinstance(header, dict):
        message = f"{path}: no header; start the file with '#+ summary: …' and '#+ columns:'"
        raise DatasetError(message)
    return header


def _yes(value: str | None) -> bool:
    return value in {"yes", "true"}
