"""A graph with changes that are not made yet."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from .present import described

if TYPE_CHECKING:
    from ..store.base import Queryable
    from .describe import Terms


class Draft:
    """A store, and what is to be removed from it and added to it.

    Attributes:
        removed: triples of the store that are to go.
        added: triples that the store has not and is to get.
    """

    def __init__(self, store: Queryable) -> None:
        """Start without changes."""
        self._store = store
        self._said: dict[str, Terms] = {}
        self._new_references: dict[NamedNode, dict[tuple[NamedNode, NamedNode], None]]
        self._new_references = defaultdict(dict)
        self.removed: dict[Triple, None] = {}
        self.added: dict[Triple, None] = {}

    def said_of(self, iri: str) -> Terms:
        """Return all that is said of a thing as things stand now: a copy."""
        return {p: list(terms) for p, terms in self._now(iri).items()}

    def references(self, iri: NamedNode) -> list[tuple[NamedNode, NamedNode]]:
        """Return what refers to a thing, each with the property, as things stand now."""
        rows = [
            (subject, predicate)
            for subject, predicate in self._store.scan(("s", "p"), f"?s ?p {iri}")
            if isinstance(subject, NamedNode) and isinstance(predicate, NamedNode)
        ]
        return [
            (subject, predicate)
            for subject, predicate in dict.fromkeys([*rows, *self._new_references[iri]])
            if iri in self._now(subject.value).get(predicate.value, ())
        ]

    def add(self, triple: Triple) -> None:
        """Say something, unless it is said already."""
        subject, predicate, term = _parts(triple)
        terms = self._now(subject.value).setdefault(predicate.value, [])
        if term in terms:
            return
        terms.append(term)
        if self.removed.pop(triple, triple) is triple:
            self.added[triple] = None
        if isinstance(term, NamedNode):
            self._new_references[term][subject, predicate] = None

    def remove(self, triple: Triple) -> None:
        """Say something no longer, if it is said."""
        subject, predicate, term = _parts(triple)
        terms = self._now(subject.value).get(predicate.value, [])
        if term not in terms:
            return
        terms.remove(term)
        if not terms:
            del self._now(subject.value)[predicate.value]
        if self.added.pop(triple, triple) is triple:
            self.removed[triple] = None

    def _now(self, iri: str) -> Terms:
        if iri not in self._said:
            self._said[iri] = described(self._store, iri)
        return self._said[iri]


def _parts(triple: Triple) -> tuple[NamedNode, NamedNode, NamedNode | Literal]:
    """Return the parts of a triple of ours, which has no blank nodes."""
    subject, term = triple.subject, triple.object
    assert isinstance(subject, NamedNode)  # noqa: S101 - nothing of ours is blank
    assert isinstance(term, NamedNode | Literal)  # noqa: S101 - nothing of ours is blank
    return subject, triple.predicate, term
