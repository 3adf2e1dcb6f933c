"""How long agreement and conflict of all pairs of actors take, beside other ways to them.

    python benchmarks/costance.py [--quick] [-o FILE]

Each thing runs in a process of its own, which reads the stances from a file. The
other ways run at the whole size where that ends within about 100 seconds, and at
a tenth of the actors and stances where it does not.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from measure import in_child, publish, read_options, table, yes_or_no

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pyoxigraph import Quad
    from scipy.sparse import csr_array

    from graph.measures.costance import Cells, Measure
    from graph.measures.costance.engine import EngineName

DEADLINE_S: Final = 600
PEER_S: Final = 150
ROUNDS: Final = 5
TOP: Final = 20
LIMIT_MB: Final = 500
MEASURES: Final[tuple[Measure, ...]] = ("congruence", "conflict", "agreement")
SPARQL: Final = """PREFIX : <urn:x:>
SELECT ?a ?b (COUNT(*) AS ?shared) (SUM(IF(?s = ?t, 0, 1)) AS ?conflict) {
  ?x :of ?a ; :on ?c ; :side ?s . ?y :on ?c ; :of ?b ; :side ?t . FILTER(?n < ?m)
  ?a :number ?n . ?b :number ?m
} GROUP BY ?a ?b"""
SQL: Final = """CREATE TABLE pairs AS
SELECT a.actor AS one, b.actor AS other, count(*) AS shared,
  count(*) FILTER (a.side <> b.side) AS conflict
FROM stances a JOIN stances b ON a.concept = b.concept AND a.actor < b.actor
GROUP BY one, other"""
ALL: Final = "congruence, conflict, agreement of every pair, twice, as float32 blocks"
BEST: Final = f"the {TOP} of highest agreement of each actor, over 3 shared or more"


class Size(NamedTuple):
    """How much there is: actors, concepts, stances."""

    actors: int
    concepts: int
    stances: int

    def __str__(self) -> str:
        """Name the size."""
        return f"{self.actors:,} × {self.concepts:,} × {self.stances:,}"


class Found(NamedTuple):
    """What one process found.

    Attributes:
        seconds: by round.
        processor_s: by round, all threads together.
        peak_mb: the most memory the process held, its input included.
        check: pairs that share, their shared stances and their conflict; or nothing.
    """

    seconds: list[float]
    processor_s: list[float]
    peak_mb: float
    check: tuple[float, ...]


class Task(NamedTuple):
    """One row of the table.

    Attributes:
        name: the way.
        result: what it hands over.
        size: of the input.
        work: what is measured, in a child.
        limit_s: seconds that it is to take at most, for ours.
    """

    name: str
    result: str
    size: Size
    work: Callable[[Path, Callable[[Found], None]], None]
    limit_s: float | None = None


def write_stances(size: Size, path: Path, tell: Callable[[int], None]) -> None:
    """Write stances for and against of two camps, few actors being very active."""
    import numpy as np

    draw = np.random.default_rng(1)
    activity = draw.lognormal(0, 0.8, size.actors)
    interest = draw.lognormal(0, 1.0, size.concepts)
    keys = np.zeros(0, dtype=np.int64)
    while len(keys) < size.stances:
        more = size.stances - len(keys) + 1000
        actors = draw.choice(size.actors, more, p=activity / activity.sum())
        concepts = draw.choice(size.concepts, more, p=interest / interest.sum())
        keys = np.union1d(keys, actors * size.concepts + concepts)
    keys = np.sort(draw.choice(keys, size.stances, replace=False))
    actors, concepts = np.divmod(keys, size.concepts)
    camp, line = draw.choice([-1, 1], size.actors), draw.choice([-1, 1], size.concepts)
    loyal = np.where(draw.random(size.stances) < 0.8, 1, -1)
    np.savez(
        path,
        indptr=np.searchsorted(actors, np.arange(size.actors + 1)),
        indices=concepts.astype(np.int32),
        data=(loyal * camp[actors] * line[concepts]).astype(np.int8),
        shape=np.array(size[:2]),
    )
    tell(size.stances)


def read_stances(path: Path) -> csr_array:
    """Return actors × concepts."""
    import numpy as np
    from scipy.sparse import csr_array

    with np.load(path) as held:
        return csr_array(
            (held["data"].astype(float), held["indices"], held["indptr"]),
            shape=tuple(held["shape"].tolist()),
        )


def peak_mb() -> float:
    """Return the most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1e6 if sys.platform == "darwin" else 1e3
    )


