"""A Turtle text as a row of statements, each with what stands before it.

The engine says what a text means but not where its statements lie; here the
text is cut at the statements and nothing else: the parts joined give the text
again, byte for byte.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, parse

from ...errors import FileProblem
from ..reader import syntax_problem
from .lexing import STATEMENT, SUBJECT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_BOM = "\ufeff"
_LINE_END = re.compile(r"\r\n|\n|\r")
_PLAIN_IRI = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*:[^>\\]*>")
_DIRECTIVE = re.compile(r"@|(?:prefix|base|version)(?=[ \t\r\n#<\"'])", re.IGNORECASE)


@dataclass(frozen=True)
class Scope:
    """What names and relative IRIs stand for at one place of a text.

    Attributes:
        prefixes: the namespace of each prefix.
        base: what relative IRIs are resolved against; None where nothing says so.
    """

    prefixes: Mapping[str, str]
    base: str | None

    @cached_property
    def head(self) -> str:
        """The declarations that give this scope, for the parser."""
        base = "" if self.base is None else f"@base <{self.base}> ."
        return base + "".join(f"@prefix {p}: <{iri}> ." for p, iri in self.prefixes.items())


class Statement(NamedTuple):
    """A statement or directive of a text.

    Attributes:
        gap: the white space and the comments before it, from the end of the one before.
        body: the statement itself, with its dot.
        subject: what it speaks of, as N-Triples writes it; empty for a blank
            node, None for a directive.
        scope: what its names stand for; for a directive, after it.
    """

    gap: str
    body: str
    subject: str | None
    scope: Scope


@dataclass(frozen=True)
class Document:
    """A Turtle text that was cut into statements.

    Attributes:
        statements: in the order of the text.
        tail: what stands behind the last one.
        bom: a byte order mark, or nothing.
        line_end: how the text ends its lines, to go by its first line.
    """

    statements: list[Statement]
    tail: str
    bom: str
    line_end: str

    @property
    def text(self) -> str:
        """The text of all parts."""
        parts = [part for s in self.statements for part in (s.gap, s.body)]
        return "".join([self.bom, *parts, self.tail])

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each subject is spoken of: indices of statements."""
        found: dict[str, list[int]] = {}
        for index, statement in enumerate(self.statements):
            if statement.subject:
                found.setdefault(statement.subject, []).append(index)
        return found

    @cached_property
    def bound(self) -> set[str]:
        """Every prefix that the text declares anywhere."""
        return {prefix for s in self.statements if s.subject is None for prefix in s.scope.prefixes}

    @property
    def scope(self) -> Scope:
        """What names stand for at the end of the text."""
        return self.statements[-1].scope if self.statements else Scope({}, None)


def split(text: str, path: Path) -> Document:
    """Cut a Turtle text into its statements.

    Args:
        text: what a Turtle parser has accepted.
        path: where it lies, for messages.

    Raises:
        FileProblem: it is no Turtle after all.
    """
    bom = _BOM if text.startswith(_BOM) else ""
    text = text.removeprefix(_BOM)
    found = STATEMENT.findall(text)
    if sum(len(gap) + len(body) for gap, body in found) != len(text):
        raise _no_turtle(path)
    tail = ""
    while found and not found[-1][1]:
        tail = found.pop()[0] + tail
    scope = Scope({}, None)
    statements = []
    for gap, body in found:
        subject = None
        if _DIRECTIVE.match(body):
            scope = _declared(scope, body, path)
        else:
            subject = subject_of(scope, body, path)
        statements.append(Statement(gap, body, subject, scope))
    line_end = _LINE_END.search(text)
    crlf = line_end is not None and line_end.group() == "\r\n"
    return Document(statements, tail, bom, "\r\n" if crlf else "\n")


def triples_of(statement: Statement, path: Path) -> list[Triple]:
    """Return what one statement says, with the lexical forms of the text."""
    return _parse(statement.scope, statement.body, path)[0]


def has_blank_nodes(statement: Statement, triples: list[Triple]) -> bool:
    """Tell whether a statement speaks of anything that has no IRI."""
    return not statement.subject or any(
        not isinstance(t.subject, NamedNode) or isinstance(t.object, BlankNode) for t in triples
    )


def subject_of(scope: Scope, body: str, path: Path) -> str:
    """Return the subject of a statement, as N-Triples writes it; empty for a blank node."""
    match = SUBJECT.match(body)
    token = match.group() if match else ""
    if token.startswith("<"):
        if scope.base is None and _PLAIN_IRI.fullmatch(token):
            return token
    elif token.startswith(("[", "(", "_:")):
        return ""
    elif "\\" not in token:
        prefix, colon, local = token.partition(":")
        if colon and prefix in scope.prefixes:
            return f"<{scope.prefixes[prefix]}{local}>"
    # Only the engine knows what such a name comes to.
    triples, _ = _parse(scope, f"{token} <x:p> 1 .", path)
    return str(triples[0].subject)


def _declared(scope: Scope, directive: str, path: Path) -> Scope:
    return _parse(scope, directive, path)[1]


def _parse(scope: Scope, text: str, path: Path) -> tuple[list[Triple], Scope]:
    """Return what a piece of a text says, and what its names stand for after it."""
    data = f"{scope.head}\n{text}".encode()
    try:
        parser = parse(data, format=RdfFormat.TURTLE)
        triples = [quad.triple for quad in parser]
    except SyntaxError as exc:
        problem = syntax_problem(path, data, exc)
        # The place is one in the piece, not in the file.
        reason = str(problem).removeprefix(f"{path}").lstrip(":0123456789 ")
        raise FileProblem(f"{path}: {reason}", path=path) from exc
    return triples, Scope(parser.prefixes, parser.base_iri)


def _no_turtle(path: Path) -> FileProblem:
    return FileProblem(f"{path}: no longer Turtle; mend the file and try again", path=path)
