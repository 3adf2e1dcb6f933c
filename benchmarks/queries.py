"""Time every query of the library, against the same text in bare pyoxigraph.

    python benchmarks/queries.py [--quick] [--graph DIR] [-o FILE]

Ours is what a caller of `KnowledgeGraph.query` waits for: names looked up, the
text bound and run, labels and lists put in order. Bare is the bound text, run
and iterated into tuples of values.
"""

from __future__ import annotations

import sys
import time
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import QuerySolutions, RdfFormat, Store

from graph import KnowledgeGraph
from graph.query.arguments import bound_terms
from graph.query.binding import bind, limit_rows
from graph.query.library import named_query, query_names
from graph.query.run import run_named
from measure import graph_folder, in_child, publish, read_options, table, yes_or_no

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from graph.query.arguments import Argument
    from graph.query.header import NamedQuery, Parameter

TRIPLES: Final = 1_000_000
ROUNDS: Final = 5
LIMIT: Final = 1_000
DEADLINE_S: Final = 90
FACTOR: Final = 1.1
EXTRA_S: Final = 0.010
ANSWER_S: Final = 0.5
DAY: Final = "2024-01-01"
MISS: Final = yes_or_no(fact=False)
OPTIONS: Final = ("date", "boolean")


class Case(NamedTuple):
    """One row of the table: a query with what it is given.

    Attributes:
        name: of the query.
        given: in words, for the table.
        arguments: by parameter.
        limit: at most so many rows; None for all.
    """

    name: str
    given: str
    arguments: dict[str, Argument]
    limit: int | None


class Pair(NamedTuple):
    """One round: rows, and seconds of each, by the clock and of processor time."""

    rows: int
    ours: float
    bare: float
    ours_cpu: float
    bare_cpu: float


def cases(statement: str) -> list[Case]:
    """Return what is measured: each query as it is mostly asked, and its dearer forms.

    Args:
        statement: IRI of one, for queries about a statement.
    """
    found = []
    for name in query_names():
        query = named_query(name)
        things = [p for p in query.parameters if p.type not in OPTIONS]
        required = [p for p in things if p.required]
        usual = _arguments(required or things[:1], statement)
        judged: dict[str, Argument] = {
            p.name: DAY for p in query.parameters if p.default == "today"
        }
        found.append(Case(name, _words(usual), {**usual, **judged}, None if things else LIMIT))
        if things and not required:
            found.append(Case(name, "", judged, LIMIT))
        if any(p.type == "boolean" and p.default == "no" for p in query.parameters):
            every: dict[str, Argument] = {**usual, "on": DAY, "inferred": True}
            found.append(Case(name, f"{_words(usual)}, on, inferred", every, None))
    return found


def _arguments(parameters: list[Parameter], statement: str) -> dict[str, Argument]:
    """Return a value for each: the busiest thing of its type, organisations in order."""
    given: dict[str, Argument] = {}
    organisations = 0
    for parameter in parameters:
        if parameter.many:
            given[parameter.name] = [f"Organisation {number}" for number in (1, 2, 3)]
        elif parameter.type == "statement":
            given[parameter.name] = statement
        elif parameter.type.startswith("petition"):
            given[parameter.name] = "Petition 1"
        elif parameter.type == "proposition":
            given[parameter.name] = "Measure 1 is right"
        else:
            organisations += 1
            given[parameter.name] = f"Organisation {organisations}"
    return given


def _words(arguments: dict[str, Argument]) -> str:
    values = [v if isinstance(v, list) else [v] for v in arguments.values()]
    names = [str(one) for value in values for one in value]
    return ", ".join("a position" if "/position/" in name else name for name in names)


def bare_rows(store: Store, text: str) -> list[tuple[str | None, ...]]:
    """Run a query and iterate its rows into tuples of values."""
    solutions = store.query(text)
    if not isinstance(solutions, QuerySolutions):
        raise TypeError("not a SELECT query")
    return [tuple(None if term is None else term.value for term in row) for row in solutions]


