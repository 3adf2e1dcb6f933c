"""Discourse networks of what is on record."""
