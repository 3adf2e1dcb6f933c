"""What an edit does to a graph: triples that go, and triples that come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyoxigraph import Triple


@dataclass(frozen=True)
class Changes:
    """A change of a graph, to be made whole or not at all.

    Attributes:
        added: triples that come; what is referred to stands before what refers
            to it, for stores that cannot write all at once.
        removed: triples that go, as `Store.query` gave them.
    """

    added: tuple[Triple, ...] = ()
    removed: tuple[Triple, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether there is anything to do."""
        return bool(self.added or self.removed)
