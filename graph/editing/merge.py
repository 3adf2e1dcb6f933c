"""Making one thing of two that are the same, so that it can be undone.

What is said of the second goes to the first, whatever refers to it follows, and
a tombstone stays: it names the thing that stands for it, and keeps the triples
that went and came, so that the merge can be taken back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Triple

from ..check.neighbourhood import check_change
from ..errors import Conflicting, Refused
from ..model.vocabulary import expand
from ..store.changes import Changes
from .editor import refusal
from .move import Move
from .tombstone import find_tombstone, graves, record, recorded, tombstone

if TYPE_CHECKING:
    from ..records.opened import OpenGraph

_DIFFERENT = NamedNode(expand("owl:differentFrom"))


@dataclass(frozen=True)
class Merge:
    """What merging one thing into another does.

    Attributes:
        kept: the IRI of the thing that stays.
        gone: the IRI of the thing that becomes a tombstone.
        references: how many triples that referred to `gone` refer to `kept` now.
        united: pairs of statements that are one now, the one that stays first.
        dropped: what was said of `gone` and contradicts what is said of `kept`.
        changes: what is to be done to the graph.
    """

    kept: str
    gone: str
    references: int
    united: tuple[tuple[str, str], ...]
    dropped: tuple[Triple, ...]
    changes: Changes


def plan_merge(kg: OpenGraph, kept: str, gone: str, *, anyway: bool = False) -> Merge:
    """Find out what a merge would do.

    Args:
        kg: the graph.
        kept: the thing that stays, by any of its names.
        gone: the thing that is the same and goes.
        anyway: although somebody said that they differ, which is then taken back.

    Raises:
        NotFound: one of them is not there.
        Refused: they are of two kinds, or the same thing already.
        Conflicting: somebody said that they differ.
    """
    keep, go = kg.names.resolve(kept), kg.names.resolve(gone)
    _refuse(kg, keep, go)
    if not anyway and _told_apart(kg, keep, go):
        message = (
            f"{kg.names.curie(keep)} and {kg.names.curie(go)} are said to differ; where that is "
            "wrong, pass --anyway"
        )
        raise Conflicting(message)
    move = Move(kg, keep, go)
    removed, added = move.removed, move.added
    stones = tombstone(kg, go, keep)
    for first, second in move.united:
        stones += tombstone(kg, second, first)
    return Merge(
        keep,
        go,
        move.references,
        tuple(move.united),
        tuple(move.dropped),
        Changes((*added, *stones, *record(go, removed, added)), tuple(removed)),
    )


def make_merge(kg: OpenGraph, kept: str, gone: str, *, anyway: bool = False) -> Merge:
    """Merge one thing into another; raises as `plan_merge`."""
    with kg.writing():
        merge = plan_merge(kg, kept, gone, anyway=anyway)
        _apply(kg, merge.changes)
    return merge


def undo_merge(kg: OpenGraph, gone: str) -> str:
    """Take a merge back.

    Args:
        kg: the graph.
        gone: the thing that is gone, by IRI, CURIE, slug or former name.

    Returns:
        The IRI of the thing that is there again.

    Raises:
        NotFound: nothing of the name was merged.
        Conflicting: what the merge left behind has been edited since.
    """
    with kg.writing():
        iri = find_tombstone(kg, gone)
        removed, added = recorded(kg, iri)
        missing = [t for t in added if not _holds(kg, t)]
        if missing:
            message = (
                f"{kg.names.curie(iri)}: {len(missing)} of the {len(added)} triples that the merge "
                f"wrote were changed since, such as one of {missing[0].subject}; undo that first"
            )
            raise Conflicting(message)
        away = dict.fromkeys([*added, *graves(kg, iri, removed)])
        back = tuple(t for t in removed if t not in away)
        _apply(kg, Changes(back, tuple(t for t in away if t not in set(removed))))
    return iri


def tell_apart(kg: OpenGraph, one: str, other: str) -> bool:
    """Record that two things are not the same, so that nobody is asked again.

    Returns:
        Whether that was news.

    Raises:
        NotFound: one of them is not there.
        Refused: they are one thing.
    """
    with kg.writing():
        first, second = kg.names.resolve(one), kg.names.resolve(other)
        if first == second:
            raise Refused(f"{kg.names.curie(first)}: both names stand for it; name two things")
        news = not _told_apart(kg, first, second)
        if news:
            _apply(kg, Changes(added=(_difference(first, second),)))
    return news


def _refuse(kg: OpenGraph, keep: str, go: str) -> None:
    names = kg.names
    if keep == go:
        raise Refused(f"{names.curie(keep)}: both names stand for it; there is nothing to merge")
    if names.kind(keep) != names.kind(go):
        message = (
            f"{names.curie(go)}: its kind is {names.kind(go)!r}, that of {names.curie(keep)} is "
            f"{names.kind(keep)!r}; only things of one kind are merged"
        )
        raise Refused(message)


def _apply(kg: OpenGraph, changes: Changes) -> None:
    report = check_change(kg.store, changes, kg.base)
    if not report.conforms:
        raise refusal([str(result) for result in report.violations])
    kg.store.apply(changes)
    kg.forget()


def _difference(first: str, second: str) -> Triple:
    return Triple(NamedNode(first), _DIFFERENT, NamedNode(second))


def _told_apart(kg: OpenGraph, one: str, other: str) -> bool:
    return _holds(kg, _difference(one, other)) or _holds(kg, _difference(other, one))


def _holds(kg: OpenGraph, t: Triple) -> bool:
    return bool(kg.store.query(f"ASK {{ {t.subject} {t.predicate} {t.object} }}"))
