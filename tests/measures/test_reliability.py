"""Reliability of coding against published figures, another program, and the definition.

`reliability.json` holds what the Python package krippendorff 0.9.0 and others
computed: Krippendorff's own example and twenty made-up tables.
"""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from graph.errors import UsageError
from graph.measures.reliability.alpha import LEVELS, coincidence_matrix, krippendorff_alpha
from graph.measures.reliability.kappa import cohen_kappa, fleiss_kappa

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from graph.measures.reliability.alpha import Level
    from graph.measures.reliability.codings import Coefficient

Row: TypeAlias = list[float | str | None]
Rows: TypeAlias = list[Row]

ORACLES = json.loads((Path(__file__).parent / "reliability.json").read_text(encoding="utf-8"))
CANONICAL: Rows = ORACLES["canonical"]["data"]
CASES = range(len(ORACLES["cases"]))


def of(value: float | None) -> object:
    """Return what equals a value up to 1e-9, or what is undefined as well."""
    return None if value is None else pytest.approx(value, abs=1e-9, rel=0)


@pytest.mark.parametrize("level", LEVELS)
def test_alpha_of_krippendorffs_example(level: Level) -> None:
    found = krippendorff_alpha(CANONICAL, level)
    assert found.value == of(ORACLES["canonical"]["alpha"][level])
    assert (found.coders, found.units, found.pairable) == (4, 12, 11)


def test_published_alphas_of_krippendorffs_example() -> None:
    values = [krippendorff_alpha(CANONICAL, level).value for level in LEVELS]
    assert [round(value or 0, 3) for value in values] == [0.743, 0.815, 0.849]


def test_published_coincidences_of_krippendorffs_example() -> None:
    values, matrix = coincidence_matrix(CANONICAL)
    assert values == (1, 2, 3, 4, 5)
    assert matrix * 3 == pytest.approx(
        np.array(
            [
                [21, 4, 1, 1, 0],
                [4, 30, 4, 1, 0],
                [1, 4, 24, 1, 0],
                [1, 1, 1, 12, 0],
                [0, 0, 0, 0, 9],
            ]
        )
    )


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("case", CASES)
def test_alpha_equals_that_of_another_program(case: int, level: Level) -> None:
    oracle = ORACLES["cases"][case]
    assert krippendorff_alpha(oracle["data"], level).value == of(oracle["alpha"][level])


@pytest.mark.parametrize(
    ("name", "kappa"),
    [("cohen_kappa", lambda rows: cohen_kappa(*rows)), ("fleiss_kappa", fleiss_kappa)],
)
def test_kappas_equal_those_of_other_programs(
    name: str, kappa: Callable[[Rows], Coefficient]
) -> None:
    oracles = [oracle for oracle in ORACLES["cases"] if name in oracle]
    assert len(oracles) >= 3
    found = [kappa(oracle["data"]).value for oracle in oracles]
    assert found == [of(oracle[name]) for oracle in oracles]


def test_published_kappa_of_cohen() -> None:
    """200 units: p_o = .70; p_e = .6·.5 + .3·.3 + .1·.2 = .41; κ = .29/.59."""
    counts = [[88, 10, 2], [14, 40, 6], [18, 10, 12]]
    # The columns of the paper's table are the second coder's; 120, 60 and 20 are their sums.
    pairs = [(i, j) for i in range(3) for j in range(3) for _ in range(counts[i][j])]
    found = cohen_kappa([i for i, _ in pairs], [j for _, j in pairs])
    assert (found.pairable, found.observed, found.expected) == (200, of(0.30), of(0.59))
    assert round(found.value or 0, 3) == 0.492


DIAGNOSES = (
    "00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 "
    "00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006"
)
"""How many of six psychiatrists gave each of 30 patients each of five diagnoses."""


def test_published_kappa_of_fleiss() -> None:
    """The shares of the diagnoses are .144, .144, .167, .306 and .239, and κ is .430."""
    given_to = [
        [j for j, n in enumerate(row) for _ in range(int(n))] for row in DIAGNOSES.split(" ")
    ]
    rows: Rows = [[unit[coder] for unit in given_to] for coder in range(6)]
    found = fleiss_kappa(rows)
    assert (found.coders, found.pairable) == (6, 30)
    assert round(1 - found.expected, 2) == round(0.144**2 * 2 + 0.167**2 + 0.306**2 + 0.239**2, 2)
    assert round(found.value or 0, 3) == 0.43


