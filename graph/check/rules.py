"""Rules over the whole graph, as SPARQL on the store.

What a shape can say stands in `ontology/shapes.ttl`; here is what needs a look
at several things together. One function is one rule, and its first line is what
it reports.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from ..model.vocabulary import KINDS, PREFIXES, expand
from ..names.keys import key
from ..rdf.reader import read_rdf
from ..resources import folder
from .report import Result, Severity, plain, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pyoxigraph import Triple

    from .material import Material

_NAME_RANKS = {0, 2}  # labels and aliases: exact titles may be the same, and search names are none


def rule_results(material: Material) -> Iterator[Result]:
    """Hold a graph against the rules.

    Yields:
        One result for each thing that breaks a rule.
    """
    for rule in _RULES:
        yield from rule(material)


def rules_of_a_change(material: Material) -> Iterator[Result]:
    """Hold a part of a graph against the rules that need no more than its neighbours' classes."""
    for rule in _RULES_OF_A_CHANGE:
        yield from rule(material)


def unknown_terms(material: Material) -> Iterator[Result]:
    """Report terms in the model's namespace that the ontology does not have."""
    known = _ontology_terms()
    sg = PREFIXES["sg"]
    rows = material.rows(
        "SELECT DISTINCT ?thing ?term { "
        "{ ?thing ?term ?any } UNION { ?thing ?property ?term FILTER(isIRI(?term)) } "
        f'FILTER(STRSTARTS(STR(?term), "{sg}")) }}'
    )
    for thing, term in rows:
        name = term.value.removeprefix(sg)
        if name not in known:
            near = get_close_matches(name, known, n=1)
            todo = f"did you mean 'sg:{near[0]}'?" if near else "take a term of the ontology"
            yield _result(material, thing, "violation", f"unknown term {material.told(term)}", todo)


def dangling_references(material: Material) -> Iterator[Result]:
    """Report things of the graph that are referred to and nowhere described."""
    rows = material.rows(
        "SELECT DISTINCT ?thing ?missing { ?thing ?property ?missing "
        f"FILTER(isIRI(?missing) && STRSTARTS(STR(?missing), {_literal(material.base)})) "
        "MINUS { ?missing ?any ?value } }"
    )
    for thing, missing in rows:
        what = f"refers to {material.told(missing)}, of which nothing is said"
        yield _result(material, thing, "violation", what, "describe it, or correct the IRI")


def unused_evidence(material: Material) -> Iterator[Result]:
    """Report evidence that no statement rests on, and that is no reply to one."""
    rows = material.rows(
        "SELECT DISTINCT ?thing { ?thing a sg:Evidence "
        "MINUS { ?statement sg:evidence ?thing } MINUS { ?thing cito:disputes ?statement } }"
    )
    for (thing,) in rows:
        todo = "add it to a statement as sg:evidence, or remove it"
        yield _result(material, thing, "warning", "no statement rests on this evidence", todo)


def strange_self_statements(material: Material) -> Iterator[Result]:
    """Report positions and changes that are self-stated by somebody else than the holder."""
    rows = material.rows(
        "SELECT DISTINCT ?thing ?evidence ?holder { "
        "?thing sg:holder ?holder ; sg:evidence ?evidence . "
        "?evidence sg:evidenceKind sg:selfStated "
        "MINUS { ?thing sg:holder ?holder ; sg:evidence ?evidence . "
        "?evidence prov:wasAttributedTo ?holder } }"
    )
    for thing, evidence, holder in rows:
        told = material.told(evidence), material.told(holder)
        what = f"{told[0]} is self-stated, but {told[1]} did not say it"
        todo = "make the evidence sg:reported, or correct prov:wasAttributedTo"
        yield _result(material, thing, "warning", what, todo)


def long_quotes(material: Material) -> Iterator[Result]:
    """Report quotes of more words than the dataset allows, those before and behind included."""
    limits = [int(row[0].value) for row in material.rows(
        "SELECT ?most { ?dataset sg:quoteWords ?most FILTER(DATATYPE(?most) = xsd:integer) }"
    )]  # fmt: skip
    if not limits:
        return
    most = min(limits)
    rows = material.rows(
        "SELECT DISTINCT ?thing ?part ?words { "
        "VALUES ?part { oa:exact oa:prefix oa:suffix } ?thing a sg:Evidence ; ?part ?words }"
    )
    counts: Counter[NamedNode | BlankNode] = Counter()
    for thing, _, words in rows:
        counts[thing] += len(words.value.split())
    for thing, count in counts.items():
        if count > most:
            what = f"the quote has {count} words, those around it included"
            todo = f"keep the {most} or fewer that are themselves the evidence"
            yield _result(material, thing, "warning", what, todo)


