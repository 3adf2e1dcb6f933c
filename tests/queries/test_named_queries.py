"""Each named query, on a small graph, gives exactly the table of each of its cases.

A folder has the name of a query and holds `graph.ttl` and one `.toml` file a
case: why (one sentence), parameters, and the whole expected table, written by
hand. Cells stand between bars; an empty cell is nothing on record; `organisation:red`
stands for the IRI. To add a case, add a file.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

from graph import KnowledgeGraph

HERE = Path(__file__).parent
CASES = sorted(HERE.glob("*/*.toml"))
BASE = "https://w3id.org/stancegraph/id/"


class Case(NamedTuple):
    parameters: dict[str, str | bool | list[str]]
    columns: list[str]
    rows: list[list[str]]


def read_case(path: Path) -> Case:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    assert set(content) <= {"why", "parameters", "table"}
    assert content["why"]
    columns, *rows = (
        [cell.strip() for cell in line.split("|")] for line in content["table"].strip().splitlines()
    )
    return Case(content.get("parameters", {}), columns, rows)


def shown(cell: object) -> str:
    """Return a cell as cases write it."""
    if cell is None:
        return ""
    parts = str(cell).split("; ")
    return "; ".join(
        part.removeprefix(BASE).replace("/", ":", 1) if part.startswith(BASE) else part
        for part in parts
    )


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_case_gives_exactly_this_table(path: Path) -> None:
    case = read_case(path)
    table = KnowledgeGraph.open(path.parent).query(path.parent.name, **case.parameters)
    assert list(table.columns) == case.columns
    assert [[shown(cell) for cell in row] for row in table.rows] == case.rows
