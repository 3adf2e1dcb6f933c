from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.analysis.sketch import Sketch
else:
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from sketch import Sketch


@pytest.fixture
def sketch(tmp_path: Path) -> Sketch:
    """An empty graph to draw on."""
    return Sketch(tmp_path)
