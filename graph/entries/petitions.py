"""Campaigns, petitions, what they say, in which languages, and who did what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from .agents import AGENTS
from .entry import Named, Reference, Statement, Words
from .field import says


def _petition(*, required: bool = True) -> dict[str, object]:
    return dict(
        says("sg:petition", "thing", "The petition.", kinds=("petition",), required=required)
    )


@dataclass(frozen=True, kw_only=True)
class Campaign(Named):
    """An effort that petitions are part of."""

    KIND: ClassVar = "campaign"
    CLASSES: ClassVar = ("sg:Campaign",)


@dataclass(frozen=True, kw_only=True)
class Petition(Named):
    """A text to be signed.

    Attributes:
        title: the exact title; the name if left out.
    """

    KIND: ClassVar = "petition"
    CLASSES: ClassVar = ("sg:Petition",)

    title: Words = field(
        default="",
        metadata=says("dcterms:title", "name", "Exact title; its name if left out."),
    )
    campaign: Reference = field(
        metadata=says(
            "dcterms:isPartOf", "thing", "Campaign that it is part of.", kinds=("campaign",),
            required=True,
        )
    )  # fmt: skip
    url: str = field(default="", metadata=says("schema:url", "web", "Where it can be signed."))


@dataclass(frozen=True, kw_only=True)
class Clause(Statement):
    """What a petition demands, affirms or mentions."""

    KIND: ClassVar = "clause"
    CLASSES: ClassVar = ("sg:Clause",)
    IDENTITY: ClassVar = ("petition", "proposition", "stance", "mode")
    NAMED_AFTER: ClassVar = ("petition", "proposition")

    petition: Reference = field(metadata=_petition())
    proposition: Reference = field(
        metadata=says(
            "sg:proposition", "thing", "What it is about.", kinds=("proposition",), required=True
        )
    )
    stance: str = field(
        metadata=says("sg:stance", "choice", "Which way.", words="stance", required=True)
    )
    mode: str = field(
        metadata=says("sg:mode", "choice", "How it says so.", words="mode", required=True)
    )


@dataclass(frozen=True, kw_only=True)
class TextVersion(Statement):
    """A petition's text in one language."""

    KIND: ClassVar = "text"
    CLASSES: ClassVar = ("sg:TextVersion",)
    IDENTITY: ClassVar = ("petition", "language")
    NAMED_AFTER: ClassVar = ("petition", "language")

    petition: Reference = field(metadata=_petition())
    language: str = field(
        metadata=says("schema:inLanguage", "language", "Its language, as in fr.", required=True)
    )
    url: str = field(default="", metadata=says("schema:url", "web", "Where it can be read."))


@dataclass(frozen=True, kw_only=True)
class Involvement(Statement):
    """Who launched, prepared, signed, supports, recommended, declined or criticised what."""

    KIND: ClassVar = "involvement"
    CLASSES: ClassVar = ("sg:Involvement",)
    IDENTITY: ClassVar = ("actor", "petition", "campaign", "kind", "extent", "audience", "earliest")
    NAMED_AFTER: ClassVar = ("actor", "petition", "campaign")
    ONE_OF: ClassVar = ("petition", "campaign")

    actor: Reference = field(
        metadata=says("sg:agent", "thing", "Who.", kinds=AGENTS, required=True)
    )
    kind: str = field(
        metadata=says(
            "sg:involvementKind", "choice", "What they did.", words="involvement", required=True
        )
    )
    petition: Reference = field(default="", metadata=_petition(required=False))
    campaign: Reference = field(
        default="",
        metadata=says("sg:campaign", "thing", "The campaign, if no petition.", kinds=("campaign",)),
    )
    extent: str = field(
        default="", metadata=says("sg:extent", "choice", "How many of them.", words="extent")
    )
    audience: Reference = field(
        default="",
        metadata=says("sg:audience", "thing", "To whom it is recommended.", kinds=AGENTS),
    )
    earliest: str = field(
        default="",
        metadata=says("sg:earliest", "first day", "Day, month or year, or the first one possible.",
                      option="date"),
    )  # fmt: skip
    latest: str = field(
        default="",
        metadata=says("sg:latest", "last day", "Last day possible; of the date if left out."),
    )
    date_as_stated: str = field(
        default="",
        metadata=says("sg:dateAsStated", "plain", "The date as the source has it, in EDTF."),
    )
