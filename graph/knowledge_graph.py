"""The facade: open a graph, ask it, see it, check it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from .analysis.verbs import AnalysableGraph
from .editing.verbs import EditableGraph
from .model.vocabulary import PREFIXES
from .query.library import named_query
from .query.run import run_named
from .rdf.writer import kind_prefixes
from .resources import bundled_graph
from .sparql.guard import check_query
from .store.location import open_store, resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import networkx as nx
    import rdflib
    from pyoxigraph import Triple

    from .check.report import Report
    from .editing.new_graph import DatasetDescription
    from .names.index import Match
    from .query.arguments import Argument
    from .query.table import Table

T = TypeVar("T")


class KnowledgeGraph(EditableGraph, AnalysableGraph):
    """A graph of who stands where, since when, and on whose word.

    Example:
        >>> from graph import KnowledgeGraph
        >>> kg = KnowledgeGraph.open("data/kagarlitsky-2023")
        >>> kg.query("holders-of", proposition="Ukrainian resistance").column("actor")
        ['Allies of Boris Kagarlitsky', 'Stop the War Coalition']
    """

    @classmethod
    def open(cls, location: str | Path | None = None, *, lang: str = "en") -> KnowledgeGraph:
        """Open the graph at a location.

        Args:
            location: a folder of Turtle files. Left out, it is the folder in
                `STANCEGRAPH_GRAPH`, else the nearest one upwards with a
                `dataset.ttl`, else the graph that comes with the package.
            lang: BCP 47 tag of the language that labels are wanted in.

        Raises:
            LocationError: there is no graph there.
            FileProblem: one of its files is not RDF.
        """
        kg = cls(open_store(resolve(location), {**PREFIXES, **kind_prefixes()}), lang=lang)
        kg.store.prefixes = kg.prefixes
        kg.borrowed = location is None and resolve() == str(bundled_graph())
        return kg

    @classmethod
    def create(
        cls, folder: str | Path, told: DatasetDescription | None = None, *, lang: str = "en"
    ) -> KnowledgeGraph:
        """Make a new, empty graph in a folder, and open it.

        Args:
            folder: it may exist, without Turtle files in it.
            told: what the graph says of itself; plain words if left out.
            lang: BCP 47 tag of the language that labels are wanted in.

        Raises:
            FileProblem: there are Turtle files in it, or it cannot be made.
        """
        from .editing.new_graph import DatasetDescription, init_folder

        init_folder(folder, told or DatasetDescription(lang=lang))
        return cls.open(folder, lang=lang)

    def query(self, name: str, /, **parameters: Argument | None) -> Table:
        """Run a query of the library.

        Args:
            name: such as `positions-of`; see `stancegraph queries`.
            parameters: by name; things by label, alias, slug, CURIE or IRI.

        Returns:
            A table with the columns of the query's header.

        Raises:
            NotFound: no such query, or a name stands for nothing.
            ParameterError: a parameter is unknown, missing or malformed.
            Refused: a verdict was asked for about a person or an unnamed group.
        """
        return run_named(self.store, self.names, named_query(name), parameters, lang=self.lang)

    def select(
        self, text: str, *, allow_service: bool = False, timeout_s: float | None = None
    ) -> Table:
        """Run a SELECT query of your own.

        Args:
            text: SPARQL 1.1; the project's prefixes need no declaration.
            allow_service: let it ask other servers.
            timeout_s: run it in a child process, which is stopped after so many
                seconds, or when it takes too much memory: for text that somebody
                else wrote. If left out it runs in this process, without a limit.

        Returns:
            A table of plain values: numbers and truth values where the datatype
            says so, text for all else.

        Raises:
            QuerySyntaxError: it is not SPARQL.
            QueryRefused: it reaches outside the graph, or is too large or deep.
            QueryStopped: time or memory ran out.
        """
        from .query.solutions import select_table

        warnings = check_query(text, allow_service=allow_service)
        return _within(timeout_s, lambda: select_table(self.store, text, notes=warnings))

    def ask(
        self, text: str, *, allow_service: bool = False, timeout_s: float | None = None
    ) -> bool:
        """Run an ASK query; parameters and errors as for `select`."""
        from .query.solutions import ask_boolean

        check_query(text, allow_service=allow_service)
        return _within(timeout_s, lambda: ask_boolean(self.store, text))

    def construct(
        self, text: str, *, allow_service: bool = False, timeout_s: float | None = None
    ) -> list[Triple]:
        """Run a CONSTRUCT or DESCRIBE query; parameters and errors as for `select`.

        Returns:
            Its triples.
        """
        from .query.solutions import construct_triples

        check_query(text, allow_service=allow_service)
        return _within(timeout_s, lambda: construct_triples(self.store, text))

    def find(
        self, text: str, *, kinds: Sequence[str] | None = None, limit: int = 10
    ) -> list[Match]:
        """Return the things whose names, aliases or transliterations come near a text."""
        return self.names.find(text, kinds=kinds, limit=limit)

    def network(self, *, on: str | None = None, inferred: bool = True) -> nx.MultiDiGraph:
        """Return everything on record as a network.

        Args:
            on: the day that presumptions are judged by, ISO 8601; today if left out.
            inferred: also draw the stances that backing a petition implies.

        Returns:
            A `networkx.MultiDiGraph` keyed by IRI; see `analysis.network`.
        """
        from .analysis.network import build_network

        return build_network(self, on=on, inferred=inferred)

    def check(self, sources: str | Path | None = None) -> Report:
        """Hold the graph against the model's shapes and rules.

        Args:
            sources: a folder with the texts of its documents, `SLUG.txt` or
                `SLUG.md`; where it is given, quotes and places are held
                against them too.

        Raises:
            FileProblem: one of the files is no longer RDF, or a text is unusable.
        """
        from .check.run import check_graph

        return check_graph(self, sources=None if sources is None else Path(sources))

    def to_rdflib(self) -> rdflib.Graph:
        """Return an ordinary rdflib graph with all triples, lexical forms kept."""
        from .export.rdf import to_rdflib

        return to_rdflib(self)


def _within(timeout_s: float | None, work: Callable[[], T]) -> T:
    """Do the work in a child process with a limit, or here where there is none."""
    if timeout_s is None:
        return work()
    from .store.isolation import run_isolated

    return run_isolated(work, timeout_s=timeout_s)
