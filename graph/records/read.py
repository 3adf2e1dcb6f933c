"""Reading records out of a store: live statements, evidence, documents."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ..model.vocabulary import KINDS, STATEMENTS, expand
from .record import Record, Value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..names.index import NameIndex
    from ..store.base import Queryable

HIDDEN = frozenset({"withdrawn", "embargoed"})
"""Editorial statuses that are left out everywhere."""


class Records:
    """Everything on record in a store, read kind by kind when first asked for."""

    def __init__(self, store: Queryable, names: NameIndex) -> None:
        """Remember where to read, and how IRIs are shortened."""
        self._store = store
        self._names = names

    @cached_property
    def statements(self) -> dict[str, Record]:
        """All live statements and links by IRI; withdrawn and embargoed ones are left out."""
        found = self._read((*STATEMENTS, "link"))
        return {iri: r for iri, r in found.items() if r.word("adms:status") not in HIDDEN}

    @cached_property
    def evidence(self) -> dict[str, Record]:
        """All pieces of evidence by IRI."""
        return self._read(("evidence",))

    @cached_property
    def things(self) -> dict[str, Record]:
        """All things that have names, by IRI: agents, petitions, propositions, documents ..."""
        named = ("organisation", "person", "group", "event", "topic", "proposition", "campaign")
        return self._read((*named, "petition", "document", "role", "dataset"))

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
        return sorted((r for r in self.statements.values() if r.kind == kind), key=lambda r: r.iri)

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

    def _read(self, kinds: Iterable[str]) -> dict[str, Record]:
        table = " ".join(f'(<{KINDS[kind]}> "{kind}")' for kind in kinds)
        solutions = self._store.scan(
            ("thing", "kind", "property", "value"),
            f"VALUES (?class ?kind) {{ {table} }} ?thing a ?class ; ?property ?value",
        )
        found: dict[str, Record] = {}
        curies: dict[str, str] = {}
        seen: set[tuple[str, str, str, str]] = set()
        for thing, kind, prop, value in solutions:
            record = found.setdefault(thing.value, Record(thing.value, kind.value))
            if record.kind == "topic" and kind.value == "proposition":
                record.kind = "proposition"
            curie = curies.setdefault(prop.value, self._names.curie(prop.value))
            lang = getattr(value, "language", None) or ""
            mark = (thing.value, curie, value.value, lang)
            if mark not in seen:
                seen.add(mark)
                record.values.setdefault(curie, []).append(Value(value.value, lang))
        return found


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def is_type(record: Record, curie: str) -> bool:
    """Tell whether a record is of a class, given as CURIE."""
    return expand(curie) in record.many("rdf:type")
