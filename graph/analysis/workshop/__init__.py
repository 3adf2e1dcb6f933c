"""The petition workshop: who could sign a draft, and what could be put into one."""
