"""What a generated graph draws from: sizes, chances, documents, evidence."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise
from random import Random
from typing import TYPE_CHECKING, Final

from ntriples import TERM, Pair, day, describe, integer, statement, text, thing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STATUSES: Final = (
    *(("reviewed", 940), ("draft", 30), ("withdrawn", 14)),
    *(("disputed", 9), ("embargoed", 7)),
)
WORDS: Final = (
    *("peace", "arms", "trade", "border", "release", "prisoners"),
    *("wages", "climate", "housing", "vote", "sanctions", "strike"),
    *("ceasefire", "rights", "water", "land", "school", "tax"),
)
FIRST_DAY: Final = date(2005, 1, 1).toordinal()
DAY_COUNT: Final = 20 * 365


def weighted(rng: Random, choices: Sequence[tuple[str, int]]) -> str:
    """Draw one name by its weight."""
    names, weights = zip(*choices, strict=True)
    return str(rng.choices(names, weights)[0])


class Zipf:
    """Numbers 1 to `count`, the low ones more often (Zipf-Mandelbrot)."""

    def __init__(self, count: int, exponent: float, shift: float) -> None:
        """Weigh the number of rank r by (r + shift) to the power of -exponent."""
        self.weights = [(rank + shift) ** -exponent for rank in range(1, count + 1)]
        self.weights[0] *= 1.2  # chance must not let the second overtake the first
        self._sums = list(accumulate(self.weights))

    def pick(self, rng: Random) -> int:
        """Return one number."""
        return bisect(self._sums, rng.random() * self._sums[-1]) + 1

    def sample(self, rng: Random, count: int) -> list[int]:
        """Return that many different numbers, in the order drawn."""
        drawn: dict[int, None] = {}
        while len(drawn) < count:
            drawn[self.pick(rng)] = None
        return list(drawn)

    def share(self, total: int, most: int) -> list[int]:
        """Return how many of `total` each number gets, none above `most`."""
        caps = [most * (weight / self.weights[0]) ** 0.5 for weight in self.weights]
        scale = total / self._sums[-1]
        while True:
            pairs = zip(caps, self.weights, strict=True)
            shares = [min(cap, weight * scale) for cap, weight in pairs]
            if sum(shares) >= min(0.999 * total, sum(caps)):
                break
            scale *= 1.001 * total / sum(shares)
        sums = [0, *(round(mark) for mark in accumulate(shares))]
        rounded = [after - before for before, after in pairwise(sums)]
        return sorted(rounded, reverse=True)


@dataclass(frozen=True)
class Sizes:
    """How many things of each kind a graph of a given size has."""

    organisations: int
    people: int
    groups: int
    memberships: int
    topics: int
    propositions: int
    petitions: int
    involvements: int
    changes: int
    characterisations: int
    events: int
    documents: int

    @classmethod
    def of(cls, triples: int) -> Sizes:
        """Return the sizes: what is debated grows by the root, the rest in step."""
        million = triples / 1_000_000
        root = million**0.5
        counts = (
            *(3_000 * million, 2_000 * million, 400 * million, 1_500 * million),
            *(30 * root, 600 * root, 300 * million, 6_000 * million),
            *(900 * million, 1_500 * million, 60 * root, 5_000 * million),
        )
        return cls(*(max(6, round(count)) for count in counts))


@dataclass(frozen=True)
class Document:
    """What evidence needs to know of its document."""

    iri: str
    creator: str
    issued: int


class World:
    """The sizes, the seeded chances and the evidence written so far."""

    def __init__(self, triples: int, seed: int) -> None:
        """Plan a graph of about that many triples."""
        self.sizes = Sizes.of(triples)
        self.seed = seed
        self.organisation = Zipf(self.sizes.organisations, 1.0, 20)
        self.proposition = Zipf(self.sizes.propositions, 0.8, 3)
        self._document = Zipf(self.sizes.documents, 0.8, 5)
        self.documents: list[Document] = []
        self._passages: Counter[str] = Counter()
        self._last_report = ("", 0)

    def chances(self, purpose: str) -> Random:
        """Return a stream of its own, so that one kind never shifts another."""
        return Random(f"{self.seed}/{purpose}")

    def agent(self, rng: Random) -> str:
        """Return an organisation, now and then a person or a group."""
        chance = rng.random()
        if chance < 0.92:
            return thing("organisation", self.organisation.pick(rng))
        if chance < 0.97:
            return thing("person", rng.randint(1, self.sizes.people))
        return thing("group", rng.randint(1, self.sizes.groups))

    def evidence(self, rng: Random, holder: str, *, fresh: bool = False) -> tuple[str, str, int]:
        """Make one piece of evidence for what is said of `holder`.

        Args:
            rng: where chances come from.
            holder: the claimant of what is self-stated.
            fresh: a new passage in the holder's own words, never a shared one.

        Returns:
            Its IRI, its lines (none if the passage is shared) and the day of
            its document.
        """
        chance = 0.2 if fresh else rng.random()
        if chance < 0.04 and self._last_report[0]:
            return (self._last_report[0], "", self._last_report[1])
        document = self.documents[self._document.pick(rng) - 1]
        claimant, kind, relays = holder, "selfStated", chance > 0.93
        if 0.45 < chance < 0.9:
            claimant, kind = document.creator, "reported"
        elif chance > 0.96:
            claimant, kind = self.agent(rng), "reported"
        elif 0.9 <= chance < 0.93:
            claimant, kind = document.creator, "inferred"
        passage = self._passages[document.iri]
        self._passages[document.iri] += 1
        iri = statement("evidence", document.iri, claimant, kind, str(passage))
        pairs = [
            ("rdf:type", TERM["sg:Evidence"]),
            ("oa:hasSource", document.iri),
            ("prov:wasAttributedTo", claimant),
            ("sg:evidenceKind", TERM["sg:" + kind]),
            ("dcterms:created", recorded(rng)),
            *_passage(rng, passage),
        ]
        if relays and document.creator != claimant:
            pairs.append(("sg:relayedBy", document.creator))
        if kind == "reported" and not relays:
            self._last_report = (iri, document.issued)
        return (iri, describe(iri, pairs), document.issued)


def _passage(rng: Random, number: int) -> Iterator[Pair]:
    yield ("sg:paragraph", integer(number // 3 + 1))
    if rng.random() < 0.5:
        yield ("oa:start", integer(number * 120))
        yield ("oa:end", integer(number * 120 + rng.randint(20, 110)))
    if rng.random() < 0.2:
        yield ("oa:exact", text(" ".join(rng.sample(WORDS, rng.randint(2, 8)))))
    if rng.random() < 0.4:
        words = " and ".join(rng.sample(WORDS, 3))
        yield ("sg:summary", text(f"Speaks of {words}", "en"))


def recorded(rng: Random) -> str:
    """Return the day on which a statement was entered, in 2025."""
    return day(FIRST_DAY + DAY_COUNT + 5 + rng.randrange(360))


def editorial(rng: Random, status: str = "") -> list[Pair]:
    """Return status and day of entry, and the reason where one is withdrawn."""
    status = status or weighted(rng, STATUSES)
    pairs = [("adms:status", TERM["sg:" + status]), ("dcterms:created", recorded(rng))]
    if status == "withdrawn":
        pairs.append(("skos:note", text("Withdrawn: read wrongly", "en")))
    return pairs


def labels(rng: Random, english: str, french: str) -> Iterator[Pair]:
    """Yield an English label, and a French one for a quarter of the things."""
    yield ("skos:prefLabel", text(english, "en"))
    if rng.random() < 0.25:
        yield ("skos:prefLabel", text(french, "fr"))


class Draft:
    """A statement while its pairs are collected, with its evidence."""

    def __init__(self, world: World, rng: Random, kind: str, holder: str, pieces: int = 1) -> None:
        """Draw that many pieces of evidence for what is said of `holder`."""
        self.kind = kind
        self._rng = rng
        self._evidence = [world.evidence(rng, holder) for _ in range(pieces)]
        self.pairs: list[Pair] = []

    @property
    def known_from(self) -> int:
        """The day of the earliest document."""
        return min(issued for _, _, issued in self._evidence)

    def lines(self, name: str, *content: str) -> Iterator[tuple[str, str]]:
        """Yield the evidence, then the statement under an IRI minted from content."""
        evidence = sorted(iri for iri, _, _ in self._evidence)
        return self.write(name, statement(self.kind, *content, *evidence))

    def write(self, name: str, iri: str) -> Iterator[tuple[str, str]]:
        """Yield the evidence, then the statement, each with its file."""
        pieces: dict[str, str] = {}
        for one, lines, _ in self._evidence:
            pieces.setdefault(one, lines)  # a shared passage comes again without its lines
        for lines in pieces.values():
            if lines:
                yield "evidence.ttl", lines
        self.pairs += [("sg:evidence", one) for one in pieces]
        yield name, describe(iri, [*self.pairs, *editorial(self._rng)])
