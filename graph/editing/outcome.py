"""What came of an edit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from pyoxigraph import Triple

State: TypeAlias = "Literal['new', 'more', 'unchanged', 'changed']"


@dataclass(frozen=True)
class Outcome:
    """What came of adding or correcting one thing.

    Attributes:
        iri: the thing.
        kind: a key of `vocabulary.KINDS`.
        label: what people call it; for a statement, whose it is and on what.
        state: `new` it was not there; `more` it was, and something was added to
            it; `unchanged` all of it was there; `changed` something of it is
            now different.
        added: what is said of it now and was not before.
        remark: what is different now, as a clause that goes on behind its label.
        warnings: what a person should look at, one line each.
        along: what came of other things by the same correction.
    """

    iri: str
    kind: str
    label: str
    state: State
    added: tuple[Triple, ...] = ()
    remark: str = ""
    warnings: tuple[str, ...] = ()
    along: tuple[Outcome, ...] = ()

    def __str__(self) -> str:
        """Return one line for people."""
        remark = f", {self.remark}" if self.remark else ""
        return f"{_WORDS[self.state]} {self.kind} {self.label!r}{remark}"

    @property
    def conditional(self) -> str:
        """One line for people about an edit that was not made."""
        return f"{_CONDITIONAL[self.state]} {self.kind} {self.label!r}"


_CONDITIONAL = {
    "new": "would add",
    "more": "would add to",
    "unchanged": "nothing to change in",
    "changed": "would change",
}
_WORDS = {
    "new": "added",
    "more": "added to",
    "unchanged": "nothing to change in",
    "changed": "changed",
}
