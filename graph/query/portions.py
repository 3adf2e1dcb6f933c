"""The first rows of a large answer, without making all of it.

A query whose rows come thing by thing, sorted by label and IRI, says so before its
ORDER BY: `# PORTIONS: ?actor_iri IN ?held sg:holder ?actor_iri`. Where only its first
rows are wanted of very many things, it is asked of the first things, then of more,
until the rows are enough. Endpoints are asked in one go: they would have to be sent
the things, and sort in ways of their own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pyoxigraph import QuerySolutions

from ..store.endpoint.store import EndpointStore

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pyoxigraph import NamedNode

    from ..names.index import NameIndex
    from ..store.base import Store
    from .table import Table

MANY: Final = 10
"""From so many things for each row that is wanted, portions pay."""
SIZES: Final = (100, 1000)
"""A portion has at least and at most so many things: more make the engine slow."""
_MARGIN: Final = 1.25
_MARK: Final = re.compile(r"(?m)^# PORTIONS: \?(\w+) IN (.+)$")


def portioned(text: str) -> str | None:
    """Return the variable of a query whose rows come thing by thing; None for other queries."""
    mark = _MARK.search(text)
    return mark[1] if mark else None


def things_in_order(
    store: Store, names: NameIndex, text: str, lang: str, limit: int
) -> list[NamedNode] | None:
    """Return the things that a query's rows are about, as it sorts them; None where few.

    Args:
        store: what is asked.
        names: for the labels.
        text: a query with a mark.
        lang: the language that labels are wanted in.
        limit: how many rows are wanted.
    """
    mark = _MARK.search(text)
    if mark is None or limit < 1 or isinstance(store, EndpointStore):
        return None
    rows = store.query(f"SELECT DISTINCT ?{mark[1]} WHERE {{ {mark[2]} }}")
    things = [row[0] for row in rows] if isinstance(rows, QuerySolutions) else []
    if len(things) < MANY * limit:
        return None
    return sorted(things, key=lambda thing: (_label(names, thing.value, lang), thing.value))


def first_rows(
    about: Callable[[Sequence[NamedNode], int], Table], things: Sequence[NamedNode], limit: int
) -> Table | None:
    """Return the first rows; None where there seem to be too few for asking in portions.

    Args:
        about: gives the first rows about some things, at most so many.
        things: in the order of the rows.
        limit: how many rows are wanted.
    """
    least, most = SIZES
    start = min(max(limit, least), most)
    found = about(things[:start], limit)
    while (missing := limit - len(found)) > 0 and start < len(things):
        likely = _MARGIN * missing * start / max(len(found), 1)
        if likely > len(things) - start:
            return None
        size = min(max(int(likely), least), most)
        found.rows.extend(about(things[start : start + size], missing).rows)
        start += size
    return found


def _label(names: NameIndex, iri: str, lang: str) -> str:
    """Return what a query sorts a thing by; nothing comes before any label."""
    preferred = {n.lang: n.text for n in reversed(names.names.get(iri, ())) if n.rank == 0}
    for wanted in (lang, "en", *sorted(preferred)):
        if wanted in preferred:
            return f"={preferred[wanted]}"
    return ""
