"""From an entry to what is to be said of a thing: its properties, each with its terms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import Literal, NamedNode

from ..entries.entry import Entry, Named, Statement
from ..entries.field import Text, option_name, specifications, takes_many
from ..errors import ParameterError
from ..model.days import Span, parse_span, stated_interval
from ..model.vocabulary import PREF_LABEL, RDF_TYPE, expand
from . import values

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..entries.field import Spec

Terms: TypeAlias = "dict[str, list[NamedNode | Literal]]"
"""What is said of a thing: terms by the IRI of the property."""

_STATED = expand("sg:dateAsStated")
_TITLED = {"petition": "dcterms:title"}


def title_of(entry: Entry) -> str:
    """Return what messages call an entry: its kind, and its name or title where it has one."""
    name = getattr(entry, "name", "") or getattr(entry, "title", "")
    text = name.text if isinstance(name, Text) else str(name)
    return f"{entry.KIND} {text.strip()[:80]!r}" if text else entry.KIND


def given(entry: Entry, name: str) -> list[object]:
    """Return the values of an attribute; none where it was left out."""
    value = getattr(entry, name)
    if value is None or value is False or value in ("", ()):
        return []
    if isinstance(value, str | Text | Entry) or not isinstance(value, Iterable):
        return [value]
    return [one for one in value if one is not None]


def describe(entry: Entry, resolve: Callable[[object, Spec, str, str], NamedNode]) -> Terms:
    """Return what an entry says, property by property.

    Args:
        entry: what is to be added.
        resolve: gives the IRI of a thing that the entry refers to, for a value, its
            attribute, the place that errors name, and the language of the entry.

    Raises:
        ParameterError: a value has not the form that its attribute takes, or
            one that is required is missing.
        NotFound: a name stands for nothing in the graph.
    """
    found: Terms = {RDF_TYPE: [NamedNode(expand(c)) for c in entry.CLASSES]}
    title = title_of(entry)
    lang = values.language_tag(entry.lang, f"{title}: lang")
    for name, spec in specifications(type(entry)).items():
        where = f"{title}: {option_name(name, spec)}"
        terms = [
            resolve(value, spec, where, lang)
            if spec.form == "thing"
            else values.term(spec, value, lang, where)
            for value in given(entry, name)
        ]
        if spec.required and not terms:
            raise ParameterError(f"{where} is missing; give it")
        if len(terms) > 1 and name in _singles(type(entry)):
            raise ParameterError(f"{where}: {len(terms)} values, and it takes one; keep one")
        if terms:
            predicate = RDF_TYPE if spec.form == "flag" else expand(spec.predicate)
            found.setdefault(predicate, []).extend(terms)
    if isinstance(entry, Statement):
        _check_alternatives(entry, title)
    if isinstance(entry, Named):
        _add_names(entry, found, title)
    _add_dates(entry, found, title)
    return {predicate: list(dict.fromkeys(terms)) for predicate, terms in found.items()}


def single_valued(kind: type[Entry]) -> frozenset[str]:
    """Return the properties of which a kind of entry has one value at most."""
    specs = specifications(kind)
    found = {
        expand(specs[name].predicate)
        for name in _singles(kind)
        if specs[name].form not in {"flag", "form", "name"}
    }
    return frozenset(found | {_STATED})


def _singles(kind: type[Entry]) -> frozenset[str]:
    """Return the attributes of a kind of entry that take one value at most."""
    return frozenset(
        attribute.name
        for attribute in fields(kind)
        if attribute.name in specifications(kind)
        and attribute.name != "note"
        and not takes_many(attribute)
        and "Sequence" not in str(attribute.type)
    )


def _check_alternatives(entry: Statement, title: str) -> None:
    """Refuse a statement with none, or with several, of what it is about exactly one of."""
    told = [name for name in entry.ONE_OF if given(entry, name)]
    if len(told) > 1:
        raise ParameterError(f"{title}: {' and '.join(told)} are both given; keep one")
    if entry.ONE_OF and not told:
        names = " nor ".join(entry.ONE_OF)
        options = " or ".join(f"--{name}" for name in entry.ONE_OF)
        raise ParameterError(f"{title}: neither {names} is given; give one of them ({options})")


def _add_names(entry: Named, found: Terms, title: str) -> None:
    """Add the names in other languages, and the title that a petition has if no other."""
    for tag, name in entry.names.items():
        where = f"{title}: name in {tag!r}"
        spec = specifications(type(entry))["name"]
        label = values.term(spec, Text(name, tag), tag, where)
        if any(getattr(n, "language", "") == tag.lower() for n in found[PREF_LABEL]):
            raise ParameterError(f"{where}: a second name in this language; make it an alias")
        found[PREF_LABEL].append(label)
    titled = _TITLED.get(entry.KIND)
    if titled and expand(titled) not in found:
        found[expand(titled)] = found[PREF_LABEL][:1]
    labels = set(found[PREF_LABEL])
    for predicate in ("skos:altLabel", "skos:hiddenLabel"):
        if expand(predicate) in found:
            # What is a name already is no alias.
            kept = [n for n in found.pop(expand(predicate)) if n not in labels]
            if kept:
                found[expand(predicate)] = kept


def _add_dates(entry: Entry, found: Terms, title: str) -> None:
    """Add what dates of partial precision imply: the last day, and the date as it was stated."""
    specs = specifications(type(entry))
    spans: dict[str, Span] = {}
    for name, spec in specs.items():
        if spec.form in {"first day", "last day"} and getattr(entry, name):
            where = f"{title}: {option_name(name, spec)}"
            spans[spec.form] = parse_span(str(getattr(entry, name)), where=where)
    first, last = spans.get("first day"), spans.get("last day")
    alone = first is not None and last is None
    if alone and entry.KIND in {"involvement", "event"} and first is not None:
        last_spec = next(s for s in specs.values() if s.form == "last day")
        if entry.KIND == "involvement" or not first.whole_day:
            found[expand(last_spec.predicate)] = [values.day(first.last)]
        last = first
    if first and last and last.last < first.first:
        message = f"{title}: {last.stated!r} lies before {first.stated!r}; correct one of the dates"
        raise ParameterError(message)
    if "date_as_stated" in specs and _STATED not in found:
        stated = stated_interval(first, last)
        if stated:
            found[_STATED] = [Literal(stated)]
