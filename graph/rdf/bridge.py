"""From our triples to an rdflib graph, with nothing rewritten on the way."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import rdflib
    from pyoxigraph import Triple


def rdflib_graph(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> rdflib.Graph:
    """Return triples as an rdflib graph, lexical forms kept.

    Args:
        triples: blank nodes keep their labels.
        prefixes: what is bound in it.
    """
    import rdflib

    g = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in prefixes.items():
        g.bind(prefix, namespace)
    with quiet_rdflib():
        for t in triples:
            g.add((_node(t.subject), rdflib.URIRef(t.predicate.value), _rdflib_object(t.object)))
    return g


@contextmanager
def quiet_rdflib() -> Iterator[None]:
    """Keep rdflib from rewriting literals, and from logging a traceback for each ill-typed one."""
    import rdflib

    logger = logging.getLogger("rdflib.term")

    def refuse(_record: logging.LogRecord) -> bool:
        return False

    normalising = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    logger.addFilter(refuse)
    try:
        yield
    finally:
        logger.removeFilter(refuse)
        rdflib.NORMALIZE_LITERALS = normalising


def _node(term: object) -> rdflib.URIRef | rdflib.BNode:
    import rdflib

    value = str(getattr(term, "value", ""))
    return rdflib.BNode(value) if isinstance(term, BlankNode) else rdflib.URIRef(value)


def _rdflib_object(term: NamedNode | BlankNode | Literal | Triple) -> rdflib.term.Node:
    import rdflib

    if isinstance(term, NamedNode | BlankNode):
        return _node(term)
    value, language = str(getattr(term, "value", "")), getattr(term, "language", None)
    if language:
        return rdflib.Literal(value, lang=language)
    datatype = rdflib.URIRef(term.datatype.value)  # type: ignore[union-attr]
    if datatype == rdflib.XSD.string:
        return rdflib.Literal(value)
    return rdflib.Literal(value, datatype=datatype)
