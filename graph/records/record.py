"""One thing with all its values, by the CURIE of the property."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Value(NamedTuple):
    """One value of a property: its text or IRI, and its language where it has one."""

    text: str
    lang: str = ""


@dataclass
class Record:
    """A thing of the graph.

    Attributes:
        iri: its IRI.
        kind: a key of `vocabulary.KINDS`.
        values: what is said of it, by CURIE, such as `sg:holder`.
    """

    iri: str
    kind: str
    values: dict[str, list[Value]] = field(default_factory=dict)

    def one(self, curie: str) -> str:
        """Return the first value of a property in sorted order, or an empty string."""
        found = self.many(curie)
        return found[0] if found else ""

    def many(self, curie: str) -> list[str]:
        """Return all values of a property, sorted."""
        return sorted(value.text for value in self.values.get(curie, ()))

    def text(self, curie: str, lang: str = "en") -> str:
        """Return a property's text in a language, else in English, else in any."""
        found = {v.lang: v.text for v in sorted(self.values.get(curie, ()), reverse=True)}
        return found.get(lang) or found.get("en") or next(iter(found.values()), "")

    def texts(self, curie: str, lang: str = "en") -> list[str]:
        """Return a property's texts in a language, or in English where it has none."""
        values = sorted(self.values.get(curie, ()))
        chosen = [v.text for v in values if v.lang == lang]
        return chosen or [v.text for v in values if v.lang in {"en", ""}]

    def word(self, curie: str) -> str:
        """Return the local name of a closed list's term, such as `leansTowards`."""
        return self.one(curie).rsplit("#", 1)[-1]
