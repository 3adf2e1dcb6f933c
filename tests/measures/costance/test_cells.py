"""What is a table of known cells, and what is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.sparse import csr_array

from graph.errors import UsageError
from graph.measures.costance import Cells


def test_thresholds_lie_between_the_degrees_that_occur() -> None:
    cells = Cells.from_degrees(csr_array(np.array([[1.0, -1.0, 0.5]])))
    assert cells.gaps.tolist() == [0.75, 0.25]
    assert cells.sides.tolist() == [[1, -1, 1], [1, -1, -1]]


def test_a_single_degree_has_no_threshold() -> None:
    cells = Cells.from_degrees(csr_array([[1.0, 1.0]]))
    assert cells.sides.shape == (0, 2)


def test_unsorted_degrees_are_sorted() -> None:
    degrees = csr_array((np.array([1.0, -1.0]), np.array([1, 0]), np.array([0, 2])), shape=(1, 2))
    cells = Cells.from_degrees(degrees)
    assert cells.indices.tolist() == [0, 1]
    assert cells.sides.tolist() == [[-1, 1]]


@pytest.mark.parametrize(
    ("degrees", "message"),
    [
        (
            csr_array([[2.0]]),
            "cells: degree 2.0 is not within -1…1; rescale the degrees",
        ),
        (
            csr_array([[np.nan]]),
            "cells: degree nan is not within -1…1; rescale the degrees",
        ),
        (
            csr_array([np.linspace(-1, 1, 80)]),
            "cells: 80 different degrees, at most 64 are borne; round the degrees",
        ),
        (
            csr_array((np.array([1.0, 1.0]), np.array([1, 1]), np.array([0, 0, 2])), shape=(2, 2)),
            "cells: actor 1 has concept 1 twice or out of order; merge the cells and sort them",
        ),
    ],
)
def test_wrong_degrees_are_refused(degrees: csr_array, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        Cells.from_degrees(degrees)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"indptr": np.array([0, 2])}, "cells: 2 row starts for 2 actors; give one more"),
        ({"indptr": np.array([0, 3, 2])}, "cells: row starts do not rise from 0 to 2"),
        ({"indices": np.array([0, 5])}, "cells: a concept outside 0…1; widen the shape"),
        ({"counts": np.array([1.0, 0.0])}, "cells: a count that is not above 0"),
        ({"counts": np.array([1.0, np.inf])}, "cells: a count that is not above 0"),
        ({"counts": np.ones(3)}, "cells: counts (3,) and sides (1, 2) do not fit 2 cells"),
        ({"sides": np.array([[1.0, -2.0]])}, "cells: a side beyond its count"),
        ({"gaps": np.array([-0.1])}, "cells: gaps [-0.1]; they are at least 0"),
        ({"gaps": np.array([1.5])}, "cells: gaps [1.5]; they are at least 0"),
    ],
)
def test_wrong_cells_are_refused(change: dict[str, Any], message: str) -> None:
    right: dict[str, Any] = {
        "indptr": np.array([0, 1, 2]),
        "indices": np.array([0, 1]),
        "counts": np.ones(2),
        "sides": np.array([[1.0, -1.0]]),
        "gaps": np.ones(1),
        "shape": (2, 2),
    }
    Cells(**right)
    with pytest.raises(UsageError) as caught:
        Cells(**(right | change))
    assert str(caught.value).startswith(message)
