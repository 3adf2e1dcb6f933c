"""Can we sign it? The organiser's answer: acts, clauses, result, what to ask, company."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..model.dates import parse_day, today
from ..query.arguments import refuse_judging
from ..query.library import named_query
from ..query.run import run_named
from ..records.words import BACKING, SIGNS, word
from .bearing import Bearings
from .clauses import Held, clause_state
from .company import company
from .sentences import source

if TYPE_CHECKING:
    from ..records.opened import OpenGraph
    from ..records.record import Record
    from ..records.shelf import Shelf
    from .bearing import Bearing


@dataclass(frozen=True)
class ClauseAnswer:
    """How one clause of a petition stands with an organisation.

    Attributes:
        mode: `demands` or `affirms`.
        proposition: its label.
        asked: the petition's stance, in words.
        state: agrees, agrees weakly, clashes, open, disputed, possible clash,
            possible agreement, or not on record.
        reason: what is on record and on whose word; empty where nothing is.
    """

    mode: str
    proposition: str
    asked: str
    state: str
    reason: str = ""


@dataclass(frozen=True)
class SigningAnswer:
    """The answer for one organisation and one petition.

    Attributes:
        actor: label of the organisation.
        petition: label of the petition.
        verdict: as in the query `signable`.
        acts: what the organisation did with the petition, in words.
        recommendations: who recommends it to whom; they imply nothing.
        clauses: demands first, then what is affirmed.
        to_ask: labels of the propositions that would settle it.
        company: who else backs it, and on what the organisation differs with them.
    """

    actor: str
    petition: str
    verdict: str
    acts: list[str] = field(default_factory=list)
    recommendations: list[str] = field(default_factory=list)
    clauses: list[ClauseAnswer] = field(default_factory=list)
    to_ask: list[str] = field(default_factory=list)
    company: list[str] = field(default_factory=list)

    @property
    def headline(self) -> str:
        """The result in one sentence."""
        agreed = sum(c.state.startswith("agrees") for c in self.clauses)
        count = f" (agreement on record with {agreed} of {len(self.clauses)} clauses)"
        backed = self.verdict in {"backs it", "declined", "no clauses recorded"}
        return f"{self.actor} and {self.petition}: {self.verdict}{'' if backed else count}"


def can_sign(
    kg: OpenGraph, actor: str, petition: str | None = None, *, on: str | None = None
) -> list[SigningAnswer]:
    """Answer whether an organisation can sign a petition, with the reasons.

    Only stated positions count. Clauses that a petition mentions are left out.

    Args:
        kg: an open graph.
        actor: IRI of an organisation.
        petition: IRI of a petition; all petitions if left out.
        on: the day of the judgement, ISO 8601; today if left out.

    Returns:
        One answer a petition, sorted by its label.

    Raises:
        Refused: the actor is a person or an unnamed group.
        ParameterError: `on` is no day.
    """
    refuse_judging(kg.names, actor, "can-sign")
    day = (parse_day(on, where="on") if on else today()).isoformat()
    asked = {"actor": actor, "on": day}
    table = run_named(kg.store, kg.names, named_query("signable"), asked)
    verdicts = {str(row["petition_iri"]): str(row["verdict"]) for row in table.dicts()}
    wanted = [petition] if petition else sorted(verdicts, key=kg.names.label)
    said = _by_petition(kg.records.naming("sg:petition", wanted))
    known = Bearings(kg.records, day)
    return [_answer(kg, (actor, p), verdicts[p], said.get(p, []), known) for p in wanted]


def _by_petition(statements: Shelf) -> dict[str, list[Record]]:
    """Return acts and clauses by their petition, sorted by IRI."""
    found: dict[str, list[Record]] = {}
    for statement in (*statements.of_kind("involvement"), *statements.of_kind("clause")):
        found.setdefault(statement.one("sg:petition"), []).append(statement)
    return found


def _answer(
    kg: OpenGraph,
    pair: tuple[str, str],
    verdict: str,
    said: list[Record],
    known: Bearings,
) -> SigningAnswer:
    actor, petition = pair
    involvements = [record for record in said if record.kind == "involvement"]
    kg.records.fetch_evidence(involvements)
    acts, recommendations = _acts(kg, actor, involvements)
    clauses = [
        (clause, _clause(kg, clause, known.of(actor)))
        for mode in ("demands", "affirms")
        for clause in said
        if clause.kind == "clause"
        and clause.word("sg:mode") == mode
        and clause.word("adms:status") != "draft"
    ]
    return SigningAnswer(
        actor=kg.names.label(actor, kg.lang),
        petition=kg.names.label(petition, kg.lang),
        verdict=verdict,
        acts=acts,
        recommendations=recommendations,
        clauses=[answer for _, answer in clauses],
        to_ask=[] if verdict in {"backs it", "declined"} else _to_ask(clauses),
        company=company(kg, actor, involvements, known),
    )


def _to_ask(clauses: list[tuple[Record, ClauseAnswer]]) -> list[str]:
    settled = ("agrees", "clashes")
    return [a.proposition for _, a in clauses if not a.state.startswith(settled)]


def _acts(kg: OpenGraph, actor: str, involvements: list[Record]) -> tuple[list[str], list[str]]:
    """Return what the actor did, and what anybody recommends, in words."""
    acts, recommendations = [], []
    for act in involvements:
        kind = act.word("sg:involvementKind")
        if act.one("sg:agent") == actor:
            done = word(act.one("sg:involvementKind"), kg.lang)
            note = "" if kind in {*BACKING, "declined"} else " (implies nothing)"
            acts.append(f"{done} it{note}, {source(kg, act)}")
        elif kind == "recommended":
            to = ", ".join(kg.names.label(a, kg.lang) for a in act.many("sg:audience"))
            who = kg.names.label(act.one("sg:agent"), kg.lang)
            recommendations.append(f"by {who}{f' to {to}' if to else ''}, {source(kg, act)}")
    return acts, recommendations


def _clause(kg: OpenGraph, clause: Record, known: dict[str, list[Bearing]]) -> ClauseAnswer:
    """Hold one clause against what is known."""
    proposition, asked = clause.one("sg:proposition"), clause.word("sg:stance")
    found = known.get(proposition, [])
    state = clause_state(
        asked, [Held(b.position.word("sg:stance"), b.sign, b.link is not None) for b in found]
    )
    return ClauseAnswer(
        mode=word(clause.one("sg:mode"), kg.lang),
        proposition=kg.names.label(proposition, kg.lang),
        asked=word(clause.one("sg:stance"), kg.lang),
        state=state,
        reason="; ".join(_reason(kg, b) for b in _deciding(found, state, SIGNS.get(asked, 0))),
    )


def _deciding(found: list[Bearing], state: str, sign: int) -> list[Bearing]:
    """Return what a clause's state rests on."""
    if state == "not on record":
        return []
    linked = state.startswith("possible")
    among = [b for b in found if (b.link is not None) == linked]
    if state == "open":
        return among
    sides = {"disputed": (1, -1), "clashes": (-1,), "possible clash": (-1,)}.get(state, (1,))
    return [b for side in sides for b in among if b.sign * sign == side]


def _reason(kg: OpenGraph, bearing: Bearing) -> str:
    stance = word(bearing.position.one("sg:stance"), kg.lang)
    said = source(kg, bearing.position)
    if bearing.link is None:
        return f"{stance} it, {said}"
    on = kg.names.label(bearing.position.one("sg:proposition"), kg.lang)
    basis = word(bearing.link.one("sg:linkBasis"), kg.lang)
    return f"{stance} “{on}”, {said}; carried over by a link ({basis})"
