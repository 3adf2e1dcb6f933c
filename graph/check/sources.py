"""Quotes and places of evidence, held against the texts of the documents.

Whether a passage means what a statement makes of it is for people to judge;
whether it is there is not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode

from ..quotes.find import end_at, find_quote, is_surrounded, stands_at
from ..quotes.outcome import Ambiguous, Lost
from .report import Result, plain, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..quotes.outcome import Place
    from ..quotes.sources import Sources, SourceText
    from .material import Material
    from .report import Severity

_PROPERTIES = (
    *("oa:hasSource", "oa:exact", "oa:prefix", "oa:suffix", "oa:start", "oa:end"),
    "sg:paragraph",
)
_NUMBER = re.compile(r"\d{1,12}")
_MOST_PLACES = 5


class Finding(NamedTuple):
    """A result before it has its place."""

    severity: Severity
    what: str
    todo: str


class Passage(NamedTuple):
    """What a piece of evidence says of its passage; None or empty where it says nothing.

    Attributes:
        exact: the quote.
        prefix: the words before it.
        suffix: the words behind it.
        start: its first character.
        end: the character behind its last one.
        paragraph: the non-blank line that it stands in.
    """

    exact: str
    prefix: str
    suffix: str
    start: int | None
    end: int | None
    paragraph: int | None


def source_results(material: Material, sources: Sources) -> Iterator[Result]:
    """Hold the quotes and places of a graph against the texts of its documents.

    Args:
        material: the graph.
        sources: the texts.

    Yields:
        A violation for each quote that is lost and each range outside the text;
        a warning for each that stands elsewhere than recorded, or more than
        once; one warning for each document without a text, or with another.

    Raises:
        FileProblem: a text is unreadable, too large or not UTF-8.
    """
    checksums = {
        document.value: checksum.value
        for document, checksum in material.rows(
            "SELECT ?document (MIN(STR(?sum)) AS ?first) { ?document sg:sha256 ?sum } "
            "GROUP BY ?document"
        )
        if checksum is not None
    }
    for document, passages in sorted(_passages(material).items()):
        slug = re.split(r"[/#]", document.rstrip("/#"))[-1]
        source = sources.text_of(slug, checksums.get(document, ""))
        if source is None:
            yield _located(material, document, _no_text(slug, passages, sources))
            continue
        if source.differs:
            yield _located(material, document, _other_text(source))
        for evidence, passage in sorted(passages.items()):
            for finding in _findings(passage, source):
                yield _located(material, evidence, finding)


def _passages(material: Material) -> dict[str, dict[str, Passage]]:
    """Return what evidence says of its passages, by document and evidence."""
    values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    query = f"SELECT ?thing ?name ?value {{ VALUES (?property ?name) {{ {_property_names()} }} "
    for thing, name, value in material.rows(query + "?thing a sg:Evidence ; ?property ?value }"):
        if isinstance(thing, NamedNode) and (
            name.value != "oa:hasSource" or isinstance(value, NamedNode)
        ):
            values[thing.value][name.value].append(str(getattr(value, "value", "")))
    found: dict[str, dict[str, Passage]] = defaultdict(dict)
    for evidence, said in values.items():
        # More than one of each is reported by the shapes; here the first one counts.
        texts = {name: min(said.get(name, [""])) for name in _PROPERTIES}
        passage = Passage(
            texts["oa:exact"],
            texts["oa:prefix"],
            texts["oa:suffix"],
            *(_number(texts[name]) for name in ("oa:start", "oa:end", "sg:paragraph")),
        )
        if texts["oa:hasSource"] and (passage.exact or passage[3:] != (None, None, None)):
            found[texts["oa:hasSource"]][evidence] = passage
    return found


def _property_names() -> str:
    return " ".join(f'({name} "{name}")' for name in _PROPERTIES)


def _number(text: str) -> int | None:
    return int(text) if _NUMBER.fullmatch(text) else None


def _located(material: Material, iri: str, finding: Finding) -> Result:
    severity, what, todo = finding
    return Result(severity, material.where(iri), what, todo, iri)


def _no_text(slug: str, passages: dict[str, Passage], sources: Sources) -> Finding:
    quotes = sum(bool(passage.exact) for passage in passages.values())
    places = len(passages) - quotes
    counts = [
        f"{count} {word}" + ("s" if count > 1 else "")
        for count, word in ((quotes, "quote"), (places, "place"))
        if count
    ]
    many = "was" if len(passages) == 1 else "were"
    what = f"no text of it in {plain(str(sources.folder))}"
    what += f"; its {' and '.join(counts)} {many} not checked"
    return Finding("warning", what, f"put its text there as {plain(slug)}.txt")


def _other_text(source: SourceText) -> Finding:
    what = f"{plain(source.path.name)} is not the text that was recorded"
    what += f", its SHA-256 is '{source.sha256}'"
    return Finding("warning", what, "look for the recorded text, or correct sg:sha256")


def _findings(passage: Passage, source: SourceText) -> Iterator[Finding]:
    """Hold one passage against the text of its document."""
    text, (exact, prefix, suffix, start, end, _) = source.text, passage
    if not exact:
        yield from _range_findings(passage, source)
        return
    if start is not None:
        last = end_at(text, start, exact) if end is None else end
        if last is not None and stands_at(text, start, last, exact):
            if not is_surrounded(text, start, last, prefix, suffix):
                yield _other_surroundings(exact)
            yield from _paragraph_findings(passage, source, start)
            return
    outcome = find_quote(text, exact, prefix, suffix, paragraphs=source.paragraphs)
    if isinstance(outcome, Lost):
        yield _lost(exact, outcome)
    elif isinstance(outcome, Ambiguous):
        yield _ambiguous(passage, outcome.places)
    else:
        if not outcome.as_surrounded:
            yield _other_surroundings(exact)
        if start is not None or end is not None:
            told = f"the quote {quoted(exact)} stands at {_words(outcome.place)}"
            what = f"{told}, not at the recorded {_range_words(passage)}"
            yield Finding("warning", what, "correct oa:start and oa:end, or the text")
        yield from _paragraph_findings(passage, source, outcome.place.start)


def _range_findings(passage: Passage, source: SourceText) -> Iterator[Finding]:
    """Hold the place of a passage without a quote against the text."""
    start, end, paragraph = passage[3:]
    length, count = len(source.text), len(source.paragraphs)
    if start is not None or end is not None:
        if not (start or 0) < (length if end is None else end) <= length:
            what = f"the recorded {_range_words(passage)} are no range of its text"
            todo = f"correct oa:start and oa:end, there are {length} characters"
            yield Finding("violation", what, todo)
            return
        yield from _paragraph_findings(passage, source, start or 0)
    elif paragraph is not None and not 1 <= paragraph <= count:
        what = f"paragraph {paragraph} is recorded, and its text has {count}"
        yield Finding("warning", what, "correct sg:paragraph")


def _paragraph_findings(passage: Passage, source: SourceText, start: int) -> Iterator[Finding]:
    number = source.paragraphs.at(start)
    if passage.paragraph is not None and passage.paragraph != number:
        what = f"the passage stands in paragraph {number}, not {passage.paragraph} as recorded"
        yield Finding("warning", what, "correct sg:paragraph")


def _lost(exact: str, outcome: Lost) -> Finding:
    what = f"the quote {quoted(exact)} is lost; "
    if outcome.nearest is None:
        return Finding("violation", f"{what}nothing in its text comes near", "correct oa:exact")
    what += f"the nearest passage is {quoted(outcome.passage)}, {_words(outcome.nearest)}"
    todo = "correct the quote, or put the right text in its place"
    return Finding("violation", f"{what}, score {outcome.score:.0f} of 100", todo)


def _ambiguous(passage: Passage, places: tuple[Place, ...]) -> Finding:
    shown = ", ".join(str(place.start) for place in places[:_MOST_PLACES])
    rest = ", …" if len(places) > _MOST_PLACES else ""
    what = f"the quote {quoted(passage.exact)} stands in several places, from characters"
    what += f" {shown}{rest}"
    if passage.start is not None or passage.end is not None:
        what += f", and not at the recorded {_range_words(passage)}"
    return Finding("warning", what, "record oa:start and oa:end, or more words around it")


def _other_surroundings(exact: str) -> Finding:
    what = f"the words around the quote {quoted(exact)} are others than recorded"
    todo = "look whether it still means the same, and correct oa:prefix and oa:suffix"
    return Finding("warning", what, todo)


def _words(place: Place) -> str:
    return f"characters {place.start} to {place.end} in paragraph {place.paragraph}"


def _range_words(passage: Passage) -> str:
    start, end = ("?" if n is None else n for n in (passage.start, passage.end))
    return f"characters {start} to {end}"
