"""What is there under the name of an entry, or under one like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..entries.field import Text
from ..errors import Conflicting, ParameterError, Similar
from ..model.identity import slug, thing_iri
from ..model.vocabulary import expand
from ..names.index import Name
from ..names.keys import key
from .complete import completed
from .describe import title_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..entries.entry import Entry
    from ..names.index import NameIndex
    from .describe import Terms
    from .present import Present

DIFFERENT = expand("owl:differentFrom")
_RANKS = {
    expand("skos:prefLabel"): 0,
    expand("dcterms:title"): 1,
    expand("skos:altLabel"): 2,
    expand("skos:hiddenLabel"): 3,
}
_SEARCH_ONLY = 3
_SHOWN = 3


def names_in(said: Terms) -> list[Name]:
    """Return the names among what is said of a thing."""
    return [
        Name(term.value, getattr(term, "language", None) or "", rank)
        for predicate, rank in _RANKS.items()
        for term in said.get(predicate, ())
    ]


class Namesakes:
    """Compares what is to be added with what has its name, or one like it."""

    def __init__(self, names: NameIndex, present: Present, base: str) -> None:
        """Take the names of a graph, and what is said in it."""
        self._names = names
        self._present = present
        self._base = base

    def same(self, entry: Entry, said: Terms, *, anyway: bool = False) -> str | None:
        """Return the thing that an entry is of: by its slug, or by exactly its name.

        Args:
            entry: what is to be added.
            said: what it says.
            anyway: it may be another thing of the same name.

        Returns:
            The IRI; None where there is no such thing.

        Raises:
            ParameterError: the slug is that of something with other names.
            Similar: several things have the name, and the entry fits more than one.
        """
        found = self._by_slug(entry, said) or self._merged(entry, said)
        if found is not None:
            return found
        same = self._of_the_name(entry.KIND, said)
        more = {iri: self._more(entry, iri, said) for iri in same}
        fitting = [iri for iri in same if more[iri] is not None]
        whole = [iri for iri in fitting if not more[iri]]
        if len(fitting) > 1 and not whole:
            message = (
                f"{title_of(entry)}: {len(fitting)} have this name ({self._shown(fitting)}); "
                "say which with its slug (--slug)"
            )
            raise Similar(message, candidates=fitting)
        if fitting or anyway:
            return min(whole or fitting, default=None)
        return min(same, default=None)

    def near(self, kind: str, said: Terms, iri: str = "") -> list[str]:
        """Return the things with names like some that are said of a thing, nearest first.

        Args:
            kind: of the thing.
            said: what is said of it; names that only the search uses do not count.
            iri: the thing, where it is there already; not like itself, nor like
                anything that was said to be another.
        """
        compared = [n.text for n in names_in(said) if n.rank < _SEARCH_ONLY]
        found = self._names.near(compared, kind) if compared else []
        return [other for other in found if other != iri and not self._told_apart(iri, other)]

    def similar(self, entry: Entry, said: Terms, near: list[str]) -> Similar:
        """Return the error for an entry that is named like other things.

        Args:
            entry: what is to be added.
            said: what it says, of which a name is like theirs.
            near: those things, nearest first.
        """
        title, names = title_of(entry), [n.text for n in names_in(said)]
        like = next(n for n in names if near[0] in self._names.near([n], entry.KIND))
        which = "named" if repr(like) in title else f"its name {like!r} is"
        message = (
            f"{title}: {which} like {self._shown(near)}; if it is the same, use that one; "
            "if not, add it with --anyway"
        )
        return Similar(message, candidates=near)

    def _shown(self, iris: list[str]) -> str:
        names = self._names
        shown = [f"{names.label(i)!r} ({names.curie(i)})" for i in iris[:_SHOWN]]
        more = f" and {len(iris) - _SHOWN} more" if len(iris) > _SHOWN else ""
        return f"{', '.join(shown)}{more}"

    def _by_slug(self, entry: Entry, said: Terms) -> str | None:
        wanted: str = getattr(entry, "slug", "")
        iri = thing_iri(entry.KIND, wanted, self._base)
        if not wanted or self._names.kind(iri) != entry.KIND:
            return None
        if not self._share_a_name(iri, said):
            message = (
                f"{title_of(entry)}: slug {wanted!r} is that of {self._names.label(iri)!r}, which "
                "has other names; choose another slug, or add the name as an alias there first"
            )
            raise ParameterError(message)
        return iri

    def _merged(self, entry: Entry, said: Terms) -> str | None:
        """Return what stands for a thing of this name that was merged into it."""
        name = getattr(entry, "name", "") or getattr(entry, "title", "")
        usual = slug(name.text if isinstance(name, Text) else str(name))
        for end in filter(None, (getattr(entry, "slug", ""), usual)):
            iri = thing_iri(entry.KIND, end, self._base)
            now = self._names.current(iri)
            if now != iri and self._names.kind(now) == entry.KIND and self._share_a_name(now, said):
                return now
        return None

    def _share_a_name(self, iri: str, said: Terms) -> bool:
        known = {key(n.text) for n in self._names.names.get(iri, ())}
        return any(key(n.text) in known for n in names_in(said))

    def _of_the_name(self, kind: str, said: Terms) -> list[str]:
        """Return the things of a kind that are called exactly as what is said, in its language.

        Aliases do not count, nor does the exact title of what has a name beside it.
        """
        wanted = _chief(names_in(said))
        index = self._names
        return [
            iri
            for iri in index.called({text for text, _ in wanted})
            if index.kind(iri) == kind and _chief(index.names[iri]) & wanted
        ]

    def _more(self, entry: Entry, iri: str, said: Terms) -> Terms | None:
        """Return what an entry says beyond what is there; None where they contradict."""
        try:
            return completed(entry, self._present.said_of(iri), said, "")
        except Conflicting:
            return None

    def _told_apart(self, one: str, other: str) -> bool:
        return any(
            term.value == second
            for first, second in ((one, other), (other, one))
            if first
            for term in self._present.said_of(first).get(DIFFERENT, ())
        )


def _chief(names: Iterable[Name]) -> set[tuple[str, str]]:
    """Return those of some names that stand for the thing: its labels, else its titles."""
    found = list(names)
    top = min((n.rank for n in found), default=0)
    return {(n.text, n.lang) for n in found if n.rank == top <= 1}
