"""The reference of the Python interface: signatures and docstrings of what callers use."""

from __future__ import annotations

import importlib
import inspect
import re
import textwrap
from functools import cached_property
from typing import TYPE_CHECKING

from .markdown import fence, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

_PUBLIC = (
    ("graph", "KnowledgeGraph", "NewStance", "DatasetDescription", "Text"),
    ("graph.editing.outcome", "Outcome"),
    ("graph.editing.batch", "Batch", "Item"),
    ("graph.editing.bring_in", "Import"),
    ("graph.editing.merge", "Merge"),
    ("graph.editing.new_graph", "init_folder"),
    ("graph.store.loading.moving", "copy_graph"),
    ("graph.store.loading.load", "LoadReport"),
    ("graph.query.table", "Table"),
    ("graph.names.index", "Match"),
    ("graph.analysis.signing", "can_sign", "SigningAnswer", "ClauseAnswer"),
    ("graph.analysis.network", "build_network"),
    ("graph.analysis.path", "shortest_path", "Step"),
    ("graph.analysis.dossier", "dossier", "Dossier", "Section", "Entry"),
    ("graph.check.report", "Report", "Result"),
    ("graph.view", "write_page"),
)
_ERRORS = (
    *("StancegraphError", "UsageError", "ParameterError", "QuerySyntaxError", "QueryRefused"),
    *("NotFound", "Refused", "Similar", "Conflicting", "Invalid"),
    *("CannotRun", "FileProblem", "LocationError", "QueryStopped", "DatasetError"),
)
_SECTION = re.compile(r"(Args|Attributes|Returns|Yields|Raises|Example|References):")
_ITEM = re.compile(r"(\*{0,2}\w+(?:, \w+)*): (.*)", re.DOTALL)
_LISTED = {"Args", "Attributes", "Raises"}
_TITLES = {"Args": "Arguments", "Example": "Example"}
_INTRODUCTION = """\
`from graph import KnowledgeGraph` is enough for most uses; what can be added to a graph is on
[a page of its own](entries.md). The package never prints, never exits
and keeps no settings of its own: it returns values and raises the errors at the end of this page.
Dates are ISO 8601; IRIs are plain strings."""


def page() -> str:
    """Return the page."""
    parts = ["# Python", _INTRODUCTION]
    for module, *names in _PUBLIC:
        for name in names:
            parts += documented(module, name)
    errors = importlib.import_module("graph.errors")
    introduction = _sections(inspect.getdoc(errors) or "")
    tree = re.search(r"::\n\n(.*?)\n\n\S", introduction[0][1], re.DOTALL)
    if tree is None:
        raise SystemExit("graph.errors: the tree is missing from its docstring")
    parts += ["## Errors", "All of them are in `graph.errors`.", fence(textwrap.dedent(tree[1]))]
    for name in _ERRORS:
        parts += [f"### {name}", *_docstring(getattr(errors, name))]
    return paragraphs(parts)


def documented(module: str, name: str, *, inherited: bool = True) -> Iterator[str]:
    """Give the parts of one function, or of one class with its public methods.

    Args:
        module: where it is.
        name: what it is called.
        inherited: tell also of the methods of the classes of ours that it builds on.
    """
    thing = getattr(importlib.import_module(module), name)
    yield f"## {name}"
    yield fence(f"from {module} import {name}\n\n{_signature(thing, name)}", "python")
    yield from _docstring(thing)
    if not inspect.isclass(thing):
        return
    members = _members(thing) if inherited else dict(vars(thing))
    for method, member in members.items():
        if method.startswith("_") and method != "__len__":
            continue
        target = _unwrapped(member)
        if target is None or not inspect.getdoc(target):
            continue
        yield f"### {name}.{method}"
        if not isinstance(member, property | cached_property):
            yield fence(_signature(target, method), "python")
        yield from _docstring(target)


def _members(cls: type) -> dict[str, object]:
    """Return what a class and those of ours that it builds on define, by name."""
    ours = [base for base in cls.__mro__ if base.__module__.startswith("graph.")]
    return {name: member for base in ours for name, member in vars(base).items()} | vars(cls)


