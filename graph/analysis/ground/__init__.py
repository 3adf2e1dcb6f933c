"""Common ground of chosen organisations, or of groups of them."""
