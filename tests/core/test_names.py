"""Names: aliases, scripts and typing errors lead to the thing, or to what comes near."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import KnowledgeGraph
from graph.errors import NotFound
from graph.model.vocabulary import BASE
from graph.names.keys import key, latin_key
from graph.resources import bundled_graph

if TYPE_CHECKING:
    from graph.names.index import NameIndex

RABKOR = f"{BASE}organisation/rabkor"
STOP_THE_WAR = f"{BASE}organisation/stop-the-war-coalition"
ENSU = f"{BASE}organisation/ensu"


@pytest.fixture(scope="module")
def names() -> NameIndex:
    return KnowledgeGraph.open(bundled_graph()).names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Stop the War Coalition", STOP_THE_WAR),
        ("stop  the WAR coalition", STOP_THE_WAR),
        ("Stop the War", STOP_THE_WAR),
        ("stop-the-war-coalition", STOP_THE_WAR),
        ("organisation:stop-the-war-coalition", STOP_THE_WAR),
        (STOP_THE_WAR, STOP_THE_WAR),
        (f"<{STOP_THE_WAR}>", STOP_THE_WAR),
        ("ENSU", ENSU),
        ("Réseau européen de solidarité avec l'Ukraine", ENSU),
        ("reseau europeen de solidarite avec l’ukraine", ENSU),
        ("Рабкор", RABKOR),
        ("rabkor", RABKOR),
    ],
)
def test_thing_is_found_by_every_name_it_has(names: NameIndex, text: str, expected: str) -> None:
    assert names.resolve(text) == expected


def test_typing_error_gives_the_nearest_names(names: NameIndex) -> None:
    with pytest.raises(NotFound) as caught:
        names.resolve("Stop teh War", ["organisation"], wanted="organisation")
    assert caught.value.candidates[0] == "Stop the War Coalition"
    assert caught.value.name == "Stop teh War"
    assert str(caught.value).startswith(
        "no organisation 'Stop teh War'; did you mean 'Stop the War Coalition'"
    )
    assert str(caught.value).endswith("? (stancegraph list organisations)")


def test_name_of_two_things_is_ambiguous_and_both_are_told(names: NameIndex) -> None:
    with pytest.raises(NotFound) as caught:
        names.resolve("Freedom for Boris Kagarlitsky!", ["petition"], wanted="petition")
    assert caught.value.candidates == (
        "Freedom for Boris Kagarlitsky! (Rabkor)",
        "Freedom for Boris Kagarlitsky! (Stop the War)",
    )
    assert "is ambiguous" in str(caught.value)


def test_name_of_a_thing_of_another_kind_is_not_found(names: NameIndex) -> None:
    with pytest.raises(NotFound):
        names.resolve("Rabkor", ["petition"])


@pytest.mark.parametrize("text", ["", " ", "zzzz qqqq", "http://a b", "<", "\ud800", "x:y", '"} #'])
def test_what_is_no_name_is_not_found(names: NameIndex, text: str) -> None:
    with pytest.raises(NotFound):
        names.resolve(text)
    with pytest.raises(NotFound):
        names.statement(text)


@settings(max_examples=80, deadline=None)
@given(text=st.text(max_size=30))
def test_random_text_is_found_or_not_found(names: NameIndex, text: str) -> None:
    for ask in (names.resolve, names.statement):
        try:
            assert ask(text).startswith(BASE)
        except NotFound as error:
            assert error.exit_code == 1  # noqa: PT017 - a text may be a name


def test_statement_is_found_by_iri_curie_and_slug(names: NameIndex) -> None:
    slug = "stop-the-war-coalition-ukrainian-resistance-06d53152"
    iri = f"{BASE}position/{slug}"
    assert {names.statement(t) for t in (iri, f"<{iri}>", f"position:{slug}", slug)} == {iri}


def test_find_gives_the_whole_name_first_and_then_its_start(names: NameIndex) -> None:
    matches = names.find("ENSU")
    assert [(m.iri, m.score) for m in matches[:2]] == [
        (ENSU, 100.0),
        (f"{BASE}group/ensu-supporters", 95.0),
    ]
    assert names.find("ensu", kinds=["petition"])[0].kind == "petition"
    assert len(names.find("e", limit=2)) == 2
    assert names.find("  ") == []


def test_label_falls_back_from_the_language_to_english(names: NameIndex) -> None:
    assert names.label(ENSU) == "European Network for Solidarity with Ukraine"
    assert names.label(ENSU, "fr") == "Réseau européen de solidarité avec l'Ukraine"
    assert names.label(ENSU, "de") == names.label(ENSU)
    assert names.label(f"{BASE}person/nobody") == "person:nobody"
    assert names.label("https://elsewhere.example/x") == "https://elsewhere.example/x"


def test_names_for_search_only_are_no_aliases(names: NameIndex) -> None:
    shown, searched = names.aliases(RABKOR), names.aliases(RABKOR, search_only=True)
    assert set(shown) < set(searched)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("  Two   words ", "two words"),
        ("Straße", "strasse"),
        ("ÉCOLE", "ecole"),
        ("E\u0301COLE", "ecole"),
        ("l’Ukraine", "l'ukraine"),
        ("2014–2021", "2014-2021"),
        ("\uff21\uff22", "ab"),
        ("", ""),
    ],
)
def test_key_sets_case_accents_and_spaces_aside(name: str, expected: str) -> None:
    assert key(name) == expected


def test_name_in_another_script_has_a_latin_key_too() -> None:
    assert latin_key("Борис Кагарлицкий") == "boris kagarlitskii"
    assert latin_key("École") is None


@given(st.text())
def test_key_of_a_key_is_itself(name: str) -> None:
    assert key(key(name)) == key(name)
