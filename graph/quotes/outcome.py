"""What comes of looking for a quote in a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

MOST_PLACES = 100
"""How many places of an ambiguous quote are told."""


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
