"""Asking for more than a server gives at once: page by page, nothing lost.

A page goes on behind the last key that came whole, not behind a number of rows,
so that it stays right while others write, and cheap on every page. A server may
cut at fewer rows than were asked for, without a word; so a page counts as whole
only where it is shorter than one that came before.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, QuerySolutions

from ...errors import LocationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pyoxigraph import QueryBoolean, QueryTriples

    from ..base import Row

PAGE: Final = 5_000
"""Rows of a page; Virtuoso sorts no more than 10,000."""


class Pages:
    """The pages of one endpoint."""

    def __init__(
        self,
        ask: Callable[[str], QuerySolutions | QueryBoolean | QueryTriples],
        shown: str,
        page: int = PAGE,
    ) -> None:
        """Remember whom to ask.

        Args:
            ask: runs one query.
            shown: what messages call the endpoint.
            page: rows of a page.
        """
        self._ask, self._shown, self._page = ask, shown, page
        self._longest = 0

    def delivered(self, rows: int) -> None:
        """Note how many rows came in one answer."""
        self._longest = max(self._longest, rows)

    def scan(self, variables: Sequence[str], where: str) -> Iterator[Row]:
        """Yield the distinct solutions of a pattern; see `base.Store.scan`."""
        return self._scan(variables, where, 0, "")

    def _scan(self, variables: Sequence[str], where: str, level: int, fixed: str) -> Iterator[Row]:
        """Yield the solutions, by the keys of one variable.

        Args:
            variables: what is wanted.
            where: the pattern.
            level: which variable the pages go by; the ones before it are fixed.
            fixed: the filters that fix them.
        """
        behind = ""
        done: set[str] = set()
        while rows := self._rows(variables, where, level, fixed + behind):
            keys = [
                (key, list(group)) for key, group in groupby(rows, lambda row: _key(row[level]))
            ]
            names = {key for key, _ in keys}
            if len(names) < len(keys) or names & done:
                raise LocationError(
                    f"{self._shown}: the server does not sort or compare as SPARQL says, "
                    "so that nothing large can be read; use another server"
                )
            whole = len(rows) < self._longest
            self.delivered(len(rows))
            if whole or len(rows) == 1:
                yield from rows
                return
            if len(keys) > 1:
                for _, group in keys[:-1]:
                    yield from group
                done.add(keys[-2][0])
                behind = self._behind(variables, level, keys[-2][1][-1][level])
                continue
            # One key fills the page, or more: it is asked for by itself.
            term = rows[0][level]
            if level + 1 == len(variables):
                yield from self._same(rows)
            else:
                is_it = fixed + _is(variables[level], term, first=level == 0)
                yield from self._scan(variables, where, level + 1, is_it)
            done.add(keys[0][0])
            behind = self._behind(variables, level, term)

    def _rows(self, variables: Sequence[str], where: str, level: int, filters: str) -> list[Row]:
        names = " ".join(f"?{name}" for name in variables)
        found = self._ask(
            f"SELECT DISTINCT {names} {{ {{ {where}\n}} {filters} }} "
            f"ORDER BY {_by(variables[level], first=level == 0)} LIMIT {self._page}"
        )
        if not isinstance(found, QuerySolutions):
            raise TypeError(found)
        return [tuple(solution) for solution in found]

    def _behind(self, variables: Sequence[str], level: int, term: object) -> str:
        """Return the filter for what stands behind a term."""
        by = _by(variables[level], first=level == 0)
        if level == 0 and not isinstance(term, NamedNode):
            message = f"{self._shown}: ?{variables[0]} is {term}, which pages cannot go by"
            raise LocationError(f"{message}; give each thing an IRI")
        # Virtuoso compares the letters beyond ASCII of an IRI and of a literal differently.
        return f"FILTER({by} > {f'STR({term})' if level == 0 else Literal(_key(term))}) "

    def _same(self, rows: list[Row]) -> list[Row]:
        """Return rows that differ in no key, only in language or datatype."""
        if len(rows) < self._page:
            return rows
        raise LocationError(
            f"{self._shown}: {len(rows)} rows that differ in datatype or language alone; "
            "ask for less"
        )


def _key(term: object) -> str:
    """Return what a term is sorted by, as `STR` gives it."""
    return "" if term is None else str(getattr(term, "value", term))


def _by(variable: str, *, first: bool) -> str:
    """Return the expression that pages go by; variables but the first may be unbound."""
    return f"STR(?{variable})" if first else f'COALESCE(STR(?{variable}), "")'


def _is(variable: str, term: object, *, first: bool) -> str:
    if first:
        return f"FILTER(?{variable} = {term}) "
    return f"FILTER({_by(variable, first=False)} = {Literal(_key(term))}) "
