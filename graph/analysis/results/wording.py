"""Words for numbers, in steps; few statements never sound like many."""

from __future__ import annotations

from typing import Final

_STEPS: Final = (
    (0.05, "consistently agree"),
    (0.15, "almost always agree"),
    (0.4, "generally agree"),
    (0.6, "agree on some and differ on others"),
    (0.85, "generally differ"),
    (0.95, "almost always differ"),
    (1.0, "consistently differ"),
)
_ALIKE: Final = 0.5


def agreement_words(score: float | None, shared: int, passages: int, statements: int = 2) -> str:
    """Return how far two organisations agree, as a verb.

    The steps are those of a distance of .05, .15, .4 and .6, mirrored above.
    What rests on one proposition, one passage, or one statement or act of either, is
    never called consistent.

    Args:
        score: out of 100; None where nothing is shared.
        shared: on how many propositions both have a stance.
        passages: on how many passages that rests.
        statements: on how many statements of that one of the two of whom there
            are fewer.

    References:
        TheyWorkForYou, voting summaries: https://www.theyworkforyou.com/voting-information/

    Example:
        >>> agreement_words(96.0, 12, 9)
        'consistently agree'
        >>> agreement_words(100.0, 2, 4, statements=1)
        'agree on 2 propositions, by a single statement or act'
        >>> agreement_words(100.0, 1, 2)
        'agree on the one proposition that both have a stance on'
    """
    if score is None or not shared:
        return "have a stance on no proposition that both have spoken on"
    distance = 1 - score / 100
    if 1 in {shared, passages, statements}:
        verb = "agree" if distance < _ALIKE else "differ"
        if distance == _ALIKE:
            verb = "stand apart"
        if shared == 1:
            return f"{verb} on the one proposition that both have a stance on"
        single = "passage" if passages == 1 else "statement or act"
        return f"{verb} on {shared} propositions, by a single {single}"
    return next(words for limit, words in _STEPS if distance <= limit + 1e-9)


def number(value: float | None) -> str:
    """Return a score for a sentence: with one decimal where it has one.

    Example:
        >>> number(12.5), number(100.0), number(None)
        ('12.5', '100', 'none')
    """
    if value is None:
        return "none"
    rounded = round(value, 1) or 0.0  # no minus before a zero
    return f"{rounded:.0f}" if rounded == int(rounded) else f"{rounded:.1f}"


def counted(count: int, word: str, plural: str = "") -> str:
    """Return a number with its word.

    Example:
        >>> counted(1, "passage"), counted(2, "proposition")
        ('1 passage', '2 propositions')
    """
    return f"{count:,} {word if count == 1 else plural or word + 's'}"
