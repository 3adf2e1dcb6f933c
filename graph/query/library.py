"""Finding the queries that travel with the package."""

from __future__ import annotations

from functools import cache

from ..errors import NotFound
from ..resources import folder
from .header import NamedQuery, read_query


def query_names() -> list[str]:
    """Return the names of all queries of the library, sorted."""
    return sorted(path.stem for path in folder("queries").glob("*.rq"))


@cache
def named_query(name: str) -> NamedQuery:
    """Return one query of the library.

    Args:
        name: with hyphens or underscores.

    Raises:
        NotFound: there is none; the nearest names are its candidates.
    """
    name = name.replace("_", "-")
    path = folder("queries") / f"{name}.rq"
    if "/" not in name and path.is_file():
        return read_query(path)
    from difflib import get_close_matches

    near = get_close_matches(name, query_names(), n=3)
    hint = f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
    raise NotFound(f"no query {name!r}{hint} (stancegraph queries)", name=name, candidates=near)
