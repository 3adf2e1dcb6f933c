"""Camps of organisations, what separates them, and who and what bridges them."""
