"""From the values of an entry to RDF terms, each checked for its form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ..entries.field import Text
from ..entries.sources import DOCUMENT_FORMS
from ..errors import ParameterError
from ..model.closed_lists import closed_list_term
from ..model.countries import country_code
from ..model.days import parse_span
from ..model.vocabulary import expand
from ..model.web import web_address

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from ..entries.field import Spec

_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_CHECKSUM = re.compile(r"[0-9a-f]{64}")
_DATE = NamedNode(expand("xsd:date"))
_INTEGER = NamedNode(expand("xsd:integer"))
_LONGEST_NAME = 1_000


def term(spec: Spec, value: object, lang: str, where: str) -> Literal | NamedNode:
    """Return the RDF term of one value; things in the graph are resolved elsewhere.

    Args:
        spec: the attribute that it is a value of.
        value: as the entry has it.
        lang: the language of texts that do not tell their own.
        where: what an error names as the place of the fault.

    Raises:
        ParameterError: the value has not the form that the attribute takes.
    """
    return _TERMS[spec.form](spec, value, lang, where)


def day(date: dt.date) -> Literal:
    """Return a day as a literal."""
    return Literal(date.isoformat(), datatype=_DATE)


def language_tag(text: str, where: str) -> str:
    """Return a BCP 47 tag in its usual case.

    Raises:
        ParameterError: it is none.
    """
    if not _TAG.fullmatch(text):
        raise ParameterError(f"{where}: {text!r} is not a language tag; write one such as en or fr")
    return text.lower()


def plain(text: str, where: str) -> str:
    """Return a line of text without blanks around it; no control or half characters.

    Raises:
        ParameterError: it is empty, or has such characters.
    """
    text = text.strip()
    if not text:
        raise ParameterError(f"{where}: empty; write what it is, or leave it out")
    for at, c in enumerate(text):
        if (not c.isprintable() and c not in "\u200c\u200d\u00ad" and not c.isspace()) or (
            c.isspace() and c not in " \u00a0\u202f\u2009\u3000"
        ):
            shown = text[max(0, at - 20) : at + 20]
            raise ParameterError(
                f"{where}: {shown!r} holds the control character U+{ord(c):04X}; remove it"
            )
    return text


def _words(value: object, lang: str, where: str) -> tuple[str, str]:
    text, own = (value.text, value.lang) if isinstance(value, Text) else (str(value), lang)
    return text, language_tag(own, where)


def _name(_spec: Spec, value: object, lang: str, where: str) -> Literal:
    text, tag = _words(value, lang, where)
    text = plain(text, where)
    if len(text) > _LONGEST_NAME:
        raise ParameterError(
            f"{where}: {text[:40]!r}… has {len(text):,} characters; at most {_LONGEST_NAME:,}"
        )
    return Literal(text, language=tag)


def _text(_spec: Spec, value: object, lang: str, where: str) -> Literal:
    text, tag = _words(value, lang, where)
    # A quote is kept as it stands, line ends and all; anything else loses blanks around it.
    if not text.strip():
        raise ParameterError(f"{where}: empty; write what it says, or leave it out")
    plain(" ".join(text.split()), where)
    return Literal(text.strip(), language=tag)


def _plain(_spec: Spec, value: object, _lang: str, where: str) -> Literal:
    return Literal(plain(str(value), where))


def _language(_spec: Spec, value: object, _lang: str, where: str) -> Literal:
    return Literal(language_tag(str(value), where))


def _country(_spec: Spec, value: object, _lang: str, where: str) -> Literal:
    return Literal(country_code(str(value), where=where))


def _web(_spec: Spec, value: object, _lang: str, where: str) -> NamedNode:
    address = web_address(str(value), where=where)
    try:
        return NamedNode(address)
    except ValueError as exc:
        raise ParameterError(f"{where}: {address!r} is not a web address ({exc}); mend it") from exc


def _choice(spec: Spec, value: object, _lang: str, where: str) -> NamedNode:
    return NamedNode(closed_list_term(spec.words, str(value), where=where))


def _day(_spec: Spec, value: object, _lang: str, where: str) -> Literal:
    span = parse_span(str(value), where=where)
    if not span.whole_day:
        raise ParameterError(f"{where}: {value!r} is no full day; write one such as 2023-08-03")
    return day(span.first)


def _first_day(_spec: Spec, value: object, _lang: str, where: str) -> Literal:
    return day(parse_span(str(value), where=where).first)


def _last_day(_spec: Spec, value: object, _lang: str, where: str) -> Literal:
    return day(parse_span(str(value), where=where).last)


def _number(spec: Spec, value: object, _lang: str, where: str) -> Literal:
    text = str(value).strip()
    if not (text.isascii() and text.isdecimal() and len(text) < 12):  # noqa: PLR2004
        message = f"{where}: {text[:40]!r} is not a whole number; count from {spec.least}"
        raise ParameterError(message)
    if int(text) < spec.least:
        raise ParameterError(f"{where}: {text!r} is too small; count from {spec.least}")
    return Literal(str(int(text)), datatype=_INTEGER)


def _checksum(_spec: Spec, value: object, _lang: str, where: str) -> Literal:
    text = str(value).strip().lower()
    if not _CHECKSUM.fullmatch(text):
        message = f"{where}: {text[:70]!r} is not a checksum; write the 64 digits of sha256sum"
        raise ParameterError(message)
    return Literal(text)


def _flag(spec: Spec, _value: object, _lang: str, _where: str) -> NamedNode:
    return NamedNode(expand(spec.predicate))


def _form(_spec: Spec, value: object, _lang: str, where: str) -> NamedNode:
    word = " ".join(str(value).lower().replace("-", " ").split())
    if word not in DOCUMENT_FORMS:
        forms = ", ".join(DOCUMENT_FORMS)
        raise ParameterError(f"{where}: {value!r} is no form of document; take one of {forms}")
    return NamedNode(expand(DOCUMENT_FORMS[word]))


_TERMS: dict[str, Callable[[Spec, object, str, str], Literal | NamedNode]] = {
    "name": _name,
    "text": _text,
    "plain": _plain,
    "language": _language,
    "country": _country,
    "web": _web,
    "choice": _choice,
    "day": _day,
    "first day": _first_day,
    "last day": _last_day,
    "number": _number,
    "checksum": _checksum,
    "flag": _flag,
    "form": _form,
}
