"""How records are put into words: stances, places in a document, evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..names.words import labels

if TYPE_CHECKING:
    from ..names.index import NameIndex
    from .read import Records
    from .record import Record

SIGNS = {"supports": 1, "leansTowards": 1, "ambivalent": 0, "leansAgainst": -1, "opposes": -1}
"""The side that a stance takes; declining to say has none."""

BACKING = ("launched", "prepared", "signed", "endorsed")
"""Involvements that imply a petition's demands, for organisations."""


def word(iri: str, lang: str = "en") -> str:
    """Return the word for a term of a closed list, or its local name."""
    known = labels().get(iri, {})
    return known.get(lang) or known.get("en") or iri.rsplit("#", 1)[-1]


def languages(records: Records, petition: str) -> list[str]:
    """Return the BCP 47 codes of a petition's language versions, sorted."""
    texts = records.of_kind("text")
    return sorted({t.one("schema:inLanguage") for t in texts if t.one("sg:petition") == petition})


def locator(evidence: Record) -> str:
    """Return where a passage stands, in words."""
    parts = []
    if evidence.one("sg:paragraph"):
        parts.append(f"paragraph {evidence.one('sg:paragraph')}")
    if evidence.one("oa:start"):
        parts.append(f"characters {evidence.one('oa:start')} to {evidence.one('oa:end')}")
    return ", ".join(parts) or evidence.one("sg:locator")


def evidence_record(
    records: Records, names: NameIndex, evidence: Record, lang: str = "en"
) -> dict[str, object]:
    """Return a piece of evidence as the page and the dossier show it.

    Returns:
        iri, quote, locator, summary, document, document_url, document_date,
        claimant and relayed_by (lists of labels), kind (words).
    """
    source = evidence.one("oa:hasSource")
    document = records.things.get(source)
    return {
        "iri": evidence.iri,
        "quote": evidence.text("oa:exact"),
        "locator": locator(evidence),
        "summary": evidence.text("sg:summary", lang),
        "document": names.label(source, lang),
        "document_url": document.one("schema:url") if document else "",
        "document_date": document.one("dcterms:issued") if document else "",
        "claimant": sorted(names.label(c, lang) for c in evidence.many("prov:wasAttributedTo")),
        "relayed_by": sorted(names.label(c, lang) for c in evidence.many("sg:relayedBy")),
        "kind": word(evidence.one("sg:evidenceKind"), lang),
    }
