"""What an organisation's positions say about a proposition, directly or through a link."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..records.words import SIGNS
from .validity import in_force

if TYPE_CHECKING:
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


def bearings(records: Records, holder: str, day: str) -> dict[str, list[Bearing]]:
    """Return what a holder's stated positions say on a day, by proposition.

    Direct positions come first. Through links: who supports p, where p entails
    q, supports q; who opposes q opposes p; who supports p, where p and q are
    incompatible, opposes q. One link is followed, never a chain. Drafts and
    positions of `some` are left out.

    Args:
        records: what is on record.
        holder: IRI of an organisation.
        day: ISO 8601.

    Returns:
        Lists of bearings by the IRI of the proposition.
    """
    found: dict[str, list[Bearing]] = {}
    for position in records.of_kind("position"):
        if position.one("sg:holder") == holder and _counts(records, position, day):
            sign = SIGNS.get(position.word("sg:stance"), 0)
            found.setdefault(position.one("sg:proposition"), []).append(
                Bearing(sign, position, None)
            )
    direct = [(iri, b) for iri, many in found.items() for b in many]
    for link in records.of_kind("link"):
        if link.word("adms:status") == _UNJUDGED:
            continue
        for known, bearing in direct:
            for derived, sign in _through(link, known, bearing.sign):
                found.setdefault(derived, []).append(Bearing(sign, bearing.position, link))
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
