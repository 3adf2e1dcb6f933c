"""How far organisations agree: two of them, with what it rests on, or all pairs."""
