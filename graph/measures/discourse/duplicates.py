"""Leaving out what the same actor said again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .choices import DuplicateRule, check_choice
from .periods import period_numbers

if TYPE_CHECKING:
    from .statements import Statements


def without_duplicates(
    statements: Statements,
    rule: DuplicateRule,
    *,
    by_value: bool = True,
    dna_compatible: bool = False,
) -> Statements:
    """Keep the first of equal statements.

    Statements are sorted by time, document, start, stop and id. Two are equal
    where actor, concept and qualifier are the same, and, by the rule, the document,
    the ISO week, the month of the year, the year, or nothing more (`acrossrange`).

    Args:
        statements: the statements of the whole range of time.
        rule: what else must be the same; `include` keeps all of them.
        by_value: whether the qualifier must be the same.
        dna_compatible: compare weeks and months without their year.

    Returns:
        The statements kept, in order. Takes O(n log n) for n statements.

    Raises:
        UsageError: no such rule.

    References:
        P. Leifeld, Discourse Network Analyzer, https://github.com/leifeld/dna

    Example:
        >>> from graph.measures.discourse import Row, Statements
        >>> rows = [Row("A", "tax", 1, day) for day in ("2023-01-05", "2023-01-30", "2024-01-05")]
        >>> print(without_duplicates(Statements.from_rows(rows), "month").times)
        ['2023-01-05T00:00:00' '2024-01-05T00:00:00']
    """
    check_choice("duplicates", rule, DuplicateRule)
    ordered = statements.take(statements.order())
    if rule == "include" or not len(ordered):
        return ordered
    keys = [ordered.actors, ordered.concepts]
    if by_value:
        keys.append(np.unique(ordered.values, return_inverse=True)[1].astype(np.int64))
    if rule == "document":
        keys.append(ordered.documents)
    elif rule != "acrossrange":
        keys.append(period_numbers(ordered.times, rule, dna_compatible=dna_compatible))
    grouped = np.lexsort(keys)
    differs = np.ones(len(ordered), dtype=np.bool_)
    differs[1:] = np.any([key[grouped][1:] != key[grouped][:-1] for key in keys], axis=0)
    return ordered.take(np.sort(grouped[differs]))
