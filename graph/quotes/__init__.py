"""Quotes and the documents that they are taken from."""
