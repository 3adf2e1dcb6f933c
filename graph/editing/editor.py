"""Adding entries to a graph: resolved, compared with what is there, collected, then written.

An editor works while the graph is held for writing. Nothing is written before
all of it has been checked, and then all of it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from ..check.neighbourhood import check_change
from ..entries.agents import Role
from ..entries.entry import Entry, Named, Statement
from ..entries.field import specifications
from ..entries.sources import Evidence
from ..errors import Conflicting, Invalid, NotFound, ParameterError, Refused, Similar
from ..model.dates import today
from ..model.vocabulary import KINDS, PREF_LABEL, RDF_TYPE, STATEMENTS, expand
from ..names.index import Name
from ..store.changes import Changes
from . import values
from .complete import completed
from .describe import Terms, describe, given, title_of
from .labels import statement_label
from .mint import identity_of, named_iri, new_statement_iri
from .outcome import Outcome
from .present import Present, identity_key

if TYPE_CHECKING:
    from ..entries.field import Spec
    from ..quotes.sources import Sources
    from ..records.opened import OpenGraph

_CREATED = expand("dcterms:created")
_STATUS = expand("adms:status")
_WITHDRAWN = NamedNode(expand("sg:withdrawn"))
_DIFFERENT = expand("owl:differentFrom")
_NAMES = {
    expand("skos:prefLabel"): 0,
    expand("dcterms:title"): 1,
    expand("skos:altLabel"): 2,
    expand("skos:hiddenLabel"): 3,
}
_SEARCH_ONLY = 3
_SHOWN = 3


@dataclass(frozen=True)
class Manner:
    """How entries are to be taken.

    Attributes:
        anyway: add things although others have names like theirs, and remember
            that they are not the same.
        sources: texts of documents, in which quotes are looked up.
    """

    anyway: bool = False
    sources: Sources | None = None


class Editor:
    """Collects what is to be added, and writes it in one step."""

    def __init__(self, kg: OpenGraph, manner: Manner | None = None) -> None:
        """Start with nothing; the graph's store must be held for writing.

        Args:
            kg: the graph.
            manner: how entries are taken; strictly if left out.
        """
        self._kg = kg
        self._manner = manner or Manner()
        self._present = Present(kg.store)
        self._added: dict[Triple, None] = {}
        self._removed: dict[Triple, None] = {}
        self._seen: dict[int, tuple[Entry, Outcome]] = {}
        self._in_hand: set[int] = set()
        self.outcomes: list[Outcome] = []

    def add(self, entry: Entry) -> Outcome:
        """Take an entry, and all entries that it refers to.

        Returns:
            What will come of it once it is written.

        Raises:
            ParameterError: a value is missing or malformed.
            NotFound: a name stands for nothing in the graph.
            Similar: something there has a name like it.
            Conflicting: the graph says otherwise already.
        """
        known = self._seen.get(id(entry))
        if known is not None:
            return known[1]
        if id(entry) in self._in_hand:
            raise ParameterError(f"{title_of(entry)}: it refers to itself, by way of others")
        self._in_hand.add(id(entry))
        try:
            outcome = self._named(entry) if _is_named(entry) else self._statement(entry)
        finally:
            self._in_hand.discard(id(entry))
        self._seen[id(entry)] = (entry, outcome)
        self.outcomes.append(outcome)
        return outcome

    @property
    def changes(self) -> Changes:
        """What was collected so far."""
        return Changes(added=tuple(self._added), removed=tuple(self._removed))

    def say(self, iri: str, said: Terms) -> None:
        """Add to what is said of a thing that is there."""
        there = self._present.said_of(iri)
        new = {p: [t for t in terms if t not in there.get(p, ())] for p, terms in said.items()}
        for triple in _triples(iri, new):
            # What was taken back and is said again was never gone.
            if self._removed.pop(triple, triple) is triple:
                self._added[triple] = None
        merged = {p: [*there.get(p, ()), *new.get(p, ())] for p in {*there, *new}}
        self._present.note(iri, merged)

    def unsay(self, iri: str, predicate: str) -> None:
        """Take back all values of one property of a thing that is there."""
        there = dict(self._present.said_of(iri))
        terms = there.pop(predicate, [])
        for triple in _triples(iri, {predicate: terms}):
            if self._added.pop(triple, triple) is triple:
                self._removed[triple] = None
        self._present.note(iri, there)

    def check(self) -> None:
        """Hold all that was collected against the model.

        Raises:
            Invalid: it breaks the model.
        """
        changes = self.changes
        if changes:
            report = check_change(self._kg.store, changes, self._kg.base)
            if not report.conforms:
                raise refusal([str(result) for result in report.violations])

    def write(self) -> None:
        """Write all that was collected, and was checked."""
        if self.changes:
            self._kg.store.apply(self.changes)

    def _named(self, entry: Entry) -> Outcome:
        said = describe(entry, self._resolve)
        names = _names_in(said)
        kind = entry.KIND
        iri = self._same_named(entry, said, names)
        if iri is not None:
            return self._complete(entry, iri, said)
        near = self._near(entry, names)
        if near and not self._manner.anyway:
            raise self._similar(entry, near)
        iri = named_iri(entry, self._kg.base, self._present.is_taken)
        if near:
            said[_DIFFERENT] = [NamedNode(other) for other in near]
        if kind == "topic":
            said[expand("skos:inScheme")] = [self._scheme()]
        self._kg.names.learn(iri, kind, names)
        return self._put(entry, iri, said)

    def _statement(self, entry: Entry) -> Outcome:
        assert isinstance(entry, Statement | Evidence)  # noqa: S101 - all else has a name
        if isinstance(entry, Evidence):
            entry = self._attributed(entry)
            if self._manner.sources is not None:
                entry = self._located(entry, self._manner.sources)
        said = describe(self._with_own_word(entry), self._resolve)
        if entry.KIND in STATEMENTS and expand("sg:evidence") not in said:
            todo = "say in which document it stands, where, and who says so"
            raise Refused(f"{entry.KIND}: no evidence; {todo}")
        identity = identity_of(entry, said)
        iri = self._present.same(KINDS[entry.KIND], identity)
        if iri is not None:
            return self._complete(entry, iri, said)
        said[_CREATED] = [values.day(today())]
        iri = new_statement_iri(entry, said, self._kg.base)
        return self._put(entry, iri, said, identity_key(identity))

    def _put(self, entry: Entry, iri: str, said: Terms, identity: object = None) -> Outcome:
        """Collect all that is said of a new thing."""
        triples = _triples(iri, said)
        self._added.update(dict.fromkeys(triples))
        self._present.note(iri, said, identity)
        return Outcome(iri, entry.KIND, self._label(entry, iri), "new", tuple(triples))

    def _complete(self, entry: Entry, iri: str, said: Terms) -> Outcome:
        """Collect what an entry says beyond what is said of a thing that is there."""
        there = self._present.said_of(iri)
        if _WITHDRAWN in there.get(_STATUS, ()):
            message = (
                f"{self._kg.names.curie(iri)}: it was withdrawn; bring it back with "
                f"stancegraph status {self._kg.names.curie(iri)} reviewed"
            )
            raise Conflicting(message)
        where = f"{title_of(entry)} ({self._kg.names.curie(iri)})"
        more = completed(entry, there, said, where)
        label = self._label(entry, iri)
        if not more:
            return Outcome(iri, entry.KIND, label, "unchanged")
        self.say(iri, more)
        if _is_named(entry):
            self._kg.names.learn(iri, entry.KIND, _names_in(more))
        return Outcome(iri, entry.KIND, label, "more", tuple(_triples(iri, more)))

    def _with_own_word(self, entry: Statement | Evidence) -> Statement | Evidence:
        """Tell whose word evidence is where that was left open: the holder's own, or another's."""
        if isinstance(entry, Evidence):
            return entry
        holder: object = getattr(entry, "actor", "") or getattr(entry, "member", "")
        evidence = [
            self._with_kind(piece, holder) if isinstance(piece, Evidence) else piece
            for piece in given(entry, "evidence")
        ]
        return replace(entry, evidence=evidence)  # type: ignore[arg-type]

    def _with_kind(self, evidence: Evidence, holder: object) -> Evidence:
        evidence = self._attributed(evidence)
        if evidence.kind:
            return evidence
        spec = specifications(Evidence)["claimant"]
        where = "evidence: claimant"
        claimants = {self._resolve(c, spec, where) for c in given(evidence, "claimant")}
        own = bool(holder) and claimants == {self._resolve(holder, spec, "actor")}
        return replace(evidence, kind="self-stated" if own else "reported")

    def _attributed(self, evidence: Evidence) -> Evidence:
        """Give evidence its claimant where that was left out: whoever wrote the document."""
        if given(evidence, "claimant"):
            return evidence
        spec = specifications(Evidence)["document"]
        document = self._resolve(evidence.document, spec, "evidence: document")
        authors = self._present.said_of(document.value).get(expand("dcterms:creator"), [])
        return replace(evidence, claimant=[author.value for author in authors])

    def _located(self, evidence: Evidence, sources: Sources) -> Evidence:
        """Find a quote in the text of its document, and record where it stands."""
        from .locate import located

        spec = specifications(Evidence)["document"]
        document = self._resolve(evidence.document, spec, "evidence: document").value
        recorded = self._present.said_of(document).get(expand("sg:sha256"), [])
        digits = recorded[0].value if recorded else ""
        evidence, checksum = located(evidence, sources, document, digits)
        self._complete_document((document, checksum) if checksum else None)
        return evidence

    def _complete_document(self, checksum: tuple[str, str] | None) -> None:
        """Record the checksum of a document's text where the graph has none yet."""
        if checksum is None:
            return
        iri, digits = checksum
        if expand("sg:sha256") not in self._present.said_of(iri):
            self.say(iri, {expand("sg:sha256"): [Literal(digits)]})

    def _same_named(self, entry: Entry, said: Terms, names: list[Name]) -> str | None:
        """Return the thing of the kind that has exactly the name, or the slug, of an entry."""
        from ..model.identity import thing_iri

        index = self._kg.names
        slug: str = getattr(entry, "slug", "")
        if slug and index.kind(thing_iri(entry.KIND, slug, self._kg.base)) == entry.KIND:
            return thing_iri(entry.KIND, slug, self._kg.base)
        wanted = {(n.text, n.lang) for n in names if n.rank <= 1}
        same = [
            iri
            for iri in index.called({text for text, _ in wanted})
            if index.kind(iri) == entry.KIND
            and any((n.text, n.lang) in wanted for n in index.names[iri] if n.rank <= 1)
        ]
        fitting = [iri for iri in same if self._fits(entry, iri, said)]
        if fitting or self._manner.anyway:
            return min(fitting, default=None)
        return min(same, default=None)

    def _fits(self, entry: Entry, iri: str, said: Terms) -> bool:
        try:
            completed(entry, self._present.said_of(iri), said, "")
        except Conflicting:
            return False
        return True

    def _near(self, entry: Entry, names: list[Name]) -> list[str]:
        """Return the things that may be the same as a new one, nearest first."""
        compared = [n.text for n in names if n.rank < _SEARCH_ONLY]
        return self._kg.names.near(compared, entry.KIND)

    def _similar(self, entry: Entry, near: list[str]) -> Similar:
        names = self._kg.names
        shown = [f"{names.label(i)!r} ({names.curie(i)})" for i in near[:_SHOWN]]
        more = f" and {len(near) - _SHOWN} more" if len(near) > _SHOWN else ""
        message = (
            f"{title_of(entry)}: named like {', '.join(shown)}{more}; if it is the same, use that "
            "one; if not, add it with --anyway"
        )
        return Similar(message, candidates=near)

    def _resolve(self, value: object, spec: Spec, where: str) -> NamedNode:
        """Return the IRI of what an entry refers to; an entry is added first."""
        if isinstance(value, Entry):
            return NamedNode(self.add(value).iri)
        text = str(value).strip()
        named = not {"evidence", "position"} & set(spec.kinds)
        try:
            iri = (
                self._kg.names.resolve(text, spec.kinds, wanted=spec.kinds[0])
                if named
                else self._known_statement(text, spec)
            )
        except NotFound as exc:
            if spec.kinds == ("role",) and not exc.candidates:
                return NamedNode(self.add(Role(name=text)).iri)
            exc.args = (f"{where}: {exc}",)
            raise
        return NamedNode(iri)

    def _known_statement(self, text: str, spec: Spec) -> str:
        """Return the IRI of a statement or a piece of evidence, by IRI, CURIE or slug."""
        iri = self._kg.names.identifier(text, spec.kinds)
        if iri is None or not self._present.is_taken(iri):
            wanted = spec.kinds[0]
            raise NotFound(
                f"no {wanted} {text!r}; take an IRI from stancegraph query --iris", name=text
            )
        return iri

    def _scheme(self) -> NamedNode:
        """Return the scheme that new topics belong to; made where the graph has none."""
        iri = f"{self._kg.base}scheme/topics"
        if not self._present.is_taken(iri):
            name = Literal("Topics", language="en")
            self.say(iri, {RDF_TYPE: [NamedNode(KINDS["scheme"])], PREF_LABEL: [name]})
        return NamedNode(iri)

    def _label(self, entry: Entry, iri: str) -> str:
        """Return what people call a thing; a statement by what it is about."""
        if _is_named(entry):
            return self._kg.names.label(iri, self._kg.lang)
        return statement_label(self._kg, entry.KIND, self._present.said_of(iri))


def refusal(problems: list[str]) -> Invalid:
    """Return the error for an edit that breaks the model: its first problem, and how many more."""
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return Invalid(f"{problems[0]}{more}; nothing was written", problems=problems)


def _triples(iri: str, said: Terms) -> list[Triple]:
    subject = NamedNode(iri)
    return [Triple(subject, NamedNode(p), term) for p, terms in said.items() for term in terms]


def _is_named(entry: Entry) -> bool:
    return isinstance(entry, Named) or entry.KIND == "document"


def _names_in(said: Terms) -> list[Name]:
    """Return the names among what is said of a thing."""
    return [
        Name(term.value, getattr(term, "language", None) or "", rank)
        for predicate, rank in _NAMES.items()
        for term in said.get(predicate, ())
    ]
