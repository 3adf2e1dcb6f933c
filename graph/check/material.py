"""What is checked: the triples of one graph, a store over them, and where each thing stands."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode, QuerySolutions

from ..model.vocabulary import BASE, PREFIXES, expand
from ..names.index import NameIndex
from ..rdf.writer import kind_prefixes
from .report import plain, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyoxigraph import Literal, Triple

    from ..rdf.reader import RdfFile
    from ..store.base import Queryable

_SG_BASE = expand("sg:base")


class Material:
    """One graph to be checked.

    Attributes:
        store: what the rules ask.
        files: the files that it was read from; none for a store without files.
        folder: whether the files are a folder, and so a graph that describes itself.
    """

    def __init__(
        self,
        store: Queryable,
        triples: Sequence[Triple],
        files: Sequence[tuple[str, RdfFile]] = (),
        *,
        folder: bool = False,
    ) -> None:
        """Take a graph.

        Args:
            store: a store of the same triples.
            triples: with the lexical forms of the files.
            files: each with the name that messages give it.
            folder: whether the files are a folder.
        """
        self.store = store
        self.triples = triples
        self.files = files
        self.folder = folder

    @cached_property
    def base(self) -> str:
        """Where the IRIs of the graph's things start."""
        found = (t.object for t in self.triples if t.predicate.value == _SG_BASE)
        return min((str(getattr(o, "value", "")) for o in found), default=BASE) or BASE

    @cached_property
    def names(self) -> NameIndex:
        """What everything is called."""
        return NameIndex(self.store, {**PREFIXES, **kind_prefixes(self.base)}, self.base)

    @cached_property
    def _file_of(self) -> dict[str, str]:
        """The file that holds each subject; the first where several do."""
        found: dict[str, str] = {}
        for name, file in self.files:
            for t in file.triples:
                found.setdefault(str(t.subject), name)
        return found

    def where(self, iri: str, blank: str = "") -> str:
        """Return the place of a thing: the file that holds it, and its CURIE.

        Args:
            iri: the thing, or an empty text for a blank node.
            blank: the label of the blank node.
        """
        file = self._file_of.get(f"<{iri}>" if iri else f"_:{blank}", "")
        thing = plain(self.names.curie(iri)) if iri else "a blank node"
        return f"{file}: {thing}" if file else thing

    def told(self, term: NamedNode | BlankNode | Literal | Triple | None) -> str:
        """Return a term for a message, quoted: a CURIE, or a literal's text."""
        if isinstance(term, NamedNode):
            return quoted(self.names.curie(term.value))
        if isinstance(term, BlankNode):
            return "a blank node"
        return quoted(str(getattr(term, "value", "")))

    def rows(self, query: str) -> QuerySolutions:
        """Return the solutions of a SELECT query of our own."""
        solutions = self.store.query(query)
        assert isinstance(solutions, QuerySolutions)  # noqa: S101 - a SELECT gives solutions
        return solutions
