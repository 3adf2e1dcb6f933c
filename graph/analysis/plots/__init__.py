"""Pictures of results, for where people would rather look."""
