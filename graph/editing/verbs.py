"""The verbs that change a graph, as methods."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..records.opened import OpenGraph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..entries.entry import Entry
    from ..entries.sources import Evidence
    from ..rdf.reader import RdfFile
    from .batch import Batch
    from .bring_in import Import
    from .correct import NewStance
    from .editor import Manner
    from .merge import Merge
    from .outcome import Outcome


class EditableGraph(OpenGraph):
    """A graph that can be added to and corrected.

    Every method checks first and then writes, all or nothing; what it returned
    of is on disk. All raise `LocationError` where the graph cannot be written to
    and `Invalid` where it would break the model.
    """

    def add(
        self,
        *entries: Entry,
        anyway: bool = False,
        replace: bool = False,
        sources: str | Path | None = None,
        dry_run: bool = False,
    ) -> list[Outcome]:
        """Add things and statements, and all that they refer to.

        Adding the same twice changes nothing. What is there already is added to
        where the entry says more.

        Args:
            entries: such as `Organization(name="Rabkor")`.
            anyway: add things although others have names like theirs, and
                remember that they are not the same.
            replace: where something that is there has another value, such as
                another country, put the new one in its place.
            sources: folder with texts of documents, in which quotes are found.
            dry_run: only find out what would come of it.

        Returns:
            What came of each, in the order in which they were taken: what an
            entry brought along stands before it.

        Raises:
            ParameterError: a value is missing or malformed.
            NotFound: a name stands for nothing in the graph.
            Similar: something that is there has a name like a new one.
            Conflicting: the graph says otherwise already.
            Refused: a statement without evidence, or a quote that is not in its text.

        Example:
            >>> from graph import KnowledgeGraph, Organization
            >>> kg = KnowledgeGraph.open("data/kagarlitsky-2023")
            >>> print(*kg.add(Organization(name="Rabkor"), dry_run=True))
            nothing to change in organisation 'Rabkor'
        """
        from .adding import add_entries

        manner = _manner(sources, anyway=anyway, replace=replace)
        return add_entries(self, entries, manner, dry_run=dry_run)

    def add_batch(
        self,
        entries: Iterable[tuple[str, Entry]],
        *,
        anyway: bool = False,
        sources: str | Path | None = None,
        dry_run: bool = False,
    ) -> Batch:
        """Add many entries, all of them or none, and tell what is wrong with each.

        Args:
            entries: each with the place where it was read, such as a file and line.
            anyway: as for `add`.
            sources: as for `add`.
            dry_run: as for `add`.

        Returns:
            An item for each entry, and whether they were written.
        """
        from .batch import add_batch

        return add_batch(self, entries, _manner(sources, anyway=anyway), dry_run=dry_run)

    def change(
        self, position: str, new: NewStance, *, sources: str | Path | None = None
    ) -> Outcome:
        """Record that a holder stands elsewhere from a day on; the earlier position ends before.

        Args:
            position: IRI, CURIE or slug of the earlier position.
            new: where the holder stands now, since when, and on whose word.
            sources: folder with texts of documents, in which quotes are found.

        Returns:
            What came of the new position; `along` with it, of the earlier one and of
            evidence.

        Raises:
            NotFound: there is no such position.
            Conflicting: the holder stood there already, or the days do not fit.
        """
        from .correct import change_position, edited

        return edited(self, lambda e: change_position(self, e, position, new), _manner(sources))

    def withdraw(self, statement: str, reason: str) -> Outcome:
        """Withdraw a statement that should not have been made; it stays, with the reason.

        Raises:
            NotFound: there is no such statement.
            ParameterError: the reason is empty.
        """
        from .correct import edited, withdraw_statement

        return edited(self, lambda e: withdraw_statement(self, e, statement, reason))

    def set_status(self, statement: str, status: str) -> Outcome:
        """Give a statement an editorial status: draft, reviewed, disputed or embargoed.

        Raises:
            NotFound: there is no such statement.
            ParameterError: there is no such status, or it is to be withdrawn.
        """
        from .correct import edited, set_status

        return edited(self, lambda e: set_status(self, e, statement, status))

    def reply(
        self, statement: str, evidence: Evidence, *, sources: str | Path | None = None
    ) -> Outcome:
        """Record what somebody answers to a statement about themselves.

        Args:
            statement: IRI, CURIE or slug of the statement.
            evidence: where the answer stands; the claimant is whom the statement
                is about if that is left out.
            sources: folder with texts of documents, in which quotes are found.

        Raises:
            NotFound: there is no such statement.
        """
        from .correct import edited, reply_to

        return edited(self, lambda e: reply_to(self, e, statement, evidence), _manner(sources))

    def rename(
        self, thing: str, name: str, *, lang: str | None = None, anyway: bool = False
    ) -> Outcome:
        """Give a thing another name; the former one stays as an alias, the IRI what it is.

        Args:
            thing: by any of its names.
            name: the new one.
            lang: its language; the graph's if left out.
            anyway: although something else has a name like it.

        Raises:
            NotFound: there is no such thing.
            Similar: something else has a name like the new one.
        """
        from .correct import edited
        from .rename import rename_thing

        tag = lang or self.lang
        return edited(self, lambda e: rename_thing(self, e, thing, name, lang=tag, anyway=anyway))

    def plan_merge(self, kept: str, gone: str, *, anyway: bool = False) -> Merge:
        """Find out what merging one thing into another would do; see `merge`."""
        from .merge import plan_merge

        return plan_merge(self, kept, gone, anyway=anyway)

    def merge(self, kept: str, gone: str, *, anyway: bool = False) -> Merge:
        """Make one thing of two that are the same; a tombstone stays, and it can be undone.

        Args:
            kept: the thing that stays, by any of its names.
            gone: the thing that is the same and goes.
            anyway: although somebody said that they differ.

        Raises:
            NotFound: one of them is not there.
            Refused: they are of two kinds, or one thing already.
            Conflicting: somebody said that they differ.
        """
        from .merge import make_merge

        return make_merge(self, kept, gone, anyway=anyway)

    def undo_merge(self, gone: str) -> str:
        """Take a merge back, and return the IRI of the thing that is there again.

        Raises:
            NotFound: nothing of the name was merged.
            Conflicting: what the merge left behind has been edited since.
        """
        from .merge import undo_merge

        return undo_merge(self, gone)

    def tell_apart(self, one: str, other: str) -> bool:
        """Record that two things are not the same, and return whether that was news."""
        from .merge import tell_apart

        return tell_apart(self, one, other)

    def import_file(
        self, path: str | Path, *, anyway: bool = False, dry_run: bool = False
    ) -> Import:
        """Take in one file of RDF, all of it or nothing; see `import_files`."""
        return self.import_files(path, anyway=anyway, dry_run=dry_run)

    def import_files(
        self,
        *paths: str | Path | RdfFile,
        anyway: bool = False,
        dry_run: bool = False,
        progress: Callable[[str], None] | None = None,
    ) -> Import:
        """Take in files of RDF that may refer to each other, all of them or nothing.

        Args:
            paths: files, folders of Turtle files, or what was read already.
            anyway: although new things have names like others that are there.
            dry_run: only find out what would come of it.
            progress: is told what is being done, in a few words.

        Raises:
            FileProblem: one cannot be read, is hostile, or has blank nodes.
            Similar: a new thing has a name like one that is there.
        """
        from .bring_in import import_files

        return import_files(
            self,
            [Path(p) if isinstance(p, str) else p for p in paths],
            anyway=anyway,
            dry_run=dry_run,
            progress=progress,
        )


def _manner(sources: str | Path | None, *, anyway: bool = False, replace: bool = False) -> Manner:
    from .editor import Manner

    if sources is None:
        return Manner(anyway, replace)
    from ..quotes.sources import Sources

    return Manner(anyway, replace, Sources(Path(sources)))
