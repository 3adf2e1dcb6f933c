"""Running a question in a child process, and telling its answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    serialize,
)

from ..errors import QueryStopped, UsageError
from ..query.table import Table
from .limits import query_form, with_limit
from .output import GRAPH_FORMATS, TABLE_FORMATS, deliver, deliver_table, format_by_name

if TYPE_CHECKING:
    from ..knowledge_graph import KnowledgeGraph
    from .question import Question

_RESULTS = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}


@dataclass(frozen=True)
class Ask:
    """How a question is asked: its parameters and the form of the answer."""

    parameters: dict[str, list[str]]
    form: str | None = None
    output: str | None = None
    limit: int | None = None
    iris: bool = False
    allow_service: bool = False

    def format_for(self, form: str) -> str:
        """Return the format of the answer to a query of a form.

        Raises:
            UsageError: the wanted format cannot hold such an answer.
        """
        graph = form in {"CONSTRUCT", "DESCRIBE"}
        able = GRAPH_FORMATS if graph else TABLE_FORMATS
        named = format_by_name(self.output)
        if self.form is None and graph and named == "json":
            named = "jsonld"
        wanted = self.form or named or able[0]
        if wanted not in able:
            gives = "a graph" if graph else "an answer" if form == "ASK" else "rows"
            message = f"--format: {wanted!r} cannot hold {gives}; use one of {', '.join(able)}"
            raise UsageError(message)
        return wanted


@dataclass(frozen=True)
class Answer:
    """What came back: a table, or bytes ready to be written.

    Attributes:
        table: rows, for every format of a library question and for people.
        datatypes: by column, where they are known.
        hidden: columns that people are not shown.
        data: the finished result, where there is no table.
        what: what it is, in words.
        no: whether the answer to an ASK is no.
    """

    table: Table | None = None
    datatypes: dict[str, str] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    data: bytes = b""
    what: str = ""
    no: bool = False


def parameters(pairs: tuple[str, ...]) -> dict[str, list[str]]:
    """Return the values of each parameter, in the order given.

    Raises:
        UsageError: a pair has no `=` or no name.
    """
    found: dict[str, list[str]] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise UsageError(f"-p: {pair!r} is no NAME=VALUE; write -p name=value")
        found.setdefault(name.strip(), []).append(value)
    return found


def ask_library(kg: KnowledgeGraph, asked: Question, ask: Ask) -> Answer:
    """Run a question of the library; raises as `KnowledgeGraph.query`."""
    from ..query.library import named_query
    from ..query.run import run_named

    ask.format_for("SELECT")
    query = named_query(asked.name)
    arguments = {k: v[0] if len(v) == 1 else v for k, v in ask.parameters.items()}
    table = run_named(kg.store, kg.names, query, arguments, lang=kg.lang, limit=ask.limit)
    names = [c.name for c in query.columns]
    first = next((i for i, name in enumerate(names) if name.endswith("_iri")), len(names))
    # A cell of several IRIs is no IRI: it stays a string.
    types = {c.name: "string" if c.many else c.datatype for c in query.columns}
    hidden = frozenset() if ask.iris else frozenset(names[first:])
    return Answer(table=table, datatypes=types, hidden=hidden)


def ask_own(kg: KnowledgeGraph, asked: Question, ask: Ask) -> Answer:
    """Run SPARQL of the user's own, which has passed `check_query`.

    Raises:
        QuerySyntaxError: it is not SPARQL.
        ParameterError, NotFound: a parameter cannot be bound.
        QueryStopped: the engine gave up.
    """
    from .own_parameters import bind_own

    form = query_form(asked.text)
    wanted = ask.format_for(form)
    text = bind_own(kg, asked.text, ask.parameters)
    if ask.limit is not None and form != "ASK":
        text = with_limit(text, ask.limit)
    try:
        return _answer(kg, kg.store.query(text), wanted, iris=ask.iris)
    except (RuntimeError, OSError, ValueError) as exc:
        raise QueryStopped(f"query: the engine gave up, {exc}; change the query") from exc


def _answer(kg: KnowledgeGraph, result: Any, wanted: str, *, iris: bool) -> Answer:  # noqa: ANN401
    """Turn the engine's result into one that can be handed to the parent."""
    if isinstance(result, QueryBoolean):
        yes = bool(result)
        if wanted in _RESULTS:
            data = (result.serialize(format=_RESULTS[wanted]) or b"") + b"\n"
        else:
            data = b"yes\n" if yes else b"no\n"
        return Answer(data=data, what="one answer", no=not yes)
    if isinstance(result, QuerySolutions):
        if wanted in _RESULTS:
            data = result.serialize(format=_RESULTS[wanted]) or b""
            return Answer(data=data, what="query results")
        columns = tuple(v.value for v in result.variables)
        rows = [tuple(_shown(kg, term, iris=iris) for term in s) for s in result]
        return Answer(table=Table(columns, rows))
    triples = list(result)
    what = f"{len(triples):,} triple{'' if len(triples) == 1 else 's'}"
    if wanted == "turtle":
        from ..rdf.writer import to_turtle

        return Answer(data=to_turtle(triples, base=kg.base).encode(), what=what)
    form = RdfFormat.N_TRIPLES if wanted == "ntriples" else RdfFormat.JSON_LD
    if form == RdfFormat.N_TRIPLES:
        triples.sort(key=str)
    data = serialize(triples, format=form) or b""
    return Answer(data=data if data.endswith(b"\n") else data + b"\n", what=what)


def _shown(kg: KnowledgeGraph, term: object, *, iris: bool) -> str | int | float | bool | None:
    """Return a term as people read it: IRIs short, literals as plain values."""
    from ..query.solutions import plain_value

    if isinstance(term, NamedNode):
        return term.value if iris else kg.names.curie(term.value)
    if isinstance(term, Literal):
        return plain_value(term)
    return None if term is None else str(term)


def tell(answer: Answer, ask: Ask) -> int:
    """Write an answer where it is wanted and return the exit code."""
    if answer.table is None:
        deliver(answer.data, ask.output, answer.what)
        return int(answer.no)
    deliver_table(
        answer.table,
        form=ask.form,
        output=ask.output,
        datatypes=answer.datatypes,
        hidden=answer.hidden,
        drop_empty=bool(answer.hidden),
    )
    return 0
