"""Questions of one's own: solutions, truth values and triples out of a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, QueryBoolean, QuerySolutions, QueryTriples

from ..errors import UsageError
from ..model.vocabulary import PREFIXES
from .table import Cell, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pyoxigraph import Triple

    from ..store.base import Store

_XSD = PREFIXES["xsd"]
_PYTHON: dict[str, Callable[[str], Cell]] = {
    f"{_XSD}integer": int,
    f"{_XSD}double": float,
    f"{_XSD}decimal": float,
    f"{_XSD}boolean": lambda text: text in {"true", "1"},
}


def plain_value(term: object) -> Cell:
    """Return a term as a plain value; what its datatype cannot hold stays text."""
    if term is None:
        return None
    value = str(getattr(term, "value", term))
    if isinstance(term, Literal):
        convert = _PYTHON.get(term.datatype.value)
        if convert:
            try:
                return convert(value)
            except ValueError:
                return value
    return value


def select_table(store: Store, text: str, *, notes: Sequence[str] = ()) -> Table:
    """Run a SELECT query and return a table of plain values.

    Raises:
        UsageError: it is not a SELECT query.
    """
    solutions = store.query(text)
    if not isinstance(solutions, QuerySolutions):
        raise UsageError("query: not a SELECT query; use ask or construct")
    columns = tuple(v.value for v in solutions.variables)
    rows = [tuple(plain_value(term) for term in solution) for solution in solutions]
    return Table(columns, rows, tuple(notes))


def ask_boolean(store: Store, text: str) -> bool:
    """Run an ASK query.

    Raises:
        UsageError: it is not an ASK query.
    """
    answer = store.query(text)
    if not isinstance(answer, QueryBoolean):
        raise UsageError("query: not an ASK query; use select or construct")
    return bool(answer)


def construct_triples(store: Store, text: str) -> list[Triple]:
    """Run a CONSTRUCT or DESCRIBE query.

    Raises:
        UsageError: it gives no triples.
    """
    triples = store.query(text)
    if not isinstance(triples, QueryTriples):
        raise UsageError("query: not a CONSTRUCT or DESCRIBE query; use select or ask")
    return list(triples)
