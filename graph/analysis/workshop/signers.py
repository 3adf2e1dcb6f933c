"""Who could sign a draft, who would clash and on which clause, and what to ask whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...query.arguments import refuse_judging
from ...query.table import Table
from ...records.words import BACKING, SIGNS
from ..clauses import Held, clause_state, verdict
from ..ground.chosen import ground_on
from ..results.result import Result, Said
from ..results.wording import counted
from ..stances.matrix import stance_matrix
from ..stances.selection import Wanted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...query.table import Cell
    from ...records.opened import OpenGraph
    from ...records.record import Record
    from ..ground.chosen import Ground
    from ..stances.matrix import CellView, StanceMatrix
    from ..stances.selection import Selection
    from .draft import Clause, Draft

ORDER = (
    *("backs it", "agrees throughout", "no obstacle on record", "nothing on record"),
    *("disputed", "possible clash", "clash over wording", "clash over the aim", "declined"),
    "no clauses recorded",
)
"""Verdicts, from who could sign at once to who would not."""


@dataclass(frozen=True)
class Signer:
    """How a draft stands with one organisation.

    Attributes:
        actor: its IRI.
        verdict: as `clauses.verdict`; `backs it` or `declined` where the draft is
            a petition on record and the organisation has acted.
        states: the state of each clause, in the draft's order.
        cells: what each rests on, None where nothing is on record.
    """

    actor: str
    verdict: str
    states: tuple[str, ...]
    cells: tuple[CellView | None, ...]


@dataclass(frozen=True)
class Cost:
    """What one further clause would cost.

    Attributes:
        clause: the clause.
        lost: who would clash with it and clashes with nothing so far.
        possibly_lost: the same, only through a link.
        undecided: whose record on it is open or disputed.
        silent: who is not on record on it, or agrees only through a link.
        agree: who agrees with it.
        known: for everybody, what is on record.
    """

    clause: Clause
    lost: list[str]
    possibly_lost: list[str]
    undecided: list[str]
    silent: list[str]
    agree: list[str]
    known: dict[str, CellView | None]


@dataclass(frozen=True)
class Prospect(Result):
    """Who could sign a draft.

    Attributes:
        draft: the draft.
        selection: what counted.
        signers: organisations, the likeliest first; where none were asked for,
            only those with something on record on a clause.
        others: how many organisations have nothing on record on any clause.
        grounds: how the organisations stand on each clause.
        costs: what each further clause that was asked about would cost.
    """

    draft: Draft
    selection: Selection
    signers: list[Signer]
    others: int
    grounds: list[Ground]
    costs: list[Cost]

    def table(self) -> Table:
        """Return one row an organisation: verdict, how each clause stands, and what to ask."""
        clauses = tuple(self._clause(c) for c in self.draft.clauses)
        rows: list[tuple[Cell, ...]] = [
            (
                self.label(signer.actor),
                signer.verdict,
                *signer.states,
                *(state_in(c.clause, c.known[signer.actor]) for c in self.costs),
                "; ".join(self._unsettled(signer)) or None,
                signer.actor,
            )
            for signer in self.signers
        ]
        further = (f"one more: {self._clause(c.clause)}" for c in self.costs)
        columns = ("organisation", "verdict", *clauses, *further, "to_ask", "organisation_iri")
        return Table(columns, rows)

    def facts(self) -> dict[str, object]:
        """Return the draft, how many have nothing on record, and what further clauses cost."""
        names = ("lost", "possibly_lost", "undecided", "silent", "agree")
        costs = [
            {**cost.clause._asdict(), **{name: getattr(cost, name) for name in names}}
            for cost in self.costs
        ]
        clauses = [clause._asdict() for clause in self.draft.clauses]
        return {
            "when": self.selection.when,
            "title": self.draft.title,
            "clauses": clauses,
            "others": self.others,
            "costs": costs,
        }

    def sentences(self) -> list[Said]:
        """Return who could sign, clause by clause, whom to ask what, and what more would cost."""
        counts: dict[str, int] = {}
        for signer in self.signers:
            counts[signer.verdict] = counts.get(signer.verdict, 0) + 1
        found = ", ".join(f"{verdict}: {number}" for verdict, number in counts.items())
        clauses = counted(len(self.draft.clauses), "clause")
        told = [
            Said(
                f"{self.draft.title}, {clauses}, {self.selection.when}: "
                f"{found or 'no organisation has spoken on any of them'}."
            )
        ]
        if self.others:
            others = counted(self.others, "other organisation")
            told.append(Said(f"Nothing is on record of {others} on any clause."))
        self._fetch(cell for signer in self.signers for cell in signer.cells)
        self._fetch(cell for cost in self.costs for cell in cost.known.values())
        told += map(self._signer, self.signers)
        told += map(self._ground, self.draft.clauses, self.grounds)
        for cost in self.costs:
            told += self._cost(cost)
        return told

    def _clause(self, clause: Clause) -> str:
        stance = "" if clause.stance == "supports" else f" ({self.stance_word(clause.stance)} it)"
        return f"{self.label(clause.proposition)}{stance}"

    def _unsettled(self, signer: Signer) -> list[str]:
        """Return the propositions to ask about."""
        if signer.verdict in {"backs it", "declined"}:
            return []
        settled = ("agrees", "clashes")
        return [
            self.label(clause.proposition)
            for clause, state in zip(self.draft.clauses, signer.states, strict=True)
            if not state.startswith(settled)
        ]

    def _signer(self, signer: Signer) -> Said:
        agreed = f"{_agreed(signer)} of {len(signer.states)} agreed"
        parts = [f"{self.label(signer.actor)}: {signer.verdict} ({agreed})"]
        for clause, state in zip(self.draft.clauses, signer.states, strict=True):
            if "clash" in state or state in {"open", "disputed"}:
                parts.append(f"{state}: “{self._clause(clause)}”")
        ask = self._unsettled(signer)
        if ask:
            parts.append("ask about " + ", ".join(f"“{p}”" for p in ask))
        mark = "x" if "clash" in signer.verdict or signer.verdict == "declined" else "+"
        mark = "?" if signer.verdict == "nothing on record" else mark
        return Said("; ".join(parts), self.evidence(*signer.cells), "Who could sign", mark)

    def _ground(self, clause: Clause, ground: Ground) -> Said:
        sign = -1 if clause.stance in {"opposes", "leansAgainst"} else 1
        same = {1: ground.holds, -1: ground.opposes}[sign * (ground.sign or 1)]
        other = {1: ground.opposes, -1: ground.holds}[sign * (ground.sign or 1)]
        possible = {a for a, c in (*same.items(), *other.items()) if c.basis == "through a link"}
        parts = []
        for word, actors in (
            ("holds", [a for a in same if a not in possible]),
            ("against", [a for a in other if a not in possible]),
            ("possibly against, through a link", [a for a in other if a in possible]),
            ("open", list(ground.open)),
            ("not on record", [*ground.silent, *(a for a in same if a in possible)]),
        ):
            if actors:
                parts.append(f"{word}: {self.labels(actors)}")
        text = f"{clause.mode} {self._clause(clause)} – {'; '.join(parts)}"
        return Said(text, "", "Clause by clause", "x" if other else "-")

    def _cost(self, cost: Cost) -> list[Said]:
        heading = f"One more: {self._clause(cost.clause)}"
        if not (cost.lost or cost.possibly_lost):
            asked = (
                f", and {counted(len(cost.silent), 'is', 'are')} to be asked" if cost.silent else ""
            )
            told = [Said(f"costs nobody on record{asked}", "", heading)]
        else:
            told = []
        for word, actors, mark in (
            ("loses", cost.lost, "x"),
            ("may lose, through a link,", cost.possibly_lost, "x?"),
            ("open with", cost.undecided, "?"),
            ("agreed already:", cost.agree, "+"),
            ("to be asked:", cost.silent, "?"),
        ):
            if actors:
                cells = [cost.known[actor] for actor in actors]
                told.append(
                    Said(f"{word} {self.labels(actors)}", self.evidence(*cells), heading, mark)
                )
        return told


def prospect(
    kg: OpenGraph,
    draft: Draft,
    actors: Sequence[str] = (),
    *,
    further: Sequence[Clause] = (),
    wanted: Wanted | None = None,
) -> Prospect:
    """Tell who could sign a draft.

    What is stated goes before what a rule infers, and both before what a link
    carries over, which is only possible. Nobody is counted for being silent.

    Args:
        kg: an open graph.
        draft: a draft or petition.
        actors: IRIs of organisations; all that have spoken on it if left out.
        further: clauses whose cost is wanted.
        wanted: what counts; today's judgement if left out. Links are followed
            in any case.

    Raises:
        Refused: one is a person or an unnamed group.
    """
    for actor in actors:
        refuse_judging(kg.names, actor, "draft")
    asked = wanted or Wanted()
    linked = Wanted(**{**asked.__dict__, "linked": True})
    matrix = stance_matrix(kg.store, linked.resolve(kg.names))
    acts = acts_by(kg, matrix.selection).get(draft.petition, {}) if draft.petition else {}
    chosen = list(dict.fromkeys(actors))
    if not chosen:
        chosen = sorted({a for c in draft.clauses for a in matrix.column(c.proposition)} | {*acts})
    everybody = sum(kind == "organisation" for kind in kg.names.kinds.values())
    signers = [_signer(matrix, draft, actor, acts.get(actor, "")) for actor in chosen]
    signers.sort(key=lambda s: (ORDER.index(s.verdict), -_agreed(s), kg.names.label(s.actor)))
    return Prospect(
        kg,
        draft,
        matrix.selection,
        signers,
        0 if actors else everybody - len(chosen),
        [
            ground_on(c.proposition, {a: matrix.cell(a, c.proposition) for a in chosen})
            for c in draft.clauses
        ],
        [_cost(matrix, signers, clause) for clause in further],
    )


def _agreed(signer: Signer) -> int:
    return sum(state.startswith("agrees") for state in signer.states)


def _signer(matrix: StanceMatrix, draft: Draft, actor: str, act: str) -> Signer:
    cells = tuple(matrix.cell(actor, clause.proposition) for clause in draft.clauses)
    states = tuple(
        state_in(clause, cell) for clause, cell in zip(draft.clauses, cells, strict=True)
    )
    modes = [clause.mode for clause in draft.clauses]
    found = act or verdict(list(zip(modes, states, strict=True)))
    return Signer(actor, found, states, cells)


def state_in(clause: Clause, cell: CellView | None) -> str:
    """Return how a clause stands with what is in a cell of the matrix."""
    if cell is None:
        return "not on record"
    linked = cell.basis == "through a link"
    stances = [iri.rsplit("#", 1)[-1] for iri in cell.stances]
    return clause_state(clause.stance, [Held(s, SIGNS.get(s, 0), linked) for s in stances])


def _cost(matrix: StanceMatrix, signers: list[Signer], clause: Clause) -> Cost:
    """Tell what one clause more would change."""
    gone = ("clash over the aim", "clash over wording", "declined")
    before = {"clashes": gone, "possible clash": (*gone, "possible clash")}
    by_state: dict[str, list[str]] = {}
    known = {}
    for signer in signers:
        cell = known[signer.actor] = matrix.cell(signer.actor, clause.proposition)
        state = state_in(clause, cell)
        if signer.verdict in before.get(state, ()):
            state = "lost before"
        by_state.setdefault(state, []).append(signer.actor)
    return Cost(
        clause,
        by_state.get("clashes", []),
        by_state.get("possible clash", []),
        [*by_state.get("open", []), *by_state.get("disputed", [])],
        # What is only possible, through a link, is to be asked about.
        [*by_state.get("not on record", []), *by_state.get("possible agreement", [])],
        [*by_state.get("agrees", []), *by_state.get("agrees weakly", [])],
        known,
    )


def _heard(kg: OpenGraph, statement: Record, selection: Selection) -> bool:
    """Tell whether a statement's status counts, and a piece of evidence for it."""
    if statement.one("adms:status") not in {*selection.statuses, ""}:
        return False
    if selection.claimants is None and selection.kinds is None:
        return True
    return any(
        (selection.claimants is None or selection.claimants & {*e.many("prov:wasAttributedTo")})
        and (selection.kinds is None or e.one("sg:evidenceKind") in selection.kinds)
        for e in kg.records.evidence_of(statement)
    )


