"""What the graph holds already of what is to be added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode, QueryBoolean, QuerySolutions

from ..model.vocabulary import expand

if TYPE_CHECKING:
    from pyoxigraph import Literal

    from ..store.base import Queryable
    from .describe import Terms

_STATUS = expand("adms:status")
_WITHDRAWN = expand("sg:withdrawn")


class Present:
    """A store, and beside it what is being added and not yet written."""

    def __init__(self, store: Queryable) -> None:
        """Take the store."""
        self._store = store
        self._pending: dict[str, Terms] = {}
        self._by_identity: dict[object, str] = {}

    def said_of(self, iri: str) -> Terms:
        """Return all that is said of a thing, written or pending."""
        if iri in self._pending:
            return self._pending[iri]
        return described(self._store, iri)

    def is_taken(self, iri: str) -> bool:
        """Tell whether an IRI is used, or was once."""
        if iri in self._pending:
            return True
        answer = self._store.query(f"ASK {{ {NamedNode(iri)} ?property ?value }}")
        return isinstance(answer, QueryBoolean) and bool(answer)

    def note(self, iri: str, said: Terms, identity: object = None) -> None:
        """Remember what is going to be said of a thing."""
        self._pending[iri] = said
        if identity is not None:
            self._by_identity[identity] = iri

    def same(self, cls: str, identity: list[tuple[str, list[NamedNode | Literal]]]) -> str | None:
        """Return the IRI of a statement with the same content, or None.

        Args:
            cls: the IRI of its class.
            identity: the properties that make it the one that it is, each with
                its terms; none where it is absent. One that was withdrawn
                comes after those that were not.
        """
        pending = self._by_identity.get(identity_key(identity))
        if pending is not None:
            return pending
        patterns = " ".join(f"; <{p}> {term}" for p, terms in identity for term in terms)
        predicates = " ".join(f"<{p}>" for p in (_STATUS, *(p for p, _ in identity)))
        solutions = self._store.query(
            f"SELECT ?thing ?property ?value {{ ?thing a <{cls}> {patterns} . "
            f"VALUES ?property {{ {predicates} }} ?thing ?property ?value }}"
        )
        assert isinstance(solutions, QuerySolutions)  # noqa: S101 - a SELECT gives solutions
        found: dict[str, dict[str, set[str]]] = {}
        for thing, prop, value in solutions:
            found.setdefault(thing.value, {}).setdefault(prop.value, set()).add(value.value)
        wanted = {p: {t.value for t in terms} for p, terms in identity if terms}
        same = []
        for iri, has in found.items():
            withdrawn = _WITHDRAWN in has.pop(_STATUS, ())
            if has == wanted:
                same.append((withdrawn, iri))
        return min(same)[1] if same else None


def identity_key(identity: list[tuple[str, list[NamedNode | Literal]]]) -> object:
    """Return an identity in a form that can be looked up."""
    return tuple((p, tuple(sorted(map(str, terms)))) for p, terms in identity)


def described(store: Queryable, iri: str) -> Terms:
    """Return all that a store says of a thing, by property."""
    solutions = store.query(f"SELECT ?property ?value {{ {NamedNode(iri)} ?property ?value }}")
    assert isinstance(solutions, QuerySolutions)  # noqa: S101 - a SELECT gives solutions
    found: Terms = {}
    for prop, value in solutions:
        if not isinstance(value, BlankNode):
            found.setdefault(prop.value, []).append(value)
    return found
