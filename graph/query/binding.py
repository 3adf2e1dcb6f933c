"""Binding parameters as RDF terms: one way for every kind of location.

A query marks each group that needs a parameter with a leading block such as
`VALUES ?actor_iri { UNDEF }`. As it stands the file runs on any SPARQL 1.1
engine, with the parameter open. Here the block gets the terms, in every marked
group, or goes away. Terms are written out by the RDF library, never pasted from
what a user typed.

A query may also say where a limit on its rows holds already within it: a comment
such as `# LIMITED: ORDER BY ?sorted_actor ?statement_iri` at the end of a subquery
whose solutions each give one row or more, in that order. What is told of the rows
beside that is then fetched for the first ones only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pyoxigraph import Literal, NamedNode

_BLOCK = re.compile(r"VALUES \?(\w+) \{ UNDEF \}")
_LIMITED = re.compile(r"(?m)^( *)# LIMITED: (ORDER BY .+)$")


def bind(text: str, values: Mapping[str, Sequence[NamedNode | Literal]]) -> str:
    """Return a query with its marked groups bound.

    Args:
        text: a query with `VALUES ?x { UNDEF }` blocks.
        values: terms by variable; variables that are left out stay open.
    """

    def block(match: re.Match[str]) -> str:
        terms = values.get(match[1])
        if not terms:
            return ""
        return f"VALUES ?{match[1]} {{ {' '.join(map(str, terms))} }}"

    return _BLOCK.sub(block, text)


def limit_rows(text: str, limit: int | None) -> str:
    """Return a query that gives at most so many rows, the first ones; all for None."""
    if limit is None:
        return text
    return _LIMITED.sub(rf"\1\2 LIMIT {limit:d}", text) + f"\nLIMIT {limit:d}"


def marked_variables(text: str) -> set[str]:
    """Return the variables that a query marks as parameters."""
    return set(_BLOCK.findall(text))
