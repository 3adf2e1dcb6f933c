"""`stancegraph view`: the network page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .terminal import emit

if TYPE_CHECKING:
    from .session import Session


@click.command(
    epilog="\b\nExample:\n  stancegraph view -o network.html\n  stancegraph view --on 2023-08-03"
)
@click.option(
    "-o", "--output", metavar="FILE", default="stancegraph.html",
    help="Where to write the page; - is stdout.",
)  # fmt: skip
@click.option("--open", "open_it", is_flag=True, help="Open the page in the web browser.")
@click.option("--on", metavar="DATE", help="Day that presumptions are judged by.  [default: today]")
@click.pass_obj
def command(session: Session, output: str, open_it: bool, on: str | None) -> None:  # noqa: FBT001
    """Write the network page: one HTML file that needs nothing but a browser.

    Its path is printed on stdout.
    """
    from ..model.dates import parse_day
    from .output import deliver

    day = parse_day(on, where="--on").isoformat() if on else None
    kg = session.open()
    network = kg.network(on=day)
    from ..view.page import build_page

    page = build_page(network).encode()
    nodes, edges = network.number_of_nodes(), network.number_of_edges()
    deliver(page, output, f"{nodes:,} nodes, {edges:,} edges")
    if output == "-":
        return
    emit(output)
    if open_it:
        import webbrowser
        from pathlib import Path

        webbrowser.open(Path(output).resolve().as_uri())