def load_bare(folder: Path) -> Store:
    """Load a folder into a store of its own, with nothing of ours."""
    store = Store()
    for path in sorted(folder.glob("*.ttl")):
        store.bulk_load(path=path, format=RdfFormat.TURTLE)
    return store


def measure(
    kg: KnowledgeGraph, store: Store, case: Case, rounds: int, tell: Callable[[Pair], None]
) -> None:
    """Run a case, ours and bare in turn; the first round is for warming up.

    Raises:
        RuntimeError: the two give different numbers of rows.
    """
    query = named_query(case.name)
    text = bound_text(kg, query, case)
    for turn in range(rounds + 1):
        taken = {}
        worked = {}
        counts = {}
        for ours in (True, False) if turn % 2 else (False, True):
            start, begun = time.perf_counter(), time.process_time()
            counts[ours] = len(_ours(kg, query, case) if ours else bare_rows(store, text))
            taken[ours] = time.perf_counter() - start
            worked[ours] = time.process_time() - begun
        if counts[True] != counts[False]:
            raise RuntimeError(f"{case.name}: {counts[True]} rows of ours, {counts[False]} bare")
        pair = Pair(counts[True], taken[True], taken[False], worked[True], worked[False])
        # What is so slow that a second round does not fit counts from its first.
        if turn or pair.ours > DEADLINE_S / 6:
            tell(pair)


def bound_text(kg: KnowledgeGraph, query: NamedQuery, case: Case) -> str:
    """Return the text that a case comes down to."""
    return limit_rows(bind(query.text, bound_terms(query, case.arguments, kg.names)), case.limit)


def _ours(kg: KnowledgeGraph, query: NamedQuery, case: Case) -> list[tuple[object, ...]]:
    if case.limit is None:
        return list(kg.query(case.name, **case.arguments))
    return list(run_named(kg.store, kg.names, query, case.arguments, limit=case.limit))


def row(case: Case, pairs: list[Pair]) -> list[str]:
    """Return a case as a row of the table."""
    if not pairs:
        return [*_head(case), "", f"> {DEADLINE_S:,} s", "", "", MISS, MISS, "", ""]
    _, ours, bare, ours_cpu, bare_cpu = map(median, zip(*pairs, strict=True))
    return [
        *_head(case),
        f"{pairs[0].rows:,}",
        f"{ours * 1000:,.1f}",
        f"{bare * 1000:,.1f}",
        f"{ours / bare:.2f}",
        yes_or_no(fact=ours <= FACTOR * bare + EXTRA_S),
        yes_or_no(fact=ours < ANSWER_S),
        f"{ours_cpu * 1000:,.1f}",
        f"{bare_cpu * 1000:,.1f}",
    ]


def _head(case: Case) -> list[str]:
    return [f"`{case.name}`", case.given or (f"first {LIMIT:,}" if case.limit else "")]


def main() -> int:
    """Measure and print; 1 where a query fails."""
    options = read_options(
        "Time every query of the library against bare pyoxigraph.",
        "python benchmarks/queries.py --graph /tmp/graph",
        graphs=["graph"],
    )
    rounds = 1 if options.quick else ROUNDS
    with graph_folder(options.graph, 20_000 if options.quick else TRIPLES) as folder:
        kg = KnowledgeGraph.open(folder)
        store = load_bare(folder)
        statement = kg.query("positions-of", actor="Organisation 1").column("statement_iri")[0]
        everything = cases(str(statement))
        rows = []
        failed = False
        for case in everything:
            try:
                work = partial(measure, kg, store, case, rounds)
                pairs: list[Pair] = in_child(work, deadline_s=DEADLINE_S)
            except RuntimeError:
                rows.append([*_head(case), "failed", *[""] * 7])
                failed = True
            else:
                rows.append(row(case, pairs))
    headings = [
        *("query", "given", "rows", "ours ms", "bare ms", "ratio"),
        *("≤ 1.1 × + 10 ms", "< 0.5 s", "ours CPU ms", "bare CPU ms"),
    ]
    caption = f"{len(kg):,} triples, median of {rounds} rounds, alternating; judgements on {DAY}."
    publish([table(headings, rows, words=2), caption], options.output)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
