"""Everything on record about one thing, as sections of sentences with their sources."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import QuerySolutions

from ..errors import Refused
from ..model.vocabulary import STATEMENTS
from ..records.around import around
from ..records.words import languages, word
from .implied import implied_stances
from .sentences import attribution, quote, sentence, source

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..records.opened import OpenGraph
    from ..records.read import Records
    from ..records.record import Record


@dataclass(frozen=True)
class Entry:
    """One thing that is said: the sentence, on whose word, and the statement's CURIE."""

    text: str
    source: str
    reference: str = ""


@dataclass(frozen=True)
class Section:
    """Entries under a heading."""

    title: str
    entries: list[Entry]


@dataclass(frozen=True)
class Dossier:
    """What is on record about one thing.

    Attributes:
        label: what it is called.
        kind: the word for its kind.
        facts: what is known without a claimant: other names, country, languages.
        sections: what somebody says, grouped.
    """

    label: str
    kind: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)


def dossier(kg: OpenGraph, iri: str) -> Dossier:
    """Gather everything on record about a thing.

    Args:
        kg: an open graph.
        iri: an actor, petition, campaign, proposition, topic, event, document,
            or a statement.

    Returns:
        Facts and sections; a section without entries is left out. Withdrawn and
        embargoed statements are left out.

    Raises:
        Refused: it is itself a statement that was withdrawn or is embargoed.
    """
    near = around(kg.records, iri)
    statement = near.statements.get(iri)
    if statement is not None and kg.names.kind(iri) == "":
        return _of_statement(kg, near, statement)
    if kg.names.kind(iri) == "":
        _refuse_hidden(kg, iri)
    sections = [
        Section(title, entries)
        for title, find in _SECTIONS
        for title, entries in find(kg, near, iri, title)
        if entries
    ]
    return Dossier(
        kg.names.label(iri, kg.lang), kg.names.kind(iri), _facts(kg, near, iri), sections
    )


def _refuse_hidden(kg: OpenGraph, iri: str) -> None:
    """Say why a statement is not shown, where that is what it is."""
    rows = kg.store.query(
        f"SELECT ?status ?reason {{ <{iri}> adms:status ?status "
        f"OPTIONAL {{ <{iri}> sg:reason ?reason }} }}"
    )
    assert isinstance(rows, QuerySolutions)  # noqa: S101 - a SELECT gives solutions
    for status, reason in rows:
        curie = kg.names.curie(iri)
        if status.value.endswith("#embargoed"):
            raise Refused(f"{curie}: embargoed; it is shown again under another status")
        if status.value.endswith("#withdrawn"):
            why = f" because {reason.value!r}" if reason is not None else ""
            message = f"{curie}: withdrawn{why}; to bring it back: stancegraph status {curie} draft"
            raise Refused(message)


def _of_statement(kg: OpenGraph, near: Records, statement: Record) -> Dossier:
    facts = [("status", word(statement.one("adms:status"), kg.lang)), ("IRI", statement.iri)]
    facts += [("note", note) for note in statement.texts("skos:editorialNote", kg.lang)]
    facts += [("note", note) for note in statement.texts("skos:note", kg.lang)]
    sections = [
        Section(title, [_evidence(kg, piece) for piece in pieces])
        for title, pieces in (
            ("evidence", near.evidence_of(statement)),
            ("replies that dispute it", near.replies.get(statement.iri, [])),
        )
        if pieces
    ]
    return Dossier(sentence(kg, statement), statement.kind, facts, sections)


def _evidence(kg: OpenGraph, piece: Record) -> Entry:
    document = kg.names.label(piece.one("oa:hasSource"), kg.lang)
    kind = word(piece.one("sg:evidenceKind"), kg.lang)
    text = piece.text("sg:summary", kg.lang) or quote(piece)
    return Entry(
        text, f"{attribution(kg, [piece])}, {kind}", f"{quote(piece, place=True)}, {document}"
    )


_AGENTS = ("organisation", "person", "group")


def _facts(kg: OpenGraph, near: Records, iri: str) -> list[tuple[str, str]]:
    record = near.things[iri]

    def named(curie: str) -> str:
        return ", ".join(kg.names.label(other, kg.lang) for other in record.many(curie))

    def dates(start: str, end: str) -> str:
        return " to ".join(filter(None, (record.one(start), record.one(end))))

    aliases = kg.names.aliases(iri, None if record.kind in _AGENTS else kg.lang)
    facts = [
        ("also called", ", ".join(aliases)),
        ("sort", word(record.one("org:classification"), kg.lang)),
        ("country", record.one("sg:country")),
        ("title", record.text("dcterms:title", kg.lang)),
        ("named after", named("sg:groupAround")),
        ("topic", named("skos:broader")),
        ("part of", named("dcterms:isPartOf")),
        ("date", dates("schema:startDate", "schema:endDate")),
        ("period", dates("sg:periodFrom", "sg:periodThrough")),
        ("published", record.one("dcterms:issued")),
        ("languages", ", ".join(languages(near, iri))),
    ]
    facts += [("note", note) for note in record.texts("skos:scopeNote", kg.lang)]
    facts += [("note", note) for note in record.texts("skos:editorialNote", kg.lang)]
    facts.append(("IRI", iri))
    return [(name, text) for name, text in facts if text]


