from __future__ import annotations

from pathlib import Path

import pytest

from graph import KnowledgeGraph


@pytest.fixture
def kg() -> KnowledgeGraph:
    return KnowledgeGraph.open(Path(__file__).with_name("graph.ttl"))
