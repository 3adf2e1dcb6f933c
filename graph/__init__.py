"""Who stands where, since when, and on whose word: stances as RDF."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .analysis.stances.selection import Wanted
    from .editing.correct import NewStance
    from .editing.new_graph import DatasetDescription
    from .entries.agents import Group, Membership, Organization, Person, Role
    from .entries.field import Text
    from .entries.petitions import Campaign, Clause, Involvement, Petition, TextVersion
    from .entries.positions import Characterisation, Position, ReportedChange
    from .entries.questions import Event, Link, Proposition, Topic
    from .entries.sources import Document, Evidence
    from .knowledge_graph import KnowledgeGraph

__all__ = [
    "Campaign",
    "Characterisation",
    "Clause",
    "DatasetDescription",
    "Document",
    "Event",
    "Evidence",
    "Group",
    "Involvement",
    "KnowledgeGraph",
    "Link",
    "Membership",
    "NewStance",
    "Organization",
    "Person",
    "Petition",
    "Position",
    "Proposition",
    "ReportedChange",
    "Role",
    "Text",
    "TextVersion",
    "Topic",
    "Wanted",
]

_HOMES = {
    "knowledge_graph": ("KnowledgeGraph",),
    "analysis.stances.selection": ("Wanted",),
    "editing.correct": ("NewStance",),
    "editing.new_graph": ("DatasetDescription",),
    "entries.agents": ("Group", "Membership", "Organization", "Person", "Role"),
    "entries.field": ("Text",),
    "entries.petitions": ("Campaign", "Clause", "Involvement", "Petition", "TextVersion"),
    "entries.positions": ("Characterisation", "Position", "ReportedChange"),
    "entries.questions": ("Event", "Link", "Proposition", "Topic"),
    "entries.sources": ("Document", "Evidence"),
}


def __getattr__(name: str) -> object:
    """Import a name when it is first asked for: the command line's help needs none of them."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f".{home}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
