"""The record as a network of actors, petitions and propositions."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ..model.dates import parse_day, today
from ..records.words import evidence_record, word
from .implied import implied_stances
from .sentences import sentence
from .validity import known_from, presumed

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx

    from ..records.opened import OpenGraph
    from ..records.record import Record

_NODES = ("organisation", "person", "group", "campaign", "petition", "proposition", "event")
_LASTING = ("position", "membership")
"""What can go on after its last evidence; an act was done, a text was written."""
_SLUGS = {
    "leansTowards": "leans-towards",
    "leansAgainst": "leans-against",
    "declinesToSay": "declines-to-say",
}


def build_network(
    kg: OpenGraph, *, on: str | None = None, inferred: bool = True
) -> nx.MultiDiGraph:
    """Build the network of everything that is on record.

    Args:
        kg: an open graph.
        on: the day that presumptions are judged by, ISO 8601; today if left out.
        inferred: also draw the stances that backing a petition implies.

    Returns:
        A directed multigraph. Nodes are keyed by IRI and carry `kind`, `label`,
        `short`, `aliases` and what else is known; edges are keyed by the IRI of
        their statement and carry `kind` (position, clause, involvement, link,
        membership, around, part), `label`, `stance`, validity, `presumed`,
        `inferred`, `rule`, `status` and `evidence`. Withdrawn and embargoed
        statements are left out.

    Raises:
        ParameterError: `on` is no day.
    """
    import networkx as nx

    day = (parse_day(on, where="on") if on else today()).isoformat()
    drawing = _Drawing(kg, nx.MultiDiGraph(**_about(kg, day)), day)
    drawing.nodes()
    drawing.statements()
    drawing.relations()
    if inferred:
        drawing.implied()
    network: nx.MultiDiGraph = drawing.network
    return network


def _about(kg: OpenGraph, day: str) -> dict[str, str]:
    """Return what the dataset says of itself."""
    found = [r for r in kg.records.things.values() if r.kind == "dataset"]
    about = {"on": day, "lang": kg.lang, "title": "", "kept_by": "", "contact": "", "licence": ""}
    if found:
        dataset = min(found, key=lambda r: r.iri)
        about["title"] = dataset.text("dcterms:title", kg.lang)
        about["kept_by"] = dataset.text("dcterms:publisher", kg.lang)
        about["licence"] = dataset.one("dcterms:license")
        about["source"] = dataset.text("dcterms:description", kg.lang)
        about["contact"] = dataset.one("schema:contactPoint") or dataset.text(
            "sg:howToReply", kg.lang
        )
    return about


class _Drawing:
    """Adds nodes and edges, each in the words of one language."""

    def __init__(self, kg: OpenGraph, network: nx.MultiDiGraph, day: str) -> None:
        self.kg, self.network, self.day = kg, network, day
        self.records, self.names, self.lang = kg.records, kg.names, kg.lang

    def label(self, iri: str) -> str:
        return self.names.label(iri, self.lang)

    def nodes(self) -> None:
        """Add every agent, campaign, petition, proposition and event."""
        for record in sorted(self.records.things.values(), key=lambda r: r.iri):
            if record.kind in _NODES:
                self.network.add_node(record.iri, **self._node(record))

    def _node(self, record: Record) -> dict[str, object]:
        topic = record.one("skos:broader")
        return {
            "kind": record.kind,
            "label": self.label(record.iri),
            "short": self._short(record),
            "aliases": self.names.aliases(record.iri, search_only=True),
            "description": record.text("skos:definition", self.lang),
            "classification": word(record.one("org:classification"), self.lang),
            "country": record.one("sg:country"),
            "topic": self.label(topic) if topic else "",
            "note": " ".join(record.texts("skos:scopeNote") + record.texts("skos:editorialNote")),
            "title": record.text("dcterms:title", self.lang),
            "languages": self._languages.get(record.iri, []),
            "statements": self._said_of.get(record.iri, []),
        }

    def _short(self, record: Record) -> str:
        """Return an acronym for organisations; other things keep their label."""
        if record.kind != "organisation":
            return ""
        short = self.names.short_label(record.iri, self.lang)
        return short if short.isupper() and len(self.label(record.iri)) > 28 else ""  # noqa: PLR2004

    @cached_property
    def _said_of(self) -> dict[str, list[dict[str, object]]]:
        """The statements about one thing alone, which are no edges, by that thing."""
        found: dict[str, list[dict[str, object]]] = {}
        for kind, curie, name in (
            ("characterisation", "sg:about", "characterisation"),
            ("change", "sg:holder", "reported change"),
            ("text", "sg:petition", "text version"),
        ):
            for record in self.records.of_kind(kind):
                said = self._node_statement(record, name)
                found.setdefault(record.one(curie), []).append(said)
        return found

    @cached_property
    def _languages(self) -> dict[str, list[str]]:
        """The languages of a petition's versions, sorted, by the petition."""
        found: dict[str, set[str]] = {}
        for text in self.records.of_kind("text"):
            found.setdefault(text.one("sg:petition"), set()).add(text.one("schema:inLanguage"))
        return {petition: sorted(codes) for petition, codes in found.items()}

    def _node_statement(self, record: Record, kind: str) -> dict[str, object]:
        return {
            "iri": record.iri,
            "kind": kind,
            "text": sentence(self.kg, record, subject=False),
            "status": word(record.one("adms:status"), self.lang),
            "evidence": self._evidence(record),
        }

    def _evidence(self, *statements: Record) -> list[dict[str, object]]:
        return [
            {
                **evidence_record(self.records, self.names, piece, self.lang),
                "replies": [
                    evidence_record(self.records, self.names, reply, self.lang)
                    for reply in self.records.replies.get(statement.iri, ())
                ],
            }
            for statement in statements
            for piece in self.records.evidence_of(statement)
        ]

    def edge(self, start: str, end: str, key: str, **data: object) -> None:
        """Add an edge, unless an end of it is no node: that statement stands in `check`."""
        if start in self.network and end in self.network:
            self.network.add_edge(start, end, key=key, **data)

    def _common(self, record: Record) -> dict[str, object]:
        return {
            "statement": record.iri,
            "status": word(record.one("adms:status"), self.lang),
            "extent": word(record.one("sg:extent"), self.lang) if record.one("sg:extent") else "",
            "note": " ".join(record.texts("skos:editorialNote") + record.texts("skos:note")),
            "valid_from": record.one("sg:validFrom") or record.one("sg:earliest"),
            "valid_through": record.one("sg:validThrough"),
            "known_from": known_from(self.records, record),
            "presumed": record.kind in _LASTING and presumed(self.records, record, self.day),
            "inferred": False,
            "evidence": self._evidence(record),
        }

    def statements(self) -> None:
        """Add an edge for every statement that joins two things."""
        for record in self.records.of_kind("position"):
            stance = record.one("sg:stance")
            self.edge(
                record.one("sg:holder"), record.one("sg:proposition"), record.iri,
                kind="position", label=word(stance, self.lang), stance=_slug(record),
                **self._common(record),
            )  # fmt: skip
        for record in self.records.of_kind("clause"):
            mode, stance = (
                word(record.one("sg:mode"), self.lang),
                word(record.one("sg:stance"), self.lang),
            )
            self.edge(
                record.one("sg:petition"), record.one("sg:proposition"), record.iri,
                kind="clause", label=f"{mode}: {stance}", mode=record.word("sg:mode"),
                stance=_slug(record), **self._common(record),
            )  # fmt: skip
        for record in self.records.of_kind("involvement"):
            target = record.one("sg:petition") or record.one("sg:campaign")
            audience = ", ".join(self.label(a) for a in record.many("sg:audience"))
            kind = word(record.one("sg:involvementKind"), self.lang)
            self.edge(
                record.one("sg:agent"), target, record.iri, kind="involvement",
                act=record.word("sg:involvementKind"),
                label=f"{kind} (to {audience})" if audience else kind, **self._common(record),
            )  # fmt: skip
        for record in self.records.of_kind("membership"):
            role = record.one("org:role")
            self.edge(
                record.one("org:member"), record.one("org:organization"), record.iri,
                kind="membership", label=self.label(role) if role else "member",
                **self._common(record),
            )  # fmt: skip
        for record in self.records.of_kind("link"):
            self.edge(
                record.one("sg:from"), record.one("sg:to"), record.iri, kind="link",
                act=record.word("sg:linkKind"),
                label=word(record.one("sg:linkKind"), self.lang),
                basis=word(record.one("sg:linkBasis"), self.lang), **self._common(record),
            )  # fmt: skip

    def relations(self) -> None:
        """Add what one thing says of another without a statement of its own."""
        related: Iterable[tuple[str, str, str]] = (
            ("sg:groupAround", "around", "named after"),
            ("dcterms:isPartOf", "part", "part of"),
            ("org:subOrganizationOf", "part", "part of"),
            ("org:linkedTo", "part", "linked to"),
        )
        for record in sorted(self.records.things.values(), key=lambda r: r.iri):
            for curie, kind, label in related:
                for other in record.many(curie):
                    self.edge(
                        record.iri, other, f"{record.iri} {curie}", kind=kind, label=label,
                        evidence=[], presumed=False, inferred=False, status="",
                    )  # fmt: skip

    def implied(self) -> None:
        """Add the stances that backing a petition implies, marked with their rule."""
        for stance in implied_stances(self.records):
            act, clause = stance.act, stance.clause
            kind = word(act.one("sg:involvementKind"), self.lang)
            petition = self.label(act.one("sg:petition"))
            self.edge(
                act.one("sg:agent"), clause.one("sg:proposition"), f"{act.iri} {clause.iri}",
                **{
                    **self._common(act),
                    "kind": "position",
                    "label": word(clause.one("sg:stance"), self.lang),
                    "stance": _slug(clause),
                    "inferred": True,
                    "presumed": presumed(self.records, act, self.day),
                    "rule": f"{kind} “{petition}”, which demands it",
                    "evidence": self._evidence(act, clause),
                },
            )  # fmt: skip


def _slug(record: Record) -> str:
    stance = record.word("sg:stance")
    return _SLUGS.get(stance, stance)
