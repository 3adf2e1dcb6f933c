"""Short names inside a text that has prefixes of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..writer import Names, blocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Triple

    from .blocks import Scope


class ScopedNames:
    """Writes blocks for places of a text, with the prefixes that hold there.

    A namespace is written with our prefix for it where that is free or means
    the same in the text; else with the text's own prefix; else not shortened.

    Attributes:
        used: the prefixes that what was written so far needs.
    """

    def __init__(self, namespaces: Mapping[str, str], bound: set[str]) -> None:
        """Take our prefixes, and those that the text binds anywhere."""
        self._namespaces = namespaces
        self._bound = bound
        self._names: dict[int, tuple[Scope, Names]] = {}
        self.used: set[str] = set()

    def blocks(self, scope: Scope, triples: Iterable[Triple]) -> dict[str, str]:
        """Return the canonical blocks of triples, by subject, without a line end at the end."""
        if id(scope) not in self._names:
            self._names[id(scope)] = (scope, self._fit(scope))
        return blocks(triples, self._names[id(scope)][1])

    def _fit(self, scope: Scope) -> Names:
        here = scope.prefixes
        by_namespace = {
            namespace: prefix
            for prefix, namespace in self._namespaces.items()
            if prefix not in self._bound or here.get(prefix) == namespace
        }
        for prefix, namespace in here.items():
            if by_namespace.get(namespace) not in here:
                by_namespace[namespace] = prefix
        names = Names(by_namespace)
        names.used = self.used
        return names
