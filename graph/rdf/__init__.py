"""RDF files: guarded reading, canonical writing."""
