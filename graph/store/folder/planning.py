"""Which file a change goes to: a subject stays where it stands, a new one goes to its kind's."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from ...errors import LocationError
from ...model.vocabulary import BASE, RDF_TYPE, expand
from ...rdf.turtle.splice import Edit
from ...rdf.turtle.stored import stored

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Store, Triple

    from ..changes import Changes
    from .files import GraphFiles, Stats

_TYPE = NamedNode(RDF_TYPE)
_BASE = NamedNode(expand("sg:base"))


@dataclass
class Plan:
    """What a change does.

    Attributes:
        edits: by file, then by subject as N-Triples writes it.
        added: the triples that were not there.
        removed: the triples that were there, as the store gives them.
        touched: the files in which subjects change that stand there.
    """

    added: list[Triple]
    removed: list[Triple]
    edits: dict[Path, dict[str, Edit]] = field(default_factory=dict)
    touched: set[Path] = field(default_factory=set)

    def edit(self, path: Path, subject: str, *, known: bool) -> Edit:
        """Return the edit of a subject in a file, to be filled."""
        if known:
            self.touched.add(path)
        return self.edits.setdefault(path, {}).setdefault(subject, Edit())


class Planner:
    """Looks up where things stand, in the store and in the files."""

    def __init__(self, location: str, engine: Store, files: GraphFiles, stats: Stats) -> None:
        """Take what is there now."""
        self._location = location
        self._engine = engine
        self._files = files
        self._stats = stats

    def plan(self, changes: Changes) -> Plan:
        """Return what is to be done; what is there or gone already is left out.

        Raises:
            LocationError: blank nodes would come or go, or the files and the store differ.
        """
        self._refuse_blank_nodes(changes)
        coming = {stored(t) for t in changes.added} if changes.removed else set()
        removed = [
            t
            for t in dict.fromkeys(map(stored, changes.removed))
            if t not in coming and _quad(t) in self._engine
        ]
        plan = Plan([], removed)
        for subject, triples in _by_subject(removed).items():
            for path in self._standing(subject):
                plan.edit(path, str(subject), known=True).removed.update(triples)
        for subject, triples in _by_subject(changes.added).items():
            self._place(plan, subject, triples)
        return plan

    def base(self, changes: Changes) -> str:
        """Return where the IRIs of the graph's things start, which gives the prefixes."""
        quads = self._engine.quads_for_pattern(None, _BASE, None, DefaultGraph())
        found = [(str(q.subject), q.object) for q in quads]
        found += [(str(t.subject), t.object) for t in changes.added if t.predicate == _BASE]
        bases = [value.value for _, value in sorted(found, key=str) if isinstance(value, Literal)]
        return bases[0] if bases else BASE

    def _place(self, plan: Plan, subject: NamedNode, triples: list[Triple]) -> None:
        """Note what is added to a subject, where it stands or else where its kind goes."""
        if next(self._said(subject, None), None) is None:
            path = self._files.home(_iris(t.object for t in triples if t.predicate == _TYPE))
            plan.edit(path, str(subject), known=False).added.extend(triples)
            plan.added += triples
        elif new := [t for t in triples if _quad(t) not in self._engine]:
            plan.edit(self._home(subject), str(subject), known=True).added.extend(new)
            plan.added += new

    def _home(self, subject: NamedNode) -> Path:
        """Return the file that more is to be said of a subject in."""
        usual = self._files.home(_iris(q.object for q in self._said(subject, _TYPE)))
        if str(subject) in self._files.document(usual, self._stats).places:
            return usual
        return self._standing(subject)[0]

    def _said(self, subject: NamedNode, predicate: NamedNode | None) -> Iterator[Quad]:
        return self._engine.quads_for_pattern(subject, predicate, None, DefaultGraph())

    def _standing(self, subject: NamedNode) -> list[Path]:
        """Return the files that a subject stands in."""
        name = str(subject)
        found = [
            p for p in sorted(self._stats) if name in self._files.document(p, self._stats).places
        ]
        if not found:
            message = f"{self._location}: {name} is not where it was; open it again and try again"
            raise LocationError(message)
        return found

    def _refuse_blank_nodes(self, changes: Changes) -> None:
        for triple in (*changes.added, *changes.removed):
            if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
                message = (
                    f"{self._location}: a triple of {str(triple.predicate)!r} has a blank node; "
                    "give each thing an IRI of its own"
                )
                raise LocationError(message)


def _quad(triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object)


def _by_subject(triples: Iterable[Triple]) -> dict[NamedNode, list[Triple]]:
    found: dict[NamedNode, list[Triple]] = {}
    for triple in triples:
        subject = triple.subject
        assert isinstance(subject, NamedNode)  # noqa: S101 - blank nodes were refused
        found.setdefault(subject, []).append(triple)
    return found


def _iris(terms: Iterable[object]) -> Iterator[str]:
    return (term.value for term in terms if isinstance(term, NamedNode))
