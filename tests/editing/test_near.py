"""Names that may be of the same thing are found, all of them and no others."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.names.keys import key
from graph.names.near import NearNames, comparison_keys, edits_allowed

LETTERS = st.text(alphabet="abc 1", min_size=1, max_size=16)


def distance(one: str, other: str) -> int:
    """Return the edit distance, as the textbook computes it."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        diagonal, row[0] = row[0], i
        for j, b in enumerate(other, start=1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (a != b))
    return row[-1]


def alike(one: str, other: str) -> bool:
    """Tell whether two folded names are alike, by the definition and nothing else."""
    if sorted(one.split()) == sorted(other.split()):
        return True
    most = min(edits_allowed(len(one)), edits_allowed(len(other)))
    return distance(one, other) <= most and re.findall(r"\d+", one) == re.findall(r"\d+", other)


@settings(deadline=None)
@given(st.lists(LETTERS, max_size=30), LETTERS)
def test_all_that_are_alike_are_found_and_no_others(known: list[str], name: str) -> None:
    index = NearNames()
    folded = {form for form in map(key, known) if form}
    for form in folded:
        index.add(form, form)
    expected = {form for form in folded if any(alike(form, k) for k in comparison_keys(name))}
    assert set(index.near([name])) == expected


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("Stop the War Coalition", "Stop teh War Coalition", True),
        ("Stop the War Coalition", "The Stop the War Coalition", True),
        ("Les Verts", "Verts", True),
        ("Branch 12", "Branch 13", False),
        ("Branch 12", "12 Branch", True),
        ("G7", "G8", False),
        ("SPD", "SPÖ", False),
        ("SPÖ", "SPO", True),
        ("Rabkor", "Рабкор", True),
        ("Weiß", "Weiss", True),
        ("ﬁne words", "fine words", True),
        ("Ann Lee", "Lee, Ann", True),
        ("Alpha Union", "Union, Alpha", True),
        ("Alpha Union (North)", "North Alpha Union", True),
        ("Boris Kagarlitsky", "Kagarlitzky, Boris", True),
        ("Alpha Party", "Alpha Partei", True),
        ("Die Alpha-Bewegung", "Alpha Movement", False),
        ("Alpha Bewegung", "Movement Alpha", True),
        ("Alpha Party", "Alpha Union", False),
        ("Parti Socialiste", "Partido Socialista", False),
        ("C++ Users", "C Users", False),
        ("Lee, Ann, Jo", "Ann, Jo, Lee", True),
        ("Branch 12, North", "North, Branch 13", False),
        (", ,", "..", False),
    ],
)
def test_names_that_people_write(one: str, other: str, found: bool) -> None:  # noqa: FBT001
    for known, name in ((one, other), (other, one)):
        index = NearNames()
        for form in comparison_keys(known):
            index.add(form, "x")
        assert bool(index.near([name])) is found


def test_those_with_fewer_edits_are_told_apart_from_those_with_more() -> None:
    index = NearNames()
    index.add("peace coalition", "same")
    index.add("peace coalitions", "near")
    assert index.near(["Peace Coalition"]) == {"same": 0, "near": 1}


def test_a_thing_may_have_many_names() -> None:
    index = NearNames()
    for name in ("peace now", "now peace", "pnow one"):
        index.add(name, "x")
    assert index.near(["Peace Now", "PNow One"]) == {"x": 0}
    assert index.near([]) == index.near(["", " "]) == {}
