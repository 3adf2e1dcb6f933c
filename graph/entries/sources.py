"""On whose word: documents, and the passages in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from .agents import AGENTS
from .entry import Entry, Reference, Words
from .field import says

if TYPE_CHECKING:
    from collections.abc import Sequence

DOCUMENT_FORMS = {
    "article": "schema:Article",
    "book": "schema:Book",
    "report": "schema:Report",
    "speech": "schema:CreativeWork",
    "web page": "schema:WebPage",
    "video": "schema:VideoObject",
    "recording": "schema:AudioObject",
    "social media posting": "schema:SocialMediaPosting",
    "other": "schema:CreativeWork",
}
"""The forms that a document can have, and the schema.org class of each."""


@dataclass(frozen=True, kw_only=True)
class Document(Entry):
    """A published text, recording or picture that statements rest on.

    Attributes:
        slug: the readable end of its IRI; made of the title if left out.
    """

    KIND: ClassVar = "document"
    CLASSES: ClassVar = ("schema:CreativeWork",)

    title: Words = field(metadata=says("dcterms:title", "name", "Its title.", required=True))
    author: Reference | Sequence[Reference] = field(
        metadata=says("dcterms:creator", "thing", "Who wrote it.", kinds=AGENTS, required=True)
    )
    issued: str = field(
        metadata=says("dcterms:issued", "day", "Day of publication.", required=True)
    )
    form: str = field(default="", metadata=says("rdf:type", "form", "What it is."))
    url: str = field(default="", metadata=says("schema:url", "web", "Where it can be read."))
    archived_at: str = field(
        default="", metadata=says("schema:archivedAt", "web", "Where a copy is kept.")
    )
    sha256: str = field(
        default="",
        metadata=says("sg:sha256", "checksum", "SHA-256 of the file's bytes."),
    )
    written_in: str = field(
        default="",
        metadata=says("dcterms:language", "language", "Language that it is in, as in en."),
    )
    slug: str = ""


@dataclass(frozen=True, kw_only=True)
class Evidence(Entry):
    """One passage of a document, and who makes the claim in it.

    It needs a place: a quote, a paragraph, a range of characters or words.

    Attributes:
        document: where it stands.
        claimant: who makes the claim; whoever wrote the document if left out, which
            has to be one author.
        kind: whose word it is; if left out, the holder's own where the holder is
            the claimant, else reported by another.
        paragraph: non-blank line of the document, counted from 1.
        start: first character, in Unicode code points of the whole text from 0.
        end: the character behind the last one.
    """

    KIND: ClassVar = "evidence"
    CLASSES: ClassVar = ("sg:Evidence",)
    IDENTITY: ClassVar = (
        *("document", "paragraph", "start", "end", "quote", "prefix", "suffix", "locator"),
        *("claimant", "kind"),
    )
    NAMED_AFTER: ClassVar = ("document",)

    document: Reference = field(
        metadata=says(
            "oa:hasSource", "thing", "Document that it stands in.", kinds=("document",),
            required=True,
        )
    )  # fmt: skip
    claimant: Reference | Sequence[Reference] = field(
        default=(),
        metadata=says(
            "prov:wasAttributedTo", "thing",
            "Who makes the claim; the document's only author if left out.", kinds=AGENTS,
            required=True,
        ),
    )  # fmt: skip
    kind: str = field(
        default="",
        metadata=says(
            "sg:evidenceKind", "choice",
            "Whose word it is; self-stated if the claimant is the holder, else reported.",
            words="evidence kind", option="evidence-kind", required=True,
        ),
    )  # fmt: skip
    quote: Words = field(
        default="", metadata=says("oa:exact", "text", "The words themselves, exactly.")
    )
    prefix: Words = field(
        default="", metadata=says("oa:prefix", "text", "The words just before the quote.")
    )
    suffix: Words = field(
        default="", metadata=says("oa:suffix", "text", "The words just behind the quote.")
    )
    paragraph: int | str = field(
        default="",
        metadata=says(
            "sg:paragraph", "number", "Paragraph: non-blank line, counted from 1.", least=1
        ),
    )
    start: int | str = field(
        default="",
        metadata=says("oa:start", "number", "First character, counted from 0."),
    )
    end: int | str = field(
        default="",
        metadata=says("oa:end", "number", "Character behind the last one."),
    )
    locator: Words = field(
        default="", metadata=says("sg:locator", "plain", "Place in words, as in 'page 3'.")
    )
    relayed_by: Sequence[Reference] = field(
        default=(),
        metadata=says("sg:relayedBy", "thing", "Who passes the claim on.", kinds=AGENTS),
    )
    passage: Words = field(
        default="",
        metadata=says("sg:summary", "text", "What the passage says, in your words."),
    )
    disputes: Sequence[Reference] = field(
        default=(),
        metadata=says(
            "cito:disputes", "thing", "Statement that it answers.",
            kinds=("position", "change", "clause", "text", "involvement", "characterisation",
                   "membership", "link"),
        ),
    )  # fmt: skip
