"""The reference of the ontology: every term, in the order of the file."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store, parse

from graph.model.vocabulary import PREFIXES
from graph.resources import folder

from .markdown import code, paragraphs, table

_TYPE = "rdf:type"
_VALUES = """
SELECT DISTINCT ?path ?datatype ?scheme {
  ?shape sh:path ?path .
  { ?shape sh:datatype ?datatype } UNION { ?shape sh:in/rdf:first/skos:inScheme ?scheme }
  UNION { ?shape sh:or/rdf:rest*/rdf:first/sh:datatype ?datatype }
}
ORDER BY ?path ?scheme ?datatype
"""
_RELATIONS = (
    ("rdfs:subClassOf", "kind of"),
    ("rdfs:subPropertyOf", "narrower than"),
    ("skos:closeMatch", "close to"),
)
_INTRODUCTION = """\
The terms of Stancegraph's own vocabulary, prefix `sg:`, namespace
`https://w3id.org/stancegraph/ontology#`. It is small on purpose: whatever a standard vocabulary
already says is said with it. Organisations are `org:Organization`, people `foaf:Person`, unnamed
groups `foaf:Group`, names `skos:prefLabel` and `skos:altLabel`, documents `schema:Article` and the
like. Every definition can take the place of its term in a sentence. Labels and definitions are also
there in French; the file is `ontology/stancegraph.ttl`, the rules for data are
`ontology/shapes.ttl`."""


@dataclass
class Term:
    """What the file says of one term: values by property, all as CURIEs or text."""

    curie: str
    said: dict[str, list[str]] = field(default_factory=dict)

    def values(self, name: str) -> list[str]:
        """Return the values of a property, an empty list where there are none."""
        return self.said.get(name, [])

    def first(self, name: str) -> str:
        """Return the first value of a property, or an empty string."""
        return next(iter(self.values(name)), "")


def page() -> str:
    """Return the page."""
    terms = list(_terms().values())
    classes = [t for t in terms if "owl:Class" in t.values(_TYPE)]
    properties = [
        t for t in terms if {"owl:ObjectProperty", "owl:DatatypeProperty"} & set(t.values(_TYPE))
    ]
    schemes = [t for t in terms if "skos:ConceptScheme" in t.values(_TYPE)]
    lists: dict[str, list[Term]] = defaultdict(list)
    for term in terms:
        for name in term.values("skos:inScheme"):
            lists[name].append(term)
    parts = ["# Ontology", _INTRODUCTION, "## Classes", _classes(classes)]
    parts += ["## Properties", _properties(properties), "## Closed lists"]
    for scheme in schemes:
        title = scheme.first("skos:prefLabel")
        parts.append(f"### {title[:1].upper()}{title[1:]}")
        parts += [f"{code(scheme.curie)}: {_meaning(scheme)}.", _list(lists[scheme.curie])]
    return paragraphs(parts)


def _terms() -> dict[str, Term]:
    """Read the ontology; English texts only, in the order of the file."""
    path = folder("ontology") / "stancegraph.ttl"
    terms: dict[str, Term] = {}
    for triple in parse(path=str(path), format=RdfFormat.TURTLE):
        curie = _curie(triple.subject)
        if not curie.startswith("sg:"):
            continue
        value = triple.object
        if isinstance(value, Literal) and value.language not in {None, "en"}:
            continue
        text = value.value if isinstance(value, Literal) else _curie(value)
        term = terms.setdefault(curie, Term(curie))
        term.said.setdefault(_curie(triple.predicate), []).append(text)
    return terms


def _curie(term: object) -> str:
    if not isinstance(term, NamedNode):
        return ""
    for prefix, namespace in PREFIXES.items():
        if term.value.startswith(namespace) and term.value != namespace:
            return f"{prefix}:{term.value[len(namespace) :]}"
    return term.value


def _classes(terms: list[Term]) -> str:
    rows = [(code(t.curie), t.first("rdfs:label"), _meaning(t), _related(t)) for t in terms]
    return table(["class", "label", "definition", "related to"], rows)


def _properties(terms: list[Term]) -> str:
    by_shape = _values_by_shape()
    rows = [
        (
            code(t.curie),
            t.first("rdfs:label"),
            _meaning(t),
            _codes(t.values("schema:domainIncludes") or t.values("rdfs:domain")),
            _codes(by_shape.get(t.curie) or t.values("rdfs:range")) or _unnamed(t),
            _related(t),
        )
        for t in terms
    ]
    return table(["property", "label", "definition", "of", "value", "related to"], rows)


def _values_by_shape() -> dict[str, list[str]]:
    """Return the closed list or the datatypes that the shapes ask for, by property."""
    store = Store()
    for name in ("stancegraph.ttl", "shapes.ttl"):
        store.load(path=str(folder("ontology") / name), format=RdfFormat.TURTLE)
    found: dict[str, list[str]] = defaultdict(list)
    solutions = store.query(_VALUES, prefixes=PREFIXES)
    if isinstance(solutions, QuerySolutions):
        for path, datatype, scheme in solutions:
            found[_curie(path)].append(_curie(scheme or datatype))
    return found


def _list(terms: list[Term]) -> str:
    degrees = any(t.values("sg:degree") for t in terms)
    rows = [
        (code(t.curie), t.first("skos:prefLabel"), _meaning(t))
        + ((t.first("sg:degree") or "none",) if degrees else ())
        for t in terms
    ]
    return table(["term", "label", "definition", *(["degree"] if degrees else [])], rows)


def _meaning(term: Term) -> str:
    withdrawn = "*withdrawn*; " if term.first("owl:deprecated") == "true" else ""
    return withdrawn + term.first("skos:definition")


def _related(term: Term) -> str:
    return "; ".join(f"{word} {_codes(term.values(p))}" for p, word in _RELATIONS if term.values(p))


def _codes(curies: list[str]) -> str:
    return ", ".join(code(c) for c in curies)


def _unnamed(term: Term) -> str:
    return "text" if "owl:DatatypeProperty" in term.values(_TYPE) else "any thing"
