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
from ..entries.sources import Evidence
from ..errors import Conflicting, Invalid, NotFound, ParameterError, Refused, UsageError
from ..model.dates import today
from ..model.vocabulary import KINDS, PREF_LABEL, RDF_TYPE, STATEMENTS, expand
from ..store.changes import Changes
from . import values
from .complete import completed, contradicted
from .describe import Terms, describe, title_of
from .labels import statement_label
from .mint import named_iri, new_statement_iri
from .namesakes import DIFFERENT, Namesakes, names_in
from .outcome import Outcome, State
from .present import Present, identity_key
from .same import identity_of, same_statement
from .witnesses import Witnesses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..entries.field import Spec
    from ..quotes.sources import Sources
    from ..records.opened import OpenGraph

_CREATED = expand("dcterms:created")
_STATUS = expand("adms:status")
_REASON = expand("sg:reason")
_WITHDRAWN = NamedNode(expand("sg:withdrawn"))


@dataclass(frozen=True)
class Manner:
    """How entries are to be taken.

    Attributes:
        anyway: add things although others have names like theirs, and remember
            that they are not the same.
        replace: where something that is there has another value, put the new one
            in its place.
        sources: texts of documents, in which quotes are looked up.
    """

    anyway: bool = False
    replace: bool = False
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
        self._namesakes = Namesakes(kg.names, self._present, kg.base)
        self._witnesses = Witnesses(
            self._present, self._resolve, self.say, kg.names.label, self._manner.sources
        )
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
            UsageError: it is no entry.
        """
        if not isinstance(entry, Entry):
            message = f"add: {str(entry)[:40]!r} is no entry; give one, as in Organization(name=…)"
            raise UsageError(message)
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

    def unsay(
        self, iri: str, predicate: str, only: Sequence[NamedNode | Literal] | None = None
    ) -> None:
        """Take back all values of one property of a thing that is there, or only some."""
        there = dict(self._present.said_of(iri))
        terms = there.pop(predicate, [])
        gone = [term for term in terms if only is None or term in only]
        if len(gone) < len(terms):
            there[predicate] = [term for term in terms if term not in gone]
        for triple in _triples(iri, {predicate: gone}):
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
        iri = self._namesakes.same(entry, said, anyway=self._manner.anyway)
        if iri is not None:
            return self._complete(entry, iri, said)
        self._tell_apart(entry, said)
        iri = named_iri(entry, self._kg.base, self._present.is_taken)
        if entry.KIND == "topic":
            said[expand("skos:inScheme")] = [self._scheme()]
        self._kg.names.learn(iri, entry.KIND, names_in(said))
        return self._put(entry, iri, said)

    def _statement(self, entry: Entry) -> Outcome:
        """Take a statement or evidence; it is warned of what it brings along, too."""
        before = len(self._witnesses.warnings)
        outcome = self._told(entry)
        return replace(outcome, warnings=tuple(self._witnesses.warnings[before:]))

    def _told(self, entry: Entry) -> Outcome:
        assert isinstance(entry, Statement | Evidence)  # noqa: S101 - all else has a name
        entry = self._witnesses.settled(entry)
        said = describe(entry, self._resolve)
        if entry.KIND in STATEMENTS and expand("sg:evidence") not in said:
            todo = "say in which document it stands, where, and who says so"
            raise Refused(f"{entry.KIND}: no evidence; {todo}")
        identity = identity_of(entry.KIND, said)
        iri = same_statement(self._present, entry.KIND, said)
        if iri is None:
            iri = new_statement_iri(entry, said, self._kg.base, self._present)
            if not self._present.is_taken(iri):
                said[_CREATED] = [values.day(today())]
                return self._put(entry, iri, said, identity_key(identity))
        return self._complete(entry, iri, said)

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
            curie = self._kg.names.curie(iri)
            why = "".join(f" because {reason.value!r}" for reason in there.get(_REASON, ())[:1])
            todo = f"bring it back with stancegraph status {curie} reviewed"
            raise Conflicting(f"{curie}: it was withdrawn{why}; {todo}")
        where = f"{title_of(entry)} ({self._kg.names.curie(iri)})"
        wrong = contradicted(entry, there, said) if self._manner.replace else {}
        for predicate, terms in wrong.items():
            self.unsay(iri, predicate, terms)
        if wrong:
            there = self._present.said_of(iri)
        more = completed(entry, there, said, where)
        label = self._label(entry, iri)
        if not more:
            return Outcome(iri, entry.KIND, label, "unchanged")
        if _is_named(entry):
            self._tell_apart(entry, more, iri)
            self._kg.names.learn(iri, entry.KIND, names_in(more))
        self.say(iri, more)
        state: State = "changed" if wrong else "more"
        return Outcome(iri, entry.KIND, label, state, tuple(_triples(iri, more)))

    def _tell_apart(self, entry: Entry, said: Terms, iri: str = "") -> None:
        """Refuse names like those of other things, or remember that those are others."""
        near = self._namesakes.near(entry.KIND, said, iri)
        if near and not self._manner.anyway:
            raise self._namesakes.similar(entry, said, near)
        if near:
            said[DIFFERENT] = [NamedNode(other) for other in near]

    def _resolve(self, value: object, spec: Spec, where: str, lang: str = "en") -> NamedNode:
        """Return the IRI of what an entry refers to; an entry is added first."""
        if isinstance(value, Entry):
            return NamedNode(self.add(value).iri)
        text = str(value).strip()
        named = not {"evidence", "position"} & set(spec.kinds)
        try:
            iri = (
                self._kg.names.resolve(text, spec.kinds, wanted=_wanted(spec.kinds))
                if named
                else self._known_statement(text, spec)
            )
        except NotFound as exc:
            if spec.kinds == ("role",) and self._kg.names.expand(text) is None:
                return NamedNode(self.add(Role(name=text, lang=lang)).iri)
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


def _wanted(kinds: tuple[str, ...]) -> str:
    """Return the kinds that may be meant, in words."""
    return " or ".join(filter(None, (", ".join(kinds[:-1]), kinds[-1])))


def _is_named(entry: Entry) -> bool:
    return isinstance(entry, Named) or entry.KIND == "document"
