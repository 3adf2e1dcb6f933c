"""`stancegraph list`: all things of one kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from .output import deliver_table, format_option, output_option, without_empty

if TYPE_CHECKING:
    from ..query.table import Cell
    from .session import Session

KINDS = {
    "organisations": "organisation",
    "people": "person",
    "groups": "group",
    "petitions": "petition",
    "campaigns": "campaign",
    "propositions": "proposition",
    "topics": "topic",
    "events": "event",
    "documents": "document",
}
_ALSO = {"persons": "person", "organizations": "organisation", "organization": "organisation"}


class _Kind(click.ParamType[str]):
    """A kind of thing, in the plural or the singular."""

    name = "kind"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:  # fmt: skip
        """Return the kind's own word."""
        del param, ctx
        word = value.lower()
        kind = KINDS.get(word) or _ALSO.get(word) or (word if word in KINDS.values() else None)
        if kind is None:
            from difflib import get_close_matches

            near = get_close_matches(word, [*KINDS, *KINDS.values()], n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"take one of {', '.join(KINDS)}"
            raise UsageError(f"list: no kind {value!r}; {hint}")
        return kind

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        """Complete the plurals."""
        del ctx, param
        from click.shell_completion import CompletionItem

        return [CompletionItem(name) for name in KINDS if name.startswith(incomplete)]


@click.command(epilog="\b\nExample:\n  stancegraph list propositions\n  stancegraph list people")
@click.argument("kind", type=_Kind(), metavar="KIND")
@format_option
@output_option
@click.option("--iris", is_flag=True, help="Show full IRIs.")
@click.pass_obj
def command(
    session: Session,
    kind: str,
    form: str | None,
    output: str | None,
    iris: bool,  # noqa: FBT001
) -> None:
    """List all things of one KIND, by name.

    \b
    KIND: organisations, people, groups, petitions, campaigns, propositions,
          topics, events, documents
    """  # noqa: D301 - \b is click's mark for lines that are not joined
    from ..query.table import Table

    kg = session.open()
    rows: list[tuple[Cell, ...]] = [
        (
            kg.names.label(iri, kg.lang),
            "; ".join(kg.names.aliases(iri, kg.lang)) or None,
            iri if iris else kg.names.curie(iri),
        )
        for iri in kg.names.of_kind(kind, kg.lang)
    ]
    table = Table(("name", "also called", "identifier"), rows)
    if form in {None, "table", "markdown"}:
        table = without_empty(table, "also called")
    deliver_table(table, form=form, output=output, row_word=kind)
