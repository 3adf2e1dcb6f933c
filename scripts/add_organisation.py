"""Add one organisation to a graph.

Example:
    python scripts/add_organisation.py --graph my-graph --name "Peace Now" --country GB
"""

from __future__ import annotations

import click

from graph import Organization
from graph.cli.scripting import run_script, script_session


@click.command()
@click.option("--name", required=True, help="Name, as it is commonly written.")
@click.option("--acronym", default="", help="Its acronym.")
@click.option("--country", default="", help="ISO 3166-1 code of two letters.")
@click.option("--kind", default="", help="Such as party, union, campaign or media.")
@click.option("--website", default="", help="Its web site.")
@click.option("--anyway", is_flag=True, help="Although something has a name like its own.")
def add_organisation(
    name: str,
    acronym: str,
    country: str,
    kind: str,
    website: str,
    anyway: bool,  # noqa: FBT001
) -> None:
    """Add one organisation; adding it again changes nothing."""
    kg = script_session().open()
    organisation = Organization(
        name=name, acronym=acronym, country=country, kind=kind, website=website
    )
    for outcome in kg.add(organisation, anyway=anyway):
        click.echo(f"{outcome} ({outcome.iri})")


if __name__ == "__main__":
    run_script(add_organisation)
