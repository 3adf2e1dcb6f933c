"""Cohen's kappa of two coders, and Fleiss' kappa of any number without gaps."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ...errors import UsageError
from .codings import checked, tally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .codings import Codings, Coefficient, Value


def cohen_kappa(first: Sequence[Value | None], second: Sequence[Value | None]) -> Coefficient:
    """Compute Cohen's kappa, the agreement of two coders beyond chance.

    κ = (p_o − p_e)/(1 − p_e) = 1 − (1 − p_o)/(1 − p_e), with

    - p_o the share of units to which both gave the same value
    - p_e = Σ_k p_1k p_2k, with p_ik the share of units to which coder i gave value k

    Values are same or different, without an order. Each coder has a distribution
    of their own. Only units that both coded count.

    Args:
        first: what one coder said, one place a unit; None or NaN where not coded.
        second: what the other said of the same units.

    Returns:
        Kappa with the number of coders, units and pairable units, and with 1 − p_o
        and 1 − p_e as disagreements. 1 is perfect agreement, 0 what chance would
        bring, −1 the lowest that is possible. It is None where both gave one and the
        same value throughout: then p_e = 1.

    Raises:
        UsageError: no unit was coded by both, or the lengths differ.

    Note:
        O(u) time and memory for u units.

    References:
        Cohen, J. (1960). A coefficient of agreement for nominal scales.
        https://doi.org/10.1177/001316446002000104

    Example:
        Four units, three alike: p_o = 3/4. The first coder says yes to three of four,
        the second to two: p_e = 3/4·1/2 + 1/4·1/2 = 1/2.

        >>> kappa = cohen_kappa(["yes", "yes", "yes", "no"], ["yes", "yes", "no", "no"])
        >>> kappa.value, kappa.pairable
        (0.5, 4)
    """
    counted = tally([first, second])
    one, other = checked([first, second])
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a is not None and b is not None]
    total = len(pairs)
    given, also = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    apart = total - sum(a == b for a, b in pairs)
    # Whole numbers until the end, so that an expectation of zero is exactly zero.
    chance = total * total - sum(count * also[value] for value, count in given.items())
    return counted.coefficient(apart / total, chance / (total * total))


def fleiss_kappa(codings: Codings) -> Coefficient:
    """Compute Fleiss' kappa, the agreement of n coders of every unit beyond chance.

    κ = (P̄ − P̄_e)/(1 − P̄_e) = 1 − (1 − P̄)/(1 − P̄_e), with

    - n_ij the number of coders who gave value j to unit i, n coders and N units
    - P̄ = (1/N) Σ_i (Σ_j n_ij² − n)/(n(n−1)), the share of pairs of coders that agree
    - P̄_e = Σ_j p_j², with p_j = Σ_i n_ij/(N·n) the share of value j

    Values are same or different, without an order. Coders are exchangeable. With
    two coders this is Scott's π and not Cohen's κ: both share one distribution.

    Args:
        codings: one row a coder, one place a unit, nothing missing.

    Returns:
        Kappa with the number of coders and units, and with 1 − P̄ and 1 − P̄_e as
        disagreements. 1 is perfect agreement, 0 what chance would bring, −1/(n−1)
        the lowest that is possible. It is None where only one value was ever
        given: then P̄_e = 1.

    Raises:
        UsageError: a value is missing, or there are fewer than two coders.

    Note:
        O(c·u + u·v) time and memory for c coders, u units and v different values.

    References:
        Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters.
        https://doi.org/10.1037/h0031619

    Example:
        Two coders, three units, two alike: P̄ = 2/3. Each value was given three
        times of six: P̄_e = 1/2.

        >>> kappa = fleiss_kappa([[1, 1, 2], [1, 2, 2]])
        >>> round(kappa.value, 3), kappa.coders, kappa.pairable
        (0.333, 2, 3)
    """
    rows = checked(codings)
    for number, row in enumerate(rows, start=1):
        if None in row:
            message = f"codings: coder {number} left out unit {row.index(None) + 1}"
            raise UsageError(f"{message}; Fleiss' kappa takes no gaps, use krippendorff_alpha")
    counted = tally(codings)
    units, coders = len(counted.counts), len(rows)
    squares = int((counted.counts**2).sum())
    pairs = units * coders * (coders - 1)
    apart = pairs - (squares - units * coders)
    margins = [int(count) for count in counted.counts.sum(axis=0)]
    given = units * coders
    chance = given * given - sum(count * count for count in margins)
    return counted.coefficient(apart / pairs, chance / (given * given))
