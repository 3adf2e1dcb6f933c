"""Who stands where: positions, changes that somebody reports, characterisations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from .agents import AGENTS
from .entry import Reference, Statement, Words
from .field import says

_ABOUT = (*AGENTS, "petition", "campaign", "event", "topic", "proposition", "document")


@dataclass(frozen=True, kw_only=True)
class Position(Statement):
    """What is said to be held: by whom, on what, which way, and when.

    Without a first day it is known from the day of its earliest document, without
    a last day it is presumed afterwards.
    """

    KIND: ClassVar = "position"
    CLASSES: ClassVar = ("sg:Position",)
    IDENTITY: ClassVar = (
        *("actor", "proposition", "stance", "extent"),
        *("valid_from", "valid_through"),
    )
    NAMED_AFTER: ClassVar = ("actor", "proposition")

    actor: Reference = field(
        metadata=says("sg:holder", "thing", "Who holds it.", kinds=AGENTS, required=True)
    )
    proposition: Reference = field(
        metadata=says(
            "sg:proposition", "thing", "What it is on.", kinds=("proposition",), required=True
        )
    )
    stance: str = field(
        metadata=says("sg:stance", "choice", "Which way.", words="stance", required=True)
    )
    extent: str = field(
        default="", metadata=says("sg:extent", "choice", "How many of them.", words="extent")
    )
    valid_from: str = field(
        default="",
        metadata=says("sg:validFrom", "first day", "First day, month or year.", option="from"),
    )
    valid_through: str = field(
        default="",
        metadata=says("sg:validThrough", "last day", "Last day, month or year.", option="through"),
    )
    date_as_stated: str = field(
        default="",
        metadata=says("sg:dateAsStated", "plain", "The dates as the source has them, in EDTF."),
    )
    replaces: Reference = field(
        default="",
        metadata=says(
            "dcterms:replaces", "thing", "Earlier position that it takes the place of.",
            kinds=("position",),
        ),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ReportedChange(Statement):
    """That somebody changed, on a proposition or a topic, as somebody reports it."""

    KIND: ClassVar = "change"
    CLASSES: ClassVar = ("sg:ReportedChange",)
    IDENTITY: ClassVar = ("actor", "proposition", "topic", "extent", "earliest", "latest")
    NAMED_AFTER: ClassVar = ("actor", "proposition", "topic")
    ONE_OF: ClassVar = ("proposition", "topic")

    actor: Reference = field(
        metadata=says("sg:holder", "thing", "Who changed.", kinds=AGENTS, required=True)
    )
    proposition: Reference = field(
        default="",
        metadata=says("sg:proposition", "thing", "On what.", kinds=("proposition",)),
    )
    topic: Reference = field(
        default="",
        metadata=says("sg:topic", "thing", "On what field of questions.", kinds=("topic",)),
    )
    extent: str = field(
        default="", metadata=says("sg:extent", "choice", "How many of them.", words="extent")
    )
    earliest: str = field(
        default="",
        metadata=says("sg:earliest", "first day", "First day possible.", option="from"),
    )
    latest: str = field(
        default="",
        metadata=says("sg:latest", "last day", "Last day possible.", option="through"),
    )
    date_as_stated: str = field(
        default="",
        metadata=says("sg:dateAsStated", "plain", "The dates as the source has them, in EDTF."),
    )
    before: str = field(
        default="",
        metadata=says("sg:stanceBefore", "choice", "Stance before.", words="stance"),
    )
    after: str = field(
        default="",
        metadata=says("sg:stanceAfter", "choice", "Stance afterwards.", words="stance"),
    )
    direction: Words = field(
        default="",
        metadata=says("sg:direction", "text", "Which way, in the words of the source."),
    )
    event: Reference = field(
        default="",
        metadata=says("sg:event", "thing", "Event that it followed.", kinds=("event",)),
    )


@dataclass(frozen=True, kw_only=True)
class Characterisation(Statement):
    """What an author thinks of somebody or something; never scored."""

    KIND: ClassVar = "characterisation"
    CLASSES: ClassVar = ("sg:Characterisation",)
    IDENTITY: ClassVar = ("about", "summary")
    NAMED_AFTER: ClassVar = ("about",)

    about: Reference = field(
        metadata=says("sg:about", "thing", "What it is about.", kinds=_ABOUT, required=True)
    )
    summary: Words = field(
        metadata=says("sg:summary", "text", "What is said, in your words.", required=True)
    )
