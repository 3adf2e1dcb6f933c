"""What people add to a graph, as typed records: one class a kind of thing."""
