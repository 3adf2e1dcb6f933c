"""The embedded store: Turtle files loaded into an Oxigraph store in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Quad, QuerySolutions, RdfFormat, Store

from ..errors import FileProblem, LocationError
from ..rdf.reader import read_bytes, read_rdf, syntax_problem
from ..sparql.syntax import at_place, query_syntax_error
from .columns import engine_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from pyoxigraph import QueryBoolean, QueryTriples, Triple

    from .base import Row
    from .changes import Changes
    from .columns import Pattern


_TRIPLE_TERMS = (b"<<", b"{|", b"~")
"""What the syntaxes of RDF 1.2 triple terms have in them; elsewhere it does no harm."""


class EmbeddedStore:
    """A graph in memory, read from files; the files stay the record."""

    def __init__(self, location: str, files: Sequence[Path], prefixes: dict[str, str]) -> None:
        """Load the files, all or none.

        Args:
            location: what the graph is called in messages.
            files: RDF files in the formats of `rdf.reader.FORMATS`.
            prefixes: what queries may use without declaring it.

        Raises:
            FileProblem: a file is missing, unreadable or not RDF.
        """
        self.location = location
        self.prefixes = prefixes
        self.revision = 0
        self._load(files)

    def _load(self, files: Sequence[Path]) -> None:
        """Take the files in place of what was there; where one fails, that stays."""
        store = Store()
        for path in files:
            _load(store, path)
        self._store = store

    def writing(self) -> AbstractContextManager[None]:
        """Refuse to be written to: `folder.FolderStore` is for that."""
        raise self._read_only()

    def apply(self, changes: Changes) -> None:
        """Refuse to be written to: `folder.FolderStore` is for that."""
        del changes
        raise self._read_only()

    def _read_only(self) -> LocationError:
        message = f"{self.location}: opened to be read only; open its folder to change it"
        return LocationError(message)

    def query(self, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Run one SPARQL query; see `base.Store.query`."""
        try:
            return self._store.query(text, prefixes=self.prefixes)
        except SyntaxError as exc:
            raise query_syntax_error(text, exc) from exc
        except UnicodeEncodeError as exc:
            raise at_place(
                text, exc.start, "half a character (half of a surrogate pair); remove it"
            ) from exc

    def scan(self, variables: Sequence[str], where: str) -> Iterator[Row]:
        """Run a pattern whose answer may be large; see `base.Store.scan`."""
        names = " ".join(f"?{name}" for name in variables)
        solutions = self.query(f"SELECT {names} {{ {where}\n}}")
        assert isinstance(solutions, QuerySolutions)  # noqa: S101 - a SELECT gives solutions
        for solution in solutions:
            yield tuple(solution)

    def columns(self, patterns: Sequence[Pattern]) -> Iterator[list[list[str]]]:
        """Answer patterns by the column; see `base.Queryable.columns`."""
        return engine_columns(self.query, patterns)

    def triples(self) -> Iterator[Triple]:
        """Hand out every triple, in no stated order."""
        for quad in self._store:
            yield quad.triple

    def __len__(self) -> int:
        """Return the number of triples."""
        return len(self._store)


def turtle_files(folder: Path) -> list[Path]:
    """Return the Turtle files of a folder, sorted by name, without hidden ones.

    Raises:
        LocationError: there is no such folder, or no Turtle file in it.
    """
    if not folder.is_dir():
        raise LocationError(f"{folder}: no such folder; check the path given to --graph")
    files = sorted(f for f in folder.glob("*.ttl") if not f.name.startswith("."))
    if not files:
        raise LocationError(f"{folder}: no Turtle file (*.ttl) in this folder; check the path")
    return files


def _load(store: Store, path: Path) -> None:
    """Load one file, in bulk where nothing in it needs a look at each triple."""
    if path.suffix == ".ttl":
        data = read_bytes(path)
        if not any(mark in data for mark in _TRIPLE_TERMS):
            try:
                store.bulk_load(data, format=RdfFormat.TURTLE)
            except SyntaxError as exc:
                raise syntax_problem(path, data, exc) from exc
            except OSError as exc:
                raise FileProblem(f"{path}: {exc}; check the file", path=path) from exc
            return
    store.extend(Quad(t.subject, t.predicate, t.object) for t in read_rdf(path).triples)
