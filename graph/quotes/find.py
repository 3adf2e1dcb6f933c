"""Finding a quote in a text: where it stands, or what comes nearest to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .nearest import nearest_passage
from .outcome import MOST_PLACES, Ambiguous, Found, Lost, Place
from .paragraphs import Paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .outcome import Outcome


def find_quote(
    text: str,
    exact: str,
    prefix: str = "",
    suffix: str = "",
    *,
    paragraphs: Paragraphs | None = None,
) -> Outcome:
    """Find a quote in a text.

    The quote is compared code point by code point, but for white space: any run
    of it in the quote, such as the line end of a quote over two lines, stands for
    any run in the text. Other marks of quotation, other hyphens and other case
    are other words: the quote is then lost, with a near passage.

    Where a quote stands several times, the words before and behind it decide.
    They are compared in the same way; between them and the quote there may be
    white space or none. Where it stands once, it is found whatever surrounds it,
    and the result says whether that is what was given.

    Args:
        text: the whole text.
        exact: the quote; blanks at its ends count.
        prefix: the words right before it, as many as are known.
        suffix: the words right behind it.
        paragraphs: those of the text, where they are known already.

    Returns:
        `Found`; `Ambiguous` where more than one place remains, or where none of
        several places is surrounded as it should be; `Lost`.

    References:
        Web Annotation Data Model, section 4.2.4, Text Quote Selector.

    Example:
        >>> find_quote("No war. No sanctions.", "No", suffix="sanctions").place.start
        8
        >>> find_quote("No war. No sanctions.", "no war").score > 80
        True
    """
    if not exact.strip():
        return Lost()
    known = Paragraphs(text) if paragraphs is None else paragraphs
    contextual = bool(prefix.strip() or suffix.strip())
    found: list[Place] = []
    surrounded: list[Place] = []
    for start, end in _spans(text, exact):
        fits = not contextual or is_surrounded(text, start, end, prefix, suffix)
        if fits or len(found) < MOST_PLACES:
            found.append(Place(start, end, known.at(start)))
        if fits:
            surrounded.append(found[-1])
        if len(surrounded) == MOST_PLACES:
            break
    if len(surrounded) == 1:
        return Found(surrounded[0])
    if len(found) == 1:
        return Found(found[0], as_surrounded=False)
    if found:
        return Ambiguous(tuple(surrounded or found))
    return nearest_passage(text, exact, known)


def stands_at(text: str, start: int, end: int, exact: str) -> bool:
    """Tell whether the characters of a range are the quote; compared as in `find_quote`.

    Example:
        >>> stands_at("No war.", 3, 6, "war")
        True
    """
    if not 0 <= start < end <= len(text):
        return False
    passage = text[start:end]
    return passage == exact or (
        _ends(passage) == _ends(exact) and passage.split() == exact.split() != []
    )


def end_at(text: str, start: int, exact: str) -> int | None:
    """Return where the quote that starts in a place ends; None where it does not start there.

    Example:
        >>> end_at("No  war.", 0, "No war")
        7
    """
    match = _pattern(exact).match(text, start) if exact.strip() else None
    return match.end() if match else None


def is_surrounded(text: str, start: int, end: int, prefix: str, suffix: str) -> bool:
    """Tell whether these words stand right before and behind a range; empty ones always do.

    Example:
        >>> is_surrounded("No war, ever.", 3, 6, "No", ", ever")
        True
    """
    before = " ".join(text[max(0, start - _reach(prefix)) : start].split())
    behind = " ".join(text[end : end + _reach(suffix)].split())
    wanted_before, wanted_behind = " ".join(prefix.split()), " ".join(suffix.split())
    return before.endswith(wanted_before) and behind.startswith(wanted_behind)


def _reach(words: str) -> int:
    """Return how far to look for words, between which the text may have more white space."""
    return 4 * len(words) + 1_000


def _ends(text: str) -> tuple[str, str]:
    """Return the white space at both ends of a text."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _pattern(exact: str) -> re.Pattern[str]:
    before, behind = _ends(exact)
    words = r"\s+".join(map(re.escape, exact.split()))
    return re.compile(re.escape(before) + words + re.escape(behind))


def _spans(text: str, exact: str) -> Iterator[tuple[int, int]]:
    """Hand out where a quote stands, also where one place overlaps another."""
    pattern = _pattern(exact)
    match = pattern.search(text)
    while match:
        yield match.span()
        match = pattern.search(text, match.start() + 1)
