"""Statements as sentences for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..records.words import locator, word

if TYPE_CHECKING:
    from ..records.opened import OpenGraph
    from ..records.record import Record

_OPEN_END = "/.."
"""How an EDTF interval ends that has not ended."""


def sentence(kg: OpenGraph, record: Record, *, subject: bool = True) -> str:
    """Return a statement in words.

    Args:
        kg: an open graph.
        record: a statement or a link.
        subject: begin with whom it is about.
    """
    about = {
        "position": ("sg:holder", _position),
        "clause": ("sg:petition", _clause),
        "involvement": ("sg:agent", _involvement),
        "change": ("sg:holder", change_text),
        "membership": ("org:member", _membership),
        "characterisation": ("sg:about", _characterisation),
        "text": ("sg:petition", _text),
        "link": ("sg:from", _link),
    }
    property_, tell = about[record.kind]
    said = tell(kg, record)
    notes = [f"{word(record.one('sg:extent'), kg.lang)} of them"] if record.one("sg:extent") else []
    notes += [when] if (when := validity(record)) else []
    said += f" ({', '.join(notes)})" if notes else ""
    if not subject:
        return said
    colon = ":" if record.kind == "characterisation" else ""
    return f"{kg.names.label(record.one(property_), kg.lang)}{colon} {said}"


def validity(record: Record) -> str:
    """Return when a statement held, as far as it was told, in words; empty where it was not."""
    told = record.one("sg:dateAsStated")
    start = record.one("sg:validFrom") or record.one("sg:earliest")
    end = record.one("sg:validThrough") or record.one("sg:latest")
    if told.endswith(_OPEN_END) and end:
        # The source knew of no end, and what it said stays on record as it was.
        began = told.removesuffix(_OPEN_END)
        return f"through {end}" if began == ".." else f"from {began} through {end}"
    if told:
        return told
    if start and end and start != end:
        return f"from {start} through {end}"
    if start:
        return f"since {start}" if record.kind == "position" else f"on {start}"
    return f"through {end}" if end else ""


def quote(evidence: Record, *, place: bool = False) -> str:
    """Return a passage's words in quotation marks, else where it stands.

    Args:
        evidence: the piece of evidence.
        place: give the place too where there are words.
    """
    words, where = evidence.text("oa:exact"), locator(evidence)
    if not words:
        return where
    return f"“{words}” ({where})" if place and where else f"“{words}”"


def attribution(kg: OpenGraph, pieces: list[Record]) -> str:
    """Return on whose word pieces of evidence stand, and who relays it; empty for none."""
    claimants = _labels(kg, pieces, "prov:wasAttributedTo")
    relayers = _labels(kg, pieces, "sg:relayedBy")
    if not claimants:
        return ""
    relayed = f", relayed by {', '.join(relayers)}" if relayers else ""
    return f"according to {', '.join(claimants)}{relayed}"


def source(kg: OpenGraph, statement: Record, *, quotes: bool = False) -> str:
    """Return on whose word a statement stands and where; empty where there is no evidence.

    Args:
        kg: an open graph.
        statement: a statement or a link.
        quotes: give the words of the passages too.
    """
    pieces = kg.records.evidence_of(statement)
    said = attribution(kg, pieces)
    quoted = [piece for piece in pieces if quotes and piece.text("oa:exact")]
    # Beside another piece, a place in front would seem to be that of every quote.
    apart = len(pieces) > 1
    placed = [piece for piece in pieces if not (apart and piece in quoted)]
    places = list(dict.fromkeys(locator(e).split(",")[0] for e in placed if locator(e)))
    said += f" ({'; '.join(places)})" if said and places else ""
    if any(piece.word("sg:evidenceKind") == "inferred" for piece in pieces):
        said += ", inferred by the editor"
    words = [quote(piece, place=apart) for piece in quoted]
    return f"{said}: {', '.join(words)}" if words else said


def _labels(kg: OpenGraph, pieces: list[Record], curie: str) -> list[str]:
    return sorted({kg.names.label(iri, kg.lang) for piece in pieces for iri in piece.many(curie)})


def change_text(kg: OpenGraph, record: Record) -> str:
    """Return a reported change in words, without its subject, extent and date."""
    subject = record.one("sg:proposition") or record.one("sg:topic")
    parts = [f"changed on {kg.names.label(subject, kg.lang)}"]
    before, after = record.one("sg:stanceBefore"), record.one("sg:stanceAfter")
    if before or after:
        first = word(before, kg.lang) if before else "not told"
        parts.append(f"from {first} to {word(after, kg.lang) if after else 'not told'}")
    if record.text("sg:direction"):
        parts.append(f"“{record.text('sg:direction', kg.lang)}”")
    if record.one("sg:event"):
        parts.append(f"after {kg.names.label(record.one('sg:event'), kg.lang)}")
    return " ".join(parts)


def _position(kg: OpenGraph, record: Record) -> str:
    stance = word(record.one("sg:stance"), kg.lang)
    return f"{stance}: {kg.names.label(record.one('sg:proposition'), kg.lang)}"


def _clause(kg: OpenGraph, record: Record) -> str:
    mode, stance = word(record.one("sg:mode"), kg.lang), word(record.one("sg:stance"), kg.lang)
    return f"{mode}, {stance}: {kg.names.label(record.one('sg:proposition'), kg.lang)}"


def _involvement(kg: OpenGraph, record: Record) -> str:
    target = record.one("sg:petition") or record.one("sg:campaign")
    audience = ", ".join(kg.names.label(a, kg.lang) for a in record.many("sg:audience"))
    text = f"{word(record.one('sg:involvementKind'), kg.lang)} {kg.names.label(target, kg.lang)}"
    return f"{text} to {audience}" if audience else text


def _membership(kg: OpenGraph, record: Record) -> str:
    role = record.one("org:role")
    name = kg.names.label(role, kg.lang) if role else "member"
    return f"– {kg.names.label(record.one('org:organization'), kg.lang)}: {name}"


def _characterisation(kg: OpenGraph, record: Record) -> str:
    return record.text("sg:summary", kg.lang)


def _text(kg: OpenGraph, record: Record) -> str:
    del kg
    return f"exists in the language {record.one('schema:inLanguage')}"


def _link(kg: OpenGraph, record: Record) -> str:
    kind, basis = (
        word(record.one("sg:linkKind"), kg.lang),
        word(record.one("sg:linkBasis"), kg.lang),
    )
    return f"– {kind} – {kg.names.label(record.one('sg:to'), kg.lang)} ({basis})"
