"""Several coders' tables held against each other, unit by unit."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ...errors import UsageError
from ...measures.reliability.alpha import LEVELS, krippendorff_alpha
from ...measures.reliability.kappa import cohen_kappa
from ...tables.wording import place
from .tables import DEGREES, Reading, read_coder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...measures.reliability.alpha import Level
    from ...measures.reliability.codings import Coefficient, Value
    from .tables import Coder, Coding, Unit, UnitKey

RELIABLE: Final = 0.8
TENTATIVE: Final = 0.667

_PAIR = 2


@dataclass(frozen=True)
class Compared:
    """One unit, with what each coder said of it.

    Attributes:
        unit: actor, proposition and document.
        codings: in the order of the coders.
        distance: between the two stances that are furthest apart: of their
            degrees, at most 2; on the nominal level 1 where they differ. None
            where a degree is missing, or only one coder coded it.
        spread: the mean distance of all pairs of coders.
    """

    unit: Unit
    codings: tuple[Coding, ...]
    distance: float | None = None
    spread: float = 0.0


@dataclass(frozen=True)
class Comparison:
    """What several coders agree on, and how far.

    Attributes:
        level: nominal, ordinal or interval.
        alpha: Krippendorff's alpha; None where no unit is pairable.
        kappa: Cohen's kappa, nominal, where there are two coders and a pairable unit.
        coders: their tables.
        pairable: the units that two coders or more gave a value.
        single: the units that only one coder coded.
        left_out: the units of which somebody declines to say, where degrees are compared.
        notes: what a person should know, one line each.
    """

    level: Level
    alpha: Coefficient | None
    kappa: Coefficient | None
    coders: tuple[Coder, ...]
    pairable: tuple[Compared, ...]
    single: tuple[Compared, ...]
    left_out: tuple[Compared, ...]
    notes: tuple[str, ...]

    @property
    def unit_count(self) -> int:
        """Return the number of units that anybody coded."""
        return len(self.pairable) + len(self.single) + len(self.left_out)

    @property
    def disagreements(self) -> list[Compared]:
        """Return the pairable units with different stances, most severe first."""
        apart = [compared for compared in self.pairable if compared.distance]
        return sorted(apart, key=lambda c: (-(c.distance or 0), -c.spread, c.unit.key))

    @property
    def conclusion(self) -> str:
        """Return what may be concluded, in words.

        The limits are Krippendorff's, who calls them a rule of thumb; alpha is held
        against them as it is shown, with three decimals.

        References:
            Krippendorff, K. (2004). Reliability in content analysis: some common
            misconceptions and recommendations.
            https://doi.org/10.1111/j.1468-2958.2004.tb00738.x
        """
        if self.alpha is None:
            return "no unit has a value from two coders, so nothing can be compared"
        if self.alpha.value is None:
            stance = self.pairable[0].codings[0].stance
            return (
                f"every coder says {stance!r} of every pairable unit, so chance would agree "
                "throughout as well; this shows nothing about how well they tell stances apart"
            )
        shown = round(self.alpha.value, 3)
        told = "not reliable enough to draw conclusions from: alpha is less than .667"
        if shown >= RELIABLE:
            told = "reliable: alpha is .8 or more"
        elif shown >= TENTATIVE:
            told = "good for tentative conclusions only: alpha is .667 or more, but less than .8"
        units = "1 unit" if len(self.pairable) == 1 else f"{len(self.pairable)} units"
        return f"{told} (Krippendorff's rule of thumb, as far as {units} can tell)"


def reliability(
    files: Sequence[str | Path],
    level: Level = "ordinal",
    *,
    encoding: str = "utf-8",
    separator: str | None = None,
    sheet: str | None = None,
) -> Comparison:
    """Compare the tables in which several coders recorded the positions in the same documents.

    A unit is an actor, a proposition and, where one is given, a document; names
    are compared as text, without case, accents and blanks. The value is the
    stance. On the ordinal and interval levels it is the stance's degree, from
    supports 1 to opposes −1; whoever declines to say has none, and such units
    are left out and listed.

    Args:
        files: one table a coder, CSV or Excel, with the columns that positions are
            added from; only actor, proposition and stance are needed.
        level: nominal, ordinal or interval.
        encoding: of CSV files, as Python names it.
        separator: between the cells of CSV files; left out, a comma, in TSV a tab.
        sheet: of workbooks; left out, the first one with anything in it.

    Returns:
        Krippendorff's alpha, Cohen's kappa where there are two coders, and every
        unit with what each said of it. Alpha is None where nothing is pairable.

    Raises:
        UsageError: fewer than two files, one given twice, or an unknown level,
            encoding, separator or sheet.
        FileProblem: a file cannot be read, a row of it is wrong, or it has a unit
            with two stances.
    """
    _check(files, level)
    reading = Reading(encoding, separator, sheet)
    coders = tuple(read_coder(file, reading) for file in files)
    units = _units(coders)
    pairable: list[UnitKey] = []
    alone: list[UnitKey] = []
    left_out: list[UnitKey] = []
    for key in units:
        codings = _codings(coders, key)
        if level != "nominal" and any(coding.stance not in DEGREES for coding in codings):
            left_out.append(key)
        else:
            (alone if len(codings) < _PAIR else pairable).append(key)
    rated = [*pairable, *alone] if pairable else []
    return Comparison(
        level=level,
        alpha=_alpha(coders, rated, level),
        kappa=_kappa(coders, rated),
        coders=coders,
        pairable=tuple(_compared(units[key], _codings(coders, key), level) for key in pairable),
        single=tuple(Compared(units[key], _codings(coders, key)) for key in alone),
        left_out=tuple(Compared(units[key], _codings(coders, key)) for key in left_out),
        notes=(*(note for coder in coders for note in coder.notes), *_strangers(coders)),
    )


def _check(files: Sequence[str | Path], level: str) -> None:
    if level not in LEVELS:
        raise UsageError(f"level: {level!r} is not known; use one of {', '.join(LEVELS)}")
    if len(files) < _PAIR:
        message = f"reliability: {len(files)} file; give one for each of two coders or more"
        raise UsageError(message)
    seen: set[Path] = set()
    for file in files:
        path = Path(file).resolve()
        if path in seen:
            message = f"reliability: {str(file)!r} is given twice; each file is one coder's"
            raise UsageError(message)
        seen.add(path)


def _units(coders: Sequence[Coder]) -> dict[UnitKey, Unit]:
    """Return every unit, in the words and the order of the first coder who coded it."""
    units: dict[UnitKey, Unit] = {}
    for coder in coders:
        for key, unit in coder.units.items():
            units.setdefault(key, unit)
    return units


def _stances(coder: Coder, units: Sequence[UnitKey]) -> list[str | None]:
    return [coder.codings[key].stance if key in coder.codings else None for key in units]


def _alpha(coders: Sequence[Coder], units: Sequence[UnitKey], level: Level) -> Coefficient | None:
    if not units:
        return None
    rows: list[list[Value | None]] = []
    for coder in coders:
        stances = _stances(coder, units)
        if level == "nominal":
            rows.append([*stances])
        else:
            rows.append([None if stance is None else DEGREES[stance] for stance in stances])
    return krippendorff_alpha(rows, level)


def _kappa(coders: Sequence[Coder], units: Sequence[UnitKey]) -> Coefficient | None:
    if len(coders) != _PAIR or not units:
        return None
    first, second = (_stances(coder, units) for coder in coders)
    return cohen_kappa(first, second)


def _codings(coders: Sequence[Coder], key: UnitKey) -> tuple[Coding, ...]:
    return tuple(coder.codings[key] for coder in coders if key in coder.codings)


def _compared(unit: Unit, codings: tuple[Coding, ...], level: Level) -> Compared:
    apart = [
        float(a.stance != b.stance)
        if level == "nominal"
        else abs(DEGREES[a.stance] - DEGREES[b.stance])
        for a, b in combinations(codings, 2)
    ]
    return Compared(unit, codings, max(apart), sum(apart) / len(apart))


def _strangers(coders: Sequence[Coder]) -> list[str]:
    """Name the tables that have no unit in common with any other, and why that may be."""
    found = []
    for coder in coders:
        others = [other for other in coders if other is not coder]
        if not coder.units or any(coder.units.keys() & other.units.keys() for other in others):
            continue
        hint = "write actors, propositions and documents alike"
        named = coder.names_documents
        if any(other.names_documents != named for other in others if other.units):
            has = "documents, others none" if named else "no documents, others do"
            hint = f"it has {has}; give them in all files, or in none"
        where = place(Path(coder.file))
        found.append(f"{where}: no unit in common with another file; {hint}")
    return found
