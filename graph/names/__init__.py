"""What things are called: labels, aliases, transliterations, and finding by them."""
