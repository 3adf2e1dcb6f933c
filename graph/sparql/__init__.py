"""The text of SPARQL queries: its tokens, what is refused, what errors say."""
