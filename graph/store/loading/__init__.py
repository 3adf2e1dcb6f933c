"""Loading files, and moving graphs from one kind of location to another."""
