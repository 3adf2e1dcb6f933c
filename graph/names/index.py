"""The names of a graph: from a name to a thing, and from a thing to its label."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode, QueryBoolean

from ..errors import NotFound
from ..model.vocabulary import KINDS, STATEMENTS, expand
from .keys import key, latin_key
from .near import NearNames

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..store.base import Queryable

_NAMED = (
    *("organisation", "person", "group", "event", "topic", "proposition"),
    *("campaign", "petition", "document", "role"),
)
_LABELS = {
    expand("skos:prefLabel"): 0,
    expand("dcterms:title"): 1,
    expand("skos:altLabel"): 2,
    expand("skos:hiddenLabel"): 3,
}
_NEAR_SCORE = 70


class Name(NamedTuple):
    """One name of a thing.

    Attributes:
        text: the name.
        lang: its language tag, empty for none.
        rank: 0 preferred label, 1 title, 2 alias, 3 for search only.
    """

    text: str
    lang: str
    rank: int


class Match(NamedTuple):
    """What a search found: the thing, its label and kind, and how well it fits (0 to 100)."""

    iri: str
    label: str
    kind: str
    matched: str
    score: float


class NameIndex:
    """Names of everything in a store that has a name; read once, when first asked."""

    def __init__(self, store: Queryable, prefixes: dict[str, str], base: str) -> None:
        """Remember where to read.

        Args:
            store: what is asked.
            prefixes: for CURIEs.
            base: where the IRIs of the graph's things start.
        """
        self._store = store
        self._prefixes = prefixes
        self._base = base

    name_kinds = _NAMED
    """The kinds of thing that have names."""

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The kind of each named thing, by IRI."""
        classes = {KINDS[kind]: kind for kind in _NAMED}
        rows = self._store.scan(
            ("thing", "class"), f"VALUES ?class {{ {_iris(classes)} }} ?thing a ?class"
        )
        found: dict[str, str] = {}
        for thing, cls in rows:
            iri, kind = thing.value, classes[cls.value]
            if found.get(iri) in {None, "topic"}:
                found[iri] = kind
        return found

    @cached_property
    def names(self) -> dict[str, list[Name]]:
        """All names of each thing, by IRI, the preferred ones first."""
        rows = self._store.scan(
            ("thing", "label", "property"),
            f"VALUES ?property {{ {_iris(_LABELS)} }} ?thing ?property ?label",
        )
        found: dict[str, list[Name]] = defaultdict(list)
        for thing, label, prop in rows:
            if thing.value in self.kinds:
                lang = getattr(label, "language", None) or ""
                found[thing.value].append(Name(label.value, lang, _LABELS[prop.value]))
        for names in found.values():
            names.sort(key=lambda n: (n.rank, n.lang, n.text))
        return found

    @cached_property
    def _by_key(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for iri, names in self.names.items():
            for form in _forms(names):
                found[form].add(iri)
        return found

    @cached_property
    def _near(self) -> dict[str, NearNames]:
        """What comes near a name, by family of kinds."""
        found: dict[str, NearNames] = defaultdict(NearNames)
        for form, iris in self._by_key.items():
            for iri in iris:
                found[_family(self.kinds[iri])].add(form, iri)
        return found

    def learn(self, iri: str, kind: str, names: Sequence[Name]) -> None:
        """Take in a thing that is being added, so that names stand for it at once."""
        self.kinds[iri] = kind
        known = self.names.setdefault(iri, [])
        known += [name for name in names if name not in known]
        known.sort(key=lambda n: (n.rank, n.lang, n.text))
        for form in _forms(names):
            self._by_key[form].add(iri)
            if "_near" in self.__dict__:
                self._near[_family(kind)].add(form, iri)

    def called(self, names: Iterable[str]) -> list[str]:
        """Return the IRIs of all things that have one of these names, letter by letter."""
        wanted = set(names)
        found = {iri for name in wanted for iri in self._by_key.get(key(name), ())}
        return sorted(iri for iri in found if any(n.text in wanted for n in self.names[iri]))

    def identifier(self, text: str, kinds: Sequence[str]) -> str | None:
        """Return the IRI that a text writes out, abbreviates, or ends in as slug of a kind."""
        iri = self.expand(text) or f"{self._base}{kinds[0]}/{text}"
        return iri if _is_iri(iri) else None

    def near(self, names: Iterable[str], kind: str) -> list[str]:
        """Return the IRIs of things of a kind's family with a name like these, nearest first."""
        found = self._near[_family(kind)].near(names)
        return sorted(found, key=lambda iri: (found[iri], iri))

    def kind(self, iri: str) -> str:
        """Return the kind of a named thing, or an empty string."""
        return self.kinds.get(iri, "")

    def label(self, iri: str, lang: str = "en") -> str:
        """Return a thing's label: in the language, else English, else any, else its CURIE."""
        names = self.names.get(iri)
        if not names:
            return self.curie(iri)
        top = [n for n in names if n.rank <= 1] or names
        for wanted in (lang, "en"):
            for name in top:
                if name.lang == wanted:
                    return name.text
        return top[0].text

    def aliases(self, iri: str, lang: str | None = None, *, search_only: bool = False) -> list[str]:
        """Return a thing's other names, without those that only search uses.

        Args:
            iri: the thing.
            lang: only names in this language, or in any if left out.
            search_only: also the names that only search uses.
        """
        most = 3 if search_only else 2
        label = self.label(iri, lang or "en")
        return list(
            dict.fromkeys(
                n.text
                for n in self.names.get(iri, ())
                if n.rank <= most and n.text != label and (lang is None or n.lang in {lang, ""})
            )
        )

    def short_label(self, iri: str, lang: str = "en") -> str:
        """Return the shortest alias in the language, or the label where there is none."""
        short = [n.text for n in self.names.get(iri, ()) if n.rank == 2 and n.lang == lang]  # noqa: PLR2004
        return min(short, key=len) if short else self.label(iri, lang)

    def curie(self, iri: str) -> str:
        """Return an IRI shortened by a known prefix, or the IRI itself."""
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        for prefix, namespace in self._prefixes.items():
            if iri[:cut] == namespace:
                return f"{prefix}:{iri[cut:]}"
        return iri

    def words(self, lang: str) -> dict[str, str]:
        """Return the closed lists' words, from English to a language; empty for English."""
        if lang == "en":
            return {}
        from .words import closed_list_words

        return closed_list_words(lang)

    def resolve(
        self, text: str, kinds: Sequence[str] | None = None, *, wanted: str = "thing"
    ) -> str:
        """Return the IRI of the thing that a label, alias, slug, CURIE or IRI stands for.

        Args:
            text: what the user wrote.
            kinds: only things of these kinds; all that have names if left out.
            wanted: the kind in words, for the message.

        Raises:
            NotFound: nothing answers to it, or more than one thing; the
                candidates are the nearest labels.
        """
        candidates = self._candidates(text, kinds)
        if len(candidates) == 1:
            return candidates[0]
        if candidates:
            labels = sorted(self.label(iri) for iri in candidates)
            message = (
                f"{wanted} {text!r} is ambiguous; it may be "
                f"{' or '.join(map(repr, labels))}, say which"
            )
            raise NotFound(message, name=text, candidates=labels)
        near = [m.label for m in self.find(text, kinds=kinds, limit=3)]
        listed = kinds[0] if kinds else "organisation"
        hint = f"; did you mean {' or '.join(map(repr, dict.fromkeys(near)))}?" if near else ""
        message = f"no {wanted} {text!r}{hint} (stancegraph list {_plural(listed)})"
        raise NotFound(message, name=text, candidates=near)

    @cached_property
    def merged(self) -> dict[str, str]:
        """What now stands for each thing that was merged into another."""
        rows = self._store.scan(("gone", "kept"), f"?gone <{expand('sg:mergedInto')}> ?kept")
        return {gone.value: kept.value for gone, kept in rows}

    def current(self, iri: str) -> str:
        """Return the thing that stands for another, which is itself unless it was merged."""
        seen = set()
        while iri in self.merged and iri not in seen:
            seen.add(iri)
            iri = self.merged[iri]
        return iri

    def _candidates(self, text: str, kinds: Sequence[str] | None) -> list[str]:
        """Return what a text stands for, first as identifier, then as name."""

        def fits(iri: str) -> bool:
            return iri in self.kinds and (kinds is None or self.kinds[iri] in kinds)

        iri = self.expand(text)
        if iri is not None and fits(self.current(iri)):
            return [self.current(iri)]
        slugs = [self.current(f"{self._base}{kind}/{text}") for kind in kinds or _NAMED]
        found = [iri for iri in dict.fromkeys(slugs) if fits(iri)]
        if found:
            return found
        return sorted(iri for iri in self._by_key.get(key(text), ()) if fits(iri))

    def expand(self, text: str) -> str | None:
        """Return the IRI that a text writes out or abbreviates, or None."""
        text = text.strip()
        if text.startswith("<") and text.endswith(">"):
            text = text[1:-1]
        if text.startswith(("http://", "https://", "urn:")):
            return text
        prefix, colon, local = text.partition(":")
        if colon and prefix in self._prefixes and local:
            return self._prefixes[prefix] + local
        return None

    def statement(self, text: str) -> str:
        """Return the IRI of a statement, given as IRI, CURIE or slug.

        Raises:
            NotFound: the graph has no such statement.
        """
        written = self.expand(text)
        options = (
            [written] if written else [f"{self._base}{k}/{text}" for k in (*STATEMENTS, "link")]
        )
        for iri in options:
            if _is_iri(iri) and self._ask(f"ASK {{ <{iri}> a ?class }}"):
                return iri
        message = (
            f"no statement {text!r}; take an IRI from a column statement_iri "
            "(stancegraph query positions-of -p actor=NAME --iris)"
        )
        raise NotFound(message, name=text)

    def thing_or_statement(self, text: str) -> str:
        """Return the IRI of a named thing or, where a text identifies one, of a statement.

        Raises:
            NotFound: it stands for neither.
        """
        try:
            return self.resolve(text)
        except NotFound:
            iri = self.expand(text)
            if iri is None or not _is_iri(iri) or not self._ask(f"ASK {{ <{iri}> a ?class }}"):
                raise
            return iri

    def find(
        self, text: str, *, kinds: Sequence[str] | None = None, limit: int = 10
    ) -> list[Match]:
        """Return the things whose names come near a text, best first.

        Args:
            text: part of a name, alias or transliteration; typing errors are forgiven.
            kinds: only things of these kinds.
            limit: at most so many.
        """
        from rapidfuzz import fuzz

        wanted = key(text)
        if not wanted:
            return []
        best: dict[str, Match] = {}
        for iri, names in self.names.items():
            kind = self.kinds[iri]
            if kinds is not None and kind not in kinds:
                continue
            for name in names:
                score = max(
                    _score(fuzz, wanted, k) for k in (key(name.text), latin_key(name.text)) if k
                )
                if score >= _NEAR_SCORE and (iri not in best or score > best[iri].score):
                    best[iri] = Match(iri, self.label(iri), kind, name.text, score)
        return sorted(best.values(), key=lambda m: (-m.score, m.label, m.iri))[:limit]

    def of_kind(self, kind: str, lang: str = "en") -> list[str]:
        """Return the IRIs of all things of a kind, sorted by label."""
        return sorted(
            (iri for iri, k in self.kinds.items() if k == kind),
            key=lambda iri: (key(self.label(iri, lang)), iri),
        )

    def _ask(self, text: str) -> bool:
        answer = self._store.query(text)
        return isinstance(answer, QueryBoolean) and bool(answer)


def _forms(names: Iterable[Name]) -> set[str]:
    """Return the forms of names that are compared."""
    found: set[str] = set()
    for name in names:
        found |= {key(name.text), latin_key(name.text) or ""}
    return found - {""}


def _family(kind: str) -> str:
    """Return the kinds that may be mistaken for each other: all agents, else each its own."""
    return "agent" if kind in {"organisation", "person", "group"} else kind


def _iris(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in iris)


def _is_iri(text: str) -> bool:
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def _score(fuzz: object, wanted: str, name: str) -> float:
    """Return how well a name fits: whole, at its start, inside, or by likeness."""
    if wanted == name:
        return 100.0
    if name.startswith(wanted):
        return 95.0
    if f" {wanted}" in name:
        return 90.0
    if len(wanted) > 2 and wanted in name:  # noqa: PLR2004
        return 85.0
    whole = max(fuzz.ratio(wanted, name), fuzz.token_sort_ratio(wanted, name))  # type: ignore[attr-defined]
    inside = 0.85 * fuzz.partial_ratio(wanted, name) if len(wanted) > 4 else 0.0  # type: ignore[attr-defined]  # noqa: PLR2004
    return min(84.0, max(float(whole), float(inside)))


def _plural(kind: str) -> str:
    return {"person": "people"}.get(kind, f"{kind}s")
