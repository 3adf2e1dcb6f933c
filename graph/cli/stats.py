"""`stancegraph stats`: how much is on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .output import deliver_table, format_option, output_option
from .terminal import emit

if TYPE_CHECKING:
    from ..knowledge_graph import KnowledgeGraph
    from ..query.table import Cell, Table
    from .session import Session


@click.command(epilog="\b\nExample:\n  stancegraph stats")
@format_option
@output_option
@click.pass_obj
def command(session: Session, form: str | None, output: str | None) -> None:
    """Count what is on record: things, statements by status, evidence by kind."""
    kg = session.open()
    if form in {None, "table"} and output in {None, "-"}:
        emit(f"{kg.location}\n")
    deliver_table(count(kg), form=form, output=output, row_word="count", quiet=True)


def count(kg: KnowledgeGraph) -> Table:
    """Return one row a count, with the columns `what`, `which` and `count`; zeros are left out."""
    from ..model.vocabulary import KINDS, STATEMENTS, expand
    from ..names.words import labels
    from ..query.table import Table

    def grouped(prop: str, classes: list[str]) -> dict[str, int]:
        values = " ".join(f"<{iri}>" for iri in classes)
        return {
            str(key): int(str(number))
            for key, number in kg.select(
                f"SELECT ?key (COUNT(DISTINCT ?thing) AS ?number) "
                f"{{ VALUES ?class {{ {values} }} ?thing a ?class ; <{prop}> ?key }} GROUP BY ?key"
            ).rows
            if key is not None
        }

    def word(iri: str) -> str:
        return labels().get(iri, {}).get(kg.lang) or labels().get(iri, {}).get("en") or iri

    by_class = grouped(expand("rdf:type"), list(KINDS.values()))
    rows: list[tuple[Cell, ...]] = [("all", "triples", len(kg))]
    named = list(kg.names.kinds.values())
    for kind, cls in KINDS.items():
        number = named.count(kind) or by_class.get(cls, 0)
        if number and kind not in {"scheme", "dataset"}:
            rows.append(("kind", _KIND_WORDS.get(kind, f"{kind}s"), number))
    statuses = grouped(expand("adms:status"), [KINDS[kind] for kind in (*STATEMENTS, "link")])
    rows += [("status", word(iri), n) for iri, n in sorted(statuses.items())]
    kinds = grouped(expand("sg:evidenceKind"), [KINDS["evidence"]])
    rows += [("evidence", word(iri), n) for iri, n in sorted(kinds.items())]
    return Table(("what", "which", "count"), rows)


_KIND_WORDS = {
    "person": "people",
    "text": "text versions",
    "change": "reported changes",
    "evidence": "pieces of evidence",
}