def _unwrapped(member: object) -> object:
    """Return the function behind a method or property; None for anything else."""
    if isinstance(member, property):
        return member.fget
    if isinstance(member, cached_property):
        return member.func
    if isinstance(member, classmethod | staticmethod):
        return member.__func__
    return member if inspect.isfunction(member) else None


def _signature(thing: object, name: str) -> str:
    """Return a signature as it is written, without `self`; one argument a line if long."""
    signature = inspect.signature(thing)  # type: ignore[arg-type]
    parameters = [_plain(p) for n, p in signature.parameters.items() if n not in {"self", "cls"}]
    if parameters and parameters[0].kind is inspect.Parameter.POSITIONAL_ONLY:
        parameters[0] = parameters[0].replace(kind=inspect.Parameter.POSITIONAL_OR_KEYWORD)
    returned = signature.return_annotation
    empty = inspect.isclass(thing) or returned is inspect.Signature.empty
    result = inspect.Signature.empty if empty else _Raw(returned)
    short = str(signature.replace(parameters=parameters, return_annotation=result))
    if len(name) + len(short) <= 90:  # noqa: PLR2004 - the width of a page
        return f"{name}{short}"
    body, arrow, returned = short.rpartition(") -> ")
    inside = (body if arrow else short[:-1])[1:]
    lines = "".join(f"    {part},\n" for part in _split(inside))
    return f"{name}(\n{lines}){' -> ' + returned if arrow else ''}"


class _Raw:
    """A part of a signature, shown as it is written."""

    def __init__(self, part: object) -> None:
        self.text = getattr(part, "__forward_arg__", part)

    def __repr__(self) -> str:
        return str(self.text)


def _plain(parameter: inspect.Parameter) -> inspect.Parameter:
    """Return a parameter whose annotation is not in quotes; a made default is `...`."""
    made = repr(parameter.default) == "<factory>"
    default = _Raw("...") if made else parameter.default
    return parameter.replace(annotation=_Raw(parameter.annotation), default=default)


def _split(inside: str) -> list[str]:
    """Split arguments at the commas that stand outside brackets."""
    parts, depth, start = [], 0, 0
    for at, character in enumerate(inside):
        depth += (character in "([{") - (character in ")]}")
        if character == "," and depth == 0:
            parts.append(inside[start:at].strip())
            start = at + 1
    return [*parts, inside[start:].strip()]


def _docstring(thing: object) -> Iterator[str]:
    """Give the parts of a docstring, its sections as lists."""
    text = inspect.getdoc(thing) or ""
    for title, body in _sections(text):
        if not title:
            yield body
        elif title == "Example":
            yield "Example:"
            yield fence(body, "pycon")
        elif title in _LISTED:
            items = "\n".join(f"- {_item(item)}" for item in _items(body))
            yield f"{_TITLES.get(title, title)}:\n\n{items}"
        else:
            yield f"{title}: {' '.join(body.split())}"


def _sections(text: str) -> list[tuple[str, str]]:
    """Split a docstring into its sections; the first has no title."""
    found: list[tuple[str, list[str]]] = [("", [])]
    for line in text.splitlines():
        match = _SECTION.fullmatch(line)
        if match:
            found.append((match.group(1), []))
        else:
            found[-1][1].append(line)
    texts = [(title, textwrap.dedent("\n".join(lines)).strip()) for title, lines in found]
    return [(title, body) for title, body in texts if body]


def _items(body: str) -> list[str]:
    """Split a section into its items; lines further in belong to the one above."""
    items: list[str] = []
    for line in body.splitlines():
        if line.startswith(" ") and items:
            items[-1] += f" {line.strip()}"
        elif line.strip():
            items.append(line.strip())
    return items


def _item(text: str) -> str:
    match = _ITEM.fullmatch(text)
    return f"`{match.group(1)}`: {match.group(2)}" if match else text
