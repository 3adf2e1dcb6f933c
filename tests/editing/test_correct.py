"""Correcting statements and names: what was said stays on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph import Document, Evidence, NewStance, Organization, Position
from graph.analysis.dossier import dossier
from graph.errors import Conflicting, NotFound, ParameterError, Refused, Similar, StancegraphError

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph import KnowledgeGraph
    from tests.editing.conftest import Files

PEACE = "position:peace-now-railways-5dba2183"
RABKOR = "position:rabkor-railways-42a53e98"
CLAUSE = "clause:stop-the-war-now-tariffs-f797a550"
KNOWN = "evidence:report-ddd21e47"
NEWS = Evidence(document="A Report", paragraph=9)


def opposes(first: str, *, stance: str = "opposes", last: str = "") -> NewStance:
    return NewStance(stance=stance, valid_from=first, valid_through=last, evidence=KNOWN)


# Change


def test_a_change_ends_the_earlier_position_and_replaces_it(
    kg: KnowledgeGraph, files: Files
) -> None:
    outcome = kg.change(PEACE, NewStance(stance="opposes", valid_from="2024", evidence=NEWS))
    assert str(outcome) == (
        "added position 'Peace Now · The state should own railways · opposes · 2024-01-01'"
    )
    assert [str(other) for other in outcome.along] == [
        "added evidence 'A Report · 9 · Ann Lee'",
        (
            "changed position 'Peace Now · The state should own railways · supports', which now "
            "ends on 2023-12-31"
        ),
    ]
    assert files.diff() == (
        "evidence.ttl:\n"
        "+ evidence:report-82a3ef4b\n"
        "+     a sg:Evidence ;\n"
        '+     dcterms:created "2024-02-29"^^xsd:date ;\n'
        "+     oa:hasSource document:report ;\n"
        "+     prov:wasAttributedTo person:ann-lee ;\n"
        "+     sg:evidenceKind sg:reported ;\n"
        "+     sg:paragraph 9 .\n"
        "positions.ttl:\n"
        "-     sg:stance sg:supports .\n"
        "+     sg:stance sg:supports ;\n"
        '+     sg:validThrough "2023-12-31"^^xsd:date .\n'
        "+ position:peace-now-railways-eda8995e\n"
        "+     a sg:Position ;\n"
        '+     dcterms:created "2024-02-29"^^xsd:date ;\n'
        "+     dcterms:replaces position:peace-now-railways-5dba2183 ;\n"
        "+     adms:status sg:reviewed ;\n"
        '+     sg:dateAsStated "2024/.." ;\n'
        "+     sg:evidence evidence:report-82a3ef4b ;\n"
        "+     sg:holder organisation:peace-now ;\n"
        "+     sg:proposition proposition:railways ;\n"
        "+     sg:stance sg:opposes ;\n"
        '+     sg:validFrom "2024-01-01"^^xsd:date .\n'
    )
    assert kg.check().results == ()


def test_an_end_that_came_later_is_told_and_what_the_source_said_stays_as_it_was(
    kg: KnowledgeGraph,
) -> None:
    def told() -> list[str]:
        sections = dossier(kg, kg.names.resolve("Railway Workers")).sections
        lines = [line.text for section in sections for line in section.entries]
        return [line for line in lines if "railways" in line]

    held = Position(actor="Railway Workers", proposition="railways", stance="supports",
                    valid_from="2023-03", evidence=NEWS)  # fmt: skip
    iri = kg.add(held)[-1].iri
    assert told() == ["supports: The state should own railways (2023-03/..)"]
    kg.change(iri, NewStance(stance="opposes", valid_from="2023-09", evidence=NEWS))
    assert sorted(told()) == [
        "opposes: The state should own railways (2023-09/..)",
        "supports: The state should own railways (from 2023-03 through 2023-08-31)",
    ]
    stated = kg.select(f"SELECT ?stated {{ <{iri}> sg:dateAsStated ?stated }}")
    assert stated.rows == [("2023-03/..",)]


def test_a_change_is_seen_by_the_questions(kg: KnowledgeGraph) -> None:
    kg.change(RABKOR, opposes("2023-05-01", stance="supports"))

    def holders(on: str) -> list[tuple[object, object]]:
        table = kg.query("holders-of", proposition="railways", on=on)
        return list(zip(table.column("actor"), table.column("stance"), strict=True))

    # What Peace Now says is known from its manifesto of 1 May.
    assert holders("2023-04-30") == [("Rabkor", "opposes")]
    assert holders("2023-05-01") == [("Peace Now", "supports"), ("Rabkor", "supports")]
    assert kg.query("disputes").rows == []


def test_the_same_change_twice_changes_nothing(kg: KnowledgeGraph, files: Files) -> None:
    kg.change(RABKOR, opposes("2022", stance="supports", last="2023"))
    before = files.now()
    again = kg.change(RABKOR, opposes("2022", stance="supports", last="2023"))
    assert str(again).startswith("nothing to change in position 'Rabkor · The state should own")
    assert files.now() == before


def test_an_extent_stays_unless_another_is_told(kg: KnowledgeGraph) -> None:
    group = Position(
        actor="Friends of Peace Now",
        proposition="tariffs",
        stance="supports",
        extent="many",
        valid_from="2020",
        evidence=KNOWN,
    )
    (first,) = kg.add(group)
    second = kg.change(first.iri, opposes("2021"))
    third = kg.change(
        second.iri,
        NewStance(stance="supports", valid_from="2022", evidence=KNOWN, extent="some"),
    )
    extents = [kg.records.statements[o.iri].word("sg:extent") for o in (first, second, third)]
    assert extents == ["many", "many", "some"]


@pytest.mark.parametrize(
    ("position", "new", "error", "told"),
    [
        (PEACE, opposes("2024", stance="supports"), Conflicting,
         f"{PEACE}: the stance is 'supports' already; give another"),
        (PEACE, opposes("2023-05-01"), Conflicting,
         (f"{PEACE}: it is known from its first document on, of 2023-05-01, and the new stance is "
         "from 2023-05-01; give a later day, or correct the earlier position")),
        (RABKOR, opposes("2020", stance="supports"), Conflicting,
         (f"{RABKOR}: it begins on 2020-01-01, and the new stance is from 2020-01-01; give a later "
         "day, or correct the earlier position")),
        (PEACE, opposes(""), ParameterError,
         "change: from: '' is not a date; write 2022-02-24, 2022-02 or 2022"),
        (PEACE, opposes("2024", stance="suports"), ParameterError,
         "change: stance: 'suports' is not in the list; did you mean 'supports'?"),
        (PEACE, opposes("2024", last="2023"), ParameterError,
         "position: '2023' lies before '2024'; correct one of the dates"),
        (PEACE, NewStance(stance="opposes", valid_from="2024", evidence=[]), Refused,
         "position: no evidence; say in which document it stands, where, and who says so"),
        (CLAUSE, opposes("2024"), NotFound,
         f"'{CLAUSE}' is no position; take an IRI from a column statement_iri"),
        ("nothing", opposes("2024"), NotFound,
         ("no statement 'nothing'; take an IRI from a column statement_iri "
         "(stancegraph query positions-of -p actor=NAME --iris)")),
    ],
    ids=["same", "unknown-then", "before", "no-day", "word", "order", "evidence", "clause", "none"],
)  # fmt: skip
def test_a_change_that_cannot_be_is_refused(
    kg: KnowledgeGraph,
    files: Files,
    position: str,
    new: NewStance,
    error: type[StancegraphError],
    told: str,
) -> None:
    with pytest.raises(error) as caught:
        kg.change(position, new)
    assert str(caught.value) == told
    assert files.untouched


def test_a_position_that_was_replaced_is_not_replaced_again(
    kg: KnowledgeGraph, files: Files
) -> None:
    newer = kg.change(RABKOR, opposes("2022", stance="supports"))
    before = files.now()
    curie = kg.names.curie(newer.iri)
    with pytest.raises(Conflicting) as caught:
        kg.change(RABKOR, opposes("2023", stance="ambivalent"))
    assert str(caught.value) == f"{RABKOR}: {curie} took its place already; change that one"
    with pytest.raises(Conflicting, match="it ends on 2021-12-31, and the new stance is from 2021"):
        kg.change(RABKOR, opposes("2021", stance="ambivalent"))
    assert files.now() == before
    assert kg.change(newer.iri, opposes("2023", stance="ambivalent")).state == "new"


# Withdraw, status, reply


def test_a_withdrawn_statement_stays_with_the_reason(kg: KnowledgeGraph, files: Files) -> None:
    outcome = kg.withdraw(PEACE, " Not so. ")
    assert str(outcome) == "changed position 'Peace Now · The state should own railways · supports'"
    assert files.diff() == (
        "positions.ttl:\n"
        '+     dcterms:modified "2024-02-29"^^xsd:date ;\n'
        "-     adms:status sg:reviewed ;\n"
        "+     adms:status sg:withdrawn ;\n"
        '+     sg:reason "Not so."@en ;\n'
    )
    assert kg.query("holders-of", proposition="railways").column("actor") == ["Rabkor"]
    assert kg.check().results == ()
    before = files.now()
    assert kg.withdraw(PEACE, "Not so.").state == "unchanged"
    with pytest.raises(Conflicting, match="it was withdrawn already, since"):
        kg.withdraw(PEACE, "For another reason.")
    with pytest.raises(Conflicting, match="it was withdrawn; add the new position by itself"):
        kg.change(PEACE, opposes("2024"))
    assert files.now() == before


@pytest.mark.parametrize("slug", ["peace-now-railways-5dba2183", PEACE, f"<{PEACE}>"])
def test_statements_are_named_by_slug_and_curie(kg: KnowledgeGraph, slug: str) -> None:
    if slug.startswith("<"):
        slug = f"<{kg.names.expand(slug[1:-1])}>"
    assert kg.withdraw(slug, "Not so.").state == "changed"


@pytest.mark.parametrize(
    ("work", "error", "told"),
    [
        (lambda kg: kg.withdraw(PEACE, " "), ParameterError, "withdraw: the reason is empty"),
        (lambda kg: kg.withdraw(PEACE, "\ud800"), ParameterError, "withdraw: reason: '\\ud800' ho"),
        (lambda kg: kg.withdraw("Rabkor", "x"), NotFound, "no statement 'Rabkor'"),
        (lambda kg: kg.withdraw(KNOWN, "x"), NotFound, f"'{KNOWN}' is no statement"),
        (lambda kg: kg.set_status(PEACE, "ok"), ParameterError, "status: 'ok' is not in the list"),
        (lambda kg: kg.set_status(PEACE, "withdrawn"), ParameterError, "status: withdrawing wants"),
        (
            lambda kg: kg.reply(CLAUSE, NEWS),
            ParameterError,
            f"reply: {CLAUSE} has no holder; say who answers (--claimant)",
        ),
        (lambda kg: kg.reply("x", NEWS), NotFound, "no statement 'x'"),
    ],
    ids=["empty", "half", "thing", "evidence", "word", "withdrawn", "clause", "none"],
)
def test_a_correction_that_cannot_be_is_refused(
    kg: KnowledgeGraph,
    files: Files,
    work: Callable[[KnowledgeGraph], object],
    error: type[StancegraphError],
    told: str,
) -> None:
    with pytest.raises(error) as caught:
        work(kg)
    assert str(caught.value).startswith(told)
    assert files.untouched


def test_a_statement_that_is_brought_back_keeps_the_reason_as_a_note(
    kg: KnowledgeGraph, files: Files
) -> None:
    kg.withdraw(PEACE, "Not so.")
    assert kg.set_status(PEACE, "Disputed").state == "changed"
    assert files.diff() == (
        "positions.ttl:\n"
        '+     dcterms:modified "2024-02-29"^^xsd:date ;\n'
        "+     skos:editorialNote "
        '"Withdrawn on 2024-02-29, brought back on 2024-02-29: Not so."@en ;\n'
        "-     adms:status sg:reviewed ;\n"
        "+     adms:status sg:disputed ;\n"
    )
    before = files.now()
    assert kg.set_status(PEACE, "disputed").state == "unchanged"
    assert files.now() == before


def test_an_embargoed_statement_is_left_out_everywhere(kg: KnowledgeGraph) -> None:
    kg.set_status(PEACE, "embargoed")
    assert kg.query("holders-of", proposition="railways").column("actor") == ["Rabkor"]
    assert kg.set_status(PEACE, "draft").state == "changed"
    assert kg.query("holders-of", proposition="railways").column("actor") == [
        "Peace Now",
        "Rabkor",
    ]


def test_a_reply_is_the_holders_own_word_against_the_statement(
    kg: KnowledgeGraph, files: Files
) -> None:
    answer = Document(title="An answer", author="Rabkor", issued="2024-01-05")
    told = Evidence(document=answer, paragraph=2, passage="We never said so.")
    assert str(kg.reply(RABKOR, told)) == "added evidence 'An answer · 2 · Rabkor'"
    assert files.diff() == (
        "documents.ttl:\n"
        "+ document:an-answer\n"
        "+     a schema:CreativeWork ;\n"
        "+     dcterms:creator organisation:rabkor ;\n"
        '+     dcterms:issued "2024-01-05"^^xsd:date ;\n'
        '+     dcterms:title "An answer"@en .\n'
        "evidence.ttl:\n"
        "+ evidence:an-answer-6c3f4433\n"
        "+     a sg:Evidence ;\n"
        '+     dcterms:created "2024-02-29"^^xsd:date ;\n'
        "+     cito:disputes position:rabkor-railways-42a53e98 ;\n"
        "+     oa:hasSource document:an-answer ;\n"
        "+     prov:wasAttributedTo organisation:rabkor ;\n"
        "+     sg:evidenceKind sg:selfStated ;\n"
        "+     sg:paragraph 2 ;\n"
        '+     sg:summary "We never said so."@en .\n'
    )
    assert kg.check().results == ()
    before = files.now()
    assert kg.reply(RABKOR, told).state == "unchanged"
    assert files.now() == before


def test_somebody_else_may_answer(kg: KnowledgeGraph) -> None:
    outcome = kg.reply(CLAUSE, Evidence(document="A Report", paragraph=9, claimant="Peace Now"))
    record = kg.records.evidence[outcome.iri]
    assert record.word("prov:wasAttributedTo").endswith("/organisation/peace-now")
    assert record.word("cito:disputes").endswith("/clause/stop-the-war-now-tariffs-f797a550")


# Rename


def test_the_former_name_stays_as_an_alias(kg: KnowledgeGraph, files: Files) -> None:
    outcome = kg.rename("Rabkor", "Rabkor Weekly")
    assert (str(outcome), outcome.iri.rpartition("/")[2]) == (
        "changed organisation 'Rabkor Weekly'",
        "rabkor",
    )
    assert files.diff() == (
        "organisations.ttl:\n"
        '-     skos:prefLabel "Rabkor"@en ;\n'
        '+     skos:prefLabel "Rabkor Weekly"@en ;\n'
        '-     skos:altLabel "Рабкор"@ru ;\n'
        "+     skos:altLabel\n"
        '+         "Rabkor"@en ,\n'
        '+         "Рабкор"@ru ;\n'
    )
    assert kg.names.resolve("Rabkor") == outcome.iri
    assert kg.add(Organization(name="Rabkor Weekly"))[0].state == "unchanged"


def test_a_name_and_an_alias_change_places(kg: KnowledgeGraph, files: Files) -> None:
    kg.rename("PNow", "PNow")
    assert files.diff() == (
        "organisations.ttl:\n"
        '-         "Peace Now"@en ;\n'
        '+         "PNow"@en ;\n'
        '-     skos:altLabel "PNow"@en ;\n'
        '+     skos:altLabel "Peace Now"@en ;\n'
    )
    kg.rename("PNow", "Peace Now")
    assert files.diff() == ""


def test_a_name_in_another_language_is_added_beside(kg: KnowledgeGraph, files: Files) -> None:
    kg.rename("Rabkor", "Рабкор", lang="ru")
    assert files.diff() == (
        "organisations.ttl:\n"
        '-     skos:prefLabel "Rabkor"@en ;\n'
        '-     skos:altLabel "Рабкор"@ru ;\n'
        "+     skos:prefLabel\n"
        '+         "Rabkor"@en ,\n'
        '+         "Рабкор"@ru ;\n'
    )


def test_renaming_to_the_name_it_has_changes_nothing(kg: KnowledgeGraph, files: Files) -> None:
    assert kg.rename("rabkor", "Rabkor").state == "unchanged"
    assert files.untouched


@pytest.mark.parametrize(
    ("thing", "name", "lang", "error", "told"),
    [
        ("Rabkor", "Peace Nowe", "en", Similar,
         ("organisation 'Peace Nowe': named like 'Peace Now' (organisation:peace-now); choose "
         "another name, or add --anyway")),
        ("Rabkor", " ", "en", ParameterError,
         "organisation 'Rabkor': name: empty; write what it is, or leave it out"),
        ("Rabkor", "New", "e n", ParameterError,
         "organisation 'Rabkor': name: 'e n' is not a language tag; write one such as en or fr"),
        ("A Report", "Another", "en", Conflicting,
         "document:report: a title is exact and is not changed"),
        ("Nobody", "New", "en", NotFound, "no thing 'Nobody' (stancegraph list organisations)"),
    ],
    ids=["similar", "empty", "tag", "title", "none"],
)  # fmt: skip
def test_a_name_that_cannot_be_is_refused(  # noqa: PLR0913, PLR0917 - the columns of the table
    kg: KnowledgeGraph,
    files: Files,
    thing: str,
    name: str,
    lang: str,
    error: type[StancegraphError],
    told: str,
) -> None:
    with pytest.raises(error) as caught:
        kg.rename(thing, name, lang=lang)
    assert str(caught.value) == told
    assert files.untouched


def test_renaming_anyway_remembers_that_they_differ(kg: KnowledgeGraph) -> None:
    kg.rename("Rabkor", "Peace Nowe", anyway=True)
    assert kg.rename("Rabkor", "Peace Now", anyway=False).state == "changed"
    assert kg.check().results == ()


def test_what_was_told_apart_may_be_renamed_alike(kg: KnowledgeGraph) -> None:
    assert kg.tell_apart("Peace Now", "Rabkor")
    assert kg.rename("Rabkor", "Peace Now").state == "changed"
