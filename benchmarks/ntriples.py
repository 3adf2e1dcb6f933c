"""Terms and lines of N-Triples, which is also Turtle, written fast."""

from __future__ import annotations

from datetime import date
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

BASE: Final = "https://w3id.org/stancegraph/id/"
PREFIXES: Final = {
    "adms": "http://www.w3.org/ns/adms#",
    "cito": "http://purl.org/spar/cito/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "schema": "http://schema.org/",
    "sg": "https://w3id.org/stancegraph/ontology#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
Pair = tuple[str, str]
"""A predicate as a CURIE and an object as a term."""


class _Terms(dict[str, str]):
    """CURIE to N-Triples term, each expanded once."""

    def __missing__(self, curie: str) -> str:
        prefix, _, local = curie.partition(":")
        self[curie] = f"<{PREFIXES[prefix]}{local}>"
        return self[curie]


TERM: Final = _Terms()


def thing(kind: str, slug: str | int) -> str:
    """Return the IRI of a thing; a number becomes the slug `kind-000001`."""
    name = f"{kind}-{slug:06d}" if isinstance(slug, int) else slug
    return f"<{BASE}{kind}/{name}>"


def slug(iri: str) -> str:
    """Return the last part of the IRI of a thing."""
    return iri[iri.rindex("/") + 1 : -1]


def statement(kind: str, *content: str) -> str:
    """Return the IRI of a statement: what it is about and a hash of it all."""
    digest = blake2b("\n".join(content).encode(), digest_size=5).hexdigest()
    about = "-".join(slug(part) for part in content[:2] if part[0] == "<")
    return thing(kind, f"{about}-{digest}")


def describe(subject: str, pairs: Iterable[Pair]) -> str:
    """Return one line for each predicate (a CURIE) and object (a term)."""
    return "".join([f"{subject} {TERM[name]} {value} .\n" for name, value in pairs])


def text(text: str, lang: str = "") -> str:
    """Return a literal, with its language where one is given."""
    return f'"{text}"@{lang}' if lang else f'"{text}"'


@cache
def day(ordinal: int) -> str:
    """Return the `xsd:date` of a proleptic Gregorian ordinal."""
    return f'"{date.fromordinal(ordinal).isoformat()}"^^{TERM["xsd:date"]}'


def integer(value: int) -> str:
    """Return an `xsd:integer`."""
    return f'"{value}"^^{TERM["xsd:integer"]}'
