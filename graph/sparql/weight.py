"""How deep a query goes in the engine, also where it is written flat.

A long chain such as `1 + 1 + …` or `{} UNION {} UNION …` is a tree as deep as it is
long, which the engine walks by recursion: 660 triple patterns in one group end a
server whose threads have stacks of 2 MB, whatever it serves. What each kind of token
adds was found by trying how many of it such stacks hold: a pattern takes some 3.2 kB,
an operator 1.3 kB.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .tokens import Token

_Kind: TypeAlias = Literal["group", "terms", "expression", "data"]

_PATTERN: Final = 5
_ADDED: Final = {
    **dict.fromkeys((".", ";", ",", "/", "~"), _PATTERN),
    **dict.fromkeys(("OPTIONAL", "MINUS", "BIND", "FILTER", "VALUES", "LATERAL"), _PATTERN),
    **dict.fromkeys(("||", "&&", "|", "+", "-", "*", "!", ">", "UNION"), 2),
    "<": 3,
}
"""What a token adds, in fifths of a pattern."""

_BRACKETS: Final = 5
"""What a pair of brackets adds to the depth of what stands in it."""

_OPEN: Final = frozenset("([{")
_CLOSE: Final = frozenset(")]}")
_OF_EXPRESSIONS: Final = frozenset({"+", "-", "*", "!"})
"""Between braces these are parts of paths and numbers, which hold no chain."""

_APART: Final = frozenset({"UNION", "OPTIONAL", "MINUS", "EXISTS", "LATERAL"})
"""A group behind one of these is not joined with what stands around it."""

_OF_SOLUTIONS: Final = frozenset({"SELECT", "GROUP", "HAVING", "ORDER"})
_STARTS: Final = frozenset({"{", "}", "[", ")"})
"""Behind these a term begins a pattern; behind others a separator was counted."""

_TERM_WORDS: Final = frozenset({"A", "TRUE", "FALSE"})


def weigh(found: Iterable[Token]) -> int:
    """Return how deep the engine's tree of a query may be, in fifths of a pattern.

    Rows of VALUES, the arguments of a list and the template of a CONSTRUCT add
    nothing, however many there are.

    Args:
        found: the tokens of a query, whose brackets match.

    Example:
        >>> from graph.sparql.tokens import tokens
        >>> [weigh(tokens(f"ASK {{ FILTER({f}) }}")) for f in ("1", "1 + 1 + 1", "1 IN (1, 2, 3)")]
        [15, 19, 20]
    """
    scale = _Scale()
    for token in found:
        scale.take(token)
    return scale.depth


@dataclass
class _Level:
    """What stands between two brackets: its own chain, and the deepest thing that hangs on it.

    Attributes:
        kind: a group, terms (a list, a blank node or a path), an expression, or data.
        joined: whether its chain becomes a part of the one around it.
        chain: the length of its own chain.
        deepest: the depth of what hangs on a link of it.
        longest: the depth of the arguments that stand before the present one.
        latest: chain and depth of the group that was joined last.
        values: whether data comes next.
        solutions: whether what is in brackets is a column, a group or an order.
    """

    kind: _Kind
    joined: bool = False
    chain: int = 0
    deepest: int = 0
    longest: int = 0
    latest: tuple[int, int] = (0, 0)
    values: bool = False
    solutions: bool = False

    @property
    def depth(self) -> int:
        return max(self.longest, self.chain + self.deepest)

    def take_in(self, inner: _Level) -> None:
        """Take what stood in brackets."""
        if inner.joined:
            self.latest = (inner.chain, inner.depth)
            self.chain += inner.chain
            self.deepest = max(self.deepest, _BRACKETS + inner.depth - inner.chain)
        else:
            self.deepest = max(self.deepest, _BRACKETS + inner.depth)

    def part_latest(self) -> None:
        """Take the latest group out of the chain: it is one of a union."""
        chain, depth = self.latest
        self.chain -= chain
        self.deepest = max(self.deepest, _BRACKETS + depth)
        self.latest = (0, 0)

    def start_anew(self) -> None:
        """Begin the next argument of a list, which those before it make no deeper."""
        self.longest, self.chain, self.deepest = self.depth, 0, 0


class _Scale:
    """Takes one token after the other."""

    def __init__(self) -> None:
        self._levels = [_Level("group", solutions=True)]
        self._before = ""
        self._behind_term = False
        self._describes = False

    @property
    def depth(self) -> int:
        return self._levels[0].depth

    def take(self, token: Token) -> None:
        level = self._levels[-1]
        text = token.text.upper() if token.kind == "word" else token.text
        term = token.kind not in {"mark", "word"} or text in _TERM_WORDS
        if token.kind == "mark" and text in _OPEN:
            self._open(level, text)
        elif token.kind == "mark" and text in _CLOSE:
            if len(self._levels) > 1:
                inner = self._levels.pop()
                self._levels[-1].take_in(inner)
            term = text != "}"
        elif level.kind != "data":
            self._count(level, text if token.kind in {"mark", "word"} else "", term=term)
        self._before, self._behind_term = text, term

    def _open(self, level: _Level, text: str) -> None:
        kind = self._kind_within(level, text)
        outermost = len(self._levels) == 1
        if kind == "terms" or (kind == "expression" and outermost):
            self._count_term(level)
            level.chain += _PATTERN * outermost
        if text == "{":
            level.values = level.solutions = self._describes = False
        joined = kind in {"group", "terms"} and self._before not in _APART
        self._levels.append(_Level(kind, joined))

    def _kind_within(self, level: _Level, text: str) -> _Kind:
        if level.kind == "data" or level.values or self._before == "CONSTRUCT":
            return "data"
        if text != "(":
            return "group" if text == "{" else "terms"
        called = self._before.isalpha() and not self._behind_term
        return "expression" if called or level.solutions or level.kind == "expression" else "terms"

    def _count(self, level: _Level, text: str, *, term: bool) -> None:
        """Count what is no bracket and stands in no data."""
        if text == "," and level.kind == "expression":
            level.start_anew()
        elif level.kind != "group" or text not in _OF_EXPRESSIONS:
            # An annotation, {| … |}, is a pattern and the term that it is about.
            annotates = text == "|" and self._before == "{"
            level.chain += 2 * _PATTERN if annotates else _ADDED.get(text, 0)
        if term:
            self._count_term(level)
        if text == "VALUES":
            level.values = True
        elif text == "UNION":
            level.part_latest()
        elif text == "SELECT" and len(self._levels) > 1:
            # The group around it joins what it gives, whatever stands in it.
            level.joined, level.solutions = False, True
            self._levels[-2].chain += _PATTERN
        elif text in _OF_SOLUTIONS:
            level.solutions = True
        elif text == "DESCRIBE":
            self._describes = True

    def _count_term(self, level: _Level) -> None:
        """Count a term that begins a pattern, or makes two of them as an element of a list."""
        if self._describes:
            level.chain += _PATTERN
        elif level.kind == "terms" and (self._behind_term or self._before == "("):
            level.chain += 2 * _PATTERN
        elif level.kind != "expression" and not level.solutions and self._before in _STARTS:
            level.chain += _PATTERN
