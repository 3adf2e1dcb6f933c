"""A network as labels and a sparse matrix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .duplicates import without_duplicates

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from .choices import Options
    from .statements import Statements


@dataclass(frozen=True, eq=False)
class Network:
    """A one-mode or two-mode network.

    Attributes:
        rows: what the rows stand for.
        columns: what the columns stand for; in a one-mode network the same.
        matrix: the cells; a one-mode network is symmetric with an empty diagonal.
        statement_count: how many statements it rests on, duplicates left out.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    matrix: csr_array
    statement_count: int


def select(statements: Statements, options: Options, *, by_value: bool) -> Statements:
    """Return the statements, actors and concepts that count under the options.

    Raises:
        UsageError: a value is not on the scale.
    """
    options.scale.check(statements.values)
    kept = without_duplicates(
        statements, options.duplicates, by_value=by_value, dna_compatible=options.dna_compatible
    )
    return kept if options.isolates else kept.used_labels_only()
