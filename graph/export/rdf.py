"""A graph as RDF for other programs: an rdflib graph, Turtle, N-Triples, JSON-LD.

The files are the record: the embedded store rewrites lexical forms (007 becomes
7), so a graph that lives in files is read from them again.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, NamedNode, RdfFormat, serialize

from ..errors import UsageError
from ..model.vocabulary import KINDS, RDF_TYPE, expand
from ..rdf.bridge import rdflib_graph
from ..rdf.reader import read_rdf
from ..rdf.writer import to_turtle
from ..store.folder.journal import reading
from ..store.location import graph_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import rdflib
    from pyoxigraph import Triple

    from ..records.opened import OpenGraph

RDF_FORMATS: Final = ("turtle", "ntriples", "jsonld")
HIDDEN_STATUSES: Final = ("embargoed", "withdrawn")
"""Statements with these editorial statuses never leave the graph."""

_HIDING = {expand(f"sg:{status}"): status for status in HIDDEN_STATUSES}
_STATUS = expand("adms:status")
_EVIDENCE = expand("sg:evidence")
_UNDO_RECORDS = frozenset({expand("sg:mergeRemoved"), expand("sg:mergeAdded")})
_DISPUTES = expand("cito:disputes")
_SOURCE = expand("oa:hasSource")


def record_triples(kg: OpenGraph) -> list[Triple]:
    """Return every triple of a graph, lexical forms kept where it lives in files.

    Raises:
        FileProblem: a file was broken since the graph was opened.
        LocationError: somebody else is writing for too long.
    """
    if not graph_files(kg.location):
        return list(kg.store.triples())
    place = Path(kg.location)
    with reading(place if place.is_dir() else place.parent):
        # Listed again: others may have added a file while this waited for them.
        files = graph_files(kg.location)
        return list(dict.fromkeys(t for path in files for t in read_rdf(path).triples))


def to_rdflib(kg: OpenGraph) -> rdflib.Graph:
    """Return an ordinary rdflib graph with all triples, lexical forms kept.

    Args:
        kg: an open graph.

    Returns:
        A graph of its own, with the project's prefixes bound; embargoed
        statements are in it, as it is the caller's graph and no export.
    """
    return rdflib_graph(record_triples(kg), kg.prefixes)


def rdf_bytes(kg: OpenGraph, file_format: str) -> bytes:
    """Return what may be published of a graph, as RDF.

    The same triples always give the same bytes.

    Args:
        kg: an open graph.
        file_format: `turtle` (as the canonical writer sets it), `ntriples`
            (sorted) or `jsonld` (expanded, no context to fetch).

    Raises:
        UsageError: there is no such format.
    """
    if file_format not in RDF_FORMATS:
        known = ", ".join(RDF_FORMATS)
        raise UsageError(f"export: unknown RDF format {file_format!r}; take one of {known}")
    triples, _ = publishable(record_triples(kg))
    if file_format == "turtle":
        return to_turtle(triples, base=kg.base).encode()
    form = RdfFormat.N_TRIPLES if file_format == "ntriples" else RdfFormat.JSON_LD
    return serialize(sorted(triples, key=str), format=form) or b""


def left_out(kg: OpenGraph) -> dict[str, int]:
    """Count what an export of a graph leaves out.

    Returns:
        How many statements by status (`embargoed`, `withdrawn`), and how many
        pieces of `evidence` and `document`s only they use; 0 where there are none.
    """
    return publishable(record_triples(kg))[1]


def publishable(triples: Iterable[Triple]) -> tuple[list[Triple], dict[str, int]]:
    """Split off what must not be published.

    Left out are statements that are embargoed or withdrawn, evidence that only
    they use (replies to them too), documents that only such evidence cites, and
    every mention of these elsewhere.

    Returns:
        The triples that stay, in their order, and the counts of `left_out`.
    """
    triples = [t for t in triples if t.predicate.value not in _UNDO_RECORDS]
    statements: dict[str, str] = {}
    for t in triples:
        status = _HIDING.get(_key(t.object)) if t.predicate.value == _STATUS else None
        if status and statements.get(_key(t.subject)) != "embargoed":
            statements[_key(t.subject)] = status
    evidence = _used_only_by(statements, _evidence_uses(triples))
    documents = _used_only_by(evidence, _other_mentions(triples, _documents(triples)))
    hidden = {*statements, *evidence, *documents}
    kept = [t for t in triples if _key(t.subject) not in hidden and _key(t.object) not in hidden]
    counts = Counter(statements.values())
    found = {status: counts[status] for status in HIDDEN_STATUSES}
    return kept, {**found, "evidence": len(evidence), "document": len(documents)}


def _evidence_uses(triples: Iterable[Triple]) -> Iterator[tuple[str, str]]:
    """Yield evidence with each statement that rests on it or that it disputes."""
    for t in triples:
        if t.predicate.value == _EVIDENCE:
            yield _key(t.object), _key(t.subject)
        elif t.predicate.value == _DISPUTES:
            yield _key(t.subject), _key(t.object)


def _documents(triples: Iterable[Triple]) -> set[str]:
    """Return everything that evidence cites, or that is typed as a document."""
    kind = KINDS["document"]
    return {_key(t.object) for t in triples if t.predicate.value == _SOURCE} | {
        _key(t.subject) for t in triples if t.predicate.value == RDF_TYPE and _key(t.object) == kind
    }


def _other_mentions(triples: Iterable[Triple], things: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the things among those given with each subject that refers to them."""
    for t in triples:
        if _key(t.object) in things:
            yield _key(t.object), _key(t.subject)


def _used_only_by(users: Iterable[str], uses: Iterable[tuple[str, str]]) -> set[str]:
    """Return the things that are used by some of the users, and by nothing else."""
    users = set(users)
    only: dict[str, bool] = {}
    for thing, user in uses:
        only[thing] = only.get(thing, True) and user in users
    return {thing for thing, hidden in only.items() if hidden and thing}


def _key(term: object) -> str:
    """Return what identifies a node; a literal gives nothing that a node could be."""
    if isinstance(term, NamedNode):
        return term.value
    return str(term) if isinstance(term, BlankNode) else ""
