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

Joining whole scans is the fast way through a store on disk; in memory, and where few
things are asked for, looking up is. So a sub-select of one pattern that is joined with
others stands in braces of its own and has `# SCANNED` behind it: where look-ups are
faster, only the pattern is left of it.

Of a label or text in several languages a query takes the English one, and where
there is none the first by its language tag: `IF(LANG(?name) = "en", true, NOT EXISTS
{ … LANG(?better) = "en" || LANG(?better) < LANG(?name) })`. The engine evaluates both
sides of an `||`, and one of an `IF`. Asked in another language, that one stands in for
English, and English for the first of the others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pyoxigraph import NamedNode

_BLOCK = re.compile(r"VALUES \?(\w+) \{ UNDEF \}")
_LANG = re.compile(r"LANG\(\?\w+\)")
_SCANNED = re.compile(r"\{ SELECT [^{}]+ WHERE (\{ [^{}]+ \}) \}  # SCANNED")
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


def in_language(text: str, lang: str) -> str:
    """Return a query that takes labels and texts in a language, else in English, else in any."""
    if lang == "en":
        return text
    wanted = Literal(lang)

    def rank(match: re.Match[str]) -> str:
        found = match[0]
        return f'IF({found} = {wanted}, "en", IF({found} = "en", "", CONCAT("-", {found})))'

    return _LANG.sub(rank, text)


def look_up(text: str) -> str:
    """Return a query that looks up, thing by thing, what it would join as whole scans."""
    return _SCANNED.sub(r"\1", text)


def limit_rows(text: str, limit: int | None) -> str:
    """Return a query that gives at most so many rows, the first ones; all for None."""
    if limit is None:
        return text
    return _LIMITED.sub(rf"\1\2 LIMIT {limit:d}", text) + f"\nLIMIT {limit:d}"


def marked_variables(text: str) -> set[str]:
    """Return the variables that a query marks as parameters."""
    return set(_BLOCK.findall(text))
