"""Which file of a folder holds what: one file a kind of thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...model.vocabulary import KINDS, expand

if TYPE_CHECKING:
    from collections.abc import Iterable

OTHER: Final = "other.ttl"
"""Where subjects go whose class says nothing."""

FILES: Final[dict[str, str]] = {
    expand("sg:Tombstone"): "merges.ttl",
    expand("sg:Merge"): "merges.ttl",
    **{
        KINDS[kind]: file
        for kind, file in (
            ("dataset", "dataset.ttl"),
            ("organisation", "organisations.ttl"),
            ("person", "people.ttl"),
            ("membership", "people.ttl"),
            ("role", "people.ttl"),
            ("group", "groups.ttl"),
            ("proposition", "propositions.ttl"),
            ("link", "propositions.ttl"),
            ("campaign", "petitions.ttl"),
            ("petition", "petitions.ttl"),
            ("clause", "petitions.ttl"),
            ("text", "petitions.ttl"),
            ("involvement", "involvements.ttl"),
            ("position", "positions.ttl"),
            ("change", "changes.ttl"),
            ("characterisation", "characterisations.ttl"),
            ("event", "events.ttl"),
            ("evidence", "evidence.ttl"),
            ("document", "documents.ttl"),
            ("scheme", "topics.ttl"),
            ("topic", "topics.ttl"),
        )
    },
}
"""The file of each class, narrower classes before wider ones.

A proposition and a role are also a `skos:Concept`, a dataset is also a
`schema:CreativeWork`: the first class that fits decides.
"""


def file_of(classes: Iterable[str]) -> str:
    """Return the name of the file for a new subject.

    Args:
        classes: the IRIs of its classes.
    """
    found = set(classes)
    return next((file for kind, file in FILES.items() if kind in found), OTHER)
