"""Build the network of a graph and write it as a page, or for another program.

Example:
    python scripts/build_network.py network.html
    python scripts/build_network.py network.gexf
"""

from __future__ import annotations

from pathlib import Path

import click

from graph.cli.output import deliver
from graph.cli.scripting import run_script, script_session
from graph.export import write_export
from graph.view.page import write_page

FORMATS = {".gexf": "gexf", ".graphml": "graphml"}


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.html|.gexf|.graphml")
@click.option("--on", metavar="DATE", help="Day that presumptions are judged by.")
def build_network(file: Path, on: str | None) -> None:
    """Write the network to FILE; its ending says how."""
    if file.suffix not in {".html", *FORMATS}:
        raise click.UsageError(f"{file}: end it in .html, .gexf or .graphml")
    kg = script_session().open()
    network = kg.network(on=on)
    if file.suffix == ".html":
        write_page(network, file)
    else:
        deliver(write_export(kg, FORMATS[file.suffix], on=on), str(file), "the network")
    click.echo(f"{file}: {network.number_of_nodes()} nodes, {network.number_of_edges()} lines")


if __name__ == "__main__":
    run_script(build_network)
