"""Add positions from a CSV file or an Excel workbook: all rows, or none.

Example:
    python scripts/add_positions_from_csv.py --template > positions.csv
    python scripts/add_positions_from_csv.py --graph my-graph positions.csv
"""

from __future__ import annotations

import click

from graph.cli.scripting import add_table, run_script, script_session, table_options
from graph.editing.from_tables import POSITION_COLUMNS, position_entries


@click.command()
@table_options(POSITION_COLUMNS)
def add_positions(**given: object) -> int:
    """Add the positions of FILE with their evidence; columns as in --template.

    Every row is checked and reported; where one is wrong, nothing is written.
    """
    lang = script_session().lang
    return add_table(POSITION_COLUMNS, lambda rows: position_entries(rows, lang=lang), given)


if __name__ == "__main__":
    run_script(add_positions)
