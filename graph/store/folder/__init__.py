"""A folder of Turtle files as a location: locked, journalled, spliced."""