def timed(work: Callable[[], object], rounds: int) -> tuple[list[float], list[float]]:
    """Return how long each of some calls takes, and how long the processors work for it."""
    found: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        start, busy = time.perf_counter(), time.process_time()
        work()
        found[0].append(time.perf_counter() - start)
        found[1].append(time.process_time() - busy)
    return found


def warm(engine: EngineName) -> None:
    """Load what is compiled, so that it does not count."""
    from scipy.sparse import csr_array

    from graph.measures.costance import Cells, measure_blocks, strongest

    cells = Cells.from_degrees(csr_array([[1.0, -1.0], [1.0, 1.0]]))
    strongest(cells, engine=engine)
    for _ in measure_blocks(cells, MEASURES, engine=engine):
        pass


def all_pairs(engine: EngineName, rounds: int, path: Path, tell: Callable[[Found], None]) -> None:
    """Measure three measures of every pair; the check runs afterwards."""
    from graph.measures.costance import Cells, measure_blocks

    degrees = read_stances(path)
    warm(engine)

    def work() -> None:
        for _ in measure_blocks(Cells.from_degrees(degrees), MEASURES, engine=engine):
            pass

    found = timed(work, rounds)
    peak = peak_mb()
    tell(Found(*found, peak, _check(Cells.from_degrees(degrees), engine)))


def best_pairs(engine: EngineName, rounds: int, path: Path, tell: Callable[[Found], None]) -> None:
    """Measure the strongest partners of every actor."""
    from graph.measures.costance import Cells, Selection, strongest

    degrees = read_stances(path)
    warm(engine)
    wanted = Selection("agreement", top=TOP, min_shared=3)
    found = timed(lambda: strongest(Cells.from_degrees(degrees), wanted, engine=engine), rounds)
    tell(Found(*found, peak_mb(), ()))


def _check(cells: Cells, engine: EngineName) -> tuple[float, ...]:
    import numpy as np

    from graph.measures.costance import measure_blocks

    totals = np.zeros(3)
    for start, stop, (shared, apart) in measure_blocks(
        cells, ("shared", "conflict"), engine=engine
    ):
        own = (np.arange(stop - start), np.arange(start, stop))
        shared[own] = 0
        totals += (np.count_nonzero(shared), shared.sum(dtype=float), apart.sum(dtype=float))
    return tuple((totals / 2).tolist())


def sharing_pairs(path: Path, tell: Callable[[float], None]) -> None:
    """Count the pairs that share something."""
    from graph.measures.costance import Cells

    tell(_check(Cells.from_degrees(read_stances(path)), "auto")[0])


def first_use(tell: Callable[[float], None]) -> None:
    """Measure the first use of the compiled loops, with nothing kept from before."""
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["NUMBA_CACHE_DIR"] = scratch
        tell(timed(partial(warm, "numba"), 1)[0][0])


def loaded(tell: Callable[[float], None]) -> None:
    """Measure the first use in a process, with what was compiled before."""
    tell(timed(partial(warm, "numba"), 1)[0][0])


def scipy_products(path: Path, tell: Callable[[Found], None]) -> None:
    """Multiply counts and sides as a whole."""
    import numpy as np

    degrees = read_stances(path)
    known = degrees.copy()
    known.data[:] = 1.0
    made: list[csr_array] = []
    found = timed(lambda: made.extend((known @ known.T, degrees @ degrees.T)), 1)
    shared, subtract = made
    shared.setdiag(0)
    subtract.setdiag(0)
    sums = (np.count_nonzero(shared.data), shared.sum(), (shared.sum() - subtract.sum()) / 2)
    tell(Found(*found, peak_mb(), tuple(float(each) / 2 for each in sums)))


