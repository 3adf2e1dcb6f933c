"""A whole Turtle text in canonical order, with every comment that a person wrote."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, Triple, parse

from ...errors import FileProblem
from ..reader import syntax_problem
from ..writer import Names, blocks, file_prefixes, prefix_line
from .blocks import has_blank_nodes, split, triples_of
from .gaps import attached, groups, same_line
from .lexing import comments

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .blocks import Document, Statement


def format_turtle(text: str, base: str, path: Path) -> str:
    """Return a text in canonical form: what `to_turtle` writes, and the comments.

    What heads the file stays at its top, comments above, inside or right
    behind a block come to stand above it, and those at the end stay there. A
    text in form is given back as it is.

    Args:
        text: Turtle, with or without a byte order mark, which goes.
        base: where the IRIs of the graph's things start; it gives the prefixes.
        path: where it lies, for messages.

    Raises:
        FileProblem: it is no Turtle, or has blank nodes, which have no place in
            an order.
    """
    _parsed(text, path)
    document = split(text, path)
    kept = _comments(document)
    namespaces = file_prefixes(base)
    names = Names({iri: prefix for prefix, iri in namespaces.items()})
    written = blocks(_triples(document, path), names)
    parts = ["\n".join(group) for group in kept.header]
    if names.used:
        parts.append("\n".join(prefix_line(p, namespaces[p]) for p in sorted(names.used)))
    parts += ["\n".join([*kept.above[subject], written[subject]]) for subject in sorted(written)]
    parts += ["\n".join(group) for group in kept.behind]
    return "".join(["\n\n".join(parts), "\n"]) if parts else ""


@dataclass
class _Comments:
    """The comments of a text: groups that head it, those of each subject, groups at its end."""

    header: list[list[str]] = field(default_factory=list)
    above: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    behind: list[list[str]] = field(default_factory=list)

    def trailing(self, before: Statement | None, gap: str) -> str:
        """Take what stands right behind a statement on its line; return the rest of the gap."""
        if before is None:
            return gap
        trailing, rest = same_line(gap)
        if trailing and before.subject is None:
            self.header += groups(trailing)
        elif before.subject:
            self.above[before.subject] += _flat(trailing)
        return rest


def _parsed(text: str, path: Path) -> None:
    """Refuse what cannot be cut into statements, with its place."""
    data = text.removeprefix("\ufeff").encode()
    try:
        if any(isinstance(quad.object, Triple) for quad in parse(data, format=RdfFormat.TURTLE)):
            message = f"{path}: RDF 1.2 triple terms are not supported; use a node per statement"
            raise FileProblem(message, path=path)
    except SyntaxError as exc:
        raise syntax_problem(path, data, exc) from exc


def _triples(document: Document, path: Path) -> Iterable[Triple]:
    for statement in document.statements:
        if statement.subject is None:
            continue
        triples = triples_of(statement, path)
        if has_blank_nodes(statement, triples):
            message = (
                f"{path}: blank nodes, which have no canonical order; "
                "give each thing an IRI of its own"
            )
            raise FileProblem(message, path=path)
        yield from triples


def _comments(document: Document) -> _Comments:
    """Sort the comments of a text by what they belong to."""
    found = _Comments()
    before: Statement | None = None
    for statement in document.statements:
        gap = found.trailing(before, statement.gap)
        inner = comments(statement.body)
        if statement.subject is None:
            found.header += [*groups(gap), *([inner] if inner else [])]
        else:
            if before is None:
                heading, gap = attached(gap)
                found.header += groups(heading)
            found.above[statement.subject] += [*_flat(gap), *inner]
        before = statement
    rest = groups(found.trailing(before, document.tail))
    if found.above:
        found.behind = rest
    else:
        found.header += rest
    return found


def _flat(gap: str) -> list[str]:
    return [comment for group in groups(gap) for comment in group]
