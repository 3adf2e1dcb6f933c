"""Change over time: who changed, when and towards whom; agreement before, after and in steps."""
