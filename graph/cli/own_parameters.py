"""Parameters of SPARQL that the user wrote: from text to bound terms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ..errors import NotFound, ParameterError
from ..model.vocabulary import expand
from ..query.binding import bind, marked_variables

if TYPE_CHECKING:
    from ..knowledge_graph import KnowledgeGraph

_QUOTED = re.compile(
    r"""(?P<mark>["'])(?P<value>.*)(?P=mark)(?:@(?P<lang>[A-Za-z]+(?:-[A-Za-z0-9]+)*)|\^\^(?P<type>\S+))?""",
    re.DOTALL,
)
_PLAIN = {
    re.compile(r"[+-]?\d+"): "xsd:integer",
    re.compile(r"[+-]?\d*\.\d+"): "xsd:decimal",
    re.compile(r"\d{4}-\d{2}-\d{2}"): "xsd:date",
    re.compile(r"true|false"): "xsd:boolean",
}


def bind_own(kg: KnowledgeGraph, text: str, values: dict[str, list[str]]) -> str:
    """Return a query with its blocks `VALUES ?name { UNDEF }` bound.

    Args:
        kg: where names are looked up.
        text: the query.
        values: by the variable's name, with or without `_iri` at its end. A
            value is a quoted literal, a number, a date, true or false, an IRI
            or CURIE, or the name of a thing.

    Raises:
        ParameterError: the query has no such block, or the value is no term.
        NotFound: a name stands for nothing in the graph.
    """
    if not values:
        return text
    marked = marked_variables(text)
    bound = {}
    for name, given in values.items():
        variable = next((v for v in (name, f"{name}_iri") if v in marked), None)
        if variable is None:
            known = ", ".join(sorted(marked))
            hint = f"it takes {known}" if known else "mark one with VALUES ?name { UNDEF }"
            raise ParameterError(f"query: unknown parameter {name!r}; {hint}", parameter=name)
        bound[variable] = [_term(kg, name, value) for value in given]
    return bind(text, bound)


def _term(kg: KnowledgeGraph, name: str, value: str) -> NamedNode | Literal:
    where = f"query: parameter {name!r}"
    quoted = _QUOTED.fullmatch(value)
    try:
        if quoted:
            return _literal(kg, quoted)
        for pattern, datatype in _PLAIN.items():
            if pattern.fullmatch(value):
                return Literal(value, datatype=NamedNode(expand(datatype)))
        iri = kg.names.expand(value)
        if iri is not None:
            return NamedNode(iri)
    except ValueError as exc:
        raise ParameterError(f"{where}: {value!r} is no term ({exc}); check it") from exc
    try:
        return NamedNode(kg.names.resolve(value))
    except NotFound as exc:
        raise NotFound(f"{where}: {exc}", name=value, candidates=exc.candidates) from exc


def _literal(kg: KnowledgeGraph, quoted: re.Match[str]) -> Literal:
    """Return a literal; what stands between the quotes is taken as it is."""
    datatype = quoted["type"]
    if datatype:
        return Literal(quoted["value"], datatype=NamedNode(kg.names.expand(datatype) or datatype))
    return Literal(quoted["value"], language=quoted["lang"])
