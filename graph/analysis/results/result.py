"""The base of all results."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ...errors import UsageError
from ...model.vocabulary import PREFIXES
from ...records.words import word
from ..sentences import source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import networkx as nx

    from ...query.table import Table
    from ...records.opened import OpenGraph
    from ..stances.matrix import CellView


class Said(NamedTuple):
    """One sentence of a result.

    Attributes:
        text: the sentence.
        source: on whose word it stands and where; empty for what was counted.
        heading: what it stands under; empty for the result itself.
        mark: what a list begins it with.
    """

    text: str
    source: str = ""
    heading: str = ""
    mark: str = "-"


@dataclass(frozen=True)
class Result:
    """A result, with the graph that its names and evidence are looked up in.

    Attributes:
        kg: the graph.
    """

    kg: OpenGraph = field(repr=False, compare=False)

    def table(self) -> Table:
        """Return the result as a labelled table."""
        raise NotImplementedError

    def sentences(self) -> list[Said]:
        """Return the result in sentences that name their evidence."""
        raise NotImplementedError

    def facts(self) -> dict[str, object]:
        """Return what holds for the result as a whole, by name; plain values only."""
        return {}

    def network(self) -> nx.Graph:
        """Return the result as a networkx graph, where it is one.

        Raises:
            UsageError: it is none.
        """
        name = type(self).__name__
        raise UsageError(f"network: {name!r} is none; write its table, such as FILE.csv")

    def label(self, iri: str) -> str:
        """Return the label of a thing in the graph's language."""
        return self.kg.names.label(iri, self.kg.lang)

    def headings(self, iris: Sequence[str]) -> list[str]:
        """Return labels that are all different: with the CURIE where two things have one label."""
        labels = [self.label(iri) for iri in iris]
        count = Counter(labels)
        return [
            label if count[label] == 1 else f"{label} ({self.kg.names.curie(iri)})"
            for iri, label in zip(iris, labels, strict=True)
        ]

    def labels(self, iris: Iterable[str], most: int | None = None) -> str:
        """Return labels in one text, sorted; the first so many of them, and how many more."""
        found = sorted(map(self.label, iris))
        if most is None or len(found) <= most:
            return ", ".join(found)
        return f"{', '.join(found[:most])} and {len(found) - most:,} more"

    def stance(self, cell: CellView | None) -> str:
        """Return what is on record in a cell, in words; empty for nothing."""
        if cell is None:
            return ""
        words = [word(iri, self.kg.lang) for iri in cell.stances]
        return " and ".join(words)

    def stance_word(self, local: str) -> str:
        """Return the word for a stance's local name."""
        return word(PREFIXES["sg"] + local, self.kg.lang)

    def basis(self, cell: CellView | None) -> str:
        """Return how a cell's stance came about; empty for nothing."""
        return "" if cell is None else cell.basis

    def held(self, cell: CellView | None) -> str:
        """Return whether a cell is known or presumed; empty for nothing."""
        return "" if cell is None else "presumed" if cell.presumed else "known"

    def evidence(self, *cells: CellView | None) -> str:
        """Return on whose word cells stand, and where; what a rule or a link did is said too."""
        told: dict[str, None] = {}
        self._fetch(cells)
        for cell in filter(None, cells):
            rule = "" if cell.basis == "stated" else f", {self._rule(cell)}"
            rule += f", presumed since {cell.last_told}" if cell.presumed else ""
            for iri in cell.statements:
                record = self.kg.records.statements.get(iri)
                if record is not None:
                    told[f"{source(self.kg, record, quotes=True)}{rule}"] = None
        return "; ".join(told)

    def _fetch(self, cells: Iterable[CellView | None]) -> None:
        """Read what cells rest on all at once, before they are told of one by one."""
        known = list(filter(None, cells))
        self.kg.records.fetch(iri for c in known for iri in (*c.statements, *c.ways))

    def _rule(self, cell: CellView) -> str:
        for iri in cell.ways:
            record = self.kg.records.statements.get(iri)
            if record is not None and record.kind == "clause":
                return f"by rule: backs {self.label(record.one('sg:petition'))}, which demands it"
            if record is not None:
                basis = word(record.one("sg:linkBasis"), self.kg.lang)
                known = {record.one("sg:from"), record.one("sg:to")} - {cell.proposition}
                return f"carried over from “{self.labels(known)}” by a link ({basis})"
        return "by rule"
