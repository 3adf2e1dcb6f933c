"""Statements as parallel arrays: who said what about which concept, how, when and where."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ...errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Codes: TypeAlias = NDArray[np.int64]
Moment: TypeAlias = str | dt.datetime | np.datetime64


class Row(NamedTuple):
    """One statement as it is handed in.

    Attributes:
        actor: who speaks.
        concept: what about.
        value: the qualifier: 0 or 1 where it is boolean, else its level.
        time: when; ISO 8601, a `datetime` or a `datetime64`, without a time zone.
        document: where it stands; equal values are the same document.
        start: first position in the document.
        stop: last position in the document.
        id: its own name, the last thing that statements are sorted by.
        weight: how much it counts; 0 or more.
    """

    actor: str
    concept: str
    value: float
    time: Moment
    document: str | int = 0
    start: int = 0
    stop: int = 0
    id: str | int = 0
    weight: float = 1.0


def _unweighted() -> NDArray[np.float64]:
    return np.empty(0)


@dataclass(frozen=True, eq=False)
class Statements:
    """Statements, one per place of the parallel arrays.

    Attributes:
        actors: for each statement, the place of its actor in `actor_labels`.
        actor_labels: the actors, also those without a statement.
        concepts: for each statement, the place of its concept in `concept_labels`.
        concept_labels: the concepts, also those without a statement.
        values: the qualifier.
        times: `datetime64[s]`.
        documents: equal numbers are the same document; their order sorts.
        starts: first position in the document.
        stops: last position in the document.
        ids: whole numbers or texts; they sort what else is equal.
        weights: how much each counts, 0 or more; left out, each counts once.

    Raises:
        UsageError: the arrays differ in length, a code has no label, a value or
            time is missing, or a weight is negative.

    Example:
        >>> rows = [Row("A", "tax", 1, "2023-01-05"), Row("B", "tax", 0, "2023-02-05")]
        >>> statements = Statements.from_rows(rows)
        >>> statements.actor_labels, statements.values.tolist()
        (('A', 'B'), [1.0, 0.0])
        >>> len(statements.between("2023-02-01", "2023-02-28"))
        1
    """

    actors: Codes
    actor_labels: tuple[str, ...]
    concepts: Codes
    concept_labels: tuple[str, ...]
    values: NDArray[np.float64]
    times: NDArray[np.datetime64]
    documents: Codes
    starts: Codes
    stops: Codes
    ids: NDArray[np.int64] | NDArray[np.str_]
    weights: NDArray[np.float64] = field(default_factory=_unweighted)

    def __post_init__(self) -> None:
        """Fill in weights and refuse what cannot be counted."""
        if self.weights.size == 0:
            object.__setattr__(self, "weights", np.ones(len(self.actors)))
        object.__setattr__(self, "times", self.times.astype("datetime64[s]"))
        lengths = {name: len(column) for name, column in self._columns().items()}
        if len(set(lengths.values())) > 1:
            raise UsageError(
                f"statements: arrays of different lengths {lengths!r}; make them equal"
            )
        for what, codes, labels in (
            ("actors", self.actors, self.actor_labels),
            ("concepts", self.concepts, self.concept_labels),
        ):
            if codes.size and not 0 <= codes.min() <= codes.max() < len(labels):
                raise UsageError(f"statements: {what} has a code without a label; give every label")
        if not np.isfinite(self.values).all() or np.isnat(self.times).any():
            raise UsageError("statements: a value or time is missing; leave the statement out")
        if not (np.isfinite(self.weights) & (self.weights >= 0)).all():
            worst = float(self.weights.min())
            raise UsageError(
                f"statements: weight {worst!r} cannot count; use finite ones from 0 up"
            )

    @classmethod
    def from_rows(
        cls,
        rows: Iterable[Row],
        *,
        actor_labels: Sequence[str] = (),
        concept_labels: Sequence[str] = (),
    ) -> Statements:
        """Build statements from rows, in the order given.

        Args:
            rows: the statements.
            actor_labels: actors that are there even without a statement.
            concept_labels: concepts that are there even without a statement.

        Returns:
            Statements whose labels are sorted.

        Raises:
            UsageError: a time is no ISO 8601 time or has a time zone, or documents
                or ids are partly numbers and partly texts, or too large.
        """
        table = list(rows)
        actors, all_actors = _coded([row.actor for row in table], actor_labels)
        concepts, all_concepts = _coded([row.concept for row in table], concept_labels)
        documents = _of_one_kind("documents", [row.document for row in table])
        return cls(
            actors=actors,
            actor_labels=all_actors,
            concepts=concepts,
            concept_labels=all_concepts,
            values=np.array([row.value for row in table], dtype=np.float64),
            times=np.array([as_moment(row.time) for row in table], dtype="datetime64[s]"),
            documents=np.unique(documents, return_inverse=True)[1].astype(np.int64),
            starts=_whole("starts", [row.start for row in table]),
            stops=_whole("stops", [row.stop for row in table]),
            ids=_of_one_kind("ids", [row.id for row in table]),
            weights=np.array([row.weight for row in table], dtype=np.float64),
        )

    def __len__(self) -> int:
        """Return the number of statements."""
        return len(self.actors)

    def _columns(self) -> dict[str, NDArray[np.generic]]:
        found = {part.name: getattr(self, part.name) for part in fields(self)}
        return {name: column for name, column in found.items() if not name.endswith("_labels")}

    def take(self, which: NDArray[np.bool_] | Codes | slice) -> Statements:
        """Return the statements that a mask, places or a slice pick; the labels stay."""
        picked = {name: column[which] for name, column in self._columns().items()}
        return replace(self, **picked)  # type: ignore[arg-type] # the columns keep their types

    def between(self, start: Moment, stop: Moment) -> Statements:
        """Return the statements of a range of time, both ends included."""
        first, last = as_moment(start), as_moment(stop)
        return self.take((first <= self.times) & (self.times <= last))

    def order(self) -> Codes:
        """Return the places in order of time, document, start, stop and id."""
        keys = (self.ids, self.stops, self.starts, self.documents, self.times)
        return np.asarray(np.lexsort(keys), dtype=np.int64)

    def reweighted(self, factors: NDArray[np.float64]) -> Statements:
        """Return the statements with their weights multiplied."""
        return replace(self, weights=self.weights * factors)

    def used_labels_only(self) -> Statements:
        """Return the statements without the actors and concepts that have none."""
        actors, actor_codes = np.unique(self.actors, return_inverse=True)
        concepts, concept_codes = np.unique(self.concepts, return_inverse=True)
        return replace(
            self,
            actors=actor_codes.astype(np.int64),
            actor_labels=tuple(self.actor_labels[code] for code in actors),
            concepts=concept_codes.astype(np.int64),
            concept_labels=tuple(self.concept_labels[code] for code in concepts),
        )


def _coded(names: Sequence[str], more: Sequence[str]) -> tuple[Codes, tuple[str, ...]]:
    labels = tuple(sorted({*names, *more}))
    places = {label: place for place, label in enumerate(labels)}
    return np.array([places[name] for name in names], dtype=np.int64), labels


def _whole(what: str, values: Sequence[int]) -> Codes:
    try:
        return np.array(values, dtype=np.int64)
    except OverflowError as exc:
        largest = max(values, key=abs)
        message = f"statements: {what} has {largest!r}; number them within 64 bits"
        raise UsageError(message) from exc


def _of_one_kind(what: str, values: Sequence[str | int]) -> NDArray[np.int64] | NDArray[np.str_]:
    numbers = [value for value in values if isinstance(value, int)]
    if len(numbers) == len(values):
        return _whole(what, numbers)
    if not numbers:
        return np.array(values, dtype=np.str_)
    raise UsageError(f"statements: {what} are numbers and texts; use one kind for all")


def as_moment(time: Moment) -> np.datetime64:
    """Return a moment to the second.

    Raises:
        UsageError: it is no ISO 8601 time, or has a time zone.
    """
    if isinstance(time, np.datetime64):
        seconds: np.datetime64 = time.astype("datetime64[s]")
        return seconds
    try:
        moment = dt.datetime.fromisoformat(time) if isinstance(time, str) else time
    except ValueError as exc:
        message = f"statements: {time!r} is no ISO 8601 time; write 2023-08-03 or 2023-08-03T14:00"
        raise UsageError(message) from exc
    if moment.tzinfo is not None:
        raise UsageError(f"statements: {str(time)!r} has a time zone; give local times without one")
    return np.datetime64(moment, "s")
