"""The closed lists of the model: the words that people write, and the terms they stand for."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Final

from ..errors import ParameterError
from .vocabulary import expand

if TYPE_CHECKING:
    from collections.abc import Sequence

CLOSED_LISTS: Final[dict[str, dict[str, str]]] = {
    "stance": {
        "supports": "supports",
        "leans towards": "leansTowards",
        "ambivalent": "ambivalent",
        "leans against": "leansAgainst",
        "opposes": "opposes",
        "declines to say": "declinesToSay",
    },
    "extent": {"all": "all", "most": "most", "many": "many", "some": "some"},
    "mode": {"demands": "demands", "affirms": "affirms", "mentions": "mentions"},
    "involvement": {
        "launched": "launched",
        "prepared": "prepared",
        "signed": "signed",
        "supports": "endorsed",
        "recommended": "recommended",
        "declined": "declined",
        "criticised": "criticised",
    },
    "link": {
        "entails": "entails",
        "incompatible with": "incompatibleWith",
        "same question": "sameQuestion",
    },
    "basis": {"logical": "logical", "editor's judgement": "editorsJudgement"},
    "evidence kind": {"self-stated": "selfStated", "reported": "reported", "inferred": "inferred"},
    "status": {
        "draft": "draft",
        "reviewed": "reviewed",
        "disputed": "disputed",
        "withdrawn": "withdrawn",
        "embargoed": "embargoed",
    },
    "organisation kind": {
        "party": "party",
        "union": "union",
        "campaign": "campaignGroup",
        "movement": "movement",
        "media": "media",
        "government body": "governmentBody",
        "other": "otherOrganisation",
    },
}
"""By list: each word, and the local name of its term in the model's namespace."""


def words_of(name: str) -> list[str]:
    """Return the words of a closed list, in the list's order."""
    return list(CLOSED_LISTS[name])


def closed_list_term(name: str, word: str, *, where: str = "", offered: Sequence[str] = ()) -> str:
    """Return the IRI of the term that a word of a closed list stands for.

    Args:
        name: a key of `CLOSED_LISTS`.
        word: as people write it, or the term's local name; case, blanks,
            hyphens and underscores do not matter.
        where: what the error names as the place of the fault; the list if left out.
        offered: the words that the error may offer; all of the list if left out.

    Raises:
        ParameterError: the list has no such word.

    Example:
        >>> closed_list_term("stance", "Leans-towards")
        'https://w3id.org/stancegraph/ontology#leansTowards'
    """
    words = CLOSED_LISTS[name]
    found = _terms(name).get(_key(word.removeprefix("sg:").removeprefix(expand("sg:"))))
    if found is None:
        able = offered or list(words)
        near = get_close_matches(word.lower(), able, n=1, cutoff=0.75)
        hint = f"did you mean {near[0]!r}?" if near else f"take one of {', '.join(able)}"
        raise ParameterError(f"{where or name}: {word!r} is not in the list; {hint}")
    return expand(f"sg:{found}")


@cache
def _terms(name: str) -> dict[str, str]:
    """Return the term of each word, and of each term's own name, in the form that is compared."""
    words = CLOSED_LISTS[name]
    by_word = {_key(word): local for word, local in words.items()}
    return {_key(local): local for local in words.values()} | by_word


def _key(word: str) -> str:
    return "".join(c for c in word.casefold() if c.isalnum())
