"""Changing a Turtle text where it changes, and nowhere else.

Only the blocks of the subjects that change are written anew, in canonical form.
A text in canonical form stays in it; in a text by hand, comments inside a block
that is written anew move to just before it, and all else stays as it stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ...errors import FileProblem
from .blocks import has_blank_nodes, triples_of
from .gaps import closed, joined, opened, with_comments
from .heads import declare, forget
from .inserting import insert
from .lexing import comments, prefixes_of
from .scoped import ScopedNames
from .stored import stored

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pyoxigraph import Triple

    from .blocks import Document, Statement


@dataclass(frozen=True)
class Edit:
    """What happens to one subject in one file.

    Attributes:
        added: triples that come.
        removed: triples that go, as the store gives them.
    """

    added: list[Triple] = field(default_factory=list)
    removed: set[Triple] = field(default_factory=set)


@dataclass
class _Plan:
    """What is to be done to the statements of a document, by their place in it.

    Attributes:
        replaced: what the new block says, and the comments that come before it.
        dropped: the comments that stay in place of the statement.
        inserted: what the new blocks say, by subject.
    """

    replaced: dict[int, tuple[list[Triple], list[str]]] = field(default_factory=dict)
    dropped: dict[int, list[str]] = field(default_factory=dict)
    inserted: dict[str, list[Triple]] = field(default_factory=dict)


def splice(
    document: Document, edits: Mapping[str, Edit], namespaces: Mapping[str, str], path: Path
) -> Document:
    """Make a change in a text.

    Args:
        document: the text as it stands.
        edits: by subject, as N-Triples writes it.
        namespaces: the prefixes that may be declared, with what they stand for.
        path: where the text lies, for messages.

    Returns:
        The text afterwards; the same object where nothing is to be done.

    Raises:
        FileProblem: something that is to go stands among blank nodes.
    """
    plan = _Plan()
    for subject, edit in edits.items():
        if subject in document.places:
            _plan(plan, document, subject, edit, path)
        elif edit.added:
            plan.inserted[subject] = edit.added
    if not (plan.replaced or plan.dropped or plan.inserted):
        return document
    names = ScopedNames(namespaces, document.bound)
    old = {*plan.replaced, *plan.dropped}
    unused = {p for index in old for p in prefixes_of(document.statements[index].body)}
    changed = _walk(document, plan, names) if old else document
    changed = insert(changed, plan.inserted, names)
    changed = declare(changed, {p: namespaces[p] for p in names.used - document.bound})
    changed = forget(changed, unused - names.used, namespaces)
    if not changed.statements:
        tail = changed.tail.rstrip(" \t\r\n")
        changed = replace(changed, tail=f"{tail}{changed.line_end}" if tail else "")
    return changed


def _plan(plan: _Plan, document: Document, subject: str, edit: Edit, path: Path) -> None:
    """Note what happens to the statements of one subject."""
    plain: dict[Triple, None] = {}
    fixed: list[Triple] = []
    rewritable = []
    for index in document.places[subject]:
        statement = document.statements[index]
        triples = triples_of(statement, path)
        if has_blank_nodes(statement, triples):
            fixed += triples
        else:
            rewritable.append(index)
            plain.update(dict.fromkeys(triples))
    if any(stored(t) in edit.removed for t in fixed):
        message = (
            f"{path}: {subject} stands among blank nodes and cannot be changed there; "
            "give each thing an IRI of its own"
        )
        raise FileProblem(message, path=path)
    kept = [t for t in plain if stored(t) not in edit.removed]
    there = {stored(t) for t in (*kept, *fixed)}
    new = [*kept, *(t for t in edit.added if stored(t) not in there)]
    if len(new) == len(kept) == len(plain):
        return
    if new and not rewritable:
        plan.inserted[subject] = new
        return
    inner = {index: comments(document.statements[index].body) for index in rewritable}
    if new:
        plan.replaced[rewritable.pop(0)] = (new, [c for found in inner.values() for c in found])
        inner = {index: [] for index in rewritable}
    plan.dropped.update(inner)


def _walk(document: Document, plan: _Plan, names: ScopedNames) -> Document:
    """Write blocks anew and leave blocks out, in one pass."""
    line_end = document.line_end
    found: list[Statement] = []
    gone: tuple[str, list[str]] | None = None
    ours = False

    def before(gap: str) -> str:
        if gone is not None:
            gap = joined(*gone, gap, line_end)
        return opened(gap, line_end) if ours else gap

    for index, statement in enumerate(document.statements):
        gap = before(statement.gap)
        if index in plan.dropped:
            gone = (gap or (" " if found else ""), plan.dropped[index])
            continue
        gone = None
        ours = index in plan.replaced
        if ours:
            triples, inner = plan.replaced[index]
            gap = with_comments(closed(gap or (" " if found else ""), line_end), inner, line_end)
            (body,) = names.blocks(statement.scope, triples).values()
            found.append(statement._replace(gap=gap, body=body.replace("\n", line_end)))
        else:
            found.append(statement._replace(gap=gap) if gap != statement.gap else statement)
    return replace(document, statements=found, tail=before(document.tail))
