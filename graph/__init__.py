"""Who stands where, since when, and on whose word: stances as RDF."""
