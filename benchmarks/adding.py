"""Adding one organisation to small and large graphs, and many from a table.

    python benchmarks/adding.py [--quick] [-o FILE]

The peer is a script with plain rdflib, as people write them: parse the file, add
triples, serialise the file. It takes no lock, compares no names, checks nothing,
and a kill leaves its file empty.
"""

from __future__ import annotations

import csv
import itertools
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from measure import publish, read_options, seconds, table

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES: Final = (10, 10_000, 100_000)
ROWS: Final = 100_000
ROUNDS: Final = 5
SCRIPTS: Final = Path(__file__).parent.parent / "scripts"
COMMAND: Final = (sys.executable, "-m", "graph")
ORG: Final = "http://www.w3.org/ns/org#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
KINDS: Final = ("Union", "League", "Front", "Committee", "Network", "Alliance", "Party", "Forum")
CAUSES: Final = ("Peace", "Labour", "Tenants", "Farmers", "Climate", "Rights", "Health", "Youth")

WITH_API: Final = """
import json, sys, time
from graph import KnowledgeGraph, Organization
start = time.perf_counter()
kg = KnowledgeGraph.open(sys.argv[1])
times = [time.perf_counter() - start]
for name in sys.argv[2:]:
    start = time.perf_counter()
    kg.add(Organization(name=name, country="GB", kind="campaign"))
    times.append(time.perf_counter() - start)
print(json.dumps(times))
"""

WITH_RDFLIB: Final = """
import sys
from pathlib import Path
from rdflib import Graph, Literal, Namespace, RDF, URIRef
path, names = Path(sys.argv[1]) / "organisations.ttl", sys.argv[2:]
ORG = Namespace("http://www.w3.org/ns/org#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
g = Graph().parse(path)
for name in names:
    thing = URIRef("https://w3id.org/stancegraph/id/organisation/" + name.lower().replace(" ", "-"))
    g.add((thing, RDF.type, ORG.Organization))
    g.add((thing, SKOS.prefLabel, Literal(name, lang="en")))
g.serialize(path, format="turtle")
"""


def names(count: int) -> list[str]:
    """Return different made-up names of organisations, always the same."""
    chance = random.Random(1)
    return list(dict.fromkeys(itertools.islice(_endless(chance), 2 * count)))[:count]


def _endless(chance: random.Random) -> Iterator[str]:
    def word() -> str:
        pairs = (
            chance.choice("bdfgklmnprstvz") + chance.choice("aeiou")
            for _ in range(chance.randint(3, 5))
        )
        return "".join(pairs).title()

    while True:
        yield f"{word()} {chance.choice(KINDS)} for {chance.choice(CAUSES)} in {word()}"


def make_graph(folder: Path, found: list[str]) -> None:
    """Write a graph with these organisations."""
    run(*COMMAND, "init", str(folder))
    head = (
        f"@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n@prefix org: <{ORG}> .\n"
        "@prefix organisation: <https://w3id.org/stancegraph/id/organisation/> .\n"
        "@prefix sg: <https://w3id.org/stancegraph/ontology#> .\n"
        f"@prefix skos: <{SKOS}> .\n"
    )
    blocks = sorted(
        f"organisation:{name.lower().replace(' ', '-')}\n    a\n        org:Organization ,\n"
        f'        foaf:Agent ;\n    skos:prefLabel "{name}"@en ;\n'
        '    org:classification sg:campaignGroup ;\n    sg:country "GB" .\n'
        for name in found
    )
    text = head + "\n" + "\n".join(blocks)
    (folder / "organisations.ttl").write_text(text, encoding="utf-8")


def run(*command: str) -> str:
    """Run a command and return its output.

    Raises:
        RuntimeError: it failed.
    """
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(f"{command}: {done.stderr[-500:]}")
    return done.stdout


def one_more(scratch: Path, size: int, rounds: int) -> list[str]:
    """Measure adding one organisation to so many and return a row of the table."""
    found = names(size + 3 * rounds)
    folder, other = scratch / f"{size}", scratch / f"{size}-rdflib"
    for place in (folder, other):
        make_graph(place, found[:size])
    new = iter(found[size:])
    command, plain, steps = [], [], []
    for _ in range(rounds):
        name = next(new)
        added = (*COMMAND, "add", "organisation", "--graph", str(folder), "--name", name)
        command.append(seconds(lambda words=added: run(*words)))  # type: ignore[misc]
        words = (sys.executable, "-c", WITH_RDFLIB, str(other), name)
        plain.append(seconds(lambda words=words: run(*words)))  # type: ignore[misc]
        steps.append(json.loads(run(sys.executable, "-c", WITH_API, str(folder),
                                    next(new), next(new))))  # fmt: skip
    opened, first, second = (median(step) for step in zip(*steps, strict=True))
    return [
        f"{size:,}",
        f"{median(command):.2f}",
        f"{median(plain):.2f}",
        f"{median(command) / median(plain):.2f}",
        *(f"{part:.3f}" for part in (opened, first, second)),
    ]


def many(scratch: Path, rows: int) -> list[str]:
    """Measure adding a table of organisations to an empty graph and return a row of the table."""
    file, folder = scratch / "many.csv", scratch / "many"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["name", "country", "kind"])
        writer.writerows([name, "GB", "campaign"] for name in names(rows))
    run(*COMMAND, "init", str(folder))
    script = str(SCRIPTS / "add_organisations_from_csv.py")
    ours = seconds(lambda: run(sys.executable, script, "--graph", str(folder), str(file)))
    again = seconds(lambda: run(sys.executable, script, "--graph", str(folder), str(file)))
    return [f"{rows:,}", f"{ours:.1f}", f"{rows / ours:,.0f}", f"{again:.1f}"]


def main() -> int:
    """Measure and print."""
    options = read_options(
        "Adding one organisation, and many from a table.", "python benchmarks/adding.py --quick"
    )
    sizes = (10, 1_000) if options.quick else SIZES
    rounds = 1 if options.quick else ROUNDS
    with tempfile.TemporaryDirectory(prefix="stancegraph-bench-") as scratch:
        one = [one_more(Path(scratch), size, rounds) for size in sizes]
        table_row = many(Path(scratch), 1_000 if options.quick else ROWS)
    headings = ["organisations", "command s", "plain rdflib s", "ratio",
                "API: open s", "first add s", "next add s"]  # fmt: skip
    parts = [
        table(headings, one, words=0),
        f"Median of {rounds} rounds; the command and the rdflib script are whole processes.",
        table(
            ["rows of CSV", "whole s", "rows a second", "the same again s"], [table_row], words=0
        ),
    ]
    publish(parts, options.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
