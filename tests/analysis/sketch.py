"""Small graphs for tests, sketched with a line a statement."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

from graph import KnowledgeGraph, Wanted

if TYPE_CHECKING:
    from pathlib import Path

    from graph.analysis.stances.matrix import CellView, StanceMatrix

ID: Final = "https://w3id.org/stancegraph/id/"
ISSUED: Final = {"paper": "2020-06-01", "later": "2022-06-01", "undated": ""}
"""The documents, and when they appeared."""

_PREFIXES: Final = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "http://schema.org/",
    "sg": "https://w3id.org/stancegraph/ontology#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_TYPES: Final = {
    "organisation": "org:Organization",
    "person": "foaf:Person",
    "group": "foaf:Group",
    "proposition": "sg:Proposition",
    "topic": "skos:Concept",
    "petition": "sg:Petition",
    "position": "sg:Position",
    "involvement": "sg:Involvement",
    "clause": "sg:Clause",
    "link": "sg:Link",
    "change": "sg:ReportedChange",
    "evidence": "sg:Evidence",
    "document": "schema:CreativeWork",
}
_TERMS: Final = {
    "since": "sg:validFrom",
    "until": "sg:validThrough",
    "recorded": "dcterms:created",
    "earliest": "sg:earliest",
    "period": "sg:periodFrom",
    "status": "adms:status",
    "extent": "sg:extent",
    "replaces": "dcterms:replaces",
}
"""What the words that statements are described by stand for."""


class Sketch:
    """A graph in the making: whatever is named is there, with its name as its label.

    Agents are organisations unless the kind stands before them: `person/ann`.
    A piece of evidence is written `paper#4`: a document of `ISSUED` and a
    paragraph; behind a space may stand who claims it and the kind of evidence,
    as in `paper#4 organisation/red selfStated`.
    """

    def __init__(self, folder: Path) -> None:
        """Start with nothing in an empty folder."""
        self._folder = folder
        self._triples: dict[tuple[str, str, str], None] = {}
        self._names: dict[str, str] = {}
        self._number = 0

    def add(self, subject: str, curie: str, value: str) -> None:
        """Say something of a thing; values are things, days, texts or terms."""
        self._triples[subject, curie, value] = None

    def thing(self, kind: str, name: str = "") -> str:
        """Return the place of a thing in the IRIs; it is there from now on."""
        if "/" in name:
            kind, name = name.split("/")
        self._number += not name
        place = f"{kind}/{name or self._number}"
        self.add(place, "a", _TYPES[kind])
        if kind in {"organisation", "person", "group", "proposition", "topic", "petition"}:
            self.add(place, "skos:prefLabel", f'"{name}"@en')
        return place

    def rename(self, place: str, label: str) -> None:
        """Give a thing that is there another label."""
        for triple in [t for t in self._triples if t[:2] == (place, "skos:prefLabel")]:
            del self._triples[triple]
        self.add(place, "skos:prefLabel", f'"{label}"@en')

    def proposition(self, name: str, *topics: str, **said: str) -> None:
        """Describe a proposition: its topics, and the period that it is about."""
        place = self.thing("proposition", name)
        for topic in topics:
            self.add(place, "skos:broader", self.thing("topic", topic))
        self._describe(place, said)

    def position(
        self, holder: str, proposition: str, stance: str, *evidence: str, **said: str
    ) -> str:
        """Record a position; without evidence it rests on the paper's first paragraph."""
        place = self._statement("position", evidence, {"status": "reviewed", **said})
        self.add(place, "sg:holder", self.thing("organisation", holder))
        self.add(place, "sg:proposition", self.thing("proposition", proposition))
        self.add(place, "sg:stance", f"sg:{stance}")
        return place

    def clause(self, petition: str, mode: str, stance: str, proposition: str, **said: str) -> str:
        """Record what a petition demands, affirms or mentions."""
        place = self._statement("clause", (), {"status": "reviewed", **said})
        self.add(place, "sg:petition", self.thing("petition", petition))
        self.add(place, "sg:mode", f"sg:{mode}")
        self.add(place, "sg:stance", f"sg:{stance}")
        self.add(place, "sg:proposition", self.thing("proposition", proposition))
        return place

    def act(self, agent: str, kind: str, petition: str, *evidence: str, **said: str) -> str:
        """Record what somebody did with a petition."""
        place = self._statement("involvement", evidence, {"status": "reviewed", **said})
        self.add(place, "sg:agent", self.thing("organisation", agent))
        self.add(place, "sg:involvementKind", f"sg:{kind}")
        self.add(place, "sg:petition", self.thing("petition", petition))
        return place

    def link(self, start: str, kind: str, end: str, **said: str) -> str:
        """Link two propositions."""
        place = self.thing("link", said.pop("name", ""))
        self._describe(place, {"status": "reviewed", **said})
        self.add(place, "sg:from", self.thing("proposition", start))
        self.add(place, "sg:to", self.thing("proposition", end))
        self.add(place, "sg:linkKind", f"sg:{kind}")
        self.add(place, "sg:linkBasis", "sg:logical")
        return place

    def _statement(self, kind: str, evidence: tuple[str, ...], said: dict[str, str]) -> str:
        place = self.thing(kind, said.pop("name", ""))
        for text in evidence or ("paper#1",):
            self.add(place, "sg:evidence", self._evidence(text))
        self._describe(place, said)
        return place

    def _describe(self, place: str, said: dict[str, str]) -> None:
        for word, value in said.items():
            term = f"sg:{value}" if word in {"status", "extent"} else value
            if value[:1].isdecimal():
                term = f'"{value}"^^xsd:date'
            self.add(place, _TERMS[word], term)

    def _evidence(self, text: str) -> str:
        where, _, whom = text.partition(" ")
        claimant, _, kind = (whom or "person/ann reported").partition(" ")
        document, _, paragraph = where.partition("#")
        name = "-".join((document, paragraph, claimant.split("/")[1], kind))
        place = self.thing("evidence", name)
        source = self.thing("document", document)
        if ISSUED[document]:
            self.add(source, "dcterms:issued", f'"{ISSUED[document]}"^^xsd:date')
        self.add(place, "oa:hasSource", source)
        self.add(place, "sg:paragraph", paragraph)
        self.add(place, "prov:wasAttributedTo", self.thing("organisation", claimant))
        self.add(place, "sg:evidenceKind", f"sg:{kind}")
        return place

    def open(self, seed: int | None = None) -> KnowledgeGraph:
        """Return the graph.

        Args:
            seed: shuffle the triples and give every thing another IRI, by this
                seed; labels stay.
        """
        triples = list(self._triples)
        if seed is not None:
            shuffle = random.Random(seed)  # noqa: S311 - an order for a test, no secret
            shuffle.shuffle(triples)
            places = sorted({place for place, _, _ in triples})
            for place in places:
                kind = place.split("/")[0]
                self._names[place] = f"{kind}/x{shuffle.getrandbits(64):x}"
        self._number += 1
        path = self._folder / f"graph-{self._number}.ttl"
        lines = [f"@prefix {name}: <{iri}> ." for name, iri in _PREFIXES.items()]
        lines += [" ".join((*map(self._term, triple), ".")) for triple in triples]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return KnowledgeGraph.open(path)

    def _term(self, text: str) -> str:
        if "/" in text and not text.startswith('"'):
            return f"<{ID}{self._names.get(text, text)}>"
        return text

    def told(self, wanted: Wanted | None = None, *, seed: int | None = None) -> dict[str, str]:
        """Return what is in each cell by label, as in `{"red peace": "1 stated"}`.

        Args:
            wanted: what counts; that of 1 January 2021 if left out.
            seed: see `open`.
        """
        kg = self.open(seed)
        matrix = kg.stances(wanted or Wanted(on="2021-01-01"))
        found = {}
        for actor in matrix.actors:
            for proposition, view in matrix.row(actor).items():
                value = view.state if view.degree is None else f"{view.degree:g}"
                name = f"{kg.names.label(actor)} {kg.names.label(proposition)}"
                found[name] = f"{value} {view.basis}"
        return found

    @staticmethod
    def cell(matrix: StanceMatrix, actor: str, proposition: str) -> CellView:
        """Return a cell that must be there, by short names."""
        found = matrix.cell(f"{ID}organisation/{actor}", f"{ID}proposition/{proposition}")
        assert found is not None
        return found
