"""Where triples are held and asked: one small interface, one module a kind."""
