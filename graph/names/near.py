"""Names that come so near each other that they may be of the same thing."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from .keys import key, latin_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NUMBERS = re.compile(r"\d+|\b\w\b")
_ARTICLE = re.compile(r"^(?:the|la|le|les|l'|el|los|las|il|der|die|das|de|het) ?(?=\w{3})")
_BESIDE_WORDS = ",;:.()\"'"
_EDITS_FROM = ((12, 2), (5, 1))
_BY_WORDS = "\0"
_SORTS = {
    word: sort
    for sort, words in {
        "alliance": "alianca alianza alleanza alliantie allianz",
        "association": "asociacion associacao associazione assoziation",
        "campaign": "campagna campagne campana campanha kampagne",
        "coalition": "coalicion coalitie coalizione koalition",
        "committee": "comitato comite comitee komitee komitet",
        "congress": "congres congreso congresso kongress",
        "federation": "federacion federatie federazione foderation",
        "front": "frente fronte",
        "group": "groep groupe grupo gruppe gruppo",
        "initiative": "iniciativa initiatief iniziativa",
        "institute": "institut instituto instituut istituto",
        "league": "lega liga ligue",
        "movement": "beweging bewegung mouvement movimento movimiento",
        "network": "netwerk netzwerk reseau",
        "party": "partei parti partia partido partidul partiet partij partito",
        "union": "unia unie unione",
    }.items()
    for word in words.split()
}
"""The sort of organisation that a word stands for, folded, in languages near each other."""


@cache
def edits_allowed(length: int) -> int:
    """Return how many single-character edits two names of a length may be apart.

    Example:
        >>> [edits_allowed(n) for n in (4, 5, 12)]
        [0, 1, 2]
    """
    return next((edits for least, edits in _EDITS_FROM if length >= least), 0)


def comparison_keys(name: str) -> set[str]:
    """Return the forms in which a name is compared.

    They are folded, transliterated, without article, and the right way round where a
    comma stands in it.

    Example:
        >>> sorted(comparison_keys("Рабкор"))
        ['rabkor', 'рабкор']
        >>> sorted(comparison_keys("Union, Alpha"))
        ['alpha union', 'union, alpha']
    """
    return _forms(key(name)) | _forms(latin_key(name) or "")


def _forms(folded: str) -> set[str]:
    """Return the forms of a name that is folded already."""
    found = {folded}
    last, comma, first = folded.partition(", ")
    if comma and last and first and "," not in first:
        found.add(f"{first} {last}")
    found |= {_ARTICLE.sub("", form) for form in tuple(found)}
    return found - {""}


class NearNames:
    """An index of names that finds those alike without comparing with all of them.

    Two names are alike where one becomes the other by at most two edits of a
    character, one in names of under twelve characters and none under five, or
    where they have the same words in another order, marks aside. A party may also be a
    partei there, and so may the words for other sorts of organisation. Numbers, and
    single letters, must be the same: branch 12 and branch 13 are two branches.

    A name that may be n edits away is cut into n + 1 segments, of which one at
    least stands unchanged in whatever is alike, at most n places away: PassJoin,
    Li, Deng, Wang and Feng 2011, doi:10.14778/2078331.2078340. A look-up takes
    a few hundred steps, however many names there are.
    """

    def __init__(self) -> None:
        """Start with no names."""
        self._owners: dict[str, set[str]] = {}
        self._by_segment: dict[tuple[int, int, str], list[str]] = defaultdict(list)
        self._lengths: set[int] = set()

    def add(self, name: str, iri: str) -> None:
        """Remember a name of a thing, folded already; see `keys.key`."""
        for form in _forms(name):
            self._add(form, iri)

    def _add(self, form: str, iri: str) -> None:
        owners = self._owners.get(form)
        if owners is None:
            self._owners[form] = {iri}
            self._owners.setdefault(_in_order(form), set()).add(iri)
            self._lengths.add(len(form))
            for at, start, end in _segments(len(form)):
                self._by_segment[len(form), at, form[start:end]].append(form)
        else:
            owners.add(iri)
            self._owners[_in_order(form)].add(iri)

    def near(self, names: Iterable[str]) -> dict[str, int]:
        """Return the things that have a name alike, each with the number of edits between."""
        found: dict[str, int] = {}
        for name in names:
            for form in comparison_keys(name):
                for other, edits in self._alike(form):
                    for iri in self._owners[other]:
                        found[iri] = min(edits, found.get(iri, edits))
        return found

    def _alike(self, form: str) -> Iterator[tuple[str, int]]:
        from rapidfuzz.distance import Levenshtein

        for same in (form, _in_order(form)):
            if same in self._owners:
                yield same, 0
        numbers = _NUMBERS.findall(form)
        for other in self._candidates(form):
            most = min(edits_allowed(len(form)), edits_allowed(len(other)))
            edits = Levenshtein.distance(form, other, score_cutoff=most)
            if edits <= most and _NUMBERS.findall(other) == numbers:
                yield other, edits

    def _candidates(self, form: str) -> set[str]:
        """Return the names that have a segment in common with a name, at about the same place."""
        most = edits_allowed(len(form))
        found: set[str] = set()
        for length in range(len(form) - most, len(form) + most + 1):
            if length not in self._lengths:
                continue
            shift = edits_allowed(length)
            for at, start, end in _segments(length):
                for moved in range(max(0, start - shift), start + shift + 1):
                    part = form[moved : moved + end - start]
                    found.update(self._by_segment.get((length, at, part), ()))
        found.discard(form)
        return found


def _segments(length: int) -> Iterator[tuple[int, int, int]]:
    """Cut a length into as many segments as edits are allowed and one more."""
    parts = edits_allowed(length) + 1
    if parts == 1:
        return
    for at in range(parts):
        yield at, at * length // parts, (at + 1) * length // parts


def _in_order(form: str) -> str:
    """Return the words of a form in alphabetical order, marked so that it equals no form.

    Marks beside a word are no part of it, unless there is nothing else.
    """
    words = [word.strip(_BESIDE_WORDS) or word for word in form.split()]
    return _BY_WORDS + " ".join(sorted(_SORTS.get(word, word) for word in words))
