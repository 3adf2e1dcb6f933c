"""The passage of a text that comes nearest to a quote that is not in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .outcome import Lost, Place

if TYPE_CHECKING:
    from .paragraphs import Paragraphs

_LONGEST_WORD = 40
_FAR = 1_000
_MOST_STEPS = 100
_TOKEN = re.compile(r"\w+|[^\w\s]")


def nearest_passage(text: str, exact: str, paragraphs: Paragraphs) -> Lost:
    """Return the passage that comes nearest to a quote, in whole words.

    Args:
        text: the whole text.
        exact: a quote that is not in it.
        paragraphs: those of the text.
    """
    from rapidfuzz.fuzz import partial_ratio_alignment

    best = partial_ratio_alignment(exact, text)
    if best is None or not best.score:
        return Lost()
    # The alignment is as long as the quote; the passage may be shorter or longer.
    reach = min(len(exact), _FAR) + _LONGEST_WORD
    low = max(0, best.dest_start - reach)
    tokens = [m.span() for m in _TOKEN.finditer(text, low, best.dest_end + reach)]
    inside = [
        at
        for at, (start, end) in enumerate(tokens)
        if end > best.dest_start and start < best.dest_end
    ]
    if not inside:
        return Lost()
    first, last, score = _climbed(text, exact, tokens, (inside[0], inside[-1]))
    start, end = tokens[first][0], tokens[last][1]
    return Lost(Place(start, end, paragraphs.at(start)), text[start:end], round(score, 1))


def _climbed(
    text: str, exact: str, tokens: list[tuple[int, int]], begin: tuple[int, int]
) -> tuple[int, int, float]:
    """Move both ends of a passage, a token at a time, as long as it comes nearer to a quote."""
    from rapidfuzz.fuzz import ratio

    def score(ends: tuple[int, int]) -> float:
        return float(ratio(exact, text[tokens[ends[0]][0] : tokens[ends[1]][1]]))

    here = (score(begin), begin)
    for _ in range(_MOST_STEPS):
        first, last = here[1]
        moves = [(first - 1, last), (first + 1, last), (first, last - 1), (first, last + 1)]
        allowed = [move for move in moves if 0 <= move[0] <= move[1] < len(tokens)]
        best = max(((score(move), move) for move in allowed), default=here)
        if best[0] <= here[0]:
            break
        here = best
    return (*here[1], here[0])
