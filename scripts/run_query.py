"""Run a question of the library, or SPARQL of your own, and print rows as CSV.

Example:
    python scripts/run_query.py holders-of proposition="arms supply"
    python scripts/run_query.py 'SELECT ?x { ?x a sg:Petition }'
"""

from __future__ import annotations

import csv
import sys

import click

from graph.cli.scripting import run_script, script_session


@click.command()
@click.argument("question", metavar="NAME|'SELECT …'")
@click.argument("parameters", nargs=-1, metavar="[NAME=VALUE]…")
@click.option(
    "-p", "--parameter", "pairs", multiple=True, metavar="NAME=VALUE",
    help="The same, as stancegraph query takes it.",
)  # fmt: skip
@click.option("--timeout", "timeout_s", default=60.0, help="Seconds until SPARQL is stopped.")
def run_query(
    question: str, parameters: tuple[str, ...], pairs: tuple[str, ...], timeout_s: float
) -> None:
    """Run a question, or a SELECT query."""
    kg = script_session().open()
    if "{" in question:
        table = kg.select(question, timeout_s=timeout_s)
    else:
        given: dict[str, list[str]] = {}
        for pair in (*parameters, *pairs):
            name, mark, value = pair.partition("=")
            if not mark:
                raise click.UsageError(f"{pair!r} is not NAME=VALUE")
            given.setdefault(name, []).append(value)
        table = kg.query(question, **given)
    writer = csv.writer(sys.stdout)
    writer.writerow(table.columns)
    writer.writerows(table.rows)


if __name__ == "__main__":
    run_script(run_query)
