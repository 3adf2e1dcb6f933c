"""Text for a picture: what may be shown, how wide it runs, where it breaks."""

from __future__ import annotations

import unicodedata
from typing import Final

# Advance widths in em of a humanist sans, generous by a few per cent: the page
# squeezes a line that still runs over, so an estimate need not be exact.
_NARROW: Final = frozenset("iljtfrI.,:;'|!()[]’‘ -")
_WIDE: Final = frozenset("mwMW@%&—ЖШЩЮФМ")
# Marks that change the reading order of what follows them, and the BOM.
_ORDER_MARKS: Final = frozenset(
    map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF)),
)


def clean(value: object) -> str:
    r"""Return the text of a value without characters that do harm on a page.

    Control characters, bidirectional overrides and isolates, and lone
    surrogates go; tabs and line breaks become spaces; None becomes "".

    Example:
        >>> clean("ab\u202ecd\x07\n e")
        'abcd e'
    """
    if value is None:
        return ""
    kept: list[str] = []
    for char in str(value):
        category = unicodedata.category(char)
        if char in "\t\n\r\u2028\u2029":
            kept.append(" ")
        elif category == "Cs":
            kept.append("\ufffd")
        elif category != "Cc" and char not in _ORDER_MARKS:
            kept.append(char)
    return " ".join("".join(kept).split())


def text_width(text: str, size: float) -> float:
    """Return the estimated width of a line of text in pixels.

    Args:
        text: one line.
        size: font size in pixels.
    """
    return size * sum(map(_advance, text))


def wrap(text: str, width: float, size: float, *, most: int = 5) -> list[str]:
    """Break a text into balanced lines that fit a width.

    The number of lines is the smallest that fits; the lines are then evened
    out. Words longer than a line are broken; what does not fit into `most`
    lines is left off behind an ellipsis (the page shows it in full elsewhere).

    Args:
        text: cleaned text.
        width: the room, in pixels.
        size: font size in pixels.
        most: how many lines there may be.

    Returns:
        At least one line; [""] for an empty text.
    """
    words = _breakable(text[:1000], width, size)
    lines = _fill(words, width, size)
    if len(lines) > most:
        last = lines[most - 1]
        while last and text_width(last + "…", size) > width:
            last = last[:-1]
        return [*lines[: most - 1], last.rstrip() + "…"]
    low, high = width * 0.4, width
    while high - low > size / 2:
        middle = (low + high) / 2
        if len(_fill(words, middle, size)) > len(lines):
            low = middle
        else:
            high = middle
    return _fill(words, high, size) or [""]


def _advance(char: str) -> float:
    if char in _NARROW:
        return 0.33
    if char in _WIDE:
        return 0.9
    if unicodedata.combining(char):
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.05
    return 0.7 if char.isupper() else 0.57


def _breakable(text: str, width: float, size: float) -> list[str]:
    words: list[str] = []
    for word in text.split():
        piece, room = "", width
        for char in word:
            room -= size * _advance(char)
            if room < 0 and piece:
                words.append(piece)
                piece, room = "", width - size * _advance(char)
            piece += char
        words.append(piece)
    return words


def _fill(words: list[str], width: float, size: float) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
