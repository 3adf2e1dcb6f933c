"""Statements and their evidence as plain Python objects, read with SPARQL."""
