"""Moving what is said of one thing, and all that refers to it, to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Triple

from ..entries.catalogue import entry_class
from ..model.vocabulary import ALT_LABEL, KINDS, PREF_LABEL, RDF_TYPE, STATEMENTS, expand
from .describe import single_valued
from .present import described
from .same import same_statement
from .tombstone import MERGED_INTO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Literal

    from ..records.opened import OpenGraph
    from .describe import Terms

_ADDED_UP = (expand("sg:evidence"), expand("skos:editorialNote"))
"""What two statements that are one now both give to it."""

_STATUS = expand("adms:status")
_OUT_OF_SIGHT = frozenset({NamedNode(expand("sg:withdrawn")), NamedNode(expand("sg:embargoed"))})


class Move:
    """What is to be removed and added where one thing takes the place of another.

    Attributes:
        removed, added: the triples, in the order in which they were found.
        references: how many triples referred to the thing that goes.
        united: pairs of statements that are one now, the one that stays first.
        dropped: what was said of the thing that goes and contradicts what is
            said of the one that stays.
    """

    def __init__(self, kg: OpenGraph, kept: str, gone: str) -> None:
        """Find out what follows from one thing taking the place of another."""
        self._kg = kg
        self._kept, self._gone = NamedNode(kept), NamedNode(gone)
        self.removed: dict[Triple, None] = {}
        self.added: dict[Triple, None] = {}
        self.references = 0
        self.united: list[tuple[str, str]] = []
        self.dropped: list[Triple] = []
        self._move_description()
        followers = self._move_references(self._gone, self._kept)
        self.references = len(followers)
        for statement in sorted(set(followers) - {kept}):
            self._unite(statement)

    def _move_description(self) -> None:
        there = described(self._kg.store, self._kept.value)
        single = single_valued(entry_class(self._kg.names.kind(self._kept.value)))
        for predicate, terms in described(self._kg.store, self._gone.value).items():
            for term in terms:
                old = Triple(self._gone, NamedNode(predicate), term)
                self.removed[old] = None
                if predicate in single and there.get(predicate, [term]) != [term]:
                    self.dropped.append(old)
                elif term not in there.get(predicate, ()) and term != self._kept:
                    self._describe(there, predicate, term)

    def _describe(self, there: Terms, predicate: str, term: NamedNode | Literal) -> None:
        """Add a value to the thing that stays; a second name in a language is an alias."""
        if predicate == PREF_LABEL:
            languages = {getattr(t, "language", None) for t in there.get(PREF_LABEL, ())}
            if getattr(term, "language", None) in languages:
                predicate = ALT_LABEL
        if term not in there.get(predicate, ()):
            self.added[Triple(self._kept, NamedNode(predicate), term)] = None

    def _move_references(self, old: NamedNode, new: NamedNode) -> list[str]:
        """Let what refers to one thing refer to another; return what does."""
        followers = []
        for subject, predicate in self._references(old):
            self.removed[Triple(subject, predicate, old)] = None
            followers.append(subject.value)
            if subject != new:
                self.added[Triple(subject, predicate, new)] = None
        return followers

    def _references(self, iri: NamedNode) -> Iterator[tuple[NamedNode, NamedNode]]:
        for subject, predicate in list(self._kg.store.scan(("s", "p"), f"?s ?p {iri}")):
            if (
                isinstance(subject, NamedNode)
                and isinstance(predicate, NamedNode)
                and subject != iri
                and predicate.value != MERGED_INTO
            ):
                yield subject, predicate

    def _unite(self, statement: str) -> None:
        """Make a statement and another one whose content is the same now into one."""
        said = described(self._kg.store, statement)
        kind = _statement_kind(said)
        now = {p: [self._kept if t == self._gone else t for t in ts] for p, ts in said.items()}
        first = same_statement(self._kg.store, kind, now) if kind else None
        if first is None or first == statement:
            return
        there = described(self._kg.store, first)
        if {*said.get(_STATUS, ()), *there.get(_STATUS, ())} & _OUT_OF_SIGHT:
            # What was withdrawn must not come back as the evidence of something live.
            return
        self.united.append((first, statement))
        second = NamedNode(statement)
        for p, terms in said.items():
            self.removed.update(dict.fromkeys(Triple(second, NamedNode(p), t) for t in terms))
        for p, terms in now.items():
            for term in terms:
                self.added.pop(Triple(second, NamedNode(p), term), None)
        for p in _ADDED_UP:
            for term in now.get(p, ()):
                if term not in there.get(p, ()):
                    self.added[Triple(NamedNode(first), NamedNode(p), term)] = None
        self._move_references(second, NamedNode(first))


def _statement_kind(said: Terms) -> str:
    classes = {term.value for term in said.get(RDF_TYPE, ())}
    return next((k for k in (*STATEMENTS, "link", "evidence") if KINDS[k] in classes), "")
