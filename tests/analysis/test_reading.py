"""Answers about a few things read what these need, and not the whole graph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from graph import Wanted
from graph.analysis.dossier import dossier
from graph.analysis.signing import can_sign
from graph.model.vocabulary import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from graph import KnowledgeGraph
    from graph.store.base import Row

ID = "https://w3id.org/stancegraph/id/"
RED, BLUE = f"{ID}organisation/red", f"{ID}organisation/blue"
WHOLE = re.compile(r"VALUES \?class .* \?property \?value")
JULY = Wanted(on="2022-07-01")

ANSWERS: dict[str, Callable[[KnowledgeGraph], object]] = {
    "agree": lambda kg: kg.agree("Red", "Blue", wanted=JULY).sentences(),
    "common-ground": lambda kg: kg.common_ground("Red", "Blue", wanted=JULY).sentences(),
    "changes": lambda kg: kg.changes().sentences(),
    "show an organisation": lambda kg: dossier(kg, BLUE),
    "show a petition": lambda kg: dossier(kg, f"{ID}petition/call"),
    "can-sign": lambda kg: can_sign(kg, RED, f"{ID}petition/call", on="2022-07-01"),
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_no_kind_is_read_whole_but_links(
    answer: Callable[[KnowledgeGraph], object], kg: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    scan = kg.store.scan

    def noting(variables: Sequence[str], where: str) -> Iterator[Row]:
        asked.append(where)
        return scan(variables, where)

    monkeypatch.setattr(kg.store, "scan", noting)
    told = answer(kg)
    whole = [where for where in asked if WHOLE.match(where)]
    assert all(f"{{ <{KINDS['link']}> }}" in where for where in whole)
    # Everything at hand, the answer is the same.
    assert [*kg.records.statements, *kg.records.evidence, *kg.records.things]
    assert len([where for where in asked if WHOLE.match(where)]) >= 3
    assert answer(kg) == told
