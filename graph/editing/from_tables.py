"""From the rows of tables that people keep to entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..entries.agents import Organization
from ..entries.positions import Position
from ..entries.sources import Evidence
from ..errors import ParameterError
from ..model.countries import country_code
from ..model.web import web_address
from ..names.keys import key
from ..tables.columns import Column

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..entries.entry import Entry
    from ..tables.rows import Row

ORGANISATION_COLUMNS: Final = (
    Column("name", "name, as it is commonly written", required=True, example="Peace Now"),
    Column("acronym", "acronym", example="PN"),
    Column("country", "ISO 3166-1 code of two letters", example="GB", check=country_code),
    Column("website", "address of its web site", check=web_address, example="https://example.org/"),
    Column("kind", "party, union, campaign, movement, media, government body or other",
           example="campaign"),
    Column("parent", "organisation that it is part of: of the graph, or of another row",
           example=""),
    Column("aliases", "other names", many=True, example="Peace Today | Peace at Once"),
    Column("same_as", "IRIs of the same organisation elsewhere", many=True, check=web_address,
           example=""),
)  # fmt: skip

POSITION_COLUMNS: Final = (
    Column("actor", "who holds it, by any name in the graph", required=True, example="ENSU"),
    Column("proposition", "on what, by any name in the graph", required=True,
           example="arms supply"),
    Column("stance", "supports, leans towards, ambivalent, leans against, opposes or declines "
           "to say", required=True, example="supports"),
    Column("from", "first day, month or year", example="2022-03"),
    Column("through", "last day, month or year", example=""),
    Column("document", "where it is said, by its title or slug", required=True,
           example="Two cheers for Boris Kagarlitsky"),
    Column("quote", "the words themselves, exactly", example=""),
    Column("locator", "place in words, where there is no quote", example="paragraph 5"),
    Column("claimant", "who says so; the document's only author if left out", many=True,
           example=""),
    Column("kind", "self-stated, reported or inferred; by the claimant if left out", example=""),
)  # fmt: skip


def organisation_entries(
    rows: Sequence[Row], *, lang: str = "en"
) -> Iterator[tuple[int, Organization | ParameterError]]:
    """Give the organisation of each row, or what is wrong with it, with its line.

    A parent that is named in another row, by name or acronym, is that row's
    organisation; otherwise it is looked up in the graph.
    """
    by_name: dict[str, int] = {}
    for at, row in enumerate(rows):
        for name in (row["name"], row["acronym"]):
            if name:
                by_name.setdefault(key(name), at)
    made: dict[int, Organization] = {}
    for at, row in enumerate(rows):
        try:
            chain = _chain(rows, by_name, at)
        except ParameterError as exc:
            yield row.line, exc
            continue
        for link in reversed(chain):
            if link not in made:
                parent: Entry | str = rows[link]["parent"]
                above = by_name.get(key(str(parent)))
                if above is not None:
                    parent = made[above]
                made[link] = _organisation(rows[link], parent, lang)
        yield row.line, made[at]


def position_entries(
    rows: Sequence[Row], *, lang: str = "en"
) -> Iterator[tuple[int, Position | ParameterError]]:
    """Give the position of each row with its evidence, and the line of the row."""
    for row in rows:
        evidence = Evidence(
            document=row["document"],
            quote=row["quote"],
            locator=row["locator"],
            claimant=row.many("claimant"),
            kind=row["kind"],
            lang=lang,
        )
        if not row["quote"] and not row["locator"]:
            yield row.line, ParameterError("neither quote nor locator; say where it stands")
            continue
        yield (
            row.line,
            Position(
                actor=row["actor"],
                proposition=row["proposition"],
                stance=row["stance"],
                valid_from=row["from"],
                valid_through=row["through"],
                evidence=evidence,
                lang=lang,
            ),
        )


def _chain(rows: Sequence[Row], by_name: dict[str, int], at: int) -> list[int]:
    """Return a row and the rows of those above it, nearest first.

    Raises:
        ParameterError: an organisation is part of itself.
    """
    chain = [at]
    while rows[chain[-1]]["parent"]:
        above = by_name.get(key(rows[chain[-1]]["parent"]))
        if above is None:
            break
        if above in chain:
            name = rows[above]["name"]
            raise ParameterError(f"parent: {name!r} is part of itself, by way of others or at once")
        chain.append(above)
    return chain


def _organisation(row: Row, parent: Entry | str, lang: str) -> Organization:
    return Organization(
        name=row["name"],
        acronym=row["acronym"],
        country=row["country"],
        website=row["website"],
        kind=row["kind"],
        parent=parent,
        aliases=row.many("aliases"),
        same_as=row.many("same_as"),
        lang=lang,
    )