def acts_by(kg: OpenGraph, selection: Selection) -> dict[str, dict[str, str]]:
    """Return by petition what organisations did with it by a day: back it or decline, the last act.

    Acts of only some of an organisation are left out, and what does not count.

    Args:
        kg: an open graph.
        selection: what counts; of its period the end.
    """
    found: dict[str, dict[str, tuple[str, str]]] = {}
    acts = kg.records.of_kind("involvement")
    kg.records.fetch_evidence(acts)
    for act in acts:
        kind, actor = act.word("sg:involvementKind"), act.one("sg:agent")
        done = "backs it" if kind in BACKING else "declined" if kind == "declined" else ""
        if not done or kg.names.kind(actor) != "organisation":
            continue
        if act.word("sg:extent") == "some" or not _heard(kg, act, selection):
            continue
        told = act.one("sg:earliest")
        dates = [told] if told else kg.records.issued(act) or [act.one("dcterms:created")[:10]]
        when = max((date for date in dates if date <= selection.end), default=None)
        if when is not None:
            # On one day, having backed it goes before having declined.
            those = found.setdefault(act.one("sg:petition"), {})
            known = those.get(actor, (when, done))
            those[actor] = max(known, (when, done), key=lambda f: (f[0], f[1] == "backs it"))
    return {
        petition: {actor: done for actor, (_, done) in those.items()}
        for petition, those in found.items()
    }
