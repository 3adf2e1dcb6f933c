"""What the engine makes of a triple: its store rewrites the lexical forms of literals."""

from __future__ import annotations

from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from ...model.vocabulary import PREFIXES, expand

_XSD = PREFIXES["xsd"]
_STRING = expand("xsd:string")
_ANY = NamedNode("x:any")


def stored(triple: Triple) -> Triple:
    """Return a triple as the store gives it back: 007 is 7 there.

    Two triples that are one for the store are one here; the files are free to
    write it in either way.
    """
    value = triple.object
    if not isinstance(value, Literal) or value.language:
        return triple
    datatype = value.datatype.value
    if datatype == _STRING or not datatype.startswith(_XSD):
        return triple
    return Triple(triple.subject, triple.predicate, _literal(value))


@lru_cache(maxsize=10_000)
def _literal(value: Literal) -> Literal:
    scratch = Store()
    scratch.add(Quad(_ANY, _ANY, value))
    (quad,) = scratch
    found = quad.object
    return found if isinstance(found, Literal) else value
