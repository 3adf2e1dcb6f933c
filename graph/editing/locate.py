"""Finding the quote of new evidence in the text of its document."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..entries.field import Text
from ..errors import ParameterError, Refused
from ..quotes.find import find_quote
from ..quotes.outcome import Ambiguous, Found, Lost
from ..quotes.sources import ENDINGS

if TYPE_CHECKING:
    from ..entries.sources import Evidence
    from ..quotes.sources import Sources

_PLACES = 5


def located(
    evidence: Evidence, sources: Sources, document: str, recorded: str
) -> tuple[Evidence, str]:
    """Return evidence with the place of its quote, and the checksum of the document's text.

    Evidence without a quote, or of a document whose text is not at hand, comes
    back as it is, with an empty checksum.

    Args:
        evidence: as it was handed in.
        sources: the texts of documents.
        document: the IRI of its document.
        recorded: the checksum that the graph has for it, or an empty text.

    Raises:
        Refused: the quote is not in the text, or in several places, or the text
            is not the one that the graph knows.
        ParameterError: the place that was given is not where the quote stands.
    """
    slug = document.rsplit("/", 1)[-1]
    source = sources.text_of(slug, recorded)
    if source is None:
        return evidence, ""
    where = f"evidence from {slug!r}"
    if source.differs:
        message = (
            f"{where}: {source.path} is not the text that the graph knows, its SHA-256 differs; "
            "take the right file, or correct sg:sha256 of the document"
        )
        raise Refused(message)
    quote = _plain(evidence.quote)
    if not quote:
        return evidence, source.sha256
    outcome = find_quote(source.text, quote, _plain(evidence.prefix), _plain(evidence.suffix))
    if isinstance(outcome, Lost):
        raise Refused(_lost(where, quote, outcome))
    if isinstance(outcome, Ambiguous):
        shown = ", ".join(f"paragraph {p.paragraph}" for p in outcome.places[:_PLACES])
        message = (
            f"{where}: the quote {quote!r} stands in {len(outcome.places)} places ({shown}); "
            "give the words before and behind it (--prefix, --suffix)"
        )
        raise Refused(message)
    if not outcome.as_surrounded:
        message = (
            f"{where}: the quote {quote!r} stands in paragraph {outcome.place.paragraph}, among "
            "other words; correct what stands before and behind it (--prefix, --suffix)"
        )
        raise Refused(message)
    return _placed(evidence, outcome, where), source.sha256


def not_looked_for(sources: Sources, document: str) -> str:
    """Return the warning that a quote was not looked for, as there is no text of its document."""
    slug = document.rsplit("/", 1)[-1]
    expected = sources.folder / f"{slug}{ENDINGS[0]}"
    return (
        f"evidence from {slug!r}: its quote was not looked for, as {sources.folder} has no text "
        f"of it; expected {expected} (or {ENDINGS[1]})"
    )


def _placed(evidence: Evidence, found: Found, where: str) -> Evidence:
    """Return evidence with the place that was found, which must be the one that was given."""
    place = {
        "paragraph": found.place.paragraph,
        "start": found.place.start,
        "end": found.place.end,
    }
    for name, value in place.items():
        given = str(getattr(evidence, name))
        if given and given != str(value):
            message = f"{where}: {name} {given!r} is not where the quote stands, which is {value}"
            raise ParameterError(f"{message}; correct it or leave it out")
    return replace(evidence, **place)  # type: ignore[arg-type]


def _lost(where: str, quote: str, lost: Lost) -> str:
    if lost.nearest is None:
        return f"{where}: the quote {quote!r} is not in the text; check the words and the document"
    return (
        f"{where}: the quote {quote!r} is not in the text; nearest is {lost.passage!r} in "
        f"paragraph {lost.nearest.paragraph}; if that is meant, quote it exactly"
    )


def _plain(words: str | Text) -> str:
    return words.text if isinstance(words, Text) else words
