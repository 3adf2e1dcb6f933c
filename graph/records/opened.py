"""A graph that is open: its store, its names and its records, in one language."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import QuerySolutions

from ..model.vocabulary import BASE, PREFIXES, expand
from ..names.index import NameIndex
from ..rdf.writer import kind_prefixes
from .read import Records

if TYPE_CHECKING:
    from ..store.base import Store


class OpenGraph:
    """What everything that works on a graph is handed; `KnowledgeGraph` adds the verbs.

    Attributes:
        store: what is asked.
        lang: BCP 47 tag of the language that labels are wanted in.
    """

    def __init__(self, store: Store, *, lang: str = "en") -> None:
        """Wrap a store that is open; most callers want `KnowledgeGraph.open`.

        Args:
            store: any kind of location.
            lang: BCP 47 tag of the language that labels are wanted in.
        """
        self.store = store
        self.lang = lang

    def __len__(self) -> int:
        """Return the number of triples."""
        return len(self.store)

    @property
    def location(self) -> str:
        """Where the graph is."""
        return self.store.location

    @cached_property
    def base(self) -> str:
        """Where the IRIs of this graph's things start."""
        found = self.store.query(
            f"SELECT ?base {{ ?dataset <{expand('sg:base')}> ?base }} ORDER BY ?dataset LIMIT 1"
        )
        rows = list(found) if isinstance(found, QuerySolutions) else []
        return str(rows[0][0].value) if rows else BASE

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that queries and CURIEs may use."""
        return {**PREFIXES, **kind_prefixes(self.base)}

    @cached_property
    def names(self) -> NameIndex:
        """What everything is called."""
        return NameIndex(self.store, self.prefixes, self.base)

    @cached_property
    def records(self) -> Records:
        """Statements and evidence as plain objects."""
        return Records(self.store, self.names)
