"""Every class of entry, by the word for its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .agents import Group, Membership, Organization, Person, Role
from .petitions import Campaign, Clause, Involvement, Petition, TextVersion
from .positions import Characterisation, Position, ReportedChange
from .questions import Event, Link, Proposition, Topic
from .sources import Document, Evidence

if TYPE_CHECKING:
    from .entry import Entry

ENTRIES: Final[dict[str, type[Entry]]] = {
    kind.KIND: kind
    for kind in (
        *(Organization, Person, Group, Topic, Proposition, Link, Campaign, Petition, Clause),
        *(TextVersion, Involvement, Position, ReportedChange, Characterisation, Event),
        *(Document, Evidence, Membership, Role),
    )
}
"""By kind, in the order in which people are told of them."""


def entry_class(kind: str) -> type[Entry]:
    """Return the class of entry of a kind, a key of `vocabulary.KINDS`."""
    return ENTRIES[kind]
