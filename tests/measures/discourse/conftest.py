from __future__ import annotations

import csv
from pathlib import Path

import pytest

from graph.measures.discourse import Row, Statements


@pytest.fixture(scope="session")
def dna_statements() -> dict[str, Statements]:
    """The statements that Discourse Network Analyzer was given, by qualifier."""
    path = Path(__file__).with_name("syn_statements.csv")
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    return {
        qualifier: Statements.from_rows(
            Row(
                actor=line["organization"],
                concept=line["concept"],
                value=float(line[qualifier]),
                time=line["datetime"],
                document=int(line["document_id"]),
                start=int(line["start"]),
                stop=int(line["stop"]),
                id=int(line["statement_id"]),
            )
            for line in lines
        )
        for qualifier in ("agreement", "strength")
    }
