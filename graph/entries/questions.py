"""What is asked: topics, propositions, how propositions bear on each other, events."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from .entry import Named, Reference, Statement, Words
from .field import says

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, kw_only=True)
class Topic(Named):
    """A field of questions."""

    KIND: ClassVar = "topic"
    CLASSES: ClassVar = ("skos:Concept",)

    broader: Reference = field(
        default="",
        metadata=says("skos:broader", "thing", "Topic that it is part of.", kinds=("topic",)),
    )


@dataclass(frozen=True, kw_only=True)
class Proposition(Named):
    """A yes-or-no question as a statement: worded positively, without loaded words."""

    KIND: ClassVar = "proposition"
    CLASSES: ClassVar = ("sg:Proposition",)

    topic: Reference | Sequence[Reference] = field(
        metadata=says(
            "skos:broader", "thing", "Topic that it belongs to.", kinds=("topic",), required=True
        )
    )
    scope: Words = field(
        default="",
        metadata=says("skos:scopeNote", "text", "What its words are meant to cover."),
    )
    period_from: str = field(
        default="",
        metadata=says("sg:periodFrom", "first day", "First day of the period that it is about."),
    )
    period_through: str = field(
        default="",
        metadata=says("sg:periodThrough", "last day", "Last day of the period that it is about."),
    )


@dataclass(frozen=True, kw_only=True)
class Link(Statement):
    """How one proposition bears on another: open to view and dispute like any statement."""

    KIND: ClassVar = "link"
    CLASSES: ClassVar = ("sg:Link",)
    IDENTITY: ClassVar = ("from_", "to", "kind")
    NAMED_AFTER: ClassVar = ("from_", "to")

    from_: Reference = field(
        metadata=says(
            "sg:from", "thing", "Proposition that bears.", kinds=("proposition",), required=True
        )
    )
    to: Reference = field(
        metadata=says(
            "sg:to", "thing", "Proposition that it bears on.", kinds=("proposition",), required=True
        )
    )
    kind: str = field(
        metadata=says("sg:linkKind", "choice", "How it bears.", words="link", required=True)
    )
    basis: str = field(
        metadata=says("sg:linkBasis", "choice", "What that rests on.", words="basis", required=True)
    )
    reason: Words = field(default="", metadata=says("skos:note", "text", "Why."))


@dataclass(frozen=True, kw_only=True)
class Event(Named):
    """Something that happened, and when."""

    KIND: ClassVar = "event"
    CLASSES: ClassVar = ("schema:Event",)

    start: str = field(
        metadata=says("schema:startDate", "first day", "First day.", option="from", required=True)
    )
    end: str = field(
        default="", metadata=says("schema:endDate", "last day", "Last day.", option="through")
    )
