"""Options for entries: one a attribute, made of the entry's own specification."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import TYPE_CHECKING

import click

from ...entries.agents import AGENTS
from ...entries.field import option_name, specifications, takes_many
from ...entries.sources import DOCUMENT_FORMS, Evidence
from ...errors import ParameterError
from ...model.closed_lists import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...entries.entry import Entry
from ...entries.field import Spec

_NOT_IN_STATEMENTS = frozenset({"note", "disputes"})
_EVIDENCE = "evidence_"
_METAVARS = {
    "name": "NAME",
    "text": "TEXT",
    "plain": "TEXT",
    "language": "TAG",
    "country": "CODE",
    "web": "URL",
    "choice": "WORD",
    "day": "DATE",
    "first day": "DATE",
    "last day": "DATE",
    "number": "N",
    "checksum": "SHA256",
    "form": "WORD",
}


def entry_options(kind: type[Entry]) -> list[click.Parameter]:
    """Return an option for each attribute of an entry that becomes RDF, required ones first."""
    return _options(kind, frozenset(), "")


def evidence_options() -> list[click.Parameter]:
    """Return the options for the one piece of evidence that a statement is given."""
    found = _options(Evidence, _NOT_IN_STATEMENTS, _EVIDENCE)
    for option in found:
        option.required = False
    return found


def named_options() -> list[click.Parameter]:
    """Return the options that only things with names have."""
    return [
        click.Option(
            ["--name-in", "names"], multiple=True, metavar="TAG=NAME",
            help="Name in another language, as in fr=NOM.",
        ),
        *slug_option(),
    ]  # fmt: skip


def slug_option() -> list[click.Parameter]:
    """Return the option for the readable end of an IRI."""
    text = "Readable end of its IRI; by default of its name."
    return [click.Option(["--slug"], metavar="SLUG", help=text)]


def entry_values(
    kind: type[Entry], given: Mapping[str, object], prefix: str = ""
) -> dict[str, object]:
    """Return the attributes of an entry that options gave; what was left out stays out.

    Args:
        kind: the class of the entry.
        given: the options' values.
        prefix: what stands before the names of attributes in `given`.

    Raises:
        ParameterError: a name in another language is not written TAG=NAME.
    """
    found: dict[str, object] = {}
    for name in (*specifications(kind), "slug"):
        value = given.get(f"{prefix}{name}")
        if value is not None and value != () and value is not False:
            found[name] = value
    pairs: tuple[str, ...] = given.get("names") or ()  # type: ignore[assignment]
    if pairs and not prefix:
        found["names"] = dict(_pair(pair) for pair in pairs)
    return found


def told_evidence(given: Mapping[str, object], lang: str) -> Evidence | None:
    """Return the evidence that options describe, or None where there are none.

    Raises:
        ParameterError: the document is missing.
    """
    told = entry_values(Evidence, given, _EVIDENCE)
    if not told:
        return None
    if "document" not in told:
        raise ParameterError("evidence: say in which document it stands; pass --document NAME")
    return Evidence(lang=lang, **told)  # type: ignore[arg-type]


def all_evidence(given: Mapping[str, object], lang: str) -> list[Evidence | str]:
    """Return the evidence that options describe, and the IRIs of evidence that is there."""
    known: tuple[str, ...] = given.get("evidence") or ()  # type: ignore[assignment]
    told = told_evidence(given, lang)
    return [*known, *([told] if told else [])]


def _options(kind: type[Entry], left_out: frozenset[str], prefix: str) -> list[click.Parameter]:
    required: list[click.Parameter] = []
    optional: list[click.Parameter] = []
    by_name = {f.name: f for f in fields(kind)}
    for name, spec in specifications(kind).items():
        if name not in left_out:
            attribute = by_name[name]
            must = spec.required and attribute.default is MISSING
            many = takes_many(attribute) or "Sequence" in str(attribute.type)
            option = _option(f"{prefix}{name}", option_name(name, spec), spec, many=many)
            option.required = must
            (required if must else optional).append(option)
    return required + optional


def _option(parameter: str, name: str, spec: Spec, *, many: bool) -> click.Option:
    declared = [f"--{name}", parameter]
    if spec.form == "flag":
        return click.Option(declared, is_flag=True, help=spec.help)
    words = words_of(spec.words) if spec.form == "choice" else []
    if spec.form == "form":
        words = list(DOCUMENT_FORMS)
    text = f"{spec.help.rstrip('.')}: {', '.join(words)}." if words else spec.help
    if many:
        text = f"{text} Repeat it for more."
    metavar = _METAVARS.get(spec.form) or _metavar(spec.kinds)
    return click.Option(declared, multiple=many, metavar=metavar, help=text)


def _metavar(kinds: tuple[str, ...]) -> str:
    if len(kinds) == 1:
        return kinds[0].upper()
    return "ACTOR" if kinds == AGENTS else "THING"


def _pair(pair: str) -> tuple[str, str]:
    tag, mark, name = pair.partition("=")
    if not mark or not tag.strip() or not name.strip():
        raise ParameterError(f"--name-in: {pair!r} is not TAG=NAME; write it as in fr=NOM")
    return tag.strip(), name.strip()