def duckdb_join(path: Path, tell: Callable[[Found], None]) -> None:
    """Join the stances with themselves in DuckDB."""
    import duckdb
    import numpy as np

    degrees = read_stances(path).tocoo()
    actor, concept = degrees.coords
    stances = {"actor": actor, "concept": concept, "side": degrees.data.astype(np.int8)}
    database = duckdb.connect()
    database.register("given", stances)
    database.execute("CREATE TABLE stances AS SELECT * FROM given")
    found = timed(lambda: database.execute(SQL), 1)
    peak = peak_mb()
    row = database.execute("SELECT count(*), sum(shared), sum(conflict) FROM pairs").fetchone()
    tell(Found(*found, peak, tuple(float(each) for each in row or ())))


def networkx_projection(path: Path, tell: Callable[[Found], None]) -> None:
    """Project the network of actors and concepts; knows no sides."""
    import networkx as nx

    degrees = read_stances(path).tocoo()
    actors, concepts = degrees.coords
    size = degrees.shape[0]
    network = nx.Graph()
    network.add_nodes_from(range(size))
    network.add_edges_from(zip(actors.tolist(), (concepts + size).tolist(), strict=True))
    made = []
    found = timed(
        lambda: made.append(nx.bipartite.weighted_projected_graph(network, range(size))), 1
    )
    weight = sum(each for _, _, each in made[0].edges(data="weight"))
    tell(Found(*found, peak_mb(), (float(made[0].number_of_edges()), float(weight))))


def sparql_join(path: Path, tell: Callable[[Found], None]) -> None:
    """Join the stances with themselves in SPARQL."""
    from pyoxigraph import Store

    store = Store()
    store.extend(_quads(path))
    made: list[tuple[int, int]] = []

    def work() -> None:
        rows = store.query(SPARQL)
        made.extend((int(row["shared"].value), int(row["conflict"].value)) for row in rows)  # type: ignore[union-attr] # a SELECT gives rows

    found = timed(work, 1)
    sums = (sum(each) for each in zip(*made, strict=True))
    tell(Found(*found, peak_mb(), (float(len(made)), *(float(each) for each in sums))))


def _quads(path: Path) -> Iterator[Quad]:
    from pyoxigraph import Literal, NamedNode, Quad

    degrees = read_stances(path).tocoo()
    names = {name: NamedNode(f"urn:x:{name}") for name in ("of", "on", "side", "number")}
    for actor in range(degrees.shape[0]):
        yield Quad(NamedNode(f"urn:a:{actor}"), names["number"], Literal(actor))
    actors, concepts = degrees.coords
    rows = zip(actors.tolist(), concepts.tolist(), degrees.data.tolist(), strict=True)
    for number, (actor, concept, side) in enumerate(rows):
        node = NamedNode(f"urn:s:{number}")
        yield Quad(node, names["of"], NamedNode(f"urn:a:{actor}"))
        yield Quad(node, names["on"], NamedNode(f"urn:c:{concept}"))
        yield Quad(node, names["side"], Literal(int(side)))


