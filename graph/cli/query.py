"""`stancegraph query`: a question of the library, or SPARQL of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .output import GRAPH_FORMATS, TABLE_FORMATS, output_option

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from .session import Session


def _complete_query(
    _ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from ..query.library import named_query, query_names

    return [
        CompletionItem(name, help=named_query(name).summary)
        for name in query_names()
        if name.startswith(incomplete)
    ]


def _complete_parameter(
    ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from ..errors import NotFound
    from ..query.library import named_query

    try:
        # Behind an option that lacks its value, click has not parsed the argument yet.
        query = named_query(str(ctx.params.get("question") or next(iter(ctx.args), "")))
    except NotFound:
        return []
    names = [f"{p.name}=" for p in query.parameters]
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


@click.command(
    epilog="\b\nExample:\n"
    '  stancegraph query holders-of -p proposition="arms supply"\n'
    '  stancegraph query positions-of -p actor="Stop the War" --format csv\n'
    "  stancegraph query 'SELECT ?name { ?x a sg:Petition ; skos:prefLabel ?name }'"
)
@click.argument("question", metavar="NAME|FILE.rq|'SELECT …'|-", shell_complete=_complete_query)
@click.option(
    "-p", "--parameter", "pairs", multiple=True, metavar="NAME=VALUE",
    shell_complete=_complete_parameter,
    help="Value of a parameter; repeat it for a list.",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice([*TABLE_FORMATS, *GRAPH_FORMATS]),
    help="Form of the result; by default what FILE ends in, else table for rows and "
    "turtle for graphs.",
)  # fmt: skip
@output_option
@click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help="At most so many rows or solutions."
)
@click.option(
    "--timeout", "timeout_s", type=click.FloatRange(min=0, min_open=True), default=60,
    metavar="S", help="Seconds until the query is stopped.",
)  # fmt: skip
@click.option(
    "--allow-service", is_flag=True, help="Let a query of your own ask other servers by SERVICE."
)
@click.option("--iris", is_flag=True, help="Show IRIs, and columns beyond the first ones, too.")
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - one argument an option
    session: Session,
    question: str,
    pairs: tuple[str, ...],
    form: str | None,
    output: str | None,
    limit: int | None,
    timeout_s: float,
    allow_service: bool,  # noqa: FBT001
    iris: bool,  # noqa: FBT001
) -> int:
    """Run a question of the library, or SPARQL of your own.

    NAME is a question of the library (stancegraph queries lists them), FILE.rq a
    file with SPARQL, - reads it from stdin. Things are given by label, alias,
    slug, CURIE or IRI. In your own text, -p binds each block that reads
    VALUES ?name { UNDEF }, also to a date, a number or a "quoted" text.

    An ASK query that is answered with no ends with exit code 1.
    """
    from ..store.isolation import run_isolated
    from .asking import Ask, ask_library, ask_own, parameters, tell
    from .question import read_question
    from .terminal import warn

    asked = read_question(question)
    ask = Ask(parameters(pairs), form, output, limit, iris=iris, allow_service=allow_service)
    work = ask_library if asked.name else ask_own
    opened = session.opener()
    warnings = asked.check(allow_service=allow_service)
    with asked.named_in_errors():
        answer = run_isolated(lambda: work(opened(), asked, ask), timeout_s=timeout_s)
    for message in warnings:
        warn(message)
    return tell(answer, ask)
