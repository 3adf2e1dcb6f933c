"""Turtle files as people keep them: cut into blocks, edited block by block, put in form."""
