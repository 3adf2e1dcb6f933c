"""Pure numbers: measures of agreement, common ground, networks and reliability."""
