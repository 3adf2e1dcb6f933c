"""The canonical Turtle writer: the same triples always give the same bytes.

Prefixes are sorted, subjects are sorted by IRI, `a` comes first, then the
labels, then the other predicates by IRI; one object stands on a line. A diff
then shows the change and nothing else.
"""

from __future__ import annotations

import re
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from ..model.vocabulary import (
    ALT_LABEL,
    BASE,
    HIDDEN_LABEL,
    KINDS,
    PREF_LABEL,
    PREFIXES,
    RDF_TYPE,
    expand,
)
from .atomic import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Triple

__all__ = [
    "Names",
    "blocks",
    "file_prefixes",
    "kind_prefixes",
    "prefix_line",
    "to_turtle",
    "write_atomically",
]

_FIRST = {f"<{iri}>": n for n, iri in enumerate((RDF_TYPE, PREF_LABEL, ALT_LABEL, HIDDEN_LABEL))}
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_-])?")
_BARE = {
    expand("xsd:integer"): re.compile(r"[+-]?[0-9]+"),
    expand("xsd:decimal"): re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    expand("xsd:boolean"): re.compile(r"true|false"),
}


def kind_prefixes(base: str = BASE) -> dict[str, str]:
    """Return one prefix a kind of thing, such as `organisation:`, under a base."""
    return {kind: f"{base}{kind}/" for kind in KINDS}


def file_prefixes(base: str = BASE) -> dict[str, str]:
    """Return every prefix that a file of ours may declare, under a base."""
    return {**PREFIXES, **kind_prefixes(base)}


def to_turtle(triples: Iterable[Triple], *, base: str = BASE) -> str:
    """Write triples as canonical Turtle.

    Args:
        triples: in any order; duplicates are written once.
        base: where the IRIs of the graph's things start; it gives the prefixes.

    Returns:
        The file's text, ending in a line end; only prefixes that it uses.
    """
    namespaces = file_prefixes(base)
    names = Names({iri: prefix for prefix, iri in namespaces.items()})
    written = blocks(triples, names)
    head = "".join(f"{prefix_line(p, namespaces[p])}\n" for p in sorted(names.used))
    parts = [head] if head else []
    return "\n".join([*parts, *(f"{written[subject]}\n" for subject in sorted(written))])


def prefix_line(prefix: str, namespace: str) -> str:
    """Return the declaration of a prefix, without a line end."""
    return f"@prefix {prefix}: <{namespace}> ."


def blocks(triples: Iterable[Triple], names: Names) -> dict[str, str]:
    """Write each subject with all that is said of it.

    Args:
        triples: in any order; duplicates are written once.
        names: how terms are shortened; it notes the prefixes that are used.

    Returns:
        By subject, as N-Triples writes it: its block, without a line end at the end.
    """
    said: dict[str, set[tuple[int, str, str]]] = {}
    for triple in triples:
        # One call across the border of the engine's library in place of four.
        subject, predicate, value = str(triple).split(" ", 2)
        said.setdefault(subject, set()).add((_FIRST.get(predicate, len(_FIRST)), predicate, value))
    return {subject: _block(names, subject, sorted(rows)) for subject, rows in said.items()}


class Names:
    """Shortens terms, as N-Triples writes them, and notes which prefixes it used.

    Attributes:
        used: the prefixes that what was written so far needs.
    """

    def __init__(self, by_namespace: Mapping[str, str]) -> None:
        """Take the prefix of each namespace."""
        self._by_namespace = by_namespace
        self._short: dict[str, str] = {}
        self.used: set[str] = set()

    def iri(self, term: str) -> str:
        """Return an IRI in angle brackets as a prefixed name where that is plain to read."""
        short = self._short.get(term)
        if short is None:
            short = self._short[term] = self._shorten(term)
        return short

    def _shorten(self, term: str) -> str:
        cut = max(term.rfind("/"), term.rfind("#")) + 1
        prefix = self._by_namespace.get(term[1:cut])
        if prefix is None or not _LOCAL.fullmatch(term, cut, len(term) - 1):
            return term
        self.used.add(prefix)
        return f"{prefix}:{term[cut:-1]}"

    def term(self, term: str) -> str:
        """Return any term, in the shortest form that keeps its lexical form."""
        if not term.endswith(">"):
            return term
        if term.startswith("<"):
            return self.iri(term)
        cut = term.rindex('"^^<')
        datatype, value = term[cut + 3 :], term[1:cut]
        bare = _BARE.get(datatype[1:-1])
        if bare and bare.fullmatch(value):
            return value
        return f'"{value}"^^{self.iri(datatype)}'


def _block(names: Names, subject: str, rows: list[tuple[int, str, str]]) -> str:
    lines = []
    for (rank, predicate), group in groupby(rows, key=itemgetter(0, 1)):
        objects = [names.term(value) for _, _, value in group]
        word = names.iri(predicate) if rank else "a"
        if len(objects) == 1:
            lines.append(f"    {word} {objects[0]}")
        else:
            lines.append(f"    {word}\n        " + " ,\n        ".join(objects))
    head = names.iri(subject) if subject.startswith("<") else subject
    return head + "\n" + " ;\n".join(lines) + " ."
