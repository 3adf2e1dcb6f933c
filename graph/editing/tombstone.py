"""What stays where a thing was merged into another: where it went, and how to take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Triple, parse, serialize

from ..errors import DatasetError, NotFound
from ..model.dates import today
from ..model.identity import slug
from ..model.vocabulary import RDF_TYPE, expand
from ..names.keys import key
from . import values
from .present import described

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..records.opened import OpenGraph
    from .describe import Terms

MERGED_INTO = expand("sg:mergedInto")
_REMOVED = expand("sg:mergeRemoved")
_ADDED = expand("sg:mergeAdded")
_LABEL = expand("rdfs:label")
_TOMBSTONE = NamedNode(expand("sg:Tombstone"))


def tombstone(kg: OpenGraph, iri: str, stands_for_it: str) -> list[Triple]:
    """Return the triples of a tombstone; of a thing with a name, the name too."""
    said: Terms = {
        RDF_TYPE: [_TOMBSTONE],
        MERGED_INTO: [NamedNode(stands_for_it)],
        expand("dcterms:modified"): [values.day(today())],
    }
    if kg.names.kind(iri):
        said[_LABEL] = [Literal(kg.names.label(iri))]
    return [Triple(NamedNode(iri), NamedNode(p), t) for p, terms in said.items() for t in terms]


def record(iri: str, removed: Iterable[Triple], added: Iterable[Triple]) -> list[Triple]:
    """Return the triples by which a tombstone keeps what a merge did."""
    return [
        Triple(NamedNode(iri), NamedNode(predicate), Literal(_n_triples(triples)))
        for predicate, triples in ((_REMOVED, removed), (_ADDED, added))
    ]


def recorded(kg: OpenGraph, iri: str) -> tuple[list[Triple], list[Triple]]:
    """Return the triples that a merge removed, and those that it added.

    Raises:
        DatasetError: they are not readable any more.
    """
    said = described(kg.store, iri)
    try:
        removed, added = (
            [
                quad.triple
                for text in said.get(predicate, ())
                for quad in parse(text.value, format=RdfFormat.N_TRIPLES)
            ]
            for predicate in (_REMOVED, _ADDED)
        )
    except SyntaxError as exc:
        message = (
            f"{kg.names.curie(iri)}: what the merge did is not readable any more "
            f"({exc.args[0]}); undo it by hand"
        )
        raise DatasetError(message) from exc
    return removed, added


def graves(kg: OpenGraph, iri: str, removed: Iterable[Triple]) -> list[Triple]:
    """Return all triples of a tombstone, and of those of the statements that went with it."""
    subjects = {t.subject for t in removed if isinstance(t.subject, NamedNode)} | {NamedNode(iri)}
    return [
        Triple(stone, NamedNode(p), term)
        for stone in sorted(subjects, key=str)
        if _TOMBSTONE in (said := described(kg.store, stone.value)).get(RDF_TYPE, ())
        for p, terms in said.items()
        for term in terms
    ]


def find_tombstone(kg: OpenGraph, text: str) -> str:
    """Return the IRI of a thing that was merged, by IRI, CURIE, slug or former name.

    Raises:
        NotFound: nothing of the name was merged, or several things were.
    """
    solutions = kg.store.query(
        f"SELECT ?stone ?label {{ ?stone <{_REMOVED}> ?removed "
        f"OPTIONAL {{ ?stone <{_LABEL}> ?label }} }}"
    )
    assert isinstance(solutions, QuerySolutions)  # noqa: S101 - a SELECT gives solutions
    written = kg.names.expand(text)
    named = []
    for stone, label in solutions:
        iri = str(stone.value)
        if iri == written:
            return iri
        name = label.value if label is not None else ""
        if key(text) == key(name) or slug(text) == iri.rsplit("/", 1)[-1]:
            named.append(iri)
    if len(named) == 1:
        return named[0]
    if named:
        shown = " or ".join(kg.names.curie(iri) for iri in sorted(named))
        message = f"{len(named)} things called {text!r} were merged; say which: {shown}"
        raise NotFound(message, name=text, candidates=sorted(named))
    raise NotFound(f"nothing called {text!r} was merged; give the IRI that is gone", name=text)


def _n_triples(triples: Iterable[Triple]) -> str:
    data = serialize(sorted(triples, key=str), format=RdfFormat.N_TRIPLES)
    return data.decode() if data else ""
