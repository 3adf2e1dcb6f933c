"""The closed choices of discourse networks, and the options that hold them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

from ...errors import UsageError
from .scale import Scale

Over: TypeAlias = Literal["actors", "concepts"]
DuplicateRule: TypeAlias = Literal["include", "document", "week", "month", "year", "acrossrange"]
OneModeAggregation: TypeAlias = Literal["ignore", "congruence", "conflict", "subtract"]
OneModeNormalisation: TypeAlias = Literal["none", "average", "jaccard", "dna-cosine", "cosine"]
TwoModeAggregation: TypeAlias = Literal["ignore", "subtract", "combine"]
TwoModeNormalisation: TypeAlias = Literal["none", "activity", "prominence"]


def check_choice(where: str, value: str, choices: object) -> None:
    """Refuse a value that is none of a `Literal`'s.

    Raises:
        UsageError: the value is none of them.
    """
    allowed = get_args(choices)
    if value not in allowed:
        raise UsageError(f"{where}: no choice {value!r}; use one of {', '.join(allowed)}")


@dataclass(frozen=True)
class Options:
    """What one-mode and two-mode networks have in common.

    Attributes:
        scale: the qualifier's scale.
        duplicates: which of equal statements count: all (`include`), or the first
            in a document, calendar week, month, year, or at all (`acrossrange`).
        isolates: also keep actors and concepts that have no statement.
        dna_compatible: follow Discourse Network Analyzer where it departs from the
            formulas: weeks and months compared without their year; the range of a
            graded scale without ends taken from the statements at hand; its triangular
            kernel, and its average normalisation under any kernel.
    """

    scale: Scale = field(default_factory=Scale)
    duplicates: DuplicateRule = "include"
    isolates: bool = False
    dna_compatible: bool = False

    def __post_init__(self) -> None:
        """Refuse unknown choices."""
        check_choice("duplicates", self.duplicates, DuplicateRule)


@dataclass(frozen=True)
class OneModeOptions(Options):
    """What a one-mode network is made of.

    Attributes:
        over: whose network: `actors` tied by concepts, or `concepts` by actors.
        aggregation: what a cell sums.
        normalisation: what a cell is divided by.
    """

    over: Over = "actors"
    aggregation: OneModeAggregation = "congruence"
    normalisation: OneModeNormalisation = "none"

    def __post_init__(self) -> None:
        """Refuse unknown choices."""
        super().__post_init__()
        check_choice("over", self.over, Over)
        check_choice("aggregation", self.aggregation, OneModeAggregation)
        check_choice("normalisation", self.normalisation, OneModeNormalisation)


@dataclass(frozen=True)
class TwoModeOptions(Options):
    """What a two-mode network is made of.

    Attributes:
        aggregation: what a cell sums.
        normalisation: what a cell is divided by.
    """

    aggregation: TwoModeAggregation = "subtract"
    normalisation: TwoModeNormalisation = "none"

    def __post_init__(self) -> None:
        """Refuse unknown choices, and shares of codes that are no amounts."""
        super().__post_init__()
        check_choice("aggregation", self.aggregation, TwoModeAggregation)
        check_choice("normalisation", self.normalisation, TwoModeNormalisation)
        if self.aggregation == "combine" and self.normalisation != "none":
            message = (
                f"normalisation: {self.normalisation!r} divides codes under 'combine';"
                " use 'none', or another aggregation"
            )
            raise UsageError(message)
