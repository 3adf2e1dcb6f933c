"""Reading records out of a store: live statements, evidence, documents."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from ..model.vocabulary import STATEMENTS, expand
from .shelf import Shelf, nameable, together

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..names.index import NameIndex
    from ..store.base import Queryable
    from .record import Record

HIDDEN: Final = frozenset({"withdrawn", "embargoed"})
"""Editorial statuses that are left out everywhere."""

_NAMED: Final = ("organisation", "person", "group", "event", "topic", "proposition", "campaign")


class Records:
    """Everything on record in a store, read when it is asked for.

    Attributes:
        store: where it is read.
        names: shortens the IRIs of properties.
        statements: all live statements and links by IRI; withdrawn and embargoed
            ones are left out.
        evidence: all pieces of evidence by IRI.
        things: all things that have names, by IRI: agents, petitions,
            propositions, documents ...
    """

    def __init__(self, store: Queryable, names: NameIndex) -> None:
        """Remember where to read, and how IRIs are shortened."""
        self.store = store
        self.names = names
        self.statements = Shelf(store, names, (*STATEMENTS, "link"), _is_live)
        self.evidence = Shelf(store, names, ["evidence"])
        self.things = Shelf(store, names, (*_NAMED, "petition", "document", "role", "dataset"))

    @cached_property
    def replies(self) -> dict[str, list[Record]]:
        """Evidence that disputes a statement, by the statement's IRI."""
        found: dict[str, list[Record]] = {}
        for record in self.evidence.values():
            for statement in record.many("cito:disputes"):
                found.setdefault(statement, []).append(record)
        return found

    def of_kind(self, kind: str) -> list[Record]:
        """Return the live statements of a kind, sorted by IRI."""
        return self.statements.of_kind(kind)

    def naming(self, curie: str, iris: Iterable[str]) -> Shelf:
        """Return the statements that have one of some things as the value of a property."""
        wanted = {*iris}
        if not all(map(nameable, wanted)):
            every = self.statements.values()
            return self.statements.part(r.iri for r in every if wanted & {*r.many(curie)})
        found: dict[str, None] = {}
        for some in together(sorted(wanted)):
            listed = " ".join(f"<{iri}>" for iri in some)
            rows = self.store.scan(
                ("one",), f"VALUES ?thing {{ {listed} }} ?one <{expand(curie)}> ?thing"
            )
            found |= dict.fromkeys(row[0].value for row in rows)
        return self.statements.part(found)

    def fetch(self, iris: Iterable[str]) -> None:
        """Read some statements with what they rest on, where not all are read anyway."""
        self.fetch_evidence(self.statements.fetch(iris))

    def fetch_evidence(self, statements: Iterable[Record]) -> None:
        """Read what some statements rest on: passages, and their documents."""
        pieces = self.evidence.fetch(e for s in statements for e in s.many("sg:evidence"))
        self.things.fetch(source for piece in pieces if (source := piece.one("oa:hasSource")))

    def evidence_of(self, statement: Record) -> list[Record]:
        """Return what a statement rests on, sorted by place in the document."""
        found = [self.evidence[e] for e in statement.many("sg:evidence") if e in self.evidence]
        return sorted(
            found, key=lambda e: (e.one("oa:hasSource"), _number(e.one("oa:start")), e.iri)
        )

    def issued(self, statement: Record) -> list[str]:
        """Return the dates of the documents that a statement rests on, sorted."""
        documents = {e.one("oa:hasSource") for e in self.evidence_of(statement)}
        dates = (self.things[d].one("dcterms:issued") for d in documents if d in self.things)
        return sorted(date for date in dates if date)


def _is_live(statement: Record) -> bool:
    return statement.word("adms:status") not in HIDDEN


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def is_type(record: Record, curie: str) -> bool:
    """Tell whether a record is of a class, given as CURIE."""
    return expand(curie) in record.many("rdf:type")