def _entry(kg: OpenGraph, statement: Record, text: str) -> Entry:
    status = statement.word("adms:status")
    marked = f"{text} [{word(statement.one('adms:status'), kg.lang)}]"
    return Entry(
        marked if status in {"draft", "disputed"} else text,
        source(kg, statement, quotes=True),
        kg.names.curie(statement.iri),
    )


_Found = list[tuple[str, list[Entry]]]


def _positions(kg: OpenGraph, near: Records, iri: str, title: str) -> _Found:
    """Return the positions of an actor, a section a topic."""
    by_topic: dict[str, list[Entry]] = defaultdict(list)
    for position in near.of_kind("position"):
        if position.one("sg:holder") == iri:
            proposition = near.things.get(position.one("sg:proposition"))
            topic = proposition.one("skos:broader") if proposition else ""
            text = sentence(kg, position, subject=False)
            name = kg.names.label(topic, kg.lang) if topic else "no topic"
            by_topic[name].append(_entry(kg, position, text))
    return [(f"{title}: {topic}", by_topic[topic]) for topic in sorted(by_topic)]


def _implied(kg: OpenGraph, near: Records, iri: str, title: str) -> _Found:
    entries = []
    for stance in implied_stances(near):
        if stance.act.one("sg:agent") == iri:
            label = kg.names.label(stance.clause.one("sg:proposition"), kg.lang)
            petition = kg.names.label(stance.act.one("sg:petition"), kg.lang)
            done = word(stance.act.one("sg:involvementKind"), kg.lang)
            held = word(stance.clause.one("sg:stance"), kg.lang)
            text = f"{held}: {label} (by rule: {done} {petition}, which demands it)"
            entries.append(_entry(kg, stance.act, text))
    return [(title, entries)]


def _about(kind: str, *properties: str, subject: bool = True) -> Callable[..., _Found]:
    """Return a finder of the statements of a kind that name the thing in a property."""

    def find(kg: OpenGraph, near: Records, iri: str, title: str) -> _Found:
        entries = [
            _entry(kg, record, sentence(kg, record, subject=subject))
            for record in near.of_kind(kind)
            if any(iri in record.many(p) for p in properties)
        ]
        return [(title, sorted(entries, key=lambda e: e.text))]

    return find


def _clauses(kg: OpenGraph, near: Records, iri: str, title: str) -> _Found:
    """Return what a petition says, a section a mode, demands first."""
    found: dict[str, list[Entry]] = {}
    for mode in ("demands", "affirms", "mentions"):
        for clause in near.of_kind("clause"):
            if clause.one("sg:petition") == iri and clause.word("sg:mode") == mode:
                heading = f"{title} {word(clause.one('sg:mode'), kg.lang)}"
                text = f"{word(clause.one('sg:stance'), kg.lang)}: " + kg.names.label(
                    clause.one("sg:proposition"), kg.lang
                )
                found.setdefault(heading, []).append(_entry(kg, clause, text))
    return list(found.items())


def _claims(kg: OpenGraph, near: Records, iri: str, title: str) -> _Found:
    """Count what an actor claims; the list is a query of its own."""
    count = sum(
        any(iri in piece.many("prov:wasAttributedTo") for piece in near.evidence_of(r))
        for kind in STATEMENTS
        for r in near.of_kind(kind)
    )
    if not count:
        return []
    label = kg.names.label(iri, kg.lang)
    rest = "1 statement rests" if count == 1 else f"{count} statements rest"
    text = f"{rest} on the word of {label}"
    return [(title, [Entry(text, f'stancegraph query claims-by -p claimant="{label}"')])]


def _propositions(kg: OpenGraph, near: Records, iri: str, title: str) -> _Found:
    """Return the propositions of a topic."""
    found = [
        Entry(kg.names.label(record.iri, kg.lang), "", kg.names.curie(record.iri))
        for record in near.things.values()
        if record.kind == "proposition" and iri in record.many("skos:broader")
    ]
    return [(title, sorted(found, key=lambda e: e.text))]


def _resting(kg: OpenGraph, near: Records, iri: str, title: str) -> _Found:
    """Return the statements that rest on a document, in its order."""
    placed = []
    for record in near.statements.values():
        pieces = [e for e in near.evidence_of(record) if e.one("oa:hasSource") == iri]
        if pieces:
            start = min(int(e.one("oa:start") or 0) for e in pieces)
            placed.append((start, sentence(kg, record), record))
    placed.sort(key=lambda entry: (*entry[:2], entry[2].iri))
    return [(title, [_entry(kg, record, text) for _, text, record in placed])]


_SECTIONS: tuple[tuple[str, Callable[..., _Found]], ...] = (
    ("positions", _positions),
    ("implied", _implied),
    ("changes", _about("change", "sg:holder", subject=False)),
    ("acts", _about("involvement", "sg:agent", subject=False)),
    ("roles", _about("membership", "org:member", "org:organization")),
    ("it", _clauses),
    ("who did what", _about("involvement", "sg:petition", "sg:campaign")),
    ("addressed to them", _about("involvement", "sg:audience")),
    ("who holds it", _about("position", "sg:proposition")),
    ("petitions", _about("clause", "sg:proposition")),
    ("links", _about("link", "sg:from", "sg:to")),
    ("said to have changed after it", _about("change", "sg:event", "sg:topic")),
    ("characterised as", _about("characterisation", "sg:about", subject=False)),
    ("claims", _claims),
    ("propositions", _propositions),
    ("statements that rest on it", _resting),
)
