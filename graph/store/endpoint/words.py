"""What a server said, in so few words that it fits a message of ours."""

from __future__ import annotations

import re

_TAG = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_MOST_READ = 4_000


def first_words(body: bytes, most: int = 200) -> str:
    """Return the start of a body as one printable line; empty where it says nothing.

    Args:
        body: what came, in whatever encoding.
        most: how many characters may be shown.

    Example:
        >>> first_words(b"<html><b>Service</b> temporarily unavailable</html>")
        'Service temporarily unavailable'
    """
    text = body[:_MOST_READ].decode("utf-8", "replace").lstrip("\ufeff").lstrip()
    if text.startswith("<"):
        text = _TAG.sub(" ", text)
    # Virtuoso repeats the whole query behind an empty line.
    text = re.split(r"\n\s*\n", text, maxsplit=1)[0] if not text.startswith("<") else text
    return one_line(text, most)


def one_line(text: str, most: int = 200) -> str:
    """Return a text on one line, without control characters, cut where it is long."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= most else line[: most - 1] + "…"
