"""What one coder made of some documents: the table of positions that they filled in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from ...model.closed_lists import CLOSED_LISTS, closed_list_term
from ...model.vocabulary import expand
from ...names.keys import key
from ...tables.columns import Column
from ...tables.read import EXCEL_ENDINGS, scan_table
from ...tables.wording import place, quoted, together

if TYPE_CHECKING:
    from ...tables.rows import Row, TableFile

UnitKey: TypeAlias = tuple[str, str, str]
"""Actor, proposition and document in the form that is compared."""

DEGREES: Final = {
    "supports": 1.0,
    "leans towards": 0.5,
    "ambivalent": 0.0,
    "leans against": -0.5,
    "opposes": -1.0,
}
"""How far each stance goes; `declines to say` has no degree."""


class Unit(NamedTuple):
    """What is coded, in the words of the first coder who did; no document where none is given."""

    actor: str
    proposition: str
    document: str

    @property
    def key(self) -> UnitKey:
        """Return the form that is compared."""
        return key(self.actor), key(self.proposition), key(self.document)


class Coding(NamedTuple):
    """What one coder said of one unit, and where it stands."""

    file: str
    line: int
    stance: str


@dataclass(frozen=True)
class Coder:
    """One coder's table.

    Attributes:
        file: its path, as given.
        units: the units, in the order of the table.
        codings: what is said of each unit.
        notes: what a person should know, one line each.
    """

    file: str
    units: dict[UnitKey, Unit]
    codings: dict[UnitKey, Coding]
    notes: tuple[str, ...]

    @property
    def names_documents(self) -> bool:
        """Tell whether any unit names its document."""
        return any(unit.document for unit in self.units.values())


@dataclass(frozen=True)
class Reading:
    """How tables are read.

    Attributes:
        encoding: of CSV files, as Python names it.
        separator: between the cells of CSV files; left out, a comma, in TSV a tab.
        sheet: of workbooks; left out, the first one with anything in it.
    """

    encoding: str = "utf-8"
    separator: str | None = None
    sheet: str | None = None


def read_coder(file: str | Path, reading: Reading) -> Coder:
    """Read one coder's table.

    A unit that is there several times with the same stance counts once.

    Raises:
        FileProblem: it cannot be read, a row is wrong, or a unit is there with
            two stances; then both lines are named.
        UsageError: there is no such encoding, separator or sheet.
    """
    path = Path(file)
    table = _scan(path, reading)
    faults = [(fault.line, fault.message) for fault in table.faults]
    units: dict[UnitKey, Unit] = {}
    codings: dict[UnitKey, Coding] = {}
    repeated = 0
    for row in table.rows:
        if row.values == {**dict.fromkeys(row.values, ""), **TEMPLATE_ROW}:
            message = "this is the example of the template; remove the line"
            faults.append((row.line, f"{place(path, row.line)}: {message}"))
            continue
        unit = Unit(row["actor"], row["proposition"], row["document"])
        first = codings.get(unit.key)
        if first is None:
            units[unit.key] = unit
            codings[unit.key] = Coding(str(file), row.line, row["stance"])
        elif first.stance == row["stance"]:
            repeated += 1
        else:
            faults.append((row.line, _contradiction(path, row, first)))
    if faults:
        raise together(path, sorted(faults))
    notes = list(table.notes)
    if repeated:
        rows = "1 row repeats" if repeated == 1 else f"{repeated} rows repeat"
        notes.append(f"{place(path)}: {rows} a unit with the same stance; each unit counts once")
    return Coder(str(file), units, codings, tuple(notes))


def _scan(path: Path, reading: Reading) -> TableFile:
    if path.suffix.lower() in EXCEL_ENDINGS:
        return scan_table(path, CODING_COLUMNS, sheet=reading.sheet)
    return scan_table(path, CODING_COLUMNS, encoding=reading.encoding, separator=reading.separator)


def _contradiction(path: Path, row: Row, first: Coding) -> str:
    told = f"{quoted(row['actor'])} on {quoted(row['proposition'])}"
    if row["document"]:
        told += f" in {quoted(row['document'])}"
    stances = f"{quoted(row['stance'])} here, {quoted(first.stance)} in line {first.line}"
    return f"{place(path, row.line)}: {told} is {stances}; keep one of them"


@cache
def _stance_words() -> dict[str, str]:
    return {expand(f"sg:{local}"): word for word, local in CLOSED_LISTS["stance"].items()}


def _stance(text: str, /, *, where: str) -> str:
    """Return a stance as the closed list writes it."""
    return _stance_words()[closed_list_term("stance", text, where=where)]


# The columns of the table that positions are added from, so that a coder's file serves
# both; to compare codings, less of it has to be filled in.
CODING_COLUMNS: Final = (
    Column("actor", "who holds it", required=True),
    Column("proposition", "on what", required=True),
    Column("stance", "supports, leans towards, ambivalent, leans against, opposes or declines "
           "to say", required=True, check=_stance),
    Column("from", "not compared"),
    Column("through", "not compared"),
    Column("document", "where it is said"),
    Column("quote", "not compared"),
    Column("locator", "not compared"),
    Column("claimant", "not compared", many=True),
    Column("kind", "not compared"),
)  # fmt: skip

# Not in the columns themselves: a table of three columns may well hold these three values.
TEMPLATE_ROW: Final = {
    "actor": "ENSU",
    "proposition": "arms supply",
    "stance": "supports",
    "from": "2022-03",
    "document": "Two cheers for Boris Kagarlitsky",
    "locator": "paragraph 5",
}
"""The example in the template of that table; left in by two coders, it would be an agreement."""
