"""From what a user wrote to the terms that a query is bound with."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import Literal, NamedNode

from ..errors import ParameterError, Refused
from ..model.dates import parse_day, today
from ..model.vocabulary import expand

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..names.index import NameIndex
    from .header import NamedQuery, Parameter

Argument: TypeAlias = "str | bool | dt.date | Sequence[str]"

_KINDS = {
    "actor": ("organisation", "person", "group"),
    "organisation": ("organisation", "person", "group"),
    "petition": ("petition",),
    "petition or campaign": ("petition", "campaign"),
    "proposition": ("proposition",),
}
_YES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_JUDGED_AS = {"person": "a person", "group": "an unnamed group"}


def bound_terms(
    query: NamedQuery, arguments: Mapping[str, Argument | None], names: NameIndex
) -> dict[str, list[NamedNode | Literal]]:
    """Return the terms for each variable that a query marks.

    Args:
        query: the named query.
        arguments: by parameter name; None counts as left out.
        names: where labels are looked up.

    Raises:
        ParameterError: a parameter is unknown, missing or malformed.
        NotFound: a name stands for nothing in the graph.
        Refused: a verdict was asked for about a person or an unnamed group.
    """
    given = {name: value for name, value in arguments.items() if value is not None}
    known = {p.name: p for p in query.parameters}
    for name in given:
        if name not in known:
            raise _unknown(query, name)
    terms: dict[str, list[NamedNode | Literal]] = {}
    for parameter in query.parameters:
        values = _as_list(given.get(parameter.name))
        if not values and parameter.required:
            raise _missing(query, parameter)
        if len(values) > 1 and not parameter.many:
            message = (
                f"queries/{query.name}.rq: parameter {parameter.name!r} is given "
                f"{len(values)} times; give it once"
            )
            raise ParameterError(message, query=query.name, parameter=parameter.name)
        found = [_term(query, parameter, value, names) for value in values]
        if parameter.many:
            found = list(dict.fromkeys(found))
            _check_least(query, parameter, len(found))
        found = found or _default(parameter)
        if found:
            terms[parameter.variable] = found
    return terms


def _as_list(value: Argument | None) -> list[str | bool | dt.date]:
    if value is None:
        return []
    if isinstance(value, str | bool | dt.date):
        return [value]
    return list(value)


def _term(
    query: NamedQuery,
    parameter: Parameter,
    value: str | bool | dt.date,  # noqa: FBT001 - a boolean parameter's value
    names: NameIndex,
) -> NamedNode | Literal:
    where = f"queries/{query.name}.rq: parameter {parameter.name!r}"
    if parameter.type == "date":
        return _day(value if isinstance(value, dt.date) else parse_day(str(value), where=where))
    if parameter.type == "boolean":
        flag = value if isinstance(value, bool) else _YES.get(str(value).lower())
        if flag is None:
            raise ParameterError(f"{where}: {value!r} is neither yes nor no; write one of them")
        return Literal(flag)
    if parameter.type == "statement":
        return NamedNode(names.statement(str(value)))
    thing = names.resolve(str(value), _KINDS.get(parameter.type), wanted=parameter.type)
    if parameter.type == "organisation":
        refuse_judging(names, thing, query.name)
    return NamedNode(thing)


def refuse_judging(names: NameIndex, iri: str, what: str) -> None:
    """Refuse a computed answer about anybody who is not an organisation.

    Raises:
        Refused: the IRI is a person's or an unnamed group's.
    """
    kind = names.kind(iri)
    if kind in _JUDGED_AS:
        label = names.label(iri)
        message = (
            f"{what}: {label!r} is {_JUDGED_AS[kind]}, and only organisations are judged or "
            f"compared; see what is said of them with stancegraph show {label!r}"
        )
        raise Refused(message)


def _default(parameter: Parameter) -> list[NamedNode | Literal]:
    if parameter.type == "date" and parameter.default == "today":
        return [_day(today())]
    if parameter.type == "boolean" and parameter.default:
        return [Literal(_YES[parameter.default])]
    return []


def _day(day: dt.date) -> Literal:
    return Literal(day.isoformat(), datatype=NamedNode(expand("xsd:date")))


def _check_least(query: NamedQuery, parameter: Parameter, count: int) -> None:
    if 0 < count < parameter.least:
        message = (
            f"queries/{query.name}.rq: parameter {parameter.name!r} needs {parameter.least} "
            f"different values or more, found {count}; repeat -p {parameter.name}=NAME"
        )
        raise ParameterError(message, query=query.name, parameter=parameter.name)


def _missing(query: NamedQuery, parameter: Parameter) -> ParameterError:
    message = (
        f"queries/{query.name}.rq: parameter {parameter.name!r} is required; "
        f"pass -p {parameter.name}=NAME"
    )
    return ParameterError(message, query=query.name, parameter=parameter.name)


def _unknown(query: NamedQuery, name: str) -> ParameterError:
    known = ", ".join(p.name for p in query.parameters)
    hint = f"it takes {known}" if known else "it takes none"
    message = f"queries/{query.name}.rq: unknown parameter {name!r}; {hint}"
    return ParameterError(message, query=query.name, parameter=name)
