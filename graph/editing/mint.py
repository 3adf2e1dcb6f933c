"""Giving new things their IRIs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..entries.entry import Named
from ..entries.field import Text, specifications
from ..errors import ParameterError
from ..model.identity import content_hash, slug, statement_iri, thing_iri
from ..model.vocabulary import expand
from .same import identity_predicates

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyoxigraph import Literal, NamedNode

    from ..entries.entry import Entry, Statement
    from ..entries.sources import Evidence
    from .describe import Terms


def named_iri(entry: Entry, base: str, taken: Callable[[str], bool]) -> str:
    """Return the IRI of a new thing: its slug, with a hash behind where that is taken.

    Args:
        entry: with a name or a title.
        base: where the graph's IRIs start.
        taken: tells whether an IRI is used, or was once.

    Raises:
        ParameterError: the entry asks for a slug that is taken, or is none.
    """
    wanted: str = getattr(entry, "slug", "")
    if wanted:
        iri = thing_iri(entry.KIND, wanted, base)
        if slug(wanted) != wanted:
            message = f"{entry.KIND}: slug {wanted!r} is none; write {slug(wanted)!r}"
            raise ParameterError(message)
        if taken(iri):
            raise ParameterError(f"{entry.KIND}: slug {wanted!r} is taken; choose another")
        return iri
    name = entry.name if isinstance(entry, Named) else getattr(entry, "title", "")
    text, lang = (name.text, name.lang) if isinstance(name, Text) else (str(name), entry.lang)
    readable = slug(text)
    iri = thing_iri(entry.KIND, readable, base)
    count = 0
    while taken(iri):
        iri = thing_iri(
            entry.KIND, f"{readable}-{content_hash(text, lang, *[str(count)] * (count > 0))}", base
        )
        count += 1
    return iri


def identity_of(
    entry: Statement | Evidence, said: Terms
) -> list[tuple[str, list[NamedNode | Literal]]]:
    """Return the properties that make a statement the one that it is, with their terms.

    Alternatives, such as a petition or a campaign, all stand in the list; what
    is absent has no terms.
    """
    return [(p, said.get(p, [])) for p in identity_predicates(entry.KIND)]


def new_statement_iri(entry: Statement | Evidence, said: Terms, base: str) -> str:
    """Return the IRI of a statement or a piece of evidence: the same for the same content."""
    specs = specifications(type(entry))
    shown = [
        said[expand(specs[name].predicate)][0].value
        for name in entry.NAMED_AFTER
        if expand(specs[name].predicate) in said
    ]
    content: list[str] = []
    for _, terms in identity_of(entry, said):
        content += sorted(term.value for term in terms) or [""]
    return statement_iri(entry.KIND, shown, content, base)
