"""What follows from the record: the network, paths, who can sign what, dossiers."""
