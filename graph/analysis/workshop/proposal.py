"""What could be put into a text that chosen organisations sign together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ...errors import ParameterError
from ...measures.clause_sets import SHOWN, largest_sets
from ...query.arguments import refuse_judging
from ...query.table import Table
from ..ground.chosen import ground_on
from ..results.result import Result, Said
from ..results.wording import counted
from ..stances.matrix import stance_matrix
from ..stances.selection import Wanted
from .draft import Clause
from .signers import state_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...query.table import Cell
    from ...records.opened import OpenGraph
    from ..ground.chosen import Ground
    from ..stances.matrix import StanceMatrix
    from ..stances.selection import Selection

_FEWEST: Final = 2
_COLUMNS: Final = (
    *("in_text", "stance", "proposition", "holds", "costs", "may_cost", "open", "ask"),
    *("contradicts", "proposition_iri"),
)
_STANCES: Final = {1: "supports", -1: "opposes"}


@dataclass(frozen=True)
class Candidate:
    """A clause that could be put into the text.

    Attributes:
        clause: the clause; a demand until somebody decides otherwise.
        holds: who holds it.
        opposes: who is against it: it would cost them.
        possibly: who may be against it, through a link.
        undecided: whose record is open or contradicts itself.
        silent: who is to be asked.
        against: the clauses that it contradicts, through a link.
    """

    clause: Clause
    holds: list[str]
    opposes: list[str]
    possibly: list[str]
    undecided: list[str]
    silent: list[str]
    against: list[Clause]


@dataclass(frozen=True)
class Proposal(Result):
    """The largest texts that none of the organisations opposes.

    Attributes:
        actors: their IRIs.
        selection: what counted.
        least: by how many of them a clause must be held.
        texts: the largest sets of clauses, those that most hold first; several
            where they are equally large.
        bound: no such text has more clauses.
        proven: whether there is none better.
        candidates: what the texts are made of, by clause.
        further: what else somebody holds, and whom it would cost; the cheapest
            first.
    """

    actors: tuple[str, ...]
    selection: Selection
    least: int
    texts: list[tuple[Clause, ...]]
    bound: int
    proven: bool
    candidates: dict[Clause, Candidate]
    further: list[Candidate]

    def table(self) -> Table:
        """Return one row a clause: in which texts, who holds it, whom it costs, who is silent."""
        rows: list[tuple[Cell, ...]] = []
        for candidate in (*self.candidates.values(), *self.further):
            texts = [str(n) for n, text in enumerate(self.texts, 1) if candidate.clause in text]
            rows.append(
                (
                    ", ".join(texts) or None,
                    self.stance_word(candidate.clause.stance),
                    self.label(candidate.clause.proposition),
                    self.labels(candidate.holds) or None,
                    self.labels(candidate.opposes) or None,
                    self.labels(candidate.possibly) or None,
                    self.labels(candidate.undecided) or None,
                    self.labels(candidate.silent) or None,
                    "; ".join(self._clause(c) for c in candidate.against) or None,
                    candidate.clause.proposition,
                )
            )
        rows.sort(key=lambda row: (row[0] is None, str(row[0]), str(row[2])))
        return Table(_COLUMNS, rows)

    def facts(self) -> dict[str, object]:
        """Return the texts as clauses, how large one can be, and whether that is proven."""
        texts = [[c._asdict() for c in text] for text in self.texts]
        when = self.selection.when
        return {"when": when, "texts": texts, "bound": self.bound, "proven": self.proven}

    def sentences(self) -> list[Said]:
        """Return the largest texts, and what each further clause would cost."""
        size = len(self.texts[0]) if self.texts else 0
        sure = "none is larger" if self.proven else f"none has more than {self.bound}"
        least = "at least " if len(self.texts) == SHOWN else ""
        several = f"; {least}{len(self.texts)} are equally large" if len(self.texts) > 1 else ""
        held = "" if self.least == 1 else f", each held by {self.least} of them or more"
        told = [
            Said(
                f"{self.selection.when.capitalize()} {self.labels(self.actors)}: a text of "
                f"{counted(size, 'clause')} that none is on record against{held} "
                f"({sure}{several})."
            )
        ]
        common = [c for c in (self.texts or [()])[0] if all(c in text for text in self.texts)]
        heading = "In each of them" if len(self.texts) > 1 else "The text"
        told += [self._line(self.candidates[clause], heading) for clause in common]
        for number, text in enumerate(self.texts, 1):
            heading = f"In text {number} besides"
            told += [self._line(self.candidates[c], heading) for c in text if c not in common]
        told += [self._line(c, "What each further clause would cost") for c in self.further]
        return told

    def _clause(self, clause: Clause) -> str:
        return f"{self.stance_word(clause.stance)}: {self.label(clause.proposition)}"

    def _line(self, candidate: Candidate, heading: str) -> Said:
        parts = []
        for word, actors in (
            ("costs", candidate.opposes),
            ("may cost, through a link,", candidate.possibly),
            ("held by", candidate.holds),
            ("open with", candidate.undecided),
            ("ask", candidate.silent),
        ):
            if actors:
                parts.append(f"{word} {self.labels(actors)}")
        if candidate.against:
            parts.append(
                "instead of " + ", ".join(f"“{self._clause(c)}”" for c in candidate.against)
            )
        mark = "x" if candidate.opposes else "x?" if candidate.possibly else "+"
        return Said(f"{self._clause(candidate.clause)} – {'; '.join(parts)}", "", heading, mark)


def propose(
    kg: OpenGraph, actors: Sequence[str], *, least: int = 1, wanted: Wanted | None = None
) -> Proposal:
    """Propose the largest sets of clauses that none opposes and most hold.

    A clause is for or against a proposition. It can stand in the text where at
    least so many of the organisations hold it and none is on record against it;
    what is only possible, through a link, is told and does not exclude. Two
    clauses that a link makes contradict each other do not stand in one text.

    Args:
        kg: an open graph.
        actors: IRIs of two organisations or more.
        least: how many of them must hold a clause.
        wanted: what counts; today's judgement if left out. Links are followed
            in any case.

    Raises:
        Refused: one is a person or an unnamed group.
        ParameterError: fewer than two organisations, or `least` is out of range.
    """
    chosen = tuple(dict.fromkeys(actors))
    if len(chosen) < _FEWEST:
        message = f"draft: {len(chosen)} organisations; name two different ones or more"
        raise ParameterError(message)
    for actor in chosen:
        refuse_judging(kg.names, actor, "draft")
    if not 1 <= least <= len(chosen):
        message = f"held-by: {least!r} of {len(chosen)} organisations; take 1 to {len(chosen)}"
        raise ParameterError(message)
    linked = Wanted(**{**(wanted or Wanted()).__dict__, "linked": True})
    matrix = stance_matrix(kg.store, linked.resolve(kg.names))
    every = {c.clause: c for c in _candidates(matrix, chosen)}
    conflicts = list(_conflicts(kg, set(every)))
    for a, b in conflicts:
        every[a].against.append(b)
        every[b].against.append(a)
    fit = {
        clause: float(len(c.holds))
        for clause, c in every.items()
        if len(c.holds) >= least and not c.opposes
    }
    found = largest_sets(fit, conflicts)
    texts: list[tuple[Clause, ...]] = [
        tuple(sorted(text, key=lambda c: (-fit[c], c.proposition))) for text in found.sets
    ]
    used = {clause for text in texts for clause in text}
    return Proposal(
        kg,
        chosen,
        matrix.selection,
        least,
        texts,
        found.bound,
        found.proven,
        {clause: every[clause] for clause in every if clause in used},
        sorted(
            (c for clause, c in every.items() if clause not in used),
            key=lambda c: (len(c.opposes), len(c.possibly), -len(c.holds), c.clause),
        ),
    )


def _candidates(matrix: StanceMatrix, actors: tuple[str, ...]) -> Iterator[Candidate]:
    """Yield every clause that one of the organisations holds directly."""
    for proposition in sorted({p for actor in actors for p in matrix.row(actor)}):
        cells = {actor: matrix.cell(actor, proposition) for actor in actors}
        ground: Ground = ground_on(proposition, cells)
        for stance in _STANCES.values():
            clause = Clause("demands", proposition, stance)
            states = {actor: state_in(clause, cell) for actor, cell in cells.items()}

            def those(*wanted: str, states: dict[str, str] = states) -> list[str]:
                return [actor for actor, state in states.items() if state in wanted]

            holds = those("agrees", "agrees weakly")
            if holds:
                yield Candidate(
                    clause, holds, those("clashes"), those("possible clash"),
                    those("open", "disputed"),
                    [*ground.silent, *those("possible agreement")], [],
                )  # fmt: skip


def _conflicts(kg: OpenGraph, clauses: set[Clause]) -> Iterator[tuple[Clause, Clause]]:
    """Yield pairs of clauses that cannot stand in one text."""
    for clause in clauses:
        other = clause._replace(stance=_STANCES[-1])
        if clause.stance == _STANCES[1] and other in clauses:
            yield clause, other
    for link in kg.records.of_kind("link"):
        if link.word("adms:status") == "draft":
            continue
        start, end, kind = link.one("sg:from"), link.one("sg:to"), link.word("sg:linkKind")
        for a, b in _apart(kind):
            pair = Clause("demands", start, _STANCES[a]), Clause("demands", end, _STANCES[b])
            if pair[0] in clauses and pair[1] in clauses:
                yield pair


def _apart(kind: str) -> list[tuple[int, int]]:
    """Return which sides on the two ends of a link contradict each other."""
    return {
        "entails": [(1, -1)],
        "incompatibleWith": [(1, 1)],
        "sameQuestion": [(1, -1), (-1, 1)],
    }.get(kind, [])
