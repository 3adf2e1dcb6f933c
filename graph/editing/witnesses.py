"""Evidence made whole: who makes the claim, whose word it is, and where the words stand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from ..entries.field import specifications
from ..entries.sources import Evidence
from ..errors import ParameterError
from ..model.vocabulary import expand
from .describe import given

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyoxigraph import NamedNode

    from ..entries.entry import Statement
    from ..entries.field import Spec
    from ..quotes.sources import Sources
    from .describe import Terms
    from .present import Present

_CHECKSUM = expand("sg:sha256")
_AUTHOR = expand("dcterms:creator")


class Witnesses:
    """Completes what an entry says of its evidence from what the graph and the texts say."""

    def __init__(
        self,
        present: Present,
        resolve: Callable[[object, Spec, str], NamedNode],
        say: Callable[[str, Terms], None],
        label: Callable[[str], str],
        sources: Sources | None,
    ) -> None:
        """Take what is there and what it is called, how references are resolved, and the texts.

        Attributes:
            warnings: what a person should look at, one line each.
        """
        self._present = present
        self._resolve = resolve
        self._say = say
        self._label = label
        self._sources = sources
        self.warnings: list[str] = []

    def settled(self, entry: Statement | Evidence) -> Statement | Evidence:
        """Return an entry whose evidence lacks nothing that can be known.

        Raises:
            ParameterError: evidence does not say where its passage stands, or which
                author of its document makes the claim.
            Refused: a quote is not in the text of its document.
        """
        if isinstance(entry, Evidence):
            return self._located(self._attributed(entry))
        name = "actor" if hasattr(entry, "actor") else "member"
        holder: object = getattr(entry, name, "")
        evidence = [
            self._with_kind(piece, holder, f"{entry.KIND}: {name}")
            if isinstance(piece, Evidence)
            else piece
            for piece in given(entry, "evidence")
        ]
        return replace(entry, evidence=evidence)  # type: ignore[arg-type]

    def _attributed(self, evidence: Evidence) -> Evidence:
        """Give evidence its claimant where that was left out: the author of the document."""
        if given(evidence, "claimant"):
            return evidence
        document = self._document(evidence)
        authors = self._present.said_of(document).get(_AUTHOR, [])
        if len(authors) > 1:
            names = sorted(self._label(author.value) for author in authors)
            message = (
                f"evidence: claimant is missing, and {self._label(document)!r} has "
                f"{len(names)} authors; say which of them makes the claim (--claimant): "
                f"{', '.join(map(repr, names))}"
            )
            raise ParameterError(message)
        return replace(evidence, claimant=[author.value for author in authors])

    def _with_kind(self, evidence: Evidence, holder: object, holds: str) -> Evidence:
        """Tell whose word evidence is where that was left open: the holder's, or another's."""
        evidence = self._attributed(evidence)
        if evidence.kind:
            return evidence
        spec = specifications(Evidence)["claimant"]
        where = "evidence: claimant"
        claimants = {self._resolve(c, spec, where) for c in given(evidence, "claimant")}
        own = bool(holder) and claimants == {self._resolve(holder, spec, holds)}
        return replace(evidence, kind="self-stated" if own else "reported")

    def _located(self, evidence: Evidence) -> Evidence:
        """Find a quote in the text of its document, and record where it stands."""
        places = ("quote", "paragraph", "start", "locator")
        if not any(given(evidence, name) for name in places):
            todo = "give --quote, --paragraph, --start with --end, or --locator"
            raise ParameterError(f"evidence: it does not say where its passage stands; {todo}")
        if self._sources is None:
            _check_range(evidence)
            return evidence
        from .locate import located, not_looked_for

        document = self._document(evidence)
        recorded = self._present.said_of(document).get(_CHECKSUM, [])
        digits = recorded[0].value if recorded else ""
        evidence, checksum = located(evidence, self._sources, document, digits)
        if not checksum and given(evidence, "quote"):
            self.warnings.append(not_looked_for(self._sources, document))
        if checksum and not recorded:
            self._say(document, {_CHECKSUM: [Literal(checksum)]})
        _check_range(evidence)
        return evidence

    def _document(self, evidence: Evidence) -> str:
        spec = specifications(Evidence)["document"]
        return self._resolve(evidence.document, spec, "evidence: document").value


def _check_range(evidence: Evidence) -> None:
    """Refuse a range of characters of which an end is missing, or that has nothing in it."""
    ends = [given(evidence, name) for name in ("start", "end")]
    if bool(ends[0]) != bool(ends[1]):
        there, missing = ("start", "end") if ends[0] else ("end", "start")
        message = f"evidence: {there} is given without {missing}; give both (--start and --end)"
        raise ParameterError(message)
    start, end = (str(found[0]).strip() if found else "" for found in ends)
    if start.isdecimal() and end.isdecimal() and int(start) >= int(end):
        message = f"evidence: from character {start} to {end} there is nothing"
        raise ParameterError(f"{message}; let --start be less than --end")
