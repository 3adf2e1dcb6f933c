"""From a server's answer to solutions, a truth value or triples: all of it, or an error.

What is handed on is of the same types as the embedded store gives. Each answer
is read to its end first: servers write the text of an error into a body that
started with status 200, and cut bodies short.

The engine's solutions may be dropped only in the thread that made them; so none
is a local variable where something is raised, which would keep it in a traceback.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn, cast

from pyoxigraph import (
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

from ...errors import LocationError
from ...rdf.guards import json_depth_problem, xml_problem
from .words import first_words, one_line

if TYPE_CHECKING:
    from .transport import Answer

_JSON: Final = {
    *("application/sparql-results+json", "application/json", "text/json"),
    *("application/javascript", "text/javascript"),
}
_XML: Final = {"application/sparql-results+xml", "application/xml", "text/xml"}
_TRIPLES: Final = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/plain": RdfFormat.N_TRIPLES,
    "text/ntriples": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
    "application/turtle": RdfFormat.TURTLE,
    "application/x-turtle": RdfFormat.TURTLE,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
_TRUE: Final = b'{"head":{},"boolean":true}'
_FALSE: Final = b'{"head":{},"boolean":false}'
_VIRTUOSO_TRUTHS: Final = {
    b"?__ASK_RETVAL\n": _FALSE,
    b"?__ASK_RETVAL\n0\n": _FALSE,
    b"?__ASK_RETVAL\n1\n": _TRUE,
}
_NODE_ID: Final = re.compile(rb'("type"\s*:\s*"bnode"\s*,\s*"value"\s*:\s*")nodeID://')
_BOOLEAN: Final = re.compile(
    rb'("datatype"\s*:\s*"http://www\.w3\.org/2001/XMLSchema#boolean"\s*,\s*"value"\s*:\s*")([01])"'
)


class Whole(NamedTuple):
    """A results document that was read to its end.

    Attributes:
        text: what is left to be parsed.
        form: of the text.
        size: how many solutions it has; None for a truth value.
    """

    text: bytes
    form: QueryResultsFormat
    size: int | None

    def parsed(self) -> QuerySolutions | QueryBoolean:
        """Return what it holds; solutions are parsed as they are asked for."""
        return parse_query_results(self.text, format=self.form)


def read_solutions(answer: Answer, shown: str) -> Whole:
    """Return the solutions of a SELECT.

    Args:
        answer: with status 200.
        shown: what messages call the endpoint.

    Raises:
        LocationError: it is no such answer, or not a whole one.
    """
    whole = _results(answer, shown)
    if whole.size is None:
        raise LocationError(f"{shown}: a truth value came for a SELECT; check the endpoint")
    return whole


def read_boolean(answer: Answer, shown: str) -> QueryBoolean:
    """Return the truth value of an ASK; arguments and errors as for `read_solutions`."""
    whole = _results(answer, shown)
    if whole.size is not None:
        # Virtuoso answers an ASK with one solution, 1 or 0, or with none for no.
        truth = _VIRTUOSO_TRUTHS.get(whole.text)
        if truth is None:
            raise LocationError(f"{shown}: solutions came for an ASK; check the endpoint")
        whole = Whole(truth, QueryResultsFormat.JSON, None)
    return cast("QueryBoolean", whole.parsed())


def read_triples(answer: Answer, shown: str) -> Store:
    """Return the triples of a CONSTRUCT or DESCRIBE; arguments and errors as for `read_solutions`.

    They come in a store, which alone makes `QueryTriples`; see `query_triples`.
    """
    form = _TRIPLES.get(answer.media_type)
    if form is None:
        _unexpected(answer, shown, "N-Triples")
    if not answer.framed and form != RdfFormat.RDF_XML:
        message = (
            f"{shown}: triples whose end the server does not mark, so that a cut would not show; "
            "ask with SELECT"
        )
        raise LocationError(message)
    problem = xml_problem(answer.body) if form == RdfFormat.RDF_XML else None
    if problem:
        raise _unusable(shown, problem.reason, answer)
    store = Store()
    try:
        store.extend(_plain(quad, shown) for quad in parse(answer.body, format=form))
    except (SyntaxError, ValueError) as exc:
        raise _unusable(shown, str(exc), answer) from exc
    return store


def query_triples(store: Store) -> QueryTriples:
    """Return all triples of a store, as a CONSTRUCT would."""
    return cast("QueryTriples", store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"))


def _plain(quad: Quad, shown: str) -> Quad:
    if isinstance(quad.object, Triple):
        message = f"{shown}: RDF 1.2 triple terms are not supported; ask for something else"
        raise LocationError(message)
    return quad


def _results(answer: Answer, shown: str) -> Whole:
    """Return a results document, read to its end."""
    if answer.media_type in _XML:
        form = QueryResultsFormat.XML
        problem = xml_problem(answer.body)
    elif answer.media_type in _JSON and not answer.body.lstrip().startswith(b"<"):
        form = QueryResultsFormat.JSON
        problem = json_depth_problem(answer.body) if b"[[[" in answer.body else None
        if b'"head"' not in answer.body:
            raise _unusable(shown, "no head in the results", answer)
    else:
        _unexpected(answer, shown, "SPARQL results in JSON")
    if problem:
        raise _unusable(shown, problem.reason, answer)
    try:
        return _whole(_standard(answer.body), form)
    except (SyntaxError, ValueError) as exc:
        raise _unusable(shown, str(exc), answer) from exc


def _whole(body: bytes, form: QueryResultsFormat) -> Whole:
    """Read a document to its end, and turn it into what is read again fastest.

    Raises:
        SyntaxError, ValueError: as pyoxigraph raises them.
    """
    names = _variables(body, form)
    if names is None:
        return Whole(body, form, None)
    if not names:
        rows = list(cast("QuerySolutions", parse_query_results(body, format=form)))
        return Whole(body, form, len(rows))
    # Inside the engine; TSV keeps every term and is read five times as fast as JSON.
    text = parse_query_results(body, format=form).serialize(format=QueryResultsFormat.TSV) or b""
    return Whole(text, QueryResultsFormat.TSV, text.count(b"\n") - 1)


def _variables(body: bytes, form: QueryResultsFormat) -> list[str] | None:
    """Return the variables of a document, or None where it holds a truth value."""
    found = parse_query_results(body, format=form)
    return [v.value for v in found.variables] if isinstance(found, QuerySolutions) else None


def _standard(body: bytes) -> bytes:
    """Return results in JSON with Virtuoso's dialect put right; no copy of other servers'."""
    if b"nodeID://" in body:
        body = _NODE_ID.sub(rb"\1", body)
    if b'"typed-literal"' in body and b"XMLSchema#boolean" in body:
        body = _BOOLEAN.sub(
            lambda match: match[1] + (b'true"' if match[2] == b"1" else b'false"'), body
        )
    return body


def _unexpected(answer: Answer, shown: str, wanted: str) -> NoReturn:
    """Raise that something else came than was asked for, with its first words."""
    start = answer.body[:500].lstrip().lower()
    html = start.startswith((b"<html", b"<!doctype html")) or answer.media_type == "text/html"
    came = "HTML" if html else answer.media_type or "an answer without a media type"
    words = first_words(answer.body, 80)
    told = f" ({words!r})" if words else ""
    raise LocationError(f"{shown}: {came} came instead of {wanted}{told}; check the address")


def _unusable(shown: str, reason: str, answer: Answer) -> LocationError:
    tail = first_words(answer.body[-200:], 80)
    return LocationError(
        f"{shown}: not a whole answer: {one_line(reason, 120)} (it ends in {tail!r}); "
        "ask again, or for less"
    )
