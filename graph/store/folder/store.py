"""A folder of Turtle files, or one such file, that is read and written.

The files are the record: a change is written to them first, where it changes
them and nowhere else, and then made in the store in memory that answers
queries.
"""

from __future__ import annotations

from contextlib import contextmanager
from threading import RLock
from typing import TYPE_CHECKING

from pyoxigraph import Quad

from ...errors import LocationError
from ...rdf.writer import file_prefixes
from ..embedded import EmbeddedStore
from . import journal
from .files import GraphFiles
from .lock import DEADLINE_S, busy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pyoxigraph import Store

    from ...rdf.turtle.blocks import Document
    from ..changes import Changes
    from .planning import Plan


_LARGE = 1_000_000
"""From how many bytes on a file is not cut into statements only to add to it."""


class FolderStore(EmbeddedStore):
    """A graph in Turtle files that can be changed.

    Attributes:
        location: where it is, as a person would write it.
        prefixes: what queries may use without declaring it.
        revision: grows whenever what queries see may have changed.
        deadline_s: how long is waited for others, in seconds.
    """

    deadline_s = DEADLINE_S

    def __init__(self, location: str, prefixes: dict[str, str]) -> None:
        """Load all files, or none.

        Raises:
            LocationError: there is no Turtle file, somebody else is writing for
                too long, or a change that was cut off cannot be completed.
            FileProblem: a file is unreadable or not RDF.
        """
        self._files = GraphFiles(location)
        self._guard = RLock()
        self._depth = 0
        with journal.reading(self._files.folder, self.deadline_s):
            self._stats = self._files.stats()
            super().__init__(location, list(self._stats), prefixes)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the folder for a change; see `base.Store.writing`.

        Raises:
            LocationError: somebody else holds it for too long, it cannot be
                written to, or it is a file in another format than Turtle.
            FileProblem: a file was changed and is no longer RDF.
        """
        self._refuse_other_formats()
        if not self._guard.acquire(timeout=self.deadline_s):
            raise busy(self.location)
        try:
            if self._depth:
                yield
                return
            with journal.writing(self._files.folder, self.deadline_s):
                self._refresh()
                self._depth += 1
                try:
                    yield
                finally:
                    self._depth -= 1
        finally:
            self._guard.release()

    def apply(self, changes: Changes) -> None:
        """Make a change, on disk and then in memory; see `base.Store.apply`.

        Raises:
            LocationError: nothing was changed, as it cannot be written to or was
                changed meanwhile by somebody who did not wait; or the change
                holds and the message says what is left to do.
            FileProblem: nothing was changed, as what goes stands among blank nodes.
        """
        if not self._depth:
            raise LocationError(f"{self.location}: a change outside of `writing`; enter it first")
        self._files.refuse_others(self._stats, self.location)
        # Cutting Turtle takes expressions that are slow to compile: not for readers.
        from .planning import Planner

        planner = Planner(self.location, self._store, self._files, self._stats)
        plan = planner.plan(changes)
        texts, documents = self._spliced(plan, file_prefixes(planner.base(changes)))
        if not texts:
            return
        targets = self._files.targets(texts)
        self._files.refuse_others(self._stats, self.location)
        written = journal.commit(self._files.folder, targets)
        _update(self._store, plan)
        self.revision += 1
        # Last: cut off before this, the next `writing` loads the files again.
        self._stats = {**self._stats, **self._files.remember(written, documents)}

    def _spliced(
        self, plan: Plan, namespaces: Mapping[str, str]
    ) -> tuple[dict[Path, str], dict[Path, Document]]:
        """Return the new text of each file, and its statements where they are known."""
        from ...rdf.turtle.quick import insert_quickly
        from ...rdf.turtle.splice import splice

        texts: dict[Path, str] = {}
        documents: dict[Path, Document] = {}
        for path, edits in sorted(plan.edits.items()):
            size = self._stats[path][1] if path in self._stats else 0
            if (
                size > _LARGE
                and path not in plan.touched
                and not self._files.is_cut(path, self._stats)
            ):
                said = {subject: edit.added for subject, edit in edits.items()}
                text = insert_quickly(self._files.text(path), said, namespaces, path)
                if text is not None:
                    texts[path] = text
                    continue
            old = self._files.document(path, self._stats)
            new = splice(old, edits, namespaces, path)
            if new is not old:
                documents[path], texts[path] = new, new.text
        return texts, documents

    def _refresh(self) -> None:
        """Load everything again where somebody else changed anything."""
        stats = self._files.stats()
        if stats != self._stats:
            self._load(list(stats))
            self._stats = stats
            self.revision += 1

    def _refuse_other_formats(self) -> None:
        if not self._files.in_turtle:
            message = (
                f"{self.location}: only Turtle files are written to; load it into a folder first: "
                f"stancegraph init DIR, stancegraph import {self.location}"
            )
            raise LocationError(message)


def _update(engine: Store, plan: Plan) -> None:
    """Make a change in the store in one transaction: no query sees half of it."""
    if not plan.removed:
        engine.extend(Quad(t.subject, t.predicate, t.object) for t in plan.added)
        return
    gone = "".join(f"{t} .\n" for t in plan.removed)
    new = "".join(f"{t} .\n" for t in plan.added)
    engine.update(f"DELETE DATA {{ {gone} }} ; INSERT DATA {{ {new} }}")
