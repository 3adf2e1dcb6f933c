"""What was acknowledged is there, whenever the writer is killed, and whoever else writes.

Each round starts a process that adds positions with their evidence and says so
after each, and kills it at a random moment. STANCEGRAPH_KILLS sets how many
rounds there are; each test of them has a graph of its own.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from graph import DatasetDescription, KnowledgeGraph
from graph.editing.new_graph import init_folder

if TYPE_CHECKING:
    from pathlib import Path

ROUNDS = int(os.environ.get("STANCEGRAPH_KILLS", "20"))
TOGETHER = 20
LONGEST_S = 0.25

ADDING = """
import sys
from graph import *
kg = KnowledgeGraph.open(sys.argv[1])
for number in range(int(sys.argv[3])):
    name = f"{sys.argv[2]} {number}"
    writer = Organization(name=name, kind="other")
    report = Document(title=f"Report {name}", author=writer, issued="2026-01-02")
    word = Evidence(document=report, claimant=writer, paragraph=1, passage="It says so.")
    kg.add(Position(
        actor=writer, proposition="Trains run on time", stance="supports", evidence=word,
    ))
    print(name, flush=True)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "graph"
    init_folder(place, DatasetDescription(title="Kills"))
    from graph import Proposition, Topic

    kg = KnowledgeGraph.open(place)
    kg.add(Topic(name="Railways"), Proposition(name="Trains run on time", topic="Railways"))
    return place


def adder(folder: Path, name: str, count: int) -> subprocess.Popen[str]:
    """Start a process that adds positions."""
    return subprocess.Popen(
        [sys.executable, "-c", ADDING, str(folder), name, str(count)],
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


def holders(folder: Path) -> set[object]:
    """Return who is on record as a holder."""
    table = KnowledgeGraph.open(folder).query("holders-of", proposition="Trains run on time")
    return set(table.column("actor"))


@pytest.mark.parametrize("start", range(0, ROUNDS, TOGETHER))
def test_what_was_acknowledged_outlives_a_kill(start: int, folder: Path) -> None:
    chance = random.Random(2026 + start)  # noqa: S311 - moments, no secrets
    acknowledged: set[object] = set()
    for turn in range(start, min(start + TOGETHER, ROUNDS)):
        with adder(folder, f"Writer {turn:03}", 1000) as child:
            assert child.stdout
            first = child.stdout.readline().strip()
            deadline = time.monotonic() + chance.uniform(0, LONGEST_S)
            # The child is busy adding; nothing is to be waited for but the moment.
            while time.monotonic() < deadline:
                pass
            child.send_signal(signal.SIGKILL)
            acknowledged |= {first, *child.stdout.read().split("\n")} - {""}
        report = KnowledgeGraph.open(folder).check()
        assert [str(r) for r in report.violations] == []
        assert acknowledged <= holders(folder)
    with adder(folder, "The last one", 1) as child:
        assert child.wait(60) == 0
    assert not list(folder.glob(".*")), "nothing is left behind once the graph was written again"


def test_four_writers_at_once_keep_all_hundred(folder: Path) -> None:
    children = [adder(folder, f"Quarter {letter}", 25) for letter in "ABCD"]
    said: set[object] = set()
    for child in children:
        with child:
            out, _ = child.communicate(timeout=300)
            assert child.returncode == 0
            said |= set(out.split("\n")) - {""}
    assert len(said) == 100
    assert holders(folder) == said
    assert KnowledgeGraph.open(folder).check().results == ()
