"""Holding a graph against the model: its shapes, and rules over the whole of it."""
