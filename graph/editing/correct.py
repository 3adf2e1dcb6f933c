"""Correcting statements: nothing disappears, what was said before stays on record."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode

from ..entries.field import specifications
from ..entries.positions import Characterisation, Position
from ..errors import Conflicting, NotFound, ParameterError
from ..model.closed_lists import closed_list_term, words_of
from ..model.dates import today
from ..model.days import parse_span
from ..model.vocabulary import KINDS, expand
from . import values
from .describe import given
from .editor import Editor, Manner
from .labels import statement_label
from .outcome import Outcome
from .present import described
from .replaced import refuse_earlier, refuse_second

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..entries.entry import Reference
    from ..entries.sources import Evidence
    from ..records.opened import OpenGraph
    from .describe import Terms

_STATUS = expand("adms:status")
_REASON = expand("sg:reason")
_NOTE = expand("skos:editorialNote")
_MODIFIED = expand("dcterms:modified")
_THROUGH = expand("sg:validThrough")
_DISPUTES = expand("cito:disputes")
_WITHDRAWN = NamedNode(expand("sg:withdrawn"))


@dataclass(frozen=True, kw_only=True)
class NewStance:
    """What a holder stands for now.

    Attributes:
        stance: a word of the closed list.
        valid_from: first day, month or year of the new stance.
        evidence: what it rests on.
        valid_through: last day, where it is known.
        extent: how many of them; as before if left out.
    """

    stance: str
    valid_from: str
    evidence: Reference | Sequence[Reference]
    valid_through: str = ""
    extent: str = ""


def edited(
    kg: OpenGraph,
    work: Callable[[Editor], Outcome],
    manner: Manner | None = None,
) -> Outcome:
    """Do one correction while the graph is held, checked before it is written.

    Returns:
        What came of it, and along with it what came of other things.
    """
    with kg.writing():
        editor = Editor(kg, manner)
        try:
            outcome = work(editor)
            editor.check()
            editor.write()
        except BaseException:
            kg.forget()
            raise
    kg.forget()
    return replace(outcome, along=tuple(o for o in editor.outcomes if o.iri != outcome.iri))


def change_position(kg: OpenGraph, editor: Editor, position: str, new: NewStance) -> Outcome:
    """Add a position that takes the place of an earlier one, which ends the day before.

    Raises:
        NotFound: there is no such position.
        Conflicting: the holder stood there already, or the days do not fit.
    """
    iri, said = _statement(kg, position, "position")
    curie = kg.names.curie(iri)
    first = parse_span(new.valid_from, where="change: from").first
    stance = closed_list_term("stance", new.stance, where="change: stance")
    if said.get(_STATUS) == [_WITHDRAWN]:
        raise Conflicting(f"{curie}: it was withdrawn; add the new position by itself")
    if said[expand("sg:stance")][0].value == stance:
        raise Conflicting(f"{curie}: the stance is {new.stance!r} already; give another")
    refuse_earlier(kg, iri, said, first)
    extent = said.get(expand("sg:extent"))
    outcome = editor.add(
        Position(
            actor=said[expand("sg:holder")][0].value,
            proposition=said[expand("sg:proposition")][0].value,
            stance=new.stance,
            extent=new.extent or (extent[0].value if extent else ""),
            valid_from=new.valid_from,
            valid_through=new.valid_through,
            replaces=iri,
            evidence=new.evidence,
        )
    )
    refuse_second(kg, iri, outcome.iri)
    if _THROUGH not in said:
        last = first - dt.timedelta(days=1)
        editor.say(iri, {_THROUGH: [values.day(last)]})
        editor.outcomes.append(_outcome(kg, iri, said, "changed", f"which now ends on {last}"))
    return outcome


def withdraw_statement(kg: OpenGraph, editor: Editor, statement: str, reason: str) -> Outcome:
    """Withdraw a statement that should not have been made; it stays on record, with the reason.

    Raises:
        NotFound: there is no such statement.
        ParameterError: the reason is empty.
    """
    if not reason.strip():
        raise ParameterError("withdraw: the reason is empty; say why, others will ask")
    spec = specifications(Characterisation)["summary"]
    why = values.term(spec, reason, kg.lang, "withdraw: reason")
    iri, said = _statement(kg, statement)
    if said.get(_STATUS) == [_WITHDRAWN]:
        known = said.get(_REASON, [])
        if known and why not in known:
            message = (
                f"{kg.names.curie(iri)}: it was withdrawn already, since {known[0].value!r}; "
                "to give another reason, bring it back first (stancegraph status)"
            )
            raise Conflicting(message)
        return _outcome(kg, iri, said, "unchanged")
    editor.unsay(iri, _STATUS)
    editor.unsay(iri, _MODIFIED)
    editor.say(
        iri,
        {
            _STATUS: [_WITHDRAWN],
            _REASON: [why],
            _MODIFIED: [values.day(today())],
        },
    )
    return _outcome(kg, iri, said, "changed")


def set_status(kg: OpenGraph, editor: Editor, statement: str, status: str) -> Outcome:
    """Give a statement another editorial status.

    A statement that is brought back keeps the reason for which it was
    withdrawn, as a note.

    Raises:
        NotFound: there is no such statement.
        ParameterError: no such status, or `withdrawn`, which wants a reason.
    """
    allowed = [word for word in words_of("status") if word != "withdrawn"]
    term = NamedNode(closed_list_term("status", status, where="status", offered=allowed))
    if term == _WITHDRAWN:
        raise ParameterError("status: withdrawing wants a reason; use stancegraph withdraw")
    iri, said = _statement(kg, statement)
    if said.get(_STATUS) == [term]:
        return _outcome(kg, iri, said, "unchanged")
    editor.unsay(iri, _STATUS)
    editor.unsay(iri, _MODIFIED)
    more: Terms = {_STATUS: [term], _MODIFIED: [values.day(today())]}
    if _REASON in said:
        day = said[_MODIFIED][0].value if _MODIFIED in said else "an unknown day"
        editor.unsay(iri, _REASON)
        more[_NOTE] = [
            RdfLiteral(
                f"Withdrawn on {day}, brought back on {today()}: {reason.value}",
                language=getattr(reason, "language", None) or "en",
            )
            for reason in said[_REASON]
        ]
    editor.say(iri, more)
    return _outcome(kg, iri, said, "changed")


def reply_to(kg: OpenGraph, editor: Editor, statement: str, evidence: Evidence) -> Outcome:
    """Record what somebody answers to a statement about themselves.

    Args:
        kg: the graph.
        editor: collects the change.
        statement: the statement that is answered.
        evidence: where the answer stands; the claimant is whom the statement is
            about, and it is self-stated, if that is left out.

    Raises:
        NotFound: there is no such statement.
    """
    iri, said = _statement(kg, statement)
    holder = next(
        (
            said[p][0].value
            for p in map(expand, ("sg:holder", "sg:agent", "org:member", "sg:about"))
            if p in said
        ),
        "",
    )
    if not given(evidence, "claimant"):
        if kg.names.kind(holder) not in {"organisation", "person", "group"}:
            raise ParameterError(
                f"reply: {kg.names.curie(iri)} has no holder; say who answers (--claimant)"
            )
        evidence = replace(evidence, claimant=holder)
    if not evidence.kind:
        evidence = replace(evidence, kind="self-stated")
    disputes = [*given(evidence, "disputes"), iri]
    return editor.add(replace(evidence, disputes=disputes))  # type: ignore[arg-type]


def _statement(kg: OpenGraph, text: str, kind: str = "") -> tuple[str, Terms]:
    """Return a statement's IRI and what is said of it.

    Raises:
        NotFound: there is none of the name, or it is of another kind.
    """
    iri = kg.names.statement(text)
    said = described(kg.store, iri)
    classes = {term.value for term in said.get(expand("rdf:type"), ())}
    wanted = {KINDS[kind]} if kind else {KINDS[k] for k in _KINDS}
    if not classes & wanted:
        message = f"{text!r} is no {kind or 'statement'}; take an IRI from a column statement_iri"
        raise NotFound(message, name=text)
    return iri, said


_KINDS = (
    *("position", "change", "clause", "text", "involvement", "characterisation"),
    *("membership", "link"),
)


def _outcome(
    kg: OpenGraph, iri: str, said: Terms, state: Literal["changed", "unchanged"], remark: str = ""
) -> Outcome:
    classes = {term.value for term in said.get(expand("rdf:type"), ())}
    kind = next(k for k in _KINDS if KINDS[k] in classes)
    label = statement_label(kg, kind, said)
    return Outcome(iri, kind, label, state, remark=remark)
