"""Finding a quote in a text: where it stands, or what comes nearest to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from .paragraphs import Paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PLACES = 100
"""How many places of an ambiguous quote are told."""

_LONGEST_WORD = 40


class Place(NamedTuple):
    """A passage of a text.

    Attributes:
        start: its first character: Unicode code points of the whole text from 0.
        end: the character behind its last one.
        paragraph: the non-blank line in which it starts, counted from 1.
    """

    start: int
    end: int
    paragraph: int


@dataclass(frozen=True)
class Found:
    """The quote stands in one place.

    Attributes:
        place: where.
        as_surrounded: whether the words before and behind it are those given.
    """

    place: Place
    as_surrounded: bool = True


@dataclass(frozen=True)
class Ambiguous:
    """The quote stands in several places, and nothing tells which is meant.

    Attributes:
        places: where, in the text's order; at most `MOST_PLACES`.
    """

    places: tuple[Place, ...]


@dataclass(frozen=True)
class Lost:
    """The quote is not in the text.

    Attributes:
        nearest: the passage that comes nearest, in whole words; None where
            nothing does. It is for a person to look at, never a find.
        passage: its words.
        score: how near it comes, from 0 to 100.
    """

    nearest: Place | None = None
    passage: str = ""
    score: float = 0.0


Outcome: TypeAlias = Found | Lost | Ambiguous


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
    known = paragraphs or Paragraphs(text)
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
    return _lost(text, exact, known)


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


def _spans(text: str, exact: str) -> Iterator[tuple[int, int]]:
    """Hand out where a quote stands, also where one place overlaps another."""
    before, behind = _ends(exact)
    words = r"\s+".join(map(re.escape, exact.split()))
    pattern = re.compile(re.escape(before) + words + re.escape(behind))
    match = pattern.search(text)
    while match:
        yield match.span()
        match = pattern.search(text, match.start() + 1)


def _lost(text: str, exact: str, paragraphs: Paragraphs) -> Lost:
    """Return the passage that comes nearest to a quote, in whole words."""
    from rapidfuzz.fuzz import partial_ratio_alignment

    best = partial_ratio_alignment(exact, text)
    if best is None or not best.score:
        return Lost()
    start, end = best.dest_start, best.dest_end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return Lost()
    least, most = max(0, start - _LONGEST_WORD), min(len(text), end + _LONGEST_WORD)
    while start > least and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < most and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    place = Place(start, end, paragraphs.at(start))
    return Lost(place, text[start:end], round(best.score, 1))
