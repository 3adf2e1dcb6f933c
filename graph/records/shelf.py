"""Records of some kinds, read when they are asked for: some by their IRIs, one kind, or all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from ..model.vocabulary import KINDS
from .record import Record, Value

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal

    from ..names.index import NameIndex
    from ..store.base import Queryable

_TOGETHER: Final = 500
"""How many IRIs one query names."""


class Shelf(Mapping[str, Record]):
    """The records of some kinds by IRI.

    Looking one up reads them all, unless it was fetched before.
    """

    def __init__(
        self,
        store: Queryable,
        names: NameIndex,
        kinds: Iterable[str],
        live: Callable[[Record], bool] = lambda _: True,
    ) -> None:
        """Read nothing yet.

        Args:
            store: where they are read.
            names: shortens the IRIs of properties.
            kinds: keys of `vocabulary.KINDS`; of a thing of two kinds the
                first one counts, and each before that of a topic, as in the names.
            live: tells which are not left out.
        """
        self._store = store
        self._names = names
        self._kinds = {KINDS[kind]: kind for kind in kinds}
        self._live = live
        self._all: dict[str, Record] | None = None
        self._some: dict[str, Record | None] = {}
        self._by_kind: dict[str, list[Record]] = {}

    def __getitem__(self, iri: str) -> Record:
        """Return one record."""
        if self._all is None and iri in self._some:
            record = self._some[iri]
            if record is None:
                raise KeyError(iri)
            return record
        return self._everything()[iri]

    def __iter__(self) -> Iterator[str]:
        """Yield the IRIs of all."""
        return iter(self._everything())

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._everything())

    def of_kind(self, kind: str) -> list[Record]:
        """Return the records of one kind, sorted by IRI."""
        if kind not in self._by_kind:
            found = (self._read([kind]) if self._all is None else self._all).values()
            self._by_kind[kind] = sorted((r for r in found if r.kind == kind), key=lambda r: r.iri)
        return [*self._by_kind[kind]]

    def fetch(self, iris: Iterable[str]) -> list[Record]:
        """Read some records, so that looking them up reads nothing more; return those there are."""
        wanted = dict.fromkeys(filter(None, iris))
        missing = [iri for iri in wanted if iri not in self._some] if self._all is None else []
        if not all(map(nameable, missing)):
            self._everything()
        else:
            for some in together(missing):
                found = self._read_some(some)
                self._some.update((iri, found.get(iri)) for iri in some)
        return [record for iri in wanted if (record := self.get(iri)) is not None]

    def part(self, iris: Iterable[str]) -> Shelf:
        """Return a shelf that has only some of the records, and reads nothing more."""
        found = Shelf(self._store, self._names, (), self._live)
        found._all = {record.iri: record for record in self.fetch(iris)}
        return found

    def _everything(self) -> dict[str, Record]:
        if self._all is None:
            self._all = self._read(self._kinds.values())
            self._some.clear()
            self._by_kind.clear()
        return self._all

    def _read(self, kinds: Iterable[str]) -> dict[str, Record]:
        classes = " ".join(f"<{KINDS[kind]}>" for kind in kinds)
        return self._gather(f"VALUES ?class {{ {classes} }} ?thing a ?class ; ?property ?value")

    def _read_some(self, iris: Iterable[str]) -> dict[str, Record]:
        listed = " ".join(f"<{iri}>" for iri in iris)
        return self._gather(f"VALUES ?thing {{ {listed} }} ?thing ?property ?value")

    def _gather(self, where: str) -> dict[str, Record]:
        """Return the live records of our kinds among what a pattern finds."""
        found: dict[str, Record] = {}
        curies: dict[str, str] = {}
        seen: set[tuple[str, str, Value]] = set()
        for thing, prop, term in self._store.scan(("thing", "property", "value"), where):
            record = found.setdefault(thing.value, Record(thing.value, ""))
            curie = curies.setdefault(prop.value, self._names.curie(prop.value))
            value = _value(term)
            mark = (thing.value, curie, value)
            if mark not in seen:
                seen.add(mark)
                record.values.setdefault(curie, []).append(value)
        for record in found.values():
            classes = set(record.many("rdf:type"))
            for class_, kind in self._kinds.items():
                if class_ in classes and record.kind in {"", "topic"}:
                    record.kind = kind
        return {iri: r for iri, r in found.items() if r.kind and self._live(r)}


def nameable(thing: str) -> bool:
    """Tell whether a query can name a thing: neither blank nodes nor what is no IRI can be."""
    try:
        NamedNode(thing)
    except ValueError:
        return False
    return True


def together(iris: Iterable[str]) -> Iterator[list[str]]:
    """Yield as many IRIs at once as one query should name."""
    left = iter(iris)
    while some := list(islice(left, _TOGETHER)):
        yield some


def _value(term: NamedNode | BlankNode | Literal) -> Value:
    return Value(term.value, getattr(term, "language", None) or "")
