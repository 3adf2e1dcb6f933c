"""When two statements are one, on whose word they rest, and when they hold."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest

from graph import (
    Event,
    Evidence,
    Membership,
    Position,
    Text,
)
from graph.errors import (
    Conflicting,
)

if TYPE_CHECKING:
    from pathlib import Path

    from graph import KnowledgeGraph
    from tests.editing.conftest import Files

BASE = "https://w3id.org/stancegraph/id/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
KNOWN = "evidence:report-ddd21e47"
PASSAGE = Evidence(document="A Report", paragraph=5)


def position(**told: object) -> Position:
    """Return a position; what is left out is that of Rabkor on tariffs."""
    usual = {"actor": "Rabkor", "proposition": "tariffs", "stance": "supports", "evidence": KNOWN}
    return Position(**{**usual, **told})  # type: ignore[arg-type]


def test_one_position_may_have_several_pieces_of_evidence(kg: KnowledgeGraph) -> None:
    (first,) = kg.add(position())
    *_, second = kg.add(position(evidence=PASSAGE))
    assert (second.iri, second.state) == (first.iri, "more")
    assert len(kg.records.statements[first.iri].many("sg:evidence")) == 2


def test_opposite_stances_are_two_positions_and_a_dispute(kg: KnowledgeGraph) -> None:
    one, _, other = kg.add(
        position(),
        position(stance="opposes", evidence=Evidence(document="The Manifesto", paragraph=3)),
    )
    assert one.iri != other.iri
    assert kg.query("disputes").column("actor") == ["Rabkor"]


@pytest.mark.parametrize(
    "told",
    [
        {"extent": "some"},
        {"valid_from": "2021"},
        {"valid_through": "2021"},
        {"actor": "Peace Now"},
        {"proposition": "railways"},
        {"stance": "ambivalent"},
    ],
    ids=str,
)
def test_what_makes_a_position_another_one(kg: KnowledgeGraph, told: dict[str, object]) -> None:
    one, other = kg.add(position(), position(**told))
    assert one.iri != other.iri
    assert other.state == "new"


def test_a_position_that_has_ended_since_is_the_same_when_it_is_told_again(
    kg: KnowledgeGraph, files: Files
) -> None:
    from graph import NewStance

    told = position(evidence=PASSAGE)
    *_, outcome = kg.add(told)
    kg.change(outcome.iri, NewStance(stance="opposes", valid_from="2023", evidence=KNOWN))
    before = files.now()
    assert [o.state for o in kg.add(told)] == ["unchanged", "unchanged"]
    assert files.now() == before


def test_the_same_words_in_another_language_are_another_statement(kg: KnowledgeGraph) -> None:
    from graph import Characterisation

    one, other = (
        Characterisation(about="Rabkor", summary=Text("Radical", lang), evidence=KNOWN)
        for lang in ("en", "fr")
    )
    first, second = kg.add(one), kg.add(other)
    assert first[0].iri != second[0].iri
    assert [o.state for o in kg.add(one, other)] == ["unchanged", "unchanged"]


@pytest.mark.parametrize(
    ("told", "claimant", "kind"),
    [
        ({"actor": "Ann Lee"}, "person/ann-lee", "selfStated"),
        ({"actor": "Rabkor"}, "person/ann-lee", "reported"),
        ({"claimant": "Rabkor"}, "organisation/rabkor", "selfStated"),
        ({"claimant": ["Рабкор"]}, "organisation/rabkor", "selfStated"),
        ({"claimant": "Rabkor", "kind": "inferred"}, "organisation/rabkor", "inferred"),
        ({"kind": "Self stated"}, "person/ann-lee", "selfStated"),
    ],
    ids=str,
)
def test_the_claimant_is_the_author_and_the_holders_own_word_is_known(
    kg: KnowledgeGraph, told: dict[str, str], claimant: str, kind: str
) -> None:
    actor = told.pop("actor", "Rabkor")
    evidence = Evidence(document="A Report", paragraph=8, **told)
    piece, _ = kg.add(position(actor=actor, evidence=evidence))
    record = kg.records.evidence[piece.iri]
    assert record.many("prov:wasAttributedTo") == [f"{BASE}{claimant}"]
    assert record.word("sg:evidenceKind") == kind


def test_two_claimants_are_not_the_holder_alone(kg: KnowledgeGraph) -> None:
    evidence = Evidence(document="A Report", paragraph=8, claimant=["Rabkor", "Ann Lee"])
    piece, _ = kg.add(position(evidence=evidence))
    assert kg.records.evidence[piece.iri].word("sg:evidenceKind") == "reported"


def test_a_member_who_says_so_is_self_stated(kg: KnowledgeGraph) -> None:
    told = Membership(member="Ann Lee", organisation="Rabkor", role="chair", evidence=PASSAGE)
    piece, _ = kg.add(told)
    assert kg.records.evidence[piece.iri].word("sg:evidenceKind") == "selfStated"


def test_a_statement_that_was_withdrawn_is_not_brought_back_by_adding(
    kg: KnowledgeGraph, files: Files
) -> None:
    (outcome,) = kg.add(position())
    kg.withdraw(outcome.iri, "Not so.")
    before = files.now()
    with pytest.raises(Conflicting) as caught:
        kg.add(position())
    curie = "position:rabkor-tariffs-e5bd15e5"
    assert str(caught.value) == (
        f"{curie}: it was withdrawn because 'Not so.'; "
        f"bring it back with stancegraph status {curie} reviewed"
    )
    assert files.now() == before


# Passages


def words(**told: object) -> Evidence:
    usual = {"document": "A Report", "kind": "reported", "claimant": "Ann Lee"}
    return Evidence(**{**usual, **told})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "second", "state"),
    [
        ({"paragraph": 7}, {"paragraph": 7}, "unchanged"),
        ({"paragraph": 7}, {"paragraph": 8}, "new"),
        ({"paragraph": 7, "passage": "One."}, {"paragraph": 7, "passage": "Two."}, "new"),
        ({"paragraph": 7, "passage": "One."}, {"paragraph": 7, "passage": "One."}, "unchanged"),
        ({"paragraph": 7}, {"paragraph": 7, "passage": "One."}, "more"),
        ({"paragraph": 7, "passage": "One."}, {"paragraph": 7}, "unchanged"),
        (
            {"paragraph": 7, "passage": "One."},
            {"paragraph": 7, "passage": Text("Un.", "fr")},
            "more",
        ),
        ({"quote": "so be it"}, {"quote": "so be it", "paragraph": 7}, "more"),
        ({"quote": "so be it", "paragraph": 7}, {"quote": "so be it"}, "unchanged"),
        ({"quote": "so be it", "paragraph": 7}, {"quote": "so be it", "paragraph": 8}, "new"),
        ({"quote": "so be it"}, {"quote": "so be it", "prefix": "let"}, "new"),
        ({"quote": "so be it"}, {"quote": "so be it", "claimant": "Rabkor"}, "new"),
        ({"quote": "so be it"}, {"quote": "so be it", "kind": "inferred"}, "new"),
        ({"quote": "so be it"}, {"quote": Text("so be it", "fr")}, "new"),
        ({"start": 0, "end": 9}, {"start": 0, "end": 8}, "new"),
    ],
    ids=str,
)
def test_when_two_passages_are_one(
    kg: KnowledgeGraph, first: dict[str, object], second: dict[str, object], state: str
) -> None:
    one, other = kg.add(words(**first)), kg.add(words(**second))
    assert [o.state for o in one + other] == ["new", state]
    assert (one[0].iri == other[0].iri) == (state != "new")
    assert {o.state for o in kg.add(words(**first), words(**second))} == {"unchanged"}
    assert not [r for r in kg.check().results if r.severity == "violation"]


# Dates


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        ("2022-03-01", "", ("2022-03-01", "", "")),
        ("2022-03", "", ("2022-03-01", "", "2022-03/..")),
        ("2022", "", ("2022-01-01", "", "2022/..")),
        ("", "2024-02", ("", "2024-02-29", "../2024-02")),
        ("2022", "2022", ("2022-01-01", "2022-12-31", "2022")),
        ("2022-03-05", "2023", ("2022-03-05", "2023-12-31", "2022-03-05/2023")),
        ("2022-03-05", "2022-03-05", ("2022-03-05", "2022-03-05", "")),
    ],
)
def test_partial_dates_become_days_and_stay_as_stated(
    kg: KnowledgeGraph, first: str, last: str, written: tuple[str, str, str]
) -> None:
    (outcome,) = kg.add(position(valid_from=first, valid_through=last))
    record = kg.records.statements[outcome.iri]
    names = ("sg:validFrom", "sg:validThrough", "sg:dateAsStated")
    assert tuple(record.one(name) for name in names) == written


def test_a_date_as_stated_is_kept(kg: KnowledgeGraph) -> None:
    (outcome,) = kg.add(position(valid_from="2022-03", date_as_stated="2022-03~/.."))
    assert kg.records.statements[outcome.iri].one("sg:dateAsStated") == "2022-03~/.."


def test_a_day_may_be_given_as_a_date(kg: KnowledgeGraph, files: Files) -> None:
    kg.add(Event(name="March for peace", start=dt.date(2023, 2, 25)))  # type: ignore[arg-type]
    assert files.untouched


# Identifiers


def test_statements_whose_hashes_are_the_same_stay_two(
    kg: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    def short(*parts: str) -> str:
        return parts[-1] if parts[-1].isdecimal() else "same"

    monkeypatch.setattr("graph.model.identity.content_hash", short)
    told = [position(stance=stance) for stance in ("supports", "opposes", "ambivalent")]
    iris = [o.iri.removeprefix(f"{BASE}position/rabkor-tariffs-") for o in kg.add(*told)]
    assert iris == ["same", "1", "2"]
    assert [o.state for o in kg.add(*told)] == ["unchanged"] * 3
    assert kg.check().results == ()


def test_things_with_iris_of_others_give_statements_plain_ones(
    kg: KnowledgeGraph, tmp_path: Path
) -> None:
    path = tmp_path / "one.nt"
    foreign = "<http://e.org/who#Red(1)/é?a=b>"
    path.write_text(
        f"{foreign} <{RDF}type> <http://www.w3.org/ns/org#Organization> .\n"
        f"{foreign} <{RDF}type> <http://xmlns.com/foaf/0.1/Agent> .\n"
        f'{foreign} <http://www.w3.org/2004/02/skos/core#prefLabel> "Foreign"@en .\n',
        encoding="utf-8",
    )
    kg.import_file(path)
    *_, outcome = kg.add(position(actor="Foreign"))
    assert re.fullmatch(rf"{BASE}position/[a-z0-9-]+-tariffs-[0-9a-f]{{8}}", outcome.iri)
    assert not [r for r in kg.check().results if r.severity == "violation"]
