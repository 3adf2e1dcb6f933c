"""Moving what is said of one thing, and all that refers to it, to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Triple

from ..entries.catalogue import entry_class
from ..model.vocabulary import (
    ALT_LABEL,
    HIDDEN_LABEL,
    KINDS,
    PREF_LABEL,
    RDF_TYPE,
    STATEMENTS,
    expand,
)
from .complete import language
from .describe import single_valued
from .draft import Draft
from .present import Present, identity_key
from .same import identity_predicates, same_statement
from .tombstone import MERGED_INTO

if TYPE_CHECKING:
    from pyoxigraph import Literal

    from ..records.opened import OpenGraph
    from .describe import Terms

_OTHER_NAMES = frozenset({ALT_LABEL, HIDDEN_LABEL})
_STATUS = expand("adms:status")
_OF_EACH = frozenset({_STATUS, expand("dcterms:created"), expand("dcterms:modified")})
"""What is said of a statement's record, and so stays with that record."""

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
        self._by_identity: dict[object, str] = {}
        self.draft = Draft(kg.store)
        self.references = 0
        self.united: list[tuple[str, str]] = []
        self.dropped: list[Triple] = []
        self._move_description()
        followers = self._move_references(self._gone, self._kept)
        self.references = len(followers)
        for statement in sorted(set(followers) - {kept}):
            self._unite(statement)

    @property
    def removed(self) -> list[Triple]:
        """What is to be removed."""
        return list(self.draft.removed)

    @property
    def added(self) -> list[Triple]:
        """What is to be added."""
        return list(self.draft.added)

    def _move_description(self) -> None:
        there = self.draft.said_of(self._kept.value)
        single = single_valued(entry_class(self._kg.names.kind(self._kept.value)))
        for predicate, terms in self.draft.said_of(self._gone.value).items():
            for term in terms:
                old = Triple(self._gone, NamedNode(predicate), term)
                self.draft.remove(old)
                if predicate in single and there.get(predicate, [term]) != [term]:
                    self.dropped.append(old)
                elif term != self._kept:
                    self._describe(there, predicate, term)

    def _describe(self, there: Terms, predicate: str, term: NamedNode | Literal) -> None:
        """Add a value to the thing that stays; a second name in a language is an alias."""
        labels = there.get(PREF_LABEL, [])
        if predicate == PREF_LABEL and any(language(t) == language(term) for t in labels):
            predicate = ALT_LABEL
        if predicate not in _OTHER_NAMES or term not in labels:
            self.draft.add(Triple(self._kept, NamedNode(predicate), term))

    def _move_references(self, old: NamedNode, new: NamedNode) -> list[str]:
        """Let what refers to one thing refer to another; return what does."""
        followers = []
        for subject, predicate in self.draft.references(old):
            if subject != old and predicate.value != MERGED_INTO:
                self.draft.remove(Triple(subject, predicate, old))
                followers.append(subject.value)
                if subject != new:
                    self.draft.add(Triple(subject, predicate, new))
        return followers

    def _unite(self, statement: str) -> None:
        """Make a statement and another one whose content is the same now into one."""
        said = self.draft.said_of(statement)
        kind = _statement_kind(said)
        if not kind:
            return
        identity = identity_key([(p, said.get(p, [])) for p in identity_predicates(kind)])
        same = same_statement(Present(self._kg.store), kind, said)
        first = same or self._by_identity.setdefault((kind, identity), statement)
        if first == statement:
            return
        there = self.draft.said_of(first)
        status, other = said.get(_STATUS, []), there.get(_STATUS, [])
        if status != other or {*status} & _OUT_OF_SIGHT:
            # What was withdrawn must not come back as the evidence of something live, nor
            # what was reviewed become a draft.
            return
        self.united.append((first, statement))
        self._add_up(NamedNode(first), NamedNode(statement), kind)
        self._move_references(NamedNode(statement), NamedNode(first))

    def _add_up(self, first: NamedNode, second: NamedNode, kind: str) -> None:
        """Give to one statement what only the other one said, of which nothing stays."""
        single = single_valued(entry_class(kind))
        there = self.draft.said_of(first.value)
        for p, terms in self.draft.said_of(second.value).items():
            for term in terms:
                old = Triple(second, NamedNode(p), term)
                self.draft.remove(old)
                known = there.get(p, [])
                if p in _OF_EACH or term in known:
                    continue
                if p in single and any(language(k) == language(term) for k in known):
                    self.dropped.append(old)
                else:
                    self.draft.add(Triple(first, NamedNode(p), term))


def _statement_kind(said: Terms) -> str:
    classes = {term.value for term in said.get(RDF_TYPE, ())}
    return next((k for k in (*STATEMENTS, "link", "evidence") if KINDS[k] in classes), "")
