"""Add organisations from a CSV file or an Excel workbook: all rows, or none.

Example:
    python scripts/add_organisations_from_csv.py --template > organisations.csv
    python scripts/add_organisations_from_csv.py --graph my-graph organisations.csv
"""

from __future__ import annotations

import click

from graph.cli.scripting import add_table, run_script, script_session, table_options
from graph.editing.from_tables import ORGANISATION_COLUMNS, organisation_entries


@click.command()
@table_options(ORGANISATION_COLUMNS)
def add_organisations(**given: object) -> int:
    """Add the organisations of FILE; columns as in --template.

    Every row is checked and reported; where one is wrong, nothing is written.
    """
    lang = script_session().lang
    return add_table(
        ORGANISATION_COLUMNS, lambda rows: organisation_entries(rows, lang=lang), given
    )


if __name__ == "__main__":
    run_script(add_organisations)