def test_alpha_by_hand() -> None:
    """Pairs (1, 1), (½, −1), (−1, −½), (1, 1) of degrees, and one that a coder left out.

    Of n = 8 values −1 is there twice, −½ and ½ once, 1 four times. The middles of their
    ranks are 1, 2½, 3½ and 6. D_o = 2(2½² + 1½²)/8 = 2⅛. D_e = 2(2·2¼ + 2·6¼ + 8·25 + 1
    + 4·12¼ + 4·6¼)/56 = 584/56.
    """
    rows: Rows = [[1, 0.5, -1, 1, None], [1, -1, -0.5, 1, 0]]
    found = krippendorff_alpha(rows, "ordinal")
    assert (found.observed, found.expected) == (of(17 / 8), of(584 / 56))
    assert found.value == of(1 - (17 / 8) / (584 / 56))
    assert (found.coders, found.units, found.pairable) == (2, 5, 4)


MEASURES: dict[str, Callable[[Rows], Coefficient]] = {
    "nominal": lambda rows: krippendorff_alpha(rows, "nominal"),
    "ordinal": lambda rows: krippendorff_alpha(rows, "ordinal"),
    "interval": lambda rows: krippendorff_alpha(rows, "interval"),
    "cohen": lambda rows: cohen_kappa(rows[0], rows[1]),
    "fleiss": fleiss_kappa,
}


@pytest.mark.parametrize("name", MEASURES)
def test_one_value_throughout_leaves_agreement_undefined(name: str) -> None:
    found = MEASURES[name]([[1, 1, 1], [1, 1, 1]])
    assert found.value is None
    assert found.pairable == 3


