"""The IRIs of the model's terms and of the vocabularies that it builds on."""

from __future__ import annotations

from typing import Final

PREFIXES: Final[dict[str, str]] = {
    "adms": "http://www.w3.org/ns/adms#",
    "cito": "http://purl.org/spar/cito/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "sg": "https://w3id.org/stancegraph/ontology#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes known to every query, in the order in which files declare them."""

BASE: Final = "https://w3id.org/stancegraph/id/"
"""Where the IRIs of things start, unless a graph sets a base of its own."""


def expand(curie: str) -> str:
    """Return the IRI of a CURIE whose prefix is in `PREFIXES`.

    Raises:
        KeyError: the prefix is unknown.

    Example:
        >>> expand("sg:Position")
        'https://w3id.org/stancegraph/ontology#Position'
    """
    prefix, _, local = curie.partition(":")
    return PREFIXES[prefix] + local


RDF_TYPE: Final = expand("rdf:type")
PREF_LABEL: Final = expand("skos:prefLabel")
ALT_LABEL: Final = expand("skos:altLabel")
HIDDEN_LABEL: Final = expand("skos:hiddenLabel")

KINDS: Final[dict[str, str]] = {
    "organisation": expand("org:Organization"),
    "person": expand("foaf:Person"),
    "group": expand("foaf:Group"),
    "event": expand("schema:Event"),
    "topic": expand("skos:Concept"),
    "proposition": expand("sg:Proposition"),
    "link": expand("sg:Link"),
    "campaign": expand("sg:Campaign"),
    "petition": expand("sg:Petition"),
    "clause": expand("sg:Clause"),
    "text": expand("sg:TextVersion"),
    "involvement": expand("sg:Involvement"),
    "position": expand("sg:Position"),
    "change": expand("sg:ReportedChange"),
    "characterisation": expand("sg:Characterisation"),
    "membership": expand("org:Membership"),
    "role": expand("org:Role"),
    "evidence": expand("sg:Evidence"),
    "document": expand("schema:CreativeWork"),
    "scheme": expand("skos:ConceptScheme"),
    "dataset": expand("schema:Dataset"),
}
"""The kinds of thing: the word in an IRI's path, and the class that marks it."""

STATEMENTS: Final = (
    "position",
    "change",
    "clause",
    "text",
    "involvement",
    "characterisation",
    "membership",
)
"""The kinds that say something about somebody and so must carry evidence."""
