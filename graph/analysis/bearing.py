"""What an organisation's positions say about a proposition, directly or through a link."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ..records.words import SIGNS
from .validity import in_force

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..records.read import Records
    from ..records.record import Record

_UNJUDGED = "draft"


class Bearing(NamedTuple):
    """One position's bearing on a proposition.

    Attributes:
        sign: 1 for, -1 against, 0 ambivalent or declining to say.
        position: what is on record.
        link: the link that carries it over, None where it is direct.
    """

    sign: int
    position: Record
    link: Record | None


class Bearings:
    """What the stated positions of holders say on a day, by proposition.

    Direct positions come first. Through links: who supports p, where p entails
    q, supports q; who opposes q opposes p; who supports p, where p and q are
    incompatible, opposes q. One link is followed, never a chain. Drafts and
    positions of `some` are left out.
    """

    def __init__(self, records: Records, day: str) -> None:
        """Read nothing yet.

        Args:
            records: what is on record.
            day: ISO 8601.
        """
        self._records = records
        self._day = day
        self._found: dict[str, dict[str, list[Bearing]]] = {}

    def of(self, holder: str) -> dict[str, list[Bearing]]:
        """Return the bearings of an organisation by the IRI of the proposition."""
        self.fetch([holder])
        return self._found[holder]

    def fetch(self, holders: Iterable[str]) -> None:
        """Read the positions of several organisations in one go."""
        missing = [holder for holder in dict.fromkeys(holders) if holder not in self._found]
        if not missing:
            return
        positions = self._records.naming("sg:holder", missing).of_kind("position")
        self._records.fetch_evidence(positions)
        self._records.things.fetch(p.one("sg:proposition") for p in positions)
        new: dict[str, dict[str, list[Bearing]]] = {holder: {} for holder in missing}
        for position in positions:
            holder = position.one("sg:holder")
            if holder in new and _counts(self._records, position, self._day):
                bearing = Bearing(SIGNS.get(position.word("sg:stance"), 0), position, None)
                new[holder].setdefault(position.one("sg:proposition"), []).append(bearing)
        for found in new.values():
            self._follow_links(found)
        self._found |= new

    def _follow_links(self, found: dict[str, list[Bearing]]) -> None:
        """Add what links make of direct positions, in the order of the links."""
        direct = {proposition: tuple(many) for proposition, many in found.items()}
        place = {proposition: number for number, proposition in enumerate(direct)}
        links = {link.iri: link for known in direct for link in self._links.get(known, ())}
        for iri in sorted(links):
            link = links[iri]
            ends = {link.one("sg:from"), link.one("sg:to")} & direct.keys()
            for known in sorted(ends, key=place.__getitem__):
                for bearing in direct[known]:
                    for derived, sign in _through(link, known, bearing.sign):
                        found.setdefault(derived, []).append(Bearing(sign, bearing.position, link))

    @cached_property
    def _links(self) -> dict[str, list[Record]]:
        """The links that are judged, by either of their ends."""
        found: dict[str, list[Record]] = {}
        for link in self._records.of_kind("link"):
            if link.word("adms:status") != _UNJUDGED:
                for end in {link.one("sg:from"), link.one("sg:to")}:
                    found.setdefault(end, []).append(link)
        return found


def _counts(records: Records, position: Record, day: str) -> bool:
    return (
        position.word("adms:status") != _UNJUDGED
        and position.word("sg:extent") != "some"
        and in_force(records, position, day)
    )


def _through(link: Record, known: str, sign: int) -> list[tuple[str, int]]:
    """Return what a link makes of a stance on one of its ends."""
    start, end = link.one("sg:from"), link.one("sg:to")
    kind = link.word("sg:linkKind")
    if kind == "entails":
        if known == start and sign > 0:
            return [(end, 1)]
        if known == end and sign < 0:
            return [(start, -1)]
    elif kind == "incompatibleWith" and sign > 0:
        if known == start:
            return [(end, -1)]
        if known == end:
            return [(start, -1)]
    return []