def test_a_value_that_only_one_coder_gave_to_a_unit_does_not_define_alpha() -> None:
    assert krippendorff_alpha([[1, 1, 2], [1, 1, None]]).value is None


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize("rows", [[[1, None], [None, 2]], [[], []], [[None], [float("nan")]]])
def test_below_two_coders_in_every_unit_nothing_is_computed(name: str, rows: Rows) -> None:
    with pytest.raises(UsageError):
        MEASURES[name](rows)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([[1, 2]], "codings: 1 coder; agreement needs two or more"),
        ([], "codings: 0 coder; agreement needs two or more"),
        ([[1, 2], [1]], "codings: coder 2 has 1 units, the first 2; give all the same ones"),
        ([[1, 2], [1, float("inf")]], "codings: inf is no value"),
        ([[1, 2], [1, "x"]], "codings: 'x' is no number; give degrees, or take nominal"),
        ([[1, 1e-200], [0, 1e-200]], None),
        ([[0, 1e-200], [0, 0]], "codings: the numbers are too far apart, or too near"),
        ([[0, 1e200], [0, 0]], "codings: the numbers are too far apart, or too near"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_words(rows: Rows, told: str | None) -> None:
    if told is None:
        krippendorff_alpha(rows, "interval")
        return
    with pytest.raises(UsageError, match=told):
        krippendorff_alpha(rows, "interval")


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(UsageError, match="level: 'ratio' is not known; use one of nominal"):
        krippendorff_alpha(CANONICAL, "ratio")  # type: ignore[arg-type]


def test_fleiss_kappa_takes_no_gaps() -> None:
    with pytest.raises(UsageError, match="coder 2 left out unit 3; Fleiss' kappa takes no gaps"):
        fleiss_kappa([[1, 1, 2], [1, 1, None]])


def test_cohens_kappa_counts_units_that_both_coded() -> None:
    assert cohen_kappa(["a", "b", "a", None], ["a", "b", None, "b"]).pairable == 2


def test_words_can_be_compared_on_the_nominal_level() -> None:
    words: Rows = [[None if v is None else f"w{v}" for v in row] for row in CANONICAL]
    assert krippendorff_alpha(words).value == of(ORACLES["canonical"]["alpha"]["nominal"])


VALUES = st.sampled_from([-1.0, -0.5, 0.0, 0.5, 1.0])


@st.composite
def codings(draw: st.DrawFn, *, gaps: bool = True, coders: int | None = None) -> Rows:
    """Give a table of codings with at least one pairable unit."""
    width = draw(st.integers(1, 8))
    height = coders or draw(st.integers(2, 4))
    value = st.none() | VALUES if gaps else VALUES
    rows: Rows = [draw(st.lists(value, min_size=width, max_size=width)) for _ in range(height)]
    units = zip(*rows, strict=True)
    assume(any(sum(v is not None for v in unit) >= 2 for unit in units))
    return rows


def by_definition(rows: Rows, level: str) -> float | None:
    """Compute alpha from all pairs of values, without a matrix of coincidences."""
    units = [[float(v) for v in unit if v is not None] for unit in zip(*rows, strict=True)]
    units = [unit for unit in units if len(unit) > 1]
    pooled = [v for unit in units for v in unit]

    def delta(a: float, b: float) -> float:
        if level == "nominal":
            return float(a != b)
        if level == "interval":
            return (a - b) ** 2
        low, high = sorted((a, b))
        between = sum(low <= v <= high for v in pooled)
        return (between - (pooled.count(a) + pooled.count(b)) / 2) ** 2

    found = sum(
        sum(delta(a, b) for a, b in permutations(unit, 2)) / (len(unit) - 1) for unit in units
    )
    chance = sum(delta(a, b) for a, b in permutations(pooled, 2)) / (len(pooled) - 1)
    return 1 - found / chance if chance else None


@given(codings(), st.sampled_from(LEVELS))
def test_alpha_is_what_its_definition_says(rows: Rows, level: Level) -> None:
    assert krippendorff_alpha(rows, level).value == of(by_definition(rows, level))


@given(codings(), st.sampled_from(LEVELS), st.randoms())
def test_the_order_of_coders_and_units_is_nothing_to_alpha(
    rows: Rows, level: Level, random: Random
) -> None:
    units = list(zip(*rows, strict=True))
    random.shuffle(units)
    other = [list(row) for row in zip(*units, strict=True)]
    random.shuffle(other)
    assert krippendorff_alpha(other, level).value == of(krippendorff_alpha(rows, level).value)


@given(codings(), st.permutations(["a", "b", "c", "d", "e"]))
def test_other_names_for_values_are_nothing_to_nominal_alpha(rows: Rows, names: list[str]) -> None:
    by_value = dict(zip([-1.0, -0.5, 0.0, 0.5, 1.0], names, strict=True))
    named: Rows = [[None if v is None else by_value[float(v)] for v in row] for row in rows]
    assert krippendorff_alpha(named).value == of(krippendorff_alpha(rows).value)


@given(codings(), st.sampled_from([-3.0, 0.5, 10.0]), st.integers(-5, 5))
def test_another_scale_is_nothing_to_interval_alpha(rows: Rows, by: float, plus: int) -> None:
    scaled: Rows = [[None if v is None else float(v) * by + plus for v in row] for row in rows]
    expected = krippendorff_alpha(rows, "interval").value
    assert krippendorff_alpha(scaled, "interval").value == of(expected)


@given(codings())
def test_only_the_order_of_values_counts_in_ordinal_alpha(rows: Rows) -> None:
    other: Rows = [[None if v is None else float(v) ** 3 for v in row] for row in rows]
    expected = krippendorff_alpha(rows, "ordinal").value
    assert krippendorff_alpha(other, "ordinal").value == of(expected)


@given(codings(), st.sampled_from(LEVELS), VALUES)
def test_a_unit_with_one_coder_changes_no_alpha(rows: Rows, level: Level, value: float) -> None:
    more: Rows = [[*row, value if at == 0 else None] for at, row in enumerate(rows)]
    assert krippendorff_alpha(more, level).value == krippendorff_alpha(rows, level).value


@given(codings(gaps=False, coders=2))
def test_cohens_kappa_is_symmetric(rows: Rows) -> None:
    assert cohen_kappa(rows[0], rows[1]).value == of(cohen_kappa(rows[1], rows[0]).value)


@given(codings(gaps=False))
def test_perfect_agreement_is_one_or_undefined(rows: Rows) -> None:
    same = [rows[0], rows[0], rows[0]]
    assert {MEASURES[name](same).value for name in MEASURES} in ({1.0}, {None})


@given(codings(gaps=False))
def test_fleiss_kappa_is_nominal_alpha_without_its_correction_for_small_samples(
    rows: Rows,
) -> None:
    """1 − κ and 1 − α share D_o; the expectation of κ draws with replacement: n − 1 against n."""
    alpha, kappa = krippendorff_alpha(rows), fleiss_kappa(rows)
    n = len(rows) * len(rows[0])
    assert kappa.observed == of(alpha.observed)
    assert kappa.expected * n == of(alpha.expected * (n - 1))
