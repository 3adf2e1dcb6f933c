"""A graph that is open: its store, its names and its records, in one language."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import QuerySolutions

from ..errors import LocationError
from ..model.vocabulary import BASE, PREFIXES, expand
from ..names.index import NameIndex
from ..rdf.writer import kind_prefixes
from .read import Records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..store.base import Store


class OpenGraph:
    """What everything that works on a graph is handed; `KnowledgeGraph` adds the verbs.

    Attributes:
        store: what is asked.
        lang: BCP 47 tag of the language that labels are wanted in.
        borrowed: whether it is the graph that comes with the package and was
            opened without being named; it is then not written to.
    """

    def __init__(self, store: Store, *, lang: str = "en") -> None:
        """Wrap a store that is open; most callers want `KnowledgeGraph.open`.

        Args:
            store: any kind of location.
            lang: BCP 47 tag of the language that labels are wanted in.
        """
        self.store = store
        self.lang = lang
        self.borrowed = False
        self._revision = store.revision

    def __len__(self) -> int:
        """Return the number of triples."""
        return len(self.store)

    @property
    def location(self) -> str:
        """Where the graph is."""
        return self.store.location

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the graph for a change; see `store.base.Store.writing`.

        Raises:
            LocationError: it is the graph that comes with the package, and nobody
                named it; or the store cannot be written to.
        """
        if self.borrowed:
            message = (
                f"{self.location}: the graph that comes with stancegraph is for reading; make one "
                "of your own with stancegraph init DIR, and name it with --graph DIR"
            )
            raise LocationError(message)
        with self.store.writing():
            self.refresh()
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Look at the graph as it is now, to find out what an edit would do."""
        self.refresh()
        yield

    def refresh(self) -> None:
        """Forget what was read before where the store has changed since."""
        if self.store.revision != self._revision:
            self.forget()

    def forget(self) -> None:
        """Forget all that was read: it is read again when it is asked for."""
        for name in ("base", "prefixes", "names", "records"):
            self.__dict__.pop(name, None)
        self._revision = self.store.revision

    def settle(self) -> None:
        """Keep the names, which an edit has taken in itself, and forget the rest."""
        self.__dict__.pop("records", None)
        self._revision = self.store.revision

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
