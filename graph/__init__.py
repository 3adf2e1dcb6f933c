"""Who stands where, since when, and on whose word: stances as RDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .knowledge_graph import KnowledgeGraph

__all__ = ["KnowledgeGraph"]


def __getattr__(name: str) -> object:
    """Import the facade when it is first asked for: the command line's help needs none of it."""
    if name == "KnowledgeGraph":
        from .knowledge_graph import KnowledgeGraph

        return KnowledgeGraph
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
