"""What a query's text is asked before it is sent: its form, its prefixes, its limit."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from ...errors import QuerySyntaxError
from ...sparql.syntax import at_place
from ...sparql.tokens import tokens, unescape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...sparql.tokens import Token

FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_OPEN, _CLOSE = {"(", "{", "["}, {")", "}", "]"}
_DIGITS = 18


class Question:
    """A query, read as far as sending it needs."""

    def __init__(self, text: str) -> None:
        """Read a query.

        Raises:
            QuerySyntaxError: it is neither SELECT, ASK, CONSTRUCT nor DESCRIBE, or no text.
        """
        try:
            text.encode()
        except UnicodeEncodeError as exc:
            raise at_place(
                text, exc.start, "half a character (half of a surrogate pair); remove it"
            ) from exc
        self.text = text
        self._tokens = tokens(text)
        start = _behind_prologue(self._tokens)
        word = self._tokens[start].text.upper() if start < len(self._tokens) else ""
        if word not in FORMS:
            found = f"found {word[:40]!r}" if word else "empty"
            raise QuerySyntaxError(f"query: {found}; write {', '.join(FORMS)}")
        self.form = word
        self._start = start

    def with_prefixes(self, prefixes: Mapping[str, str]) -> str:
        """Return the text with the prefixes declared that it uses and does not declare.

        They stand on its first line, so that line numbers stay as they are.

        Args:
            prefixes: what may be used without a declaration.
        """
        found = self._tokens
        if "\\" in self.text:
            found = found + tokens(unescape(self.text))
        declared = {
            name.text.rstrip(":")
            for word, name in pairwise(found)
            if word.kind == "word" and word.text.upper() == "PREFIX" and name.kind == "name"
        }
        used = {token.text.partition(":")[0] for token in found if token.kind == "name"}
        missing = sorted((used - declared) & prefixes.keys())
        lines = [f"PREFIX {name}: {NamedNode(prefixes[name])} " for name in missing]
        return "".join(lines) + self.text

    def limit(self) -> int | None:
        """Return the LIMIT of the query itself, not of a sub-select; None where it has none."""
        depth = 0
        for token, following in pairwise(self._tokens):
            depth += (token.text in _OPEN) - (token.text in _CLOSE)
            wanted = depth == 0 and token.kind == "word" and token.text.upper() == "LIMIT"
            if wanted and following.text.isdecimal() and len(following.text) <= _DIGITS:
                return int(following.text)
        return None

    def counting(self) -> str:
        """Return a query that counts the solutions of this one, a SELECT."""
        at = self._tokens[self._start].start
        return f"{self.text[:at]}SELECT (COUNT(*) AS ?count) {{ {self.text[at:]}\n}}"

    def selecting(self) -> str | None:
        """Return a SELECT with one small row a solution of this CONSTRUCT or DESCRIBE.

        None for a DESCRIBE that names its resources and has no pattern.
        """
        form, *rest = self._tokens[self._start :]
        end = 0
        if self.form == "DESCRIBE" or (rest and rest[0].text == "{"):
            depth = 0
            for place, token in enumerate(rest):
                if self.form == "DESCRIBE":
                    if token.text == "{" or token.text.upper() in {"WHERE", "FROM"}:
                        end = place
                        break
                    continue
                depth += (token.text in _OPEN) - (token.text in _CLOSE)
                if depth == 0:
                    end = place + 1
                    break
            else:
                return None
        start = rest[end].start if end < len(rest) else len(self.text)
        return f"{self.text[: form.start]}SELECT (1 AS ?one) {self.text[start:]}"


def _behind_prologue(found: list[Token]) -> int:
    """Return the place of the first token behind BASE and PREFIX declarations."""
    at = 0
    while at < len(found):
        word = found[at].text.upper()
        if word == "BASE":
            at += 2
        elif word == "PREFIX":
            at += 3
        else:
            break
    return at
