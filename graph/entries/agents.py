"""Organisations, people, unnamed groups, and who belongs where."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from .entry import Named, Reference, Statement, Words
from .field import says

if TYPE_CHECKING:
    from collections.abc import Sequence

AGENTS = ("organisation", "person", "group")
"""The kinds of thing that hold positions."""


@dataclass(frozen=True, kw_only=True)
class Organization(Named):
    """An organisation, such as a party, a union or a campaign.

    Example:
        >>> Organization(name="Stop the War Coalition", acronym="StWC", country="GB").KIND
        'organisation'
    """

    KIND: ClassVar = "organisation"
    CLASSES: ClassVar = ("org:Organization", "foaf:Agent")

    acronym: Words = field(default="", metadata=says("skos:altLabel", "name", "Its acronym."))
    kind: str = field(
        default="",
        metadata=says(
            "org:classification", "choice", "What kind it is.", words="organisation kind"
        ),
    )
    country: str = field(
        default="",
        metadata=says("sg:country", "country", "Country it is chiefly active in, ISO 3166-1 code."),
    )
    website: str = field(default="", metadata=says("foaf:homepage", "web", "Its web site."))
    parent: Reference = field(
        default="",
        metadata=says(
            "org:subOrganizationOf", "thing", "Organisation that it is part of.",
            kinds=("organisation",),
        ),
    )  # fmt: skip
    linked_to: Sequence[Reference] = field(
        default=(),
        metadata=says(
            "org:linkedTo", "thing", "Organisation that it is linked to.", kinds=("organisation",)
        ),
    )
    alliance: bool = field(
        default=False,
        metadata=says("org:OrganizationalCollaboration", "flag", "It is an alliance of others."),
    )


@dataclass(frozen=True, kw_only=True)
class Person(Named):
    """A natural person, who is listed and never judged or scored."""

    KIND: ClassVar = "person"
    CLASSES: ClassVar = ("foaf:Person", "foaf:Agent")

    country: str = field(
        default="",
        metadata=says("sg:country", "country", "Country, ISO 3166-1 code."),
    )


@dataclass(frozen=True, kw_only=True)
class Group(Named):
    """A group without a name of its own, such as the supporters of an organisation."""

    KIND: ClassVar = "group"
    CLASSES: ClassVar = ("foaf:Group", "foaf:Agent")

    around: Reference = field(
        default="",
        metadata=says("sg:groupAround", "thing", "Whom it is named after.", kinds=AGENTS),
    )


@dataclass(frozen=True, kw_only=True)
class Role(Named):
    """A role that somebody has in an organisation."""

    KIND: ClassVar = "role"
    CLASSES: ClassVar = ("org:Role",)


@dataclass(frozen=True, kw_only=True)
class Membership(Statement):
    """Who belongs to an organisation, and as what."""

    KIND: ClassVar = "membership"
    CLASSES: ClassVar = ("org:Membership",)
    IDENTITY: ClassVar = ("member", "organisation", "role")
    NAMED_AFTER: ClassVar = ("member", "organisation")

    member: Reference = field(
        metadata=says("org:member", "thing", "Who belongs to it.", kinds=AGENTS, required=True)
    )
    organisation: Reference = field(
        metadata=says(
            "org:organization", "thing", "What they belong to.", kinds=("organisation",),
            required=True,
        )
    )  # fmt: skip
    role: Reference = field(
        metadata=says(
            "org:role", "thing", "As what; a role that is not there yet is added.",
            kinds=("role",), required=True,
        )
    )  # fmt: skip
