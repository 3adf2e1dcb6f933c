"""A SPARQL 1.1 endpoint as a location: one server or a cluster, asked by URL."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn, cast

from pyoxigraph import Triple

from ... import settings
from ...errors import CannotRun, LocationError, QueryRefused, QueryStopped, QuerySyntaxError
from ..columns import scanned_columns
from .address import read_address
from .paging import Pages
from .prologue import Question
from .results import query_triples, read_boolean, read_solutions, read_triples
from .transport import Transport
from .updates import updates
from .words import first_words, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

    from ..base import Row
    from ..changes import Changes
    from ..columns import Pattern
    from .transport import Answer

_OK = 200
_ANY_OK = range(200, 300)
_ROUND = 1_000
"""Servers cut answers at round numbers of rows."""


class EndpointStore:
    """A graph behind a SPARQL 1.1 endpoint."""

    def __init__(self, location: str, prefixes: dict[str, str]) -> None:
        """Remember the endpoint; nothing is sent yet.

        Args:
            location: an http or https URL. `?default-graph-uri=IRI` in it says
                which graph is asked and written; `user:password@` who we are.
            prefixes: what queries may use without declaring it.

        Raises:
            LocationError: it is not the address of an endpoint.
        """
        address = read_address(location)
        timeout_s = settings.endpoint_settings().timeout_s
        self.prefixes = prefixes
        self.revision = 0
        self._address = address
        self._asking = Transport(address.query, address.shown, timeout_s=timeout_s)
        same = address.update.origin == address.query.origin
        writing = address.shown if same else str(address.update.origin)
        self._writing = Transport(address.update, writing, timeout_s=timeout_s)
        self._pages = Pages(self._solutions, address.shown)

    @property
    def location(self) -> str:
        """The URL, without user and password."""
        return self._address.shown

    def query(self, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Run one SPARQL query; see `base.Store.query`.

        Raises:
            QuerySyntaxError: the text is not SPARQL, or not to this server.
            QueryStopped: the answer took too long, or is only a part of it.
            LocationError: the server gave no answer that can be used.
        """
        question = Question(text)
        sent = question.with_prefixes(self.prefixes)
        answer = self._send(sent, question.form)
        if question.form == "ASK":
            return read_boolean(answer, self.location)
        if question.form == "SELECT":
            whole = read_solutions(answer, self.location)
            count = whole.size or 0
            if _looks_cut(answer, count) and question.limit() != count:
                self._refuse_cut(Question(sent), count)
            self._pages.delivered(count)
            return whole.parsed()
        triples = read_triples(answer, self.location)
        selecting = Question(sent).selecting()
        if len(triples) >= _ROUND and selecting and _looks_cut_anywhere(answer, len(triples)):
            # How many solutions it was made from only a SELECT tells.
            self.query(selecting)
        return query_triples(triples)

    def scan(self, variables: Sequence[str], where: str) -> Iterator[Row]:
        """Run a pattern whose answer may be large, page by page; see `base.Store.scan`."""
        return self._pages.scan(variables, where)

    def columns(self, patterns: Sequence[Pattern]) -> Iterator[list[list[str]]]:
        """Answer patterns by the column, page by page; see `base.Queryable.columns`."""
        return scanned_columns(self.scan, patterns)

    def triples(self) -> Iterator[Triple]:
        """Hand out every triple, in no stated order."""
        for subject, predicate, obj in self.scan(("s", "p", "o"), "?s ?p ?o"):
            yield Triple(subject, predicate, obj)  # type: ignore[arg-type]

    def __len__(self) -> int:
        """Return the number of triples."""
        return self._number("SELECT (COUNT(*) AS ?count) { ?s ?p ?o }")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the graph for a change; SPARQL has no way to make other writers wait."""
        yield

    def apply(self, changes: Changes) -> None:
        """Make a change, in pieces where it is large; see `base.Store.apply`."""
        pieces = updates(changes, self._address.graph)
        total = sum(piece.size for piece in pieces)
        done = 0
        try:
            for piece in pieces:
                self._send_update(piece.text)
                done += piece.size
        except CannotRun as exc:
            part = f"; {done:,} of {total:,} triples were written before; run it again to complete"
            raise LocationError(f"{exc}{part if done else ''}") from exc
        finally:
            # What was sent may have been taken, whatever came back.
            self.revision += 1

    def _send(self, text: str, form: str) -> Answer:
        """Ask, and return a whole answer with status 200."""
        from .wrapper import send_query

        address = self._address
        answer = send_query(address.query.url, text, form, address.graph, self._asking)
        if answer.status != _OK:
            _refuse(answer, self.location, update=False)
        state = answer.header("X-SQL-State")
        if state:
            # Virtuoso hands out what it has when its own time is up, with status 200.
            told = one_line(answer.header("X-SQL-Message"), 80)
            raise QueryStopped(
                f"{self.location}: only a part of the answer ({state}: {told}); "
                "narrow the question, or add a LIMIT"
            )
        return answer

    def _send_update(self, text: str) -> None:
        from .wrapper import send_update

        answer = send_update(self._address.update.url, text, self._writing)
        if answer.status not in _ANY_OK:
            _refuse(answer, self.location, update=True)

    def _solutions(self, text: str) -> QuerySolutions:
        """Ask for one page, which may be cut."""
        sent = Question(text).with_prefixes(self.prefixes)
        return cast(
            "QuerySolutions", read_solutions(self._send(sent, "SELECT"), self.location).parsed()
        )

    def _number(self, text: str) -> int:
        values = [str(solution[0].value) for solution in self._solutions(text)]
        if len(values) != 1 or not values[0].isdecimal():
            message = f"{self.location}: no number came for a COUNT; check the endpoint"
            raise LocationError(message)
        return int(values[0])

    def _refuse_cut(self, question: Question, count: int) -> None:
        """Raise where the server has more solutions than it handed out."""
        try:
            whole = self._number(question.counting())
        except (CannotRun, QuerySyntaxError) as exc:
            message = f"{self.location}: {count:,} rows, where this server may cut"
            raise LocationError(f"{message}; add a LIMIT, or narrow the question") from exc
        if whole != count:
            raise LocationError(
                f"{self.location}: the server cut the answer at {count:,} of {whole:,} rows; "
                "add a LIMIT, or narrow the question"
            )


def _looks_cut(answer: Answer, count: int) -> bool:
    """Tell whether a server may have cut an answer; Virtuoso tells its limit when it was met."""
    return bool(answer.header("X-SPARQL-MaxRows")) or (count >= _ROUND and count % _ROUND == 0)


def _looks_cut_anywhere(answer: Answer, count: int) -> bool:
    """Tell the same of triples, of which a cut at a round number of solutions gives any number."""
    return answer.header("Server").startswith("Virtuoso") or count % _ROUND == 0


def _refuse(answer: Answer, shown: str, *, update: bool) -> NoReturn:
    """Raise what a status other than success means."""
    words = first_words(answer.body)
    told = f"{answer.status}: {words}" if words else f"{answer.status}"
    match answer.status:
        case 400 if not update:
            raise QuerySyntaxError(f"{shown}: {told}; check the query")
        case 401 | 403:
            told = told if words else f"{told}: you may not do this"
            hint = "set STANCEGRAPH_USER and STANCEGRAPH_PASSWORD to somebody who may do this"
            raise LocationError(f"{shown}: {told}; {hint}")
        case 404 | 405 | 410:
            hint = "give the URL for updates in STANCEGRAPH_UPDATE" if update else "check the URL"
            raise LocationError(f"{shown}: {told}; {hint}")
        case 408 | 504 if not update:
            raise QueryStopped(f"{shown}: {told}; narrow the question, or add a LIMIT")
        case 413 | 414 if not update:
            raise QueryRefused(f"{shown}: {told}; the query is too long for this server")
        case _:
            what = "the server did not make the change" if update else "ask for less, or later"
            raise LocationError(f"{shown}: {told}; {what}")
