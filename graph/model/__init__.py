"""The model in Python: names of terms, identity of things, dates."""
