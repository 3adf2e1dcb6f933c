"""Who stands where, since when, and on whose word: stances as RDF."""

from .knowledge_graph import KnowledgeGraph

__all__ = ["KnowledgeGraph"]
