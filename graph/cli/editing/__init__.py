"""The commands that change a graph."""
