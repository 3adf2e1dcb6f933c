"""What a check found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Severity: TypeAlias = Literal["violation", "warning"]

_LONGEST = 120


@dataclass(frozen=True)
class Result:
    """One finding.

    Attributes:
        severity: a violation breaks the model; a warning wants a look.
        where: the file, and in it the thing: `positions.ttl: position:ensu-…`.
        what: what is wrong, the value quoted.
        todo: what to do about it.
        iri: the thing in full, empty where it is a whole file or a blank node.
    """

    severity: Severity
    where: str
    what: str
    todo: str
    iri: str = ""

    def __str__(self) -> str:
        """Return the finding as one line: where, what is wrong, what to do."""
        return f"{self.where}: {self.what}; {self.todo}"


@dataclass(frozen=True)
class Report:
    """All findings of a check, violations first, then by place and text; none twice."""

    results: tuple[Result, ...] = ()

    @classmethod
    def of(cls, results: Iterable[Result]) -> Report:
        """Return the report of findings in any order, repetitions dropped."""
        return cls(
            tuple(sorted(set(results), key=lambda r: (r.severity, r.where, r.what, r.todo, r.iri)))
        )

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings do not count."""
        return not self.violations

    @property
    def violations(self) -> tuple[Result, ...]:
        """The findings that break the model."""
        return tuple(r for r in self.results if r.severity == "violation")

    @property
    def warnings(self) -> tuple[Result, ...]:
        """The findings that want a look."""
        return tuple(r for r in self.results if r.severity == "warning")


def plain(text: str, longest: int = _LONGEST) -> str:
    """Return a text of the data fit for a message: one line, no control characters, not long.

    Example:
        >>> plain("two" + chr(10) + "lines" + chr(27) + "[31m")
        'two lines [31m'
    """
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def quoted(text: str) -> str:
    """Return a text of the data in quotation marks, fit for a message.

    Example:
        >>> quoted("it's")
        "'it's'"
    """
    return f"'{plain(text)}'"
