"""What adding makes of what is there already, and that it is whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph import (
    Document,
    Evidence,
    Organization,
    Person,
    Petition,
    Position,
    Role,
    Text,
)
from graph.errors import (
    Conflicting,
    Invalid,
    NotFound,
    Similar,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph import KnowledgeGraph
    from graph.entries.entry import Entry
    from tests.editing.conftest import Files

BASE = "https://w3id.org/stancegraph/id/"
KNOWN = "evidence:report-ddd21e47"


def position(**told: object) -> Position:
    """Return a position; what is left out is that of Rabkor on tariffs."""
    usual = {"actor": "Rabkor", "proposition": "tariffs", "stance": "supports", "evidence": KNOWN}
    return Position(**{**usual, **told})  # type: ignore[arg-type]


def test_adding_more_adds_only_that(kg: KnowledgeGraph, files: Files) -> None:
    more = Organization(
        name="Rabkor", country="RU", names={"fr": "Rabkor"}, aliases=["Labour letters", "Rabkor"]
    )
    assert [str(o) for o in kg.add(more)] == ["added to organisation 'Rabkor'"]
    assert files.diff() == (
        "organisations.ttl:\n"
        '-     skos:prefLabel "Rabkor"@en ;\n'
        '-     skos:altLabel "Рабкор"@ru ;\n'
        "+     skos:prefLabel\n"
        '+         "Rabkor"@en ,\n'
        '+         "Rabkor"@fr ;\n'
        "+     skos:altLabel\n"
        '+         "Labour letters"@en ,\n'
        '+         "Рабкор"@ru ;\n'
        "-     org:classification sg:media .\n"
        "+     org:classification sg:media ;\n"
        '+     sg:country "RU" .\n'
    )


def test_a_second_name_in_a_language_becomes_an_alias(kg: KnowledgeGraph) -> None:
    kg.add(Organization(name=Text("La Paix maintenant", "fr"), names={"en": "Peace At Once"}))
    iri = f"{BASE}organisation/peace-now"
    assert kg.names.label(iri, "en") == "Peace Now"
    assert kg.names.aliases(iri, "en") == ["PNow", "Peace At Once"]


def test_a_name_that_is_there_becomes_no_alias(kg: KnowledgeGraph, files: Files) -> None:
    kg.add(Organization(name=Text("La Paix maintenant", "fr"), aliases=[Text("Peace Now", "en")]))
    assert files.untouched


def test_a_text_in_another_language_is_more(kg: KnowledgeGraph, files: Files) -> None:
    passage = Text("Les chemins de fer sont à tous.", "fr")
    kg.add(Evidence(document="The Manifesto", paragraph=2, kind="self-stated", passage=passage))
    assert files.diff() == (
        "evidence.ttl:\n"
        "+     sg:summary\n"
        '+         "Les chemins de fer sont à tous."@fr ,\n'
        '-     sg:summary "Railways belong to all."@en .\n'
        '+         "Railways belong to all."@en .\n'
    )


def test_a_petition_keeps_its_title_where_only_its_name_is_told(
    kg: KnowledgeGraph, files: Files
) -> None:
    kg.add(Petition(name="Stop the war now", campaign="ceasefire"))
    assert files.untouched


def test_two_petitions_with_one_title_are_two(kg: KnowledgeGraph) -> None:
    title = "Stop the war now!"
    again = Petition(name="Stop it (another version)", title=title, campaign="ceasefire")
    with pytest.raises(Similar, match="its name 'Stop the war now!' is like 'Stop the war now'"):
        kg.add(again)
    (outcome,) = kg.add(again, anyway=True)
    assert (outcome.state, outcome.iri) == ("new", f"{BASE}petition/stop-it-another-version")
    assert [o.state for o in kg.add(again)] == ["unchanged"]


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (
            Organization(name="Peace Now", country="FR"),
            (
                "organisation 'Peace Now' (organisation:peace-now): sg:country is 'GB' there, not "
                "'FR'; correct one of the two, here or there with --replace, "
                "or add it as another thing with --anyway"
            ),
        ),
        (
            Organization(name="Peace Now", website="https://other.example/"),
            (
                "organisation 'Peace Now' (organisation:peace-now): foaf:homepage is "
                "'https://peace-now.example/' there, not 'https://other.example/'; correct one of "
                "the two, here or there with --replace, or add it as another thing with --anyway"
            ),
        ),
        (
            Document(title="A Report", author="Ann Lee", issued="2022-06-02"),
            (
                "document 'A Report' (document:report): dcterms:issued is '2022-06-01' there, not "
                "'2022-06-02'; correct one of the two, here or there with --replace, "
                "or add it as another thing with --anyway"
            ),
        ),
        (
            Petition(name="Stop the war now", title="Stop it", campaign="ceasefire"),
            (
                "petition 'Stop the war now' (petition:stop-the-war-now): dcterms:title is 'Stop "
                "the war now!' there, not 'Stop it'; correct one of the two, here or there with "
                "--replace, or add it as another "
                "thing with --anyway"
            ),
        ),
        (
            position(
                proposition="railways",
                stance="opposes",
                valid_from="2020",
                date_as_stated="2020-01-01/..",
            ),
            (
                "position (position:rabkor-railways-42a53e98): sg:dateAsStated is '2020/..' there, "
                "not '2020-01-01/..'; correct one of the two, here or there with --replace"
            ),
        ),
        (
            position(
                proposition="railways", stance="opposes", valid_from="2020", status="embargoed"
            ),
            (
                "position (position:rabkor-railways-42a53e98): adms:status is 'reviewed' there, "
                "not 'embargoed'; to change it, use stancegraph status"
            ),
        ),
    ],
    ids=["country", "website", "day", "title", "stated", "status"],
)
def test_a_single_value_is_not_contradicted(
    kg: KnowledgeGraph, files: Files, entry: Entry, told: str
) -> None:
    with pytest.raises(Conflicting) as caught:
        kg.add(entry)
    assert str(caught.value) == told
    assert files.untouched


def test_nothing_is_written_when_one_of_many_is_wrong(kg: KnowledgeGraph, files: Files) -> None:
    long = Evidence(document="A Report", kind="reported", quote="x" * 1001)
    with pytest.raises(Invalid) as caught:
        kg.add(Organization(name="Fresh"), position(actor="Fresh"), long)
    assert str(caught.value).endswith("; nothing was written")
    assert files.untouched
    # Nor does the graph remember what it was told.
    with pytest.raises(NotFound):
        kg.names.resolve("Fresh")
    assert [o.state for o in kg.add(Organization(name="Fresh"))] == ["new"]


def test_a_dry_run_tells_and_writes_nothing(kg: KnowledgeGraph, files: Files) -> None:
    fresh = Organization(name="Fresh")
    assert [str(o) for o in kg.add(fresh, dry_run=True)] == ["added organisation 'Fresh'"]
    assert files.untouched
    with pytest.raises(NotFound):
        kg.names.resolve("Fresh")


def test_statements_do_not_replace_each_other_in_a_circle(kg: KnowledgeGraph, files: Files) -> None:
    first, second = kg.add(position(), position(valid_from="2021"))
    (third,) = kg.add(position(valid_from="2022", replaces=second.iri))
    kg.add(position(valid_from="2021", replaces=first.iri))
    before = files.now()
    with pytest.raises(Invalid, match="the statement replaces itself, at once or through others"):
        kg.add(position(replaces=third.iri))
    assert files.now() == before


def test_a_batch_tells_what_is_wrong_with_each_and_writes_none(
    kg: KnowledgeGraph, files: Files
) -> None:
    batch = kg.add_batch(
        [
            ("one", Organization(name="Fresh")),
            ("two", Organization(name="Rabcor")),
            ("three", position(actor="Fresh")),
            ("four", position(actor="Nobody at all")),
            ("five", Organization(name="Rabkor")),
        ]
    )
    assert not batch.written
    assert [str(i.error or i.outcome).split(";")[0] for i in batch.items] == [
        "added organisation 'Fresh'",
        "organisation 'Rabcor': named like 'Rabkor' (organisation:rabkor)",
        "added position 'Fresh · Tariffs should rise · supports'",
        (
            "position: actor: no organisation, person or group 'Nobody at all' "
            "(stancegraph list organisations)"
        ),
        "nothing to change in organisation 'Rabkor'",
    ]
    assert [item.where for item in batch.errors] == ["two", "four"]
    assert files.untouched
    with pytest.raises(NotFound):
        kg.names.resolve("Fresh")


def test_a_batch_that_breaks_off_leaves_nothing_behind(kg: KnowledgeGraph, files: Files) -> None:
    def broken() -> Iterator[tuple[str, Entry]]:
        yield "one", Organization(name="Fresh")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        kg.add_batch(broken())
    assert files.untouched
    with pytest.raises(NotFound):
        kg.names.resolve("Fresh")


def test_a_person_and_a_role_take_names_of_their_own(kg: KnowledgeGraph) -> None:
    kg.add(Person(name="Chair"), Role(name="Ann Lee"))
    assert kg.names.resolve("Chair", ["person"]) == f"{BASE}person/chair"
    assert kg.names.resolve("Ann Lee", ["role"]) == f"{BASE}role/ann-lee"


# Putting other values in the place of those that are there


def test_a_value_is_replaced_when_told(kg: KnowledgeGraph, files: Files) -> None:
    told = Organization(name="Peace Now", country="FR", kind="party", acronym="LPM")
    (outcome,) = kg.add(told, replace=True)
    assert str(outcome) == "changed organisation 'Peace Now'"
    assert files.diff() == (
        "organisations.ttl:\n"
        '-     skos:altLabel "PNow"@en ;\n'
        "+     skos:altLabel\n"
        '+         "LPM"@en ,\n'
        '+         "PNow"@en ;\n'
        "-     org:classification sg:campaignGroup ;\n"
        "+     org:classification sg:party ;\n"
        '-     sg:country "GB" .\n'
        '+     sg:country "FR" .\n'
    )
    before = files.now()
    assert [o.state for o in kg.add(told, replace=True)] == ["unchanged"]
    assert files.now() == before


def test_only_what_is_told_otherwise_is_replaced(kg: KnowledgeGraph, files: Files) -> None:
    kg.add(
        Organization(name="Rabkor"),
        Petition(name="Stop the war now", campaign="ceasefire"),
        position(proposition="railways", stance="opposes", valid_from="2020-01-01"),
        position(proposition="railways", stance="opposes", valid_from="2020"),
        replace=True,
    )
    assert files.untouched


def test_a_text_is_replaced_in_its_own_language_alone(kg: KnowledgeGraph, files: Files) -> None:
    where = {"document": "The Manifesto", "paragraph": 2, "kind": "self-stated"}
    fr = Evidence(**where, passage=Text("Les trains.", "fr"))  # type: ignore[arg-type]
    kg.add(fr, replace=True)
    assert files.diff() == (
        "evidence.ttl:\n"
        "+     sg:summary\n"
        '+         "Les trains."@fr ,\n'
        '-     sg:summary "Railways belong to all."@en .\n'
        '+         "Railways belong to all."@en .\n'
    )


def test_a_title_is_replaced_when_told(kg: KnowledgeGraph, files: Files) -> None:
    told = Petition(name="Stop the war now", title="Stop it!", campaign="ceasefire")
    assert [o.state for o in kg.add(told, replace=True)] == ["changed"]
    assert files.diff() == (
        "petitions.ttl:\n"
        '-     dcterms:title "Stop the war now!"@en .\n'
        '+     dcterms:title "Stop it!"@en .\n'
    )


def test_a_status_is_not_replaced(kg: KnowledgeGraph, files: Files) -> None:
    told = position(proposition="railways", stance="opposes", valid_from="2020", status="draft")
    with pytest.raises(Conflicting, match="to change it, use stancegraph status"):
        kg.add(told, replace=True)
    assert files.untouched
