"""Small tables, and the sums of their pairs by the definition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import strategies as st

from graph.measures.costance import Cells

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph.measures.costance.engine import EngineName

    Sums = tuple[NDArray[np.float64], NDArray[np.float64]]


@dataclass(frozen=True)
class Case:
    """A table as a dictionary: (actor, concept) to count and sides."""

    size: tuple[int, int]
    known: dict[tuple[int, int], tuple[float, tuple[float, ...]]]
    gaps: tuple[float, ...]
    weights: tuple[float, ...] | None

    def cells(self) -> Cells:
        places = sorted(self.known)
        lengths = np.bincount([actor for actor, _ in places], minlength=self.size[0])
        return Cells(
            indptr=np.append(0, np.cumsum(lengths)).astype(np.int64),
            indices=np.array([concept for _, concept in places], dtype=np.int32),
            counts=np.array([self.known[place][0] for place in places], dtype=np.float64),
            sides=np.array([self.known[place][1] for place in places], dtype=np.float64)
            .reshape(len(places), len(self.gaps))
            .T.copy(),
            gaps=np.array(self.gaps, dtype=np.float64),
            shape=self.size,
        )

    def weighing(self) -> NDArray[np.float64] | None:
        return None if self.weights is None else np.array(self.weights)

    def sums(self) -> Sums:
        """Return G0 and G1 by the definition, pair by pair."""
        shared, subtract = np.zeros((2, self.size[0], self.size[0]))
        rest = 1 - sum(self.gaps)
        for (actor, concept), (count, sides) in self.known.items():
            weight = 1.0 if self.weights is None else self.weights[concept]
            for partner in range(self.size[0]):
                if (partner, concept) not in self.known:
                    continue
                other_count, other_sides = self.known[partner, concept]
                shared[actor, partner] += weight * count * other_count
                alike = rest * count * other_count
                for gap, side, other in zip(self.gaps, sides, other_sides, strict=True):
                    alike += gap * side * other
                subtract[actor, partner] += weight * alike
        return shared, subtract


@st.composite
def _cases(draw: st.DrawFn, *, whole: bool) -> Case:
    size = (draw(st.integers(1, 9)), draw(st.integers(1, 5)))
    cuts = draw(st.integers(0, 3))
    kind = draw(st.sampled_from(["one stance", "counted"] if whole else ["any"]))
    places = draw(
        st.sets(st.tuples(st.integers(0, size[0] - 1), st.integers(0, size[1] - 1)), max_size=30)
    )

    def cell() -> tuple[float, tuple[float, ...]]:
        if kind == "any":
            count = draw(st.floats(0.01, 3))
            sides = draw(st.lists(st.floats(-1, 1), min_size=cuts, max_size=cuts))
            return count, tuple(side * count for side in sides)
        count = 1 if kind == "one stance" else draw(st.integers(1, 3))
        steps = draw(st.lists(st.integers(0, count), min_size=cuts, max_size=cuts))
        return float(count), tuple(float(2 * step - count) for step in steps)

    gap = draw(st.sampled_from([0.25, 0.3, 1 / 3]))
    gaps = (1.0,) if cuts == 1 and draw(st.booleans()) else (gap,) * cuts
    some = (
        st.sampled_from([0.0, 1.0, 2.0, 0.5, 0.1]) if whole else st.just(0.0) | st.floats(1e-3, 2)
    )
    weights = draw(st.none() | st.lists(some, min_size=size[1], max_size=size[1]).map(tuple))
    return Case(size, {place: cell() for place in places}, gaps, weights)


@pytest.fixture(scope="session")
def whole_cases() -> st.SearchStrategy[Case]:
    """Give tables of fractions with small denominators: both engines are exact."""
    return _cases(whole=True)


@pytest.fixture(scope="session")
def any_cases() -> st.SearchStrategy[Case]:
    """Give tables of any numbers."""
    return _cases(whole=False)


@pytest.fixture(scope="session", params=["numpy", "numba"])
def engine(request: pytest.FixtureRequest) -> EngineName:
    """Give one engine after the other."""
    if request.param == "numba":
        pytest.importorskip("numba")
        return "numba"
    return "numpy"
