"""Which engine runs, what it needs, and what it leaves behind."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import threading
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.sparse import csr_array

import graph
from graph.errors import UsageError
from graph.measures.costance import Cells, Selection, blocks, pair_sums, strongest
from graph.measures.costance import engine as engines

if TYPE_CHECKING:
    from graph.measures.costance.engine import EngineName

USE = (
    "import sys; from scipy.sparse import csr_array; "
    "from graph.measures.costance import Cells, pair_sums, strongest; "
    "cells = Cells.from_degrees(csr_array([[1.0, -1.0], [1.0, 1.0]])); "
)


def table(actors: int, concepts: int, cells: int) -> Cells:
    """Return a table of so many stances for and against."""
    draw = np.random.default_rng(5)
    places = draw.choice(actors * concepts, cells, replace=False)
    sides = draw.choice([-1.0, 1.0], cells)
    return Cells.from_degrees(
        csr_array((sides, np.divmod(places, concepts)), shape=(actors, concepts))
    )


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(UsageError, match="no 'fortran'; choose from auto, numpy, numba"):
        pair_sums(table(2, 2, 2), engine="fortran")  # type: ignore[arg-type] # the fault under test


def test_no_memory_is_refused() -> None:
    with pytest.raises(UsageError, match="memory_bytes: 0 is no memory; give at least 1"):
        next(blocks(table(2, 2, 2), memory_bytes=0))


def test_without_numba_auto_takes_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda _: None)
    cells = table(3, 3, 5)
    np.testing.assert_array_equal(pair_sums(cells), pair_sums(cells, engine="numpy"))
    with pytest.raises(UsageError, match="'numba' is not installed; pip install 'stancegraph"):
        pair_sums(cells, engine="numba")


def test_the_numpy_engine_imports_no_numba() -> None:
    asked = "pair_sums(cells, engine='numpy'); sys.exit('numba' in sys.modules)"
    subprocess.run([sys.executable, "-c", USE + asked], check=True)


@pytest.mark.parametrize("memory_bytes", [2**21, 2**23])
def test_blocks_stay_within_the_memory(memory_bytes: int, engine: EngineName) -> None:
    cells = table(4000, 50, 6000)
    list(zip(blocks(cells, engine=engine), range(1), strict=False))  # compiles, imports
    # The table laid out anew: 40 bytes a cell and 16 a threshold, by the docstring.
    layout = 56 * len(cells.indices)
    tracemalloc.start()
    try:
        for _ in blocks(cells, memory_bytes=memory_bytes, engine=engine):
            pass
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # One block is with the caller while the next is made.
    assert peak <= 2 * memory_bytes + layout + 2**19


@pytest.mark.parametrize("memory_bytes", [2**21, 2**23])
def test_the_strongest_stay_within_the_memory(memory_bytes: int, engine: EngineName) -> None:
    cells = table(4000, 50, 6000)
    wanted = Selection(top=5)
    strongest(cells, wanted, engine=engine)
    allowed = memory_bytes + 56 * len(cells.indices) + 2 * 12 * 5 * 4000 + 2**19
    tracemalloc.start()
    try:
        strongest(cells, wanted, memory_bytes=memory_bytes, engine=engine)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak <= allowed


def test_less_memory_means_smaller_blocks(engine: EngineName) -> None:
    cells = table(1000, 20, 2000)
    rows = [next(blocks(cells, memory_bytes=size, engine=engine))[1] for size in (1, 2**19, 2**21)]
    assert rows[0] == 1 < rows[1] < rows[2]


def test_no_thread_is_left_behind(engine: EngineName) -> None:
    before = threading.active_count()
    cells = table(500, 20, 2000)
    strongest(cells, engine=engine)
    list(blocks(cells, engine=engine))
    assert threading.active_count() == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_compiled_code_needs_no_folder_to_write_to(tmp_path: Path) -> None:
    pytest.importorskip("numba")
    shutil.copytree(Path(graph.__file__).parent, tmp_path / "graph")
    for folder in (tmp_path, *tmp_path.rglob("*")):
        folder.chmod(0o555)
    work = "pair_sums(cells, engine='numba')"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "HOME": "/nonexistent"}
    subprocess.run([sys.executable, "-c", USE + work], check=True, env=environment, cwd="/")


def test_without_a_folder_for_its_cache_numba_compiles_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    numba = pytest.importorskip("numba")
    from graph.measures.costance.compiling import compiled

    make = numba.njit

    def refusing(*given: object, **options: object) -> object:
        if options.get("cache"):
            raise RuntimeError("cannot cache function 'one': no locator available")
        return make(*given, **options)

    monkeypatch.setattr(numba, "njit", refusing)

    def one() -> int:
        return 1

    assert compiled(one)() == 1


def test_the_loops_are_plain_functions_where_numba_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from graph.measures.costance import compiling

    monkeypatch.setattr(compiling, "find_spec", lambda _: None)
    assert compiling.compiled(importlib.util.find_spec) is importlib.util.find_spec
