"""Taking in RDF that others wrote: checked first, then all of it or nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ..check.neighbourhood import check_change
from ..errors import Conflicting, FileProblem, Similar
from ..model.vocabulary import KINDS, RDF_TYPE, expand
from ..names.index import Name
from ..rdf.reader import blank_node_warning, read_rdf
from ..store.changes import Changes
from .editor import refusal
from .present import described

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pyoxigraph import Triple

    from ..records.opened import OpenGraph

_DATASET = NamedNode(KINDS["dataset"])
_LABELS = {
    expand("skos:prefLabel"): 0,
    expand("dcterms:title"): 1,
    expand("skos:altLabel"): 2,
}
_SHOWN = 3


@dataclass(frozen=True)
class Import:
    """What came of taking in a file.

    Attributes:
        path: the file.
        read_count: triples in it.
        new_count: triples that the graph did not have.
        new_things: how many new things of each kind; others under `other`.
        warnings: what a person should look at, one line each.
    """

    path: Path
    read_count: int
    new_count: int
    new_things: dict[str, int]
    warnings: tuple[str, ...] = ()


def import_file(
    kg: OpenGraph, path: Path, *, anyway: bool = False, dry_run: bool = False
) -> Import:
    """Take in a file of RDF: Turtle, N-Triples, JSON-LD or RDF/XML.

    Args:
        kg: the graph.
        path: the file; its ending tells the format.
        anyway: take it although new things have names like others that are there.
        dry_run: only find out what would come of it.

    Raises:
        FileProblem: it cannot be read, is hostile, or has blank nodes.
        Similar: a new thing has a name like one that is there.
        Conflicting: it describes a dataset of its own.
        Invalid: with it, the graph would break the model; nothing was written.
    """
    file = read_rdf(path)
    triples = list(dict.fromkeys(file.triples))
    blank = blank_node_warning(path, triples)
    if blank:
        raise FileProblem(f"{blank}; nothing was written", path=path)
    with kg.reading() if dry_run else kg.writing():
        new = _missing(kg, triples)
        _refuse_second_dataset(kg, path, new)
        kinds = _new_things(kg, new)
        if not anyway:
            _refuse_similar(kg, path, new, kinds)
        changes = Changes(added=tuple(_in_order(new)))
        if changes:
            report = check_change(kg.store, changes, kg.base, all_shapes=True)
            if not report.conforms:
                raise refusal([f"{path}: {result}" for result in report.violations])
            if not dry_run:
                kg.store.apply(changes)
                kg.forget()
    counts = Counter(kinds.values())
    return Import(path, len(triples), len(new), dict(sorted(counts.items())), file.warnings)


def _missing(kg: OpenGraph, triples: Iterable[Triple]) -> list[Triple]:
    """Return the triples that a graph does not have."""
    known: dict[str, set[tuple[str, str]]] = {}
    new = []
    for t in triples:
        subject = str(t.subject)
        if subject not in known:
            said = described(kg.store, subject[1:-1])
            known[subject] = {(p, str(term)) for p, terms in said.items() for term in terms}
        if (t.predicate.value, str(t.object)) not in known[subject]:
            new.append(t)
    return new


def _refuse_second_dataset(kg: OpenGraph, path: Path, new: Iterable[Triple]) -> None:
    described_there = next(
        (t.subject for t in new if t.predicate.value == RDF_TYPE and t.object == _DATASET), None
    )
    if described_there and bool(kg.store.query(f"ASK {{ ?dataset a {_DATASET} }}")):
        message = (
            f"{path}: it describes a dataset, {described_there}, and the graph has one already; "
            "remove that description from the file"
        )
        raise Conflicting(message)


def _new_things(kg: OpenGraph, new: Iterable[Triple]) -> dict[str, str]:
    """Return the kind of each subject that the graph knows nothing of, by IRI."""
    by_class = {cls: kind for kind, cls in KINDS.items()}
    found: dict[str, str] = {}
    for t in new:
        iri = str(t.subject)[1:-1]
        if iri not in found and not described(kg.store, iri):
            found[iri] = "other"
        if iri in found and t.predicate.value == RDF_TYPE:
            kind = by_class.get(str(t.object)[1:-1], "other")
            if found[iri] in {"other", "topic"} and kind != "other":
                found[iri] = kind
    return found


def _refuse_similar(
    kg: OpenGraph, path: Path, new: Iterable[Triple], kinds: dict[str, str]
) -> None:
    names: dict[str, list[Name]] = {}
    for t in new:
        rank = _LABELS.get(t.predicate.value)
        iri = str(t.subject)[1:-1]
        if rank is not None and kinds.get(iri, "other") in kg.names.name_kinds:
            value: str = t.object.value  # type: ignore[union-attr]
            names.setdefault(iri, []).append(Name(value, "", rank))
    clashes = []
    for iri, found in names.items():
        near = kg.names.near([n.text for n in found], kinds[iri])
        if near:
            label, other = min(found, key=lambda n: n.rank).text, near[0]
            clashes.append((f"{label!r} like {kg.names.label(other)!r}", other))
    if clashes:
        shown = ", ".join(words for words, _ in clashes[:_SHOWN])
        more = f" and {len(clashes) - _SHOWN} more" if len(clashes) > _SHOWN else ""
        message = (
            f"{path}: new things are named like others that are there, {shown}{more}; give the "
            "same IRIs to what is the same, or import it with --anyway"
        )
        raise Similar(message, candidates=[other for _, other in clashes])


def _in_order(new: list[Triple]) -> list[Triple]:
    """Put what is referred to before what refers to it, as far as kinds tell."""
    last = {KINDS[kind] for kind in ("position", "change", "clause", "involvement", "link")}
    late = {t.subject for t in new if t.predicate.value == RDF_TYPE and str(t.object)[1:-1] in last}
    return sorted(new, key=lambda t: t.subject in late)
