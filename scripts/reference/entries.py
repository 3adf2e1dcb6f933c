"""The reference of what can be added: each kind of entry, and the columns of tables."""

from __future__ import annotations

import inspect
from dataclasses import MISSING, fields
from typing import TYPE_CHECKING

from graph.cli.editing.add import command as add
from graph.editing.from_tables import ORGANISATION_COLUMNS, POSITION_COLUMNS
from graph.entries.catalogue import ENTRIES
from graph.entries.entry import Entry, Named, Statement
from graph.entries.field import option_name, specifications, takes_many
from graph.entries.sources import DOCUMENT_FORMS
from graph.model.closed_lists import words_of

from .markdown import code, fence, paragraphs, table

if TYPE_CHECKING:
    from graph.entries.field import Spec
    from graph.tables.columns import Columns

_INTRODUCTION = """\
What can be added to a graph. Each kind is a class in Python (`from graph import Organization`) and,
but for roles, a command (`stancegraph add organisation`); both take the same attributes, and both
are made from what this page is made from. Attributes are given by keyword. Where a thing is wanted,
give its label, alias, slug, CURIE or IRI; in Python also another entry, which is then added too.
Attributes in bold are required."""
_COMMON = {
    Entry: ("Every entry", "Every entry takes these.", {"lang": "--lang"}),
    Named: (
        "Things with a name",
        "Organisations, people, topics and whatever else has a name take these too.",
        {"names": "--name-in", "slug": "--slug"},
    ),
    Statement: (
        "Statements",
        """\
Whatever is said of somebody takes these too. On the command line the options of
[evidence](#evidence) describe one piece of evidence.""",
        {},
    ),
}
_FREE = {
    "lang": "BCP 47 tag of the language that its texts are in.",
    "names": "Its name in other languages, by BCP 47 tag.",
    "slug": "The readable end of its IRI; made of the name if left out.",
}
_COMMANDS = {"text": "text-version"}
_TABLES = (
    ("organisations", "scripts/add_organisations_from_csv.py", ORGANISATION_COLUMNS),
    ("positions", "scripts/add_positions_from_csv.py", POSITION_COLUMNS),
)


def page() -> str:
    """Return the page."""
    kinds = ENTRIES.values()
    contents = table(
        ["class", "command", "what it is"],
        [(f"[{k.__name__}](#{k.__name__.lower()})", code(_command(k)), _summary(k)) for k in kinds],
    )
    common = [part for kind in _COMMON for part in _common(kind)]
    sections = [part for kind in kinds for part in _section(kind)]
    tables = [part for name, script, columns in _TABLES for part in _table(name, script, columns)]
    return paragraphs(["# Entries", _INTRODUCTION, contents, *common, *sections, *tables])


def _common(kind: type[Entry]) -> list[str]:
    title, text, options = _COMMON[kind]
    above = set().union(*(_names(base) for base in kind.__bases__ if base is not object))
    rows = [
        (code(name), code(options[name]), _FREE[name], "")
        for name in options
        if name in _names(kind) - above
    ]
    rows += [_row(kind, name, s) for name, s in specifications(kind).items() if name not in above]
    return [f"## {title}", text, _rows(rows)]


def _section(kind: type[Entry]) -> list[str]:
    above = set().union(*(_names(base) for base in _COMMON if issubclass(kind, base)))
    own = {name: s for name, s in specifications(kind).items() if name not in above}
    parts = [f"## {kind.__name__}", *inspect.cleandoc(kind.__doc__ or "").split("\n\n")[:1]]
    if _command(kind):
        parts.append(f"On the command line: `{_command(kind)}`.")
    if own:
        parts.append(_rows([_row(kind, name, spec) for name, spec in own.items()]))
    else:
        parts.append("It has no attributes of its own.")
    identity = [code(name) for name in getattr(kind, "IDENTITY", ())]
    if identity:
        parts.append(f"Two are the same where these are the same: {', '.join(identity)}.")
    return parts


def _rows(rows: list[tuple[str, str, str, str]]) -> str:
    return table(["attribute", "option", "meaning", "written as"], rows)


def _row(kind: type[Entry], name: str, spec: Spec) -> tuple[str, str, str, str]:
    attribute = next(f for f in fields(kind) if f.name == name)
    many = takes_many(attribute) or "Sequence" in str(attribute.type)
    required = spec.required and attribute.default is MISSING
    words = words_of(spec.words) if spec.form == "choice" else []
    if spec.form == "form":
        words = list(DOCUMENT_FORMS)
    meaning = f"{spec.help.rstrip('.')}: {', '.join(words)}." if words else spec.help
    shown = f"**{code(name)}**" if required else code(name)
    option = f"--{option_name(name, spec)}" if kind in _COMMON or _command(kind) else ""
    return shown, code(option), meaning + (" Any number." if many else ""), code(spec.predicate)


def _table(name: str, script: str, columns: Columns) -> list[str]:
    rows = [
        (
            f"**{code(c.name)}**" if c.required else code(c.name),
            f"{c.help}{'; several with `|` between them' if c.many else ''}",
            c.example,
        )
        for c in columns
    ]
    return [
        f"## Tables of {name}",
        f"What `{script}` reads; `--template` writes it as a file.",
        table(["column", "meaning", "example"], rows),
        fence(f"python {script} --template > {name}.csv", "sh"),
    ]


def _names(kind: type[Entry]) -> set[str]:
    return {attribute.name for attribute in fields(kind)}


def _command(kind: type[Entry]) -> str:
    word = _COMMANDS.get(kind.KIND, kind.KIND)
    return f"stancegraph add {word}" if word in add.commands else ""


def _summary(kind: type[Entry]) -> str:
    return inspect.cleandoc(kind.__doc__ or "").split("\n", 1)[0]
