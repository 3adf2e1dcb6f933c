"""Taking in RDF that others wrote: checked first, then all of it or nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Triple

from ..check.neighbourhood import check_change
from ..errors import Conflicting, Similar
from ..model.vocabulary import ALT_LABEL, KINDS, PREF_LABEL, RDF_TYPE, STATEMENTS, expand
from ..rdf.turtle.stored import stored
from ..store.changes import Changes
from .editor import refusal
from .namesakes import DIFFERENT, Namesakes, names_in
from .present import Present, described
from .read_files import ReadFiles
from .same import same_statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from ..rdf.reader import RdfFile
    from ..records.opened import OpenGraph
    from .describe import Terms

_DATASET = NamedNode(KINDS["dataset"])
_DIFFERENT = NamedNode(DIFFERENT)
_NAMES = frozenset({PREF_LABEL, ALT_LABEL, expand("dcterms:title")})
_WITH_CONTENT = frozenset({*STATEMENTS, "link", "evidence"})
_SHOWN = 3


@dataclass(frozen=True)
class Import:
    """What came of taking in files.

    Attributes:
        path: the file; of several, the first ones.
        read_count: triples in them.
        new_count: triples that the graph did not have.
        new_things: how many new things of each kind; others under `other`.
        warnings: what a person should look at, one line each.
    """

    path: Path
    read_count: int
    new_count: int
    new_things: dict[str, int]
    warnings: tuple[str, ...] = ()


def import_files(
    kg: OpenGraph,
    paths: Sequence[Path | RdfFile],
    *,
    anyway: bool = False,
    dry_run: bool = False,
    progress: Callable[[str], None] | None = None,
) -> Import:
    """Take in files of Turtle, N-Triples, JSON-LD or RDF/XML, all of them or nothing.

    Args:
        kg: the graph.
        paths: the files, which may refer to each other; their endings tell the
            formats. A folder stands for its Turtle files, without the
            description of the graph that it is. What was read already is taken too.
        anyway: take it although new things have names like others that are there.
        dry_run: only find out what would come of it.
        progress: is told what is being done, in a few words.

    Raises:
        FileProblem: it cannot be read, is hostile, or has blank nodes.
        Similar: a new thing has a name like one that is there, or a new
            statement says the same as one that is there.
        Conflicting: it describes a dataset of its own.
        Invalid: with it, the graph would break the model; nothing was written.
    """
    tell = progress or _tell_nobody
    read = ReadFiles()
    for given in paths:
        tell("reading")
        read.take(given)
    tell(f"looking up what is there (triples: {len(read.triples):,})")
    with kg.reading() if dry_run else kg.writing():
        new = _missing(kg, read.triples)
        _refuse_second_dataset(kg, read, new)
        kinds = _new_things(kg, new)
        tell(f"comparing names (new things: {len(kinds):,})")
        near = _named_alike(kg, new, kinds)
        if near and not anyway:
            raise _similar(kg, read, near)
        if not anyway:
            _refuse_doubled(kg, read, new, kinds)
        apart = [Triple(NamedNode(i), _DIFFERENT, NamedNode(o)) for i, _, o in near]
        changes = Changes(added=(*_in_order(new), *apart))
        if changes:
            tell(f"holding it against the model (new triples: {len(new):,})")
            report = check_change(kg.store, changes, kg.base, all_shapes=True)
            if not report.conforms:
                raise refusal([f"{read.where([r.iri])}: {r}" for r in report.violations])
            if not dry_run:
                tell(f"writing (new triples: {len(new):,})")
                kg.store.apply(changes)
                kg.forget()
    counts = Counter(kinds.values())
    news = dict(sorted(counts.items()))
    return Import(read.where(), len(read.triples), len(new), news, tuple(read.warnings))


def _tell_nobody(_words: str) -> None:
    """Let nobody know."""


def _missing(kg: OpenGraph, triples: Iterable[Triple]) -> list[Triple]:
    """Return the triples that a graph does not have."""
    known: dict[str, set[tuple[str, str]]] = {}
    new = []
    for t in triples:
        subject = str(t.subject)
        if subject not in known:
            said = described(kg.store, subject[1:-1])
            known[subject] = {(p, str(term)) for p, terms in said.items() for term in terms}
        if (t.predicate.value, str(stored(t).object)) not in known[subject]:
            new.append(t)
    return new


def _refuse_second_dataset(kg: OpenGraph, read: ReadFiles, new: Iterable[Triple]) -> None:
    described_there = next(
        (t.subject for t in new if t.predicate.value == RDF_TYPE and t.object == _DATASET), None
    )
    if described_there and bool(kg.store.query(f"ASK {{ ?dataset a {_DATASET} }}")):
        message = (
            f"{read.where([str(described_there)[1:-1]])}: it describes a dataset, "
            f"{described_there}, and the graph has one already; remove that description from the "
            "file"
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


def _named_alike(
    kg: OpenGraph, new: list[Triple], kinds: dict[str, str]
) -> list[tuple[str, str, str]]:
    """Return each thing that gets a name like that of another: its IRI, the name, the other's IRI.

    Those that the graph or the file says to differ are left out.
    """
    names: dict[str, Terms] = {}
    apart = {frozenset((t.subject, t.object)) for t in new if t.predicate == _DIFFERENT}
    for t in new:
        iri = str(t.subject)[1:-1]
        kind = kinds.get(iri) or kg.names.kind(iri)
        if t.predicate.value in _NAMES and kind in kg.names.name_kinds:
            names.setdefault(iri, {}).setdefault(t.predicate.value, []).append(t.object)  # type: ignore[arg-type]
    namesakes = Namesakes(kg.names, Present(kg.store), kg.base)
    return [
        (iri, names_in(said)[0].text, other)
        for iri, said in names.items()
        for other in namesakes.near(kinds.get(iri) or kg.names.kind(iri), said, iri)
        if frozenset((NamedNode(iri), NamedNode(other))) not in apart
    ]


def _similar(kg: OpenGraph, read: ReadFiles, near: list[tuple[str, str, str]]) -> Similar:
    first = {iri: (name, other) for iri, name, other in reversed(near)}
    clashes = [
        f"{name!r} like {kg.names.label(other)!r} ({kg.names.curie(other)})"
        for name, other in first.values()
    ][::-1]
    more = f" and {len(clashes) - _SHOWN} more" if len(clashes) > _SHOWN else ""
    message = (
        f"{read.where(list(dict.fromkeys(iri for iri, *_ in near))[:_SHOWN])}: "
        "new things are named like others that are there, "
        f"{', '.join(clashes[:_SHOWN])}{more}; give the same IRIs to what is the same, or import "
        "it with --anyway"
    )
    return Similar(message, candidates=[other for *_, other in near])


def _refuse_doubled(
    kg: OpenGraph, read: ReadFiles, new: Iterable[Triple], kinds: dict[str, str]
) -> None:
    """Refuse statements whose content another one of the graph has under its own IRI."""
    said: dict[str, Terms] = {}
    for t in new:
        iri = str(t.subject)[1:-1]
        if kinds.get(iri) in _WITH_CONTENT:
            said.setdefault(iri, {}).setdefault(t.predicate.value, []).append(t.object)  # type: ignore[arg-type]
    doubled = [
        (iri, other)
        for iri, terms in said.items()
        if (other := same_statement(Present(kg.store), kinds[iri], terms))
    ]
    if doubled:
        curie = kg.names.curie
        shown = ", ".join(f"{curie(iri)} as {curie(other)}" for iri, other in doubled[:_SHOWN])
        more = f" and {len(doubled) - _SHOWN} more" if len(doubled) > _SHOWN else ""
        message = (
            f"{read.where([iri for iri, _ in doubled[:_SHOWN]])}: new statements say the same as "
            f"others that are there, {shown}{more}; give them the same IRIs, or import it with "
            "--anyway"
        )
        raise Similar(message, candidates=[other for _, other in doubled])


def _in_order(new: list[Triple]) -> list[Triple]:
    """Put what is referred to before what refers to it, as far as kinds tell."""
    last = {KINDS[kind] for kind in ("position", "change", "clause", "involvement", "link")}
    late = {t.subject for t in new if t.predicate.value == RDF_TYPE and str(t.object)[1:-1] in last}
    return sorted(new, key=lambda t: t.subject in late)
