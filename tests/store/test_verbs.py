"""Every verb does the same on every kind of location.

One long edit is done on each kind, and after every step the graph must be the one
that a folder holds, whose files tests/editing looks at word by word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph import (
    DatasetDescription,
    Document,
    Evidence,
    KnowledgeGraph,
    NewStance,
    Organization,
    Position,
    Proposition,
    Topic,
)
from graph.errors import Conflicting, Invalid, NotFound, Similar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.store.conftest import NewLocation

MORE = """\
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix sg: <https://w3id.org/stancegraph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://w3id.org/stancegraph/id/organisation/imported>
    a org:Organization , foaf:Agent ;
    skos:prefLabel "Imported"@en ;
    org:classification sg:party .
"""

REPORT = Document(
    title="The report", author=Organization(name="Gazette", kind="media"), issued="2024-02-03"
)


def word(paragraph: int, claimant: str = "") -> Evidence:
    """Return a passage of the report."""
    return Evidence(document=REPORT, paragraph=paragraph, passage="So.", claimant=claimant)


def position(kg: KnowledgeGraph, actor: str, stance: str) -> str:
    """Return the IRI of a position on trains."""
    rows = kg.query("positions-of", actor=actor).dicts()
    return next(str(row["statement_iri"]) for row in rows if row["stance"] == stance)


def steps(kg: KnowledgeGraph, scratch: Path) -> Iterator[str]:
    """Do one edit after the other, and name each."""
    kg.add(
        Topic(name="Railways"),
        Proposition(name="Trains run on time", topic="Railways"),
        Organization(name="Red Union", acronym="RU", country="GB", kind="union"),
        Organization(name="Blue 'Front' \"for\" Ünïty", kind="movement", parent="Red Union"),
        REPORT,
    )
    yield "add"
    kg.add(
        *(Position(actor="RU", proposition="Trains run on time", stance="supports",
                   evidence=word(paragraph)) for paragraph in (1, 2)),
    )  # fmt: skip
    yield "add two pieces of evidence"
    kg.add(Organization(name="Red Union", country="GB"))
    yield "add again"
    with pytest.raises(Similar):
        kg.add(Organization(name="Red Onion"))
    with pytest.raises(Invalid):
        kg.add(Position(actor="RU", proposition="Trains run on time", stance="opposes",
                        evidence=word(3), date_as_stated="x" * 200))  # fmt: skip
    yield "refuse"
    new = NewStance(stance="opposes", valid_from="2025-03", evidence=word(4, "RU"))
    kg.change(position(kg, "RU", "supports"), new)
    yield "change"
    kg.withdraw(position(kg, "RU", "opposes"), "Misread.")
    yield "withdraw"
    kg.reply(position(kg, "RU", "supports"), word(5))
    kg.set_status(position(kg, "RU", "supports"), "disputed")
    yield "reply, status"
    kg.rename("Red Union", "Scarlet Union")
    yield "rename"
    kg.add(
        Organization(name="Scarlet Workers", country="IE"),
        Position(actor="Scarlet Workers", proposition="Trains run on time", stance="ambivalent",
                 evidence=word(6)),
    )  # fmt: skip
    kg.merge("Scarlet Union", "Scarlet Workers")
    yield "merge"
    assert kg.names.label(kg.names.resolve("scarlet-workers")) == "Scarlet Union"
    kg.undo_merge("Scarlet Workers")
    yield "undo"
    assert kg.tell_apart("Scarlet Union", "Scarlet Workers")
    with pytest.raises(Conflicting):
        kg.merge("Scarlet Union", "Scarlet Workers")
    yield "tell apart"
    file = scratch / "more.ttl"
    file.write_text(MORE, encoding="utf-8")
    assert kg.import_file(file).new_things == {"organisation": 1}
    assert kg.import_file(file).new_count == 0
    yield "import"
    with pytest.raises(NotFound):
        kg.withdraw("position:none", "No.")
    yield "not found"


def state(location: str) -> list[str]:
    """Return all triples that somebody who opens the location now finds."""
    return sorted(map(str, KnowledgeGraph.open(location).store.triples()))


def test_every_verb_does_the_same_as_on_a_folder(new_location: NewLocation, tmp_path: Path) -> None:
    create: Callable[[str], KnowledgeGraph] = KnowledgeGraph.open
    place = tmp_path / "folder"
    folder = KnowledgeGraph.create(place, DatasetDescription(title="Verbs"))
    kg = create(new_location("verbs"))
    described = tmp_path / "described.ttl"
    described.write_bytes((place / "dataset.ttl").read_bytes())
    kg.import_file(described)
    for done, wanted in zip(steps(kg, tmp_path), steps(folder, tmp_path), strict=True):
        assert done == wanted
        assert sorted(map(str, kg.store.triples())) == sorted(map(str, folder.store.triples())), (
            done
        )
    assert state(kg.location) == state(str(place))
    assert [str(r) for r in kg.check().violations] == []
    tables = [
        [graph.query("positions-of", actor=name).rows for name in ("RU", "Scarlet Workers")]
        for graph in (kg, folder)
    ]
    assert tables[0] == tables[1]
