"""Common ground over groups, as Polis measures it: consensus, and what sets a group apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ..errors import UsageError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Numbers = NDArray[np.float64]

SIGNIFICANT: Final = 1.2816
"""The z that both tests must pass: 90 % one-sided."""


@dataclass(frozen=True)
class Votes:
    """How groups stand on propositions: arrays of groups × propositions.

    Attributes:
        agree: how many members are for it.
        disagree: how many are against it.
        spoken: how many have a stance, ambivalent ones too; those who declined
            or are not on record do not count.
    """

    agree: Numbers
    disagree: Numbers
    spoken: Numbers

    def __post_init__(self) -> None:
        """Refuse counts that cannot be.

        Raises:
            UsageError: the arrays differ in shape, or more are for and against
                than have spoken.
        """
        if not self.agree.shape == self.disagree.shape == self.spoken.shape:
            raise UsageError("votes: arrays of different shapes; give groups × propositions")
        if ((self.agree + self.disagree) > self.spoken).any():
            raise UsageError("votes: more are for and against than have spoken; count them anew")


def count_votes(degrees: ArrayLike, groups: ArrayLike) -> Votes:
    """Count how groups stand.

    Args:
        degrees: members × propositions, in [-1, 1]; NaN for no stance.
        groups: number of each member's group from 0; -1 for members of none.
    """
    a, group = np.asarray(degrees, dtype=np.float64), np.asarray(groups)
    count = int(group.max(initial=-1)) + 1
    member = (group[None, :] == np.arange(count)[:, None]).astype(np.float64)
    return Votes(member @ (a > 0), member @ (a < 0), member @ ~np.isnan(a))


def group_consensus(votes: Votes) -> tuple[Numbers, Numbers]:
    """Return how likely all groups agree on each proposition, and the least likely of them.

    With A members of group g for it and S who have a stance, a member is
    estimated to agree with p_g = (A_g+1)/(S_g+2); the consensus is the product
    of p_g over groups. The product falls with the number of groups: compare
    propositions, not conversations, and read the smallest p beside it. It is not
    directed, and 0.5 a group means that nothing is known.

    Args:
        votes: groups × propositions.

    Returns:
        For each proposition the product in (0, 1), 1 where there are no groups,
        and the smallest p_g, NaN where there are none.

    References:
        C. Small et al. (2021), Polis: Scaling deliberation by mapping high
        dimensional opinion spaces, doi:10.6035/recerca.5516.

    Example:
        Three of three agree, and one of two:

        >>> votes = count_votes([[1], [1], [1], [1], [-1]], [0, 0, 0, 1, 1])
        >>> product, least = group_consensus(votes)
        >>> float(product[0]), float(least[0])
        (0.4, 0.5)
    """
    p = (votes.agree + 1) / (votes.spoken + 2)
    least = p.min(axis=0) if len(p) else np.full(p.shape[1], np.nan)
    return p.prod(axis=0), least


@dataclass(frozen=True)
class Apart:
    """What sets groups apart: arrays of groups × propositions, for one side of the vote.

    Attributes:
        share: p inside the group, (A+1)/(S+2).
        ratio: p inside over p outside, (ΣA+1)/(ΣS+2) of the others.
        z_share: whether the share differs from one half, as a z value.
        z_ratio: whether inside and outside differ, as a z value.
    """

    share: Numbers
    ratio: Numbers
    z_share: Numbers
    z_ratio: Numbers

    @property
    def significant(self) -> NDArray[np.bool_]:
        """Where both tests pass `SIGNIFICANT`."""
        found: NDArray[np.bool_] = (self.z_share > SIGNIFICANT) & (self.z_ratio > SIGNIFICANT)
        return found

    @property
    def strength(self) -> Numbers:
        """The order in which they are told: all four multiplied."""
        found: Numbers = self.share * self.ratio * self.z_share * self.z_ratio
        return found


def representative(votes: Votes, *, against: bool = False) -> Apart:
    """Return how far agreement with a proposition is a mark of each group.

    z of the share is 2·√(S+1)·((A+1)/(S+1) - ½); z of the ratio is the pooled
    two-proportion z of (A+1)/(S+1) inside and outside.

    Args:
        votes: groups × propositions.
        against: measure disagreement instead.

    References:
        C. Small et al. (2021), doi:10.6035/recerca.5516.

    Example:
        >>> votes = count_votes([[1], [1], [1], [-1], [-1]], [0, 0, 0, 1, 1])
        >>> apart = representative(votes)
        >>> [float(x) for x in apart.share[:, 0]], [float(x) for x in apart.ratio[:, 0]]
        ([0.8, 0.25], [3.2, 0.3125])
    """
    said = votes.disagree if against else votes.agree
    spoken = votes.spoken
    said_out, spoken_out = said.sum(axis=0) - said, spoken.sum(axis=0) - spoken
    inside = (said + 1) / (spoken + 2)
    outside = (said_out + 1) / (spoken_out + 2)
    return Apart(
        inside,
        inside / outside,
        2 * np.sqrt(spoken + 1) * ((said + 1) / (spoken + 1) - 0.5),
        _two_proportions(said + 1, spoken + 1, said_out + 1, spoken_out + 1),
    )


def _two_proportions(hits: Numbers, trials: Numbers, others: Numbers, tried: Numbers) -> Numbers:
    """Return the pooled z of two proportions; 0 where both are certain."""
    pooled = (hits + others) / (trials + tried)
    spread = pooled * (1 - pooled) * (1 / trials + 1 / tried)
    with np.errstate(invalid="ignore", divide="ignore"):
        z = (hits / trials - others / tried) / np.sqrt(spread)
    return np.where(spread > 0, z, 0.0)
