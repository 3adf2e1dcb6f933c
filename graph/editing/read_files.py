"""Files that are to be taken in, and which of them says what."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import FileProblem
from ..rdf.reader import RdfFile, blank_node_warning, read_rdf
from ..settings import DATASET_FILE
from ..store.embedded import turtle_files

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

_SHOWN = 3


class ReadFiles:
    """What was read of all files, and which of them says something of a thing.

    Attributes:
        triples: of all files, each once.
        warnings: what a person should look at, one line each.
        paths: the files and folders, as they were given.
    """

    def __init__(self) -> None:
        """Start with none."""
        self.triples: dict[Triple, None] = {}
        self.warnings: list[str] = []
        self.paths: list[Path] = []
        self._saying: dict[str, dict[Path, None]] = defaultdict(dict)

    def take(self, given: Path | RdfFile) -> None:
        """Read a file or a folder, or take a file that was read.

        Raises:
            FileProblem: it cannot be read, is hostile, or has blank nodes.
        """
        self.paths.append(given.path if isinstance(given, RdfFile) else given)
        if isinstance(given, RdfFile):
            self._add(given)
            return
        files = turtle_files(given) if given.is_dir() else [given]
        if given.is_dir() and given / DATASET_FILE in files:
            files.remove(given / DATASET_FILE)
            self.warnings.append(
                f"{given / DATASET_FILE}: it describes that graph and was left out"
            )
        for path in files:
            self._add(read_rdf(path))

    def _add(self, file: RdfFile) -> None:
        blank = blank_node_warning(file.path, file.triples)
        if blank:
            raise FileProblem(f"{blank}; nothing was written", path=file.path)
        self.triples |= dict.fromkeys(file.triples)
        self.warnings += file.warnings
        for triple in file.triples:
            self._saying[str(triple.subject)[1:-1]][file.path] = None

    def where(self, iris: Iterable[str] = ()) -> Path:
        """Return the files that say something of some things; all where none does."""
        found = list(dict.fromkeys(path for iri in iris for path in self._saying.get(iri, ())))
        found = found or self.paths
        more = ", …" if len(found) > _SHOWN else ""
        return Path(", ".join(map(str, found[:_SHOWN])) + more)