def tasks(sizes: tuple[Size, Size, Size], rounds: int) -> list[Task]:
    """Return what is measured, in order."""
    whole, tenth, large = sizes
    ours = []
    limits: dict[EngineName, tuple[float, float]] = {"numpy": (2.0, 120.0), "numba": (0.3, 20.0)}
    for engine, (limit, large_limit) in limits.items():
        name = f"ours, {engine}"
        ours += [
            Task(name, ALL, whole, partial(all_pairs, engine, rounds), limit),
            Task(name, BEST, whole, partial(best_pairs, engine, rounds), limit),
            Task(name, BEST, large, partial(best_pairs, engine, 1), large_limit),
            Task(name, ALL, tenth, partial(all_pairs, engine, rounds)),
        ]
    return [
        *ours,
        Task("scipy, two products", "shared, subtract of every pair, twice", whole, scipy_products),
        Task("DuckDB, self-join", "shared, conflict of every pair", whole, duckdb_join),
        Task("networkx, projection", "shared of every pair", tenth, networkx_projection),
        Task("pyoxigraph, self-join", "shared, conflict of every pair", tenth, sparql_join),
    ]


def row_of(task: Task, told: list[Found], right: tuple[float, ...]) -> list[str]:
    """Return a row of the table."""
    row = [task.name, str(task.size), task.result]
    if not told:
        return [*row, f"over {PEER_S}", "", "", "", "", ""]
    found = told[0]
    taken, busy = median(found.seconds), median(found.processor_s)
    same = found.check == right[: len(found.check)]
    return [
        *row,
        *(f"{each:.3f}" if each < 1 else f"{each:.1f}" for each in (taken, busy)),
        f"{found.peak_mb:,.0f}",
        "" if task.limit_s is None else f"{task.limit_s:g}",
        ""
        if task.limit_s is None
        else yes_or_no(fact=taken <= task.limit_s and found.peak_mb < LIMIT_MB),
        yes_or_no(fact=same) if found.check else "",
    ]


def main() -> int:
    """Measure and print."""
    options = read_options(
        "How long agreement of all pairs of actors takes.",
        "python benchmarks/costance.py --quick",
    )
    whole, large = Size(10_000, 1_000, 300_000), Size(100_000, 2_000, 3_000_000)
    if options.quick:
        whole, large = Size(1_000, 300, 10_000), Size(3_000, 500, 50_000)
    tenth = Size(whole.actors // 10, whole.concepts, whole.stances // 10)
    with tempfile.TemporaryDirectory(prefix="stancegraph-costance-") as scratch:
        paths = {size: Path(scratch) / f"{size.actors}.npz" for size in (whole, tenth, large)}
        for size, path in paths.items():
            in_child(partial(write_stances, size, path), deadline_s=DEADLINE_S)
        (compile_s,) = in_child(first_use, deadline_s=DEADLINE_S)
        in_child(loaded, deadline_s=DEADLINE_S)
        (load_s,) = in_child(loaded, deadline_s=DEADLINE_S)
        rows = []
        checks: dict[Size, tuple[float, ...]] = {}
        for task in tasks((whole, tenth, large), 1 if options.quick else ROUNDS):
            limit = PEER_S if task.limit_s is None else DEADLINE_S
            told: list[Found] = in_child(partial(task.work, paths[task.size]), deadline_s=limit)
            if told and told[0].check:
                checks.setdefault(task.size, told[0].check)
            rows.append(row_of(task, told, checks.get(task.size, ())))
        sharing = {
            size: in_child(partial(sharing_pairs, paths[size]), deadline_s=DEADLINE_S)[0]
            for size in paths
        }
    headings = [
        *("way", "actors × concepts × stances", "result", "s", "processor s", "peak MB"),
        *("≤ s", "kept", "same sums"),
    ]
    told_sharing = "; ".join(f"{sharing[size]:,.0f} of {size.actors:,} actors" for size in paths)
    caption = (
        f"Median of {1 if options.quick else ROUNDS} rounds, of one at the largest size and for "
        f"the other ways. Memory is that of the whole process with its input; ours is to stay "
        f"under {LIMIT_MB} MB. Pairs that share something: {told_sharing}. The compiled loops are "
        f"loaded before the clock starts: {load_s:.1f} s in every process, numba itself included; "
        f"{compile_s:.1f} s where nothing was compiled yet. numpy runs in one thread, numba in "
        f"{len(os.sched_getaffinity(0))}."
    )
    publish([table(headings, rows, words=3), caption], options.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
