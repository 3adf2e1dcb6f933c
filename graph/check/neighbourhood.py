"""Holding a change against the model, before it is made, without reading the whole graph.

What changes is looked at whole, and of its neighbours what they are: the shapes
ask no more of them. A neighbour's own faults are not reported.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, QuerySolutions, Triple

from ..model.vocabulary import PREFIXES, RDF_TYPE, expand
from ..rdf.writer import kind_prefixes
from ..store.memory import MemoryStore
from .material import Material
from .report import Report
from .rules import rules_of_a_change
from .shapes import shape_results

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..store.base import Queryable
    from ..store.changes import Changes

MOST_ALIKE = 200
"""Up to how many things of one make are all handed to the validator of shapes."""

_ASKED_OF_NEIGHBOURS = frozenset({RDF_TYPE, expand("adms:status")})
"""What the shapes ask of a thing that another one refers to."""

_REPLACES = expand("dcterms:replaces")
_CHUNK = 500


def check_change(
    store: Queryable, changes: Changes, base: str, *, all_shapes: bool = False
) -> Report:
    """Hold what a change leaves behind against the model.

    Args:
        store: the graph as it is.
        changes: what is to be done to it.
        base: where the IRIs of the graph's things start.
        all_shapes: hand every thing to the validator of shapes, however many
            are of one make: wanted for data whose values nobody has checked.

    Returns:
        What would be wrong with the things that change, and with them alone.
    """
    focus = _focus(store, changes)
    focus_iris = {t.subject.value for t in focus if isinstance(t.subject, NamedNode)}
    around = list(_neighbours(store, focus, focus_iris))
    prefixes = {**PREFIXES, **kind_prefixes(base)}

    def material(triples: Iterable[Triple]) -> Material:
        found = list(triples)
        return Material(MemoryStore(found, prefixes, location="the change"), found)

    results = [r for r in rules_of_a_change(material([*focus, *around])) if r.iri in focus_iris]
    chosen = focus_iris if all_shapes else _representatives(focus)
    results += [
        r for r in shape_results(material(_shaped(focus, around, chosen))) if r.iri in chosen
    ]
    return Report.of(results)


def _focus(store: Queryable, changes: Changes) -> list[Triple]:
    """Return all triples that the changed subjects will have."""
    added: dict[object, dict[Triple, None]] = defaultdict(dict)
    for t in changes.added:
        added[t.subject][t] = None
    gone = set(changes.removed)
    subjects = {*added, *(t.subject for t in changes.removed)}
    named = sorted(s.value for s in subjects if isinstance(s, NamedNode))
    for t in _described(store, named):
        if t not in gone:
            added[t.subject][t] = None
    return [t for triples in added.values() for t in triples]


def _neighbours(store: Queryable, focus: Iterable[Triple], known: set[str]) -> Iterator[Triple]:
    """Give what the shapes ask of the things that the changed ones refer to."""
    others = {
        t.object.value
        for t in focus
        if isinstance(t.object, NamedNode)
        and t.predicate.value != RDF_TYPE
        and t.object.value not in known
    }
    for t in _described(store, sorted(others)):
        if t.predicate.value in _ASKED_OF_NEIGHBOURS:
            yield t
    yield from _replaced(store, focus, known)


def _replaced(store: Queryable, focus: Iterable[Triple], known: set[str]) -> Iterator[Triple]:
    """Give what the changed ones replace through others: nothing may replace itself so."""
    seen = set(known)
    found = list(focus)
    while found:
        older = {getattr(t.object, "value", "") for t in found if _replaces(t)} - seen
        seen |= older
        found = [t for t in _described(store, sorted(older)) if _replaces(t)]
        yield from found


def _described(store: Queryable, iris: list[str]) -> Iterator[Triple]:
    for start in range(0, len(iris), _CHUNK):
        values = " ".join(f"<{iri}>" for iri in iris[start : start + _CHUNK])
        solutions = store.query(
            "SELECT ?thing ?property ?value "
            f"{{ VALUES ?thing {{ {values} }} ?thing ?property ?value }}"
        )
        assert isinstance(solutions, QuerySolutions)  # noqa: S101 - a SELECT gives solutions
        for thing, prop, value in solutions:
            yield Triple(thing, prop, value)


def _representatives(focus: Iterable[Triple]) -> set[str]:
    """Choose things so that each make, a set of properties, is there often enough."""
    make: dict[str, set[str]] = defaultdict(set)
    for t in focus:
        make[_iri(t)].add(t.predicate.value)
    counts: dict[frozenset[str], int] = defaultdict(int)
    chosen: set[str] = set()
    for subject, predicates in make.items():
        counts[frozenset(predicates)] += 1
        if counts[frozenset(predicates)] <= MOST_ALIKE:
            chosen.add(subject)
    return chosen


def _shaped(
    focus: Iterable[Triple], around: Iterable[Triple], chosen: set[str]
) -> Iterator[Triple]:
    """Give the chosen things whole, and of what they refer to what the shapes ask of it."""
    others = set()
    rest = []
    for t in focus:
        if _iri(t) in chosen:
            yield t
            others.add(getattr(t.object, "value", ""))
        elif t.predicate.value in _ASKED_OF_NEIGHBOURS:
            rest.append(t)
    for t in (*rest, *around):
        if _iri(t) in others:
            yield t


def _replaces(t: Triple) -> bool:
    return t.predicate.value == _REPLACES and isinstance(t.object, NamedNode)


def _iri(t: Triple) -> str:
    return t.subject.value if isinstance(t.subject, NamedNode) else ""
