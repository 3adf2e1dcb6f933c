"""Columns that the tests of tables share, and files made by the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from graph.model.countries import country_code
from graph.model.web import web_address
from graph.tables.columns import Column

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = (
    Column("name", "Its name.", required=True, example="Stop the War Coalition"),
    Column("type", "What kind it is.", required=True, example="movement"),
    Column("country", "Where it works.", check=country_code, example="GB"),
    Column("website", "Its web site.", many=True, check=web_address, example="stopwar.example"),
    Column("founded", "The year."),
)


class Files(Protocol):
    def __call__(self, name: str, data: str | bytes) -> Path: ...


@pytest.fixture
def columns() -> tuple[Column, ...]:
    return COLUMNS


@pytest.fixture
def file(tmp_path: Path) -> Files:
    def write(name: str, data: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return write
