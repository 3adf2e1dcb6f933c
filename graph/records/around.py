"""What is on record around one thing, read without the rest of the graph."""

from __future__ import annotations

from ..model.vocabulary import expand
from .read import Records
from .shelf import nameable

_NAMES_IT = "?one ?property <{iri}>"
_RESTS_ON_IT = (
    f"VALUES ?how {{ <{expand('prov:wasAttributedTo')}> <{expand('oa:hasSource')}> }}"
    f" ?evidence ?how <{{iri}}> . ?one <{expand('sg:evidence')}> ?evidence"
)
_IS_BACKED_BY_IT = (
    f"?act <{expand('sg:agent')}> <{{iri}}> ; <{expand('sg:petition')}> ?petition ."
    f" ?one a <{expand('sg:Clause')}> ; <{expand('sg:petition')}> ?petition"
)


def around(records: Records, iri: str) -> Records:
    """Return the records of a thing and of what has to do with it.

    These are statements and evidence that name it, statements that rest on its
    word or, if it is a document, on a passage of it, the clauses of petitions that
    it did something with, what all of these rest on, and their propositions.

    Args:
        records: everything; what is read is fetched into it.
        iri: a thing or a statement.
    """
    if not nameable(iri):
        return records

    def found(where: str) -> list[str]:
        rows = records.store.scan(("one",), where.replace("{iri}", iri))
        return list(dict.fromkeys(row[0].value for row in rows))

    naming = found(_NAMES_IT)
    statements = [iri, *naming, *found(_RESTS_ON_IT), *found(_IS_BACKED_BY_IT)]
    near = Records(records.store, records.names)
    near.statements = records.statements.part(statements)
    said = near.statements.values()
    records.fetch_evidence(said)
    near.evidence = records.evidence.part(
        [*naming, *(e for s in said for e in s.many("sg:evidence"))]
    )
    propositions = [p for s in said for p in s.many("sg:proposition")]
    near.things = records.things.part([iri, *naming, *propositions])
    return near
