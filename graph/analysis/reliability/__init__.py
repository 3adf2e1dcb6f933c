"""How alike several people code the same documents, before any of it enters a graph."""
