"""From a store to the stance matrix, beside reading the store's own CSV into polars.

    python benchmarks/stances.py [--quick] [--graph DIR] [-o FILE]

The peers stop at a data frame of texts: no dates are compared, nothing is counted
together, and no matrix is made.
"""

from __future__ import annotations

import csv
import io
import sys
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Final

import polars as pl
from pyoxigraph import QueryResultsFormat, QuerySolutions

from graph import KnowledgeGraph, Wanted
from graph.analysis.stances.matrix import stance_matrix
from measure import alternate, graph_folder, publish, ratio, read_options, seconds, table

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.store.base import Queryable

TRIPLES: Final = 1_000_000
QUICK: Final = 20_000
ROUNDS: Final = 9
DAY: Final = "2026-01-01"

BARE: Final = """SELECT ?holder ?proposition ?stance {
  ?position sg:holder ?holder ; sg:proposition ?proposition ; sg:stance ?stance }"""

DATED: Final = """SELECT ?position ?holder ?proposition ?stance ?from ?through ?status ?extent {
  ?position sg:holder ?holder ; sg:proposition ?proposition ; sg:stance ?stance ;
    adms:status ?status
  OPTIONAL { ?position sg:validFrom ?from } OPTIONAL { ?position sg:validThrough ?through }
  OPTIONAL { ?position sg:extent ?extent } }"""

DOCUMENTED: Final = """SELECT ?position (MIN(?issued) AS ?known) {
  ?position sg:holder ?holder ; sg:evidence/oa:hasSource/dcterms:issued ?issued
} GROUP BY ?position"""


def csv_of(store: Queryable, text: str) -> bytes:
    """Return the store's own CSV answer to a query."""
    solutions = store.query(text)
    assert isinstance(solutions, QuerySolutions)  # noqa: S101 - a SELECT gives solutions
    found = solutions.serialize(format=QueryResultsFormat.CSV)
    assert found is not None  # noqa: S101 - without a file, bytes are returned
    return found


def in_polars(store: Queryable, *texts: str) -> list[pl.DataFrame]:
    """Return the answers to queries as data frames of texts."""
    return [pl.read_csv(csv_of(store, text), infer_schema=False) for text in texts]


def in_python(store: Queryable, text: str) -> list[dict[str, int]]:
    """Return the numbers of the values of each column, by Python's own reader."""
    rows = csv.reader(io.StringIO(csv_of(store, text).decode()))
    registers: list[dict[str, int]] = [{} for _ in next(rows)]
    for row in rows:
        for register, value in zip(registers, row, strict=True):
            register.setdefault(value, len(register))
    return registers


def main() -> int:
    """Measure, and publish the table."""
    options = read_options(__doc__ or "", "stances.py --quick", graphs=["graph"])
    rounds = 2 if options.quick else ROUNDS
    with graph_folder(options.graph, QUICK if options.quick else TRIPLES) as folder:
        kg = KnowledgeGraph.open(folder)
        store, names = kg.store, kg.names
        positions = len(in_polars(store, BARE)[0])

        def matrix(wanted: Wanted) -> Callable[[], object]:
            selection = wanted.resolve(names)
            return lambda: stance_matrix(store, selection)

        works: dict[str, Callable[[], object]] = {
            "matrix: today, with what is inferred": matrix(Wanted()),
            "matrix: today, only what is stated": matrix(Wanted(inferred=False)),
            f"matrix: on {DAY}, by the dates of documents": matrix(Wanted(on=DAY)),
            "CSV into polars: holder, proposition, stance": lambda: in_polars(store, BARE),
            "CSV into polars: with dates, status and extent": lambda: in_polars(store, DATED),
            "CSV into polars: and the dates of documents": (
                lambda: in_polars(store, DATED, DOCUMENTED)
            ),
            "CSV into numbers by Python: holder, proposition, stance": (
                lambda: in_python(store, BARE)
            ),
        }
        found = alternate({name: partial(seconds, work) for name, work in works.items()}, rounds)
    base = found["CSV into polars: with dates, status and extent"]
    rows = [
        [
            name,
            f"{1000 * median(times):.0f}",
            f"{positions / median(times):,.0f}",
            ratio(times, base),
        ]
        for name, times in found.items()
    ]
    headings = ["what", "median ms", "statements a second", "× polars with dates"]
    note = f"{positions:,} positions in a graph in memory, median of {rounds} rounds, alternating."
    publish([table(headings, rows), note], options.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
