"""Adding and correcting: checked before it is written, whole or not at all."""
