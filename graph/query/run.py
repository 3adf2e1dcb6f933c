"""Running a named query: bind, ask, and turn solutions into a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode, QuerySolutions

from ..errors import DatasetError
from ..model.vocabulary import expand
from ..store.directory.store import DirectoryStore
from .arguments import Argument, bound_terms
from .binding import bind, in_language, limit_rows, look_up
from .portions import first_rows, portioned, things_in_order
from .table import Cell, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ..names.index import NameIndex
    from ..store.base import Store
    from .header import NamedQuery

_INTEGER = NamedNode(expand("xsd:integer"))
_JOIN = "; "


def run_named(
    store: Store,
    names: NameIndex,
    query: NamedQuery,
    arguments: Mapping[str, Argument | None],
    *,
    lang: str = "en",
    limit: int | None = None,
) -> Table:
    """Run a named query.

    Args:
        store: what is asked.
        names: where labels are looked up.
        query: one of the library.
        arguments: by parameter name.
        lang: BCP 47 tag that labels and words are wanted in; English fills gaps, and any
            other language those that are left.
        limit: at most so many rows; all if left out.

    Returns:
        One row a solution, in the query's order; the columns of its header.

    Raises:
        ParameterError, NotFound, Refused: see `arguments.bound_terms`.
    """
    question = _Question(store, names, query, lang)
    terms = bound_terms(query, arguments, names)
    portions = portioned(query.text)
    if limit is None or portions is None or portions in terms:
        return question.put(terms, limit)
    things = things_in_order(store, names, query.text, lang, limit)

    def about(some: Sequence[NamedNode], most: int) -> Table:
        return question.put({**terms, portions: some}, most)

    found = first_rows(about, things, limit) if things else None
    return question.put(terms, limit) if found is None else found


class _Question(NamedTuple):
    """A named query, and where and in which language it is put."""

    store: Store
    names: NameIndex
    query: NamedQuery
    lang: str

    def put(self, terms: Mapping[str, Sequence[NamedNode | Literal]], limit: int | None) -> Table:
        """Run the query with terms bound, and finish its rows."""
        text = in_language(bind(self.query.text, terms), self.lang)
        few = any(isinstance(term, NamedNode) for bound in terms.values() for term in bound)
        if few or not isinstance(self.store, DirectoryStore):
            text = look_up(text)
        solutions = self.store.query(limit_rows(text, limit))
        if not isinstance(solutions, QuerySolutions):
            message = f"queries/{self.query.name}.rq: not a SELECT query; named queries select"
            raise DatasetError(message)
        columns = tuple(v.value for v in solutions.variables)
        finish = _finishers(self.query, columns, self.names, self.lang)
        rows: list[tuple[Cell, ...]] = []
        for solution in solutions:
            row = [_plain(term) for term in solution]
            for step in finish:
                step(row)
            rows.append(tuple(row))
        return Table(columns, rows)


def _plain(term: object) -> Cell:
    """Return a term's value: a number for integers, text for all else."""
    if term is None:
        return None
    value: str = term.value  # type: ignore[attr-defined]
    if isinstance(term, Literal) and term.datatype == _INTEGER:
        return int(value)
    return value


def _finishers(
    query: NamedQuery, columns: tuple[str, ...], names: NameIndex, lang: str
) -> list[Callable[[list[Cell]], None]]:
    """Return what is still to be done to each row: labels, joined cells, words."""
    at = {name: i for i, name in enumerate(columns)}
    steps: list[Callable[[list[Cell]], None]] = []
    words = names.words(lang)
    for column in query.columns:
        here, iris = at[column.name], at.get(f"{column.name}_iri")
        if column.many and iris is not None:
            steps.append(_join_labels(here, iris, names, lang))
        elif column.many and not (column.name.endswith("_iri") and column.name[:-4] in at):
            steps.append(_join(here))
        elif iris is not None:
            steps.append(_label(here, iris, names, lang))
        elif words and column.datatype == "string":
            steps.append(_word(here, words))
    return steps


def _label(here: int, iri: int, names: NameIndex, lang: str) -> Callable[[list[Cell]], None]:
    """Return a step that gives a thing its label; what has no name keeps its words."""
    words = names.words(lang)

    def step(row: list[Cell]) -> None:
        thing = str(row[iri])
        if row[here] is None and row[iri] is not None:
            row[here] = names.label(thing, lang)
        elif lang != "en":
            named = names.kind(thing)
            row[here] = names.label(thing, lang) if named else words.get(str(row[here]), row[here])

    return step


def _join_labels(here: int, iris: int, names: NameIndex, lang: str) -> Callable[[list[Cell]], None]:
    def step(row: list[Cell]) -> None:
        joined = row[iris]
        if not joined:
            row[here] = row[iris] = None
            return
        pairs = sorted((names.label(i, lang), i) for i in set(str(joined).split(_JOIN)))
        row[here] = _JOIN.join(label for label, _ in pairs)
        row[iris] = _JOIN.join(iri for _, iri in pairs)

    return step


def _join(here: int) -> Callable[[list[Cell]], None]:
    def step(row: list[Cell]) -> None:
        joined = row[here]
        row[here] = _JOIN.join(sorted(set(str(joined).split(_JOIN)))) if joined else None

    return step


def _word(here: int, words: Mapping[str, str]) -> Callable[[list[Cell]], None]:
    def step(row: list[Cell]) -> None:
        row[here] = words.get(str(row[here]), row[here])

    return step
