"""What all entries have in common."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from .field import Text, says

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Reference: TypeAlias = "str | Entry"
"""A thing: by label, alias, slug, CURIE or IRI, or an entry, which is then added too."""

Words: TypeAlias = "str | Text"
"""A text in the language of its entry, or in another."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Something to be added to a graph.

    Attributes:
        lang: BCP 47 tag of the language that its texts are in.
        note: what an editor wants others to know about this record.
    """

    KIND: ClassVar[str]
    """A key of `vocabulary.KINDS`."""

    CLASSES: ClassVar[tuple[str, ...]]
    """The classes of the thing, as CURIEs."""

    lang: str = "en"
    note: Words = field(
        default="",
        metadata=says("skos:editorialNote", "text", "What other editors should know about it."),
    )


@dataclass(frozen=True, kw_only=True)
class Named(Entry):
    """A thing that has a name, and an IRI made of it.

    Attributes:
        name: as it is commonly written.
        names: its name in other languages, by BCP 47 tag.
        aliases: other names, such as former ones and other scripts.
        search_names: names that only the search uses, such as transliterations.
        same_as: IRIs of the same thing elsewhere, such as in Wikidata.
        slug: the readable end of its IRI; made of the name if left out.
    """

    name: Words = field(
        metadata=says("skos:prefLabel", "name", "Name, as it is commonly written.", required=True)
    )
    names: Mapping[str, str] = field(default_factory=dict)
    aliases: Sequence[Words] = field(
        default=(), metadata=says("skos:altLabel", "name", "Another name.", option="alias")
    )
    search_names: Sequence[Words] = field(
        default=(),
        metadata=says("skos:hiddenLabel", "name", "A name that only the search uses."),
    )
    same_as: Sequence[str] = field(
        default=(),
        metadata=says("schema:sameAs", "web", "IRI of the same thing elsewhere."),
    )
    slug: str = ""


@dataclass(frozen=True, kw_only=True)
class Statement(Entry):
    """Something that is said of somebody, and on whose word.

    Attributes:
        evidence: what it rests on: entries, or IRIs of evidence that is there.
        status: a word of the closed list of editorial statuses.
    """

    IDENTITY: ClassVar[tuple[str, ...]]
    """The attributes that make it the statement that it is; others may be added to."""

    NAMED_AFTER: ClassVar[tuple[str, ...]]
    """The attributes that a reader sees in its IRI."""

    ONE_OF: ClassVar[tuple[str, ...]] = ()
    """The attributes of which exactly one is given."""

    evidence: Reference | Sequence[Reference] = field(
        default=(),
        metadata=says(
            "sg:evidence", "thing", "IRI of evidence that is there already.", kinds=("evidence",)
        ),
    )
    status: str = field(
        default="reviewed",
        metadata=says("adms:status", "choice", "Editorial status.", words="status"),
    )
