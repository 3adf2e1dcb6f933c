"""A SPARQL 1.1 endpoint as a location, behind our own transport."""
