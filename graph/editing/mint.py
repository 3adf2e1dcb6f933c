"""Giving new things their IRIs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ..entries.entry import Named
from ..entries.field import Text, specifications
from ..errors import ParameterError
from ..model.identity import content_hash, slug, statement_iri, thing_iri
from ..model.vocabulary import RDF_TYPE, expand
from .same import identity_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..entries.entry import Entry, Statement
    from ..entries.sources import Evidence
    from .describe import Terms
    from .present import Present

_PLAIN: Final = re.compile(r"[A-Za-z0-9_-]+")


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


def new_statement_iri(entry: Statement | Evidence, said: Terms, base: str, present: Present) -> str:
    """Return the IRI of a statement or a piece of evidence: the same for the same content.

    Where it is taken by another, as two in four thousand million hashes may be
    the same, a further hash is tried. It is not another that was narrowed since:
    a position that has ended by now has the IRI that it had before.

    Args:
        entry: the statement.
        said: what it says.
        base: where the graph's IRIs start.
        present: tells what is said of an IRI.
    """
    specs = specifications(type(entry))
    shown = [
        _readable(said[expand(specs[name].predicate)][0].value)
        for name in entry.NAMED_AFTER
        if expand(specs[name].predicate) in said
    ]
    content: list[str] = []
    identity = identity_of(entry.KIND, said)
    for _, terms in identity:
        content += sorted(term.value for term in terms) or [""]
    count = 0
    while True:
        iri = statement_iri(entry.KIND, shown, content + [str(count)] * (count > 0), base)
        there = present.said_of(iri)
        narrowed = all(set(terms) <= set(there.get(p, ())) for p, terms in identity)
        if not there or (narrowed and said[RDF_TYPE] == there.get(RDF_TYPE)):
            return iri
        count += 1


def _readable(iri: str) -> str:
    """Return an IRI whose end is safe to stand in another one."""
    end = iri.rsplit("/", 1)[-1]
    return iri if _PLAIN.fullmatch(end) else slug(end)
