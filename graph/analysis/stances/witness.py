"""On whose word statements rest, and since when they are known: evidence by the column."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from ...model.vocabulary import expand
from ...store.columns import Pattern
from .relations import UNDATED, Register, days, earliest, latest, spread
from .source import pairs, value_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ...store.base import Queryable
    from .relations import Days, Numbers
    from .selection import Selection

_SELECTOR: Final = ("oa:exact", "oa:start", "sg:paragraph", "sg:locator")
PATTERNS: Final = (
    value_of("dcterms:issued"),
    Pattern(
        ("document",),
        f"{{ SELECT DISTINCT ?document {{ ?e <{expand('oa:hasSource')}> ?document }} }}",
    ),
)
"""What is read beforehand: the documents with a date, and those that evidence stands in."""


def _whole(texts: list[str]) -> Numbers:
    """Return whole numbers, -1 for what is none."""
    return np.array([int(t) if t.isdecimal() else -1 for t in texts], dtype=np.int64)


class Testimony(NamedTuple):
    """Pieces of evidence with the statements that rest on them, as parallel arrays.

    Attributes:
        statement: number of the statement.
        piece: IRI of the piece of evidence.
        document: number of the document.
        day: when the document appeared; NaT where that is not on record.
        start: first character in the document, 0 where it is not told.
        end: behind the last character, likewise.
    """

    statement: Numbers
    piece: NDArray[np.str_]
    document: Numbers
    day: Days
    start: Numbers
    end: Numbers


class Witnesses:
    """The evidence of a graph's statements, read when it is needed."""

    def __init__(
        self,
        store: Queryable,
        statements: Register,
        selection: Selection,
        documents: Sequence[list[list[str]]],
    ) -> None:
        """Remember where to read.

        Args:
            store: what is asked.
            statements: the numbers that rows go by.
            selection: whose word counts.
            documents: the columns of `PATTERNS`.
        """
        self._dated, (self._sourced,) = documents
        self._store = store
        self._statements = statements
        self._selection = selection

    @property
    def chosen(self) -> bool:
        """Whether only some evidence counts."""
        return self._selection.claimants is not None or self._selection.kinds is not None

    @cached_property
    def _documents(self) -> tuple[Register, Days]:
        """The documents that have a date, with it."""
        documents, issued = self._dated
        register = Register()
        numbers = register.number(documents)
        return register, earliest(numbers, days(issued), len(register))

    @cached_property
    def _pieces(self) -> tuple[Register, Numbers, Numbers, Numbers]:
        """Pieces of evidence, the document of each, and statements paired with pieces."""
        (backed, pieces), (sourced, sources) = pairs(self._store, "sg:evidence", "oa:hasSource")
        register = Register(dict.fromkeys(sourced))
        documents = spread(
            register.find(sourced), self._documents[0].number(sources), len(register)
        )
        rows, numbers = self._statements.find(backed), register.find(pieces)
        known = (rows >= 0) & (numbers >= 0) & self._counting(register)[numbers]
        return register, documents, rows[known], numbers[known]

    @cached_property
    def _issued(self) -> Days:
        """The day of each piece's document; NaT where there is none."""
        _, documents, _, _ = self._pieces
        # One more at the end for pieces without a document, whose number is -1.
        issued = np.full(len(self._documents[0]) + 1, UNDATED)
        issued[: len(self._documents[1])] = self._documents[1]
        found: Days = issued[documents]
        return found

    def _counting(self, register: Register) -> NDArray[np.bool_]:
        """Tell which pieces count."""
        counts = np.ones(len(register) + 1, dtype=np.bool_)
        for curie, wanted in (
            ("prov:wasAttributedTo", self._selection.claimants),
            ("sg:evidenceKind", self._selection.kinds),
        ):
            if wanted is not None:
                ((pieces, values),) = pairs(self._store, curie)
                found = register.find(
                    [p for p, v in zip(pieces, values, strict=True) if v in wanted]
                )
                chosen = np.zeros_like(counts)
                chosen[found[found >= 0]] = True
                counts &= chosen
        return counts

    def all_known_by(self, day: str) -> bool:
        """Tell whether every document is dated, by a day, so that none needs to be looked at."""
        if self.chosen:
            return False
        dated, issued = self._documents
        late = issued > np.datetime64(day)
        return bool((dated.find(self._sourced) >= 0).all() and not late.any())

    def heard(self) -> NDArray[np.bool_]:
        """Tell which statements rest on a piece that counts."""
        found = np.zeros(len(self._statements), dtype=np.bool_)
        found[self._pieces[2]] = True
        return found

    def first_days(self) -> Days:
        """Return the day of each statement's earliest document, else the day of its recording."""
        _, _, rows, pieces = self._pieces
        found = earliest(rows, self._issued[pieces], len(self._statements))
        bare = np.isnat(found)
        if bare.any():
            ((stated, created),) = pairs(self._store, "dcterms:created")
            recorded = earliest(self._statements.find(stated), days(created), len(found))
            found[bare] = recorded[bare]
        return found

    @cached_property
    def last_days(self) -> Days:
        """The day of each statement's latest document; NaT where none is dated."""
        _, _, rows, pieces = self._pieces
        return latest(rows, self._issued[pieces], len(self._statements))

    def testimony(self) -> Testimony:
        """Return every piece of evidence of every statement, with its document and day."""
        register, documents, rows, pieces = self._pieces
        starts, ends = (
            spread(register.find(subjects), _whole(values), len(register))
            for subjects, values in pairs(self._store, "oa:start", "oa:end")
        )
        return Testimony(
            rows,
            np.array(register.texts, dtype=np.str_)[pieces],
            documents[pieces],
            self._issued[pieces],
            np.maximum(starts[pieces], 0),
            np.maximum(ends[pieces], 0),
        )

    def passages(self) -> tuple[Numbers, Numbers]:
        """Return statements and passages in pairs: a number for the statement, one for the passage.

        Two pieces that name the same place of the same document are one passage.
        """
        register, documents, rows, pieces = self._pieces
        places = [documents.astype(str)]
        for at, (subjects, values) in enumerate(pairs(self._store, *_SELECTOR)):
            told = dict(zip(subjects, values, strict=True))
            places.append(np.array([f"{at}{told.get(piece, '')}" for piece in register.texts]))
        keys = Register()
        numbers = keys.number(["\n".join(parts) for parts in zip(*places, strict=True)])
        return rows, numbers[pieces]