def duplicate_names(material: Material) -> Iterator[Result]:
    """Report two things of one kind whose names are the same but for case and accents."""
    by_name: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    apart = {
        frozenset((one.value, other.value))
        for one, other in material.rows("SELECT ?one ?other { ?one owl:differentFrom ?other }")
    }
    for iri, names in material.names.names.items():
        kind = material.names.kinds[iri]
        for name in names:
            if name.rank in _NAME_RANKS and key(name.text):
                by_name[kind, key(name.text)].setdefault(iri, name.text)
    for (kind, _), found in sorted(by_name.items()):
        first, *others = sorted(found)
        for iri in others:
            if frozenset((first, iri)) in apart:
                continue
            what = f"{kind} {quoted(found[iri])} is also the name of {_curie(material, first)}"
            todo = "merge the two, or say that they differ (stancegraph merge --different)"
            yield Result("warning", material.where(iri), what, todo, iri)


def self_replacement(material: Material) -> Iterator[Result]:
    """Report statements that replace themselves, at once or through others."""
    replaced: dict[NamedNode | BlankNode, list[NamedNode | BlankNode]] = defaultdict(list)
    # Followed here, since a path of any length is where some engines give up.
    for thing, other in material.rows("SELECT ?thing ?other { ?thing dcterms:replaces ?other }"):
        replaced[thing].append(other)
    for thing in sorted(replaced, key=str):
        reached = set()
        ahead = list(replaced[thing])
        while ahead:
            other = ahead.pop()
            if other not in reached:
                reached.add(other)
                ahead += replaced.get(other, [])
        if thing in reached:
            what = "the statement replaces itself, at once or through others"
            yield _result(material, thing, "violation", what, "correct dcterms:replaces")


def two_kinds(material: Material) -> Iterator[Result]:
    """Report things of two kinds; a proposition and a role may also be topics."""
    classes = {iri: kind for kind, iri in KINDS.items() if kind != "topic"}
    values = " ".join(f"<{iri}>" for iri in classes)
    found: dict[NamedNode | BlankNode, set[str]] = defaultdict(set)
    for thing, cls in material.rows(
        f"SELECT DISTINCT ?thing ?class {{ VALUES ?class {{ {values} }} ?thing a ?class }}"
    ):
        found[thing].add(classes[cls.value])
    for thing, kinds in found.items():
        if len(kinds) > 1 and kinds != {"document", "dataset"}:
            what = f"is of {len(kinds)} kinds: {', '.join(sorted(kinds))}"
            todo = "keep the class of one kind, or make two things of it"
            yield _result(material, thing, "violation", what, todo)


def blank_nodes(material: Material) -> Iterator[Result]:
    """Report blank nodes, file by file."""
    todo = "give each thing an IRI of its own"
    places: list[tuple[str, Sequence[Triple]]] = [(n, f.triples) for n, f in material.files]
    for name, triples in places or [(material.store.location, material.triples)]:
        count = sum(BlankNode in {type(t.subject), type(t.object)} for t in triples)
        if count:
            what = f"{count} triples with blank nodes"
            yield Result("violation", plain(name), what, todo)


def prefixes_of_their_own(material: Material) -> Iterator[Result]:
    """Report files that use a well-known prefix for something else."""
    for name, file in material.files:
        for warning in file.warnings:
            what, _, todo = warning.removeprefix(f"{file.path}: ").rpartition("; ")
            yield Result("warning", name, plain(what, 300), plain(todo))


def one_dataset(material: Material) -> Iterator[Result]:
    """Report a folder that describes itself in no dataset, or in more than one."""
    if not material.folder:
        return
    datasets = sorted(
        (row[0] for row in material.rows("SELECT DISTINCT ?thing { ?thing a schema:Dataset }")),
        key=str,
    )
    if not datasets:
        place = plain(str(material.files[0][1].path.parent))
        todo = "describe the graph in dataset.ttl as a schema:Dataset"
        yield Result("violation", place, "no dataset is described", todo)
    for thing in datasets[1:]:
        what = f"a second dataset beside {material.told(datasets[0])}"
        yield _result(material, thing, "violation", what, "keep one, and merge the other into it")


_RULES: tuple[Callable[[Material], Iterable[Result]], ...] = (
    unknown_terms,
    dangling_references,
    unused_evidence,
    strange_self_statements,
    long_quotes,
    duplicate_names,
    self_replacement,
    two_kinds,
    blank_nodes,
    prefixes_of_their_own,
    one_dataset,
)


_RULES_OF_A_CHANGE: tuple[Callable[[Material], Iterable[Result]], ...] = (
    unknown_terms,
    dangling_references,
    strange_self_statements,
    self_replacement,
    two_kinds,
    blank_nodes,
)


def _result(
    material: Material, thing: NamedNode | BlankNode, severity: Severity, what: str, todo: str
) -> Result:
    blank = str(thing).startswith("_:")
    iri = "" if blank else thing.value
    where = material.where(iri, thing.value if blank else "")
    return Result(severity, where, what, todo, iri)


def _curie(material: Material, iri: str) -> str:
    return plain(material.names.curie(iri))


def _literal(text: str) -> str:
    return str(Literal(text))


@cache
def _ontology_terms() -> frozenset[str]:
    """Return the local names of the terms that the ontology describes."""
    sg = expand("sg:")
    triples = read_rdf(folder("ontology") / "stancegraph.ttl").triples
    return frozenset(
        t.subject.value.removeprefix(sg)
        for t in triples
        if isinstance(t.subject, NamedNode) and t.subject.value.startswith(sg)
    )
