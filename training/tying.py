"""Whether those who took part tied more afterwards than others like them. Pure: no queries, no Django.

Each participant is paired with one woman who did not take part and is as like her as can be: of the same
sector, with nearly as many ties before, and as near as may be in the kind and territory of her institution
and in the months that she has been a member (territory weighs most, for ties grow by place). All pairs are
chosen at once, so that together they are as like as possible (the assignment of least cost; Rosenbaum 1989).
Of each pair is taken by how much more the ties of the participant grew than those of her match; the figure is
the mean of that (difference in differences).

Its interval is Hartigan's (1969): the means of many random subsets of the pairs, of which 2.5 % are cut off
at each end. It is what one gets by asking which differences a permutation test of signs would not refuse, and
holds its 95 % for few pairs too, as long as what parts the two of a pair is as likely to go one way as the
other. The subsets are drawn from a seed, so that the same records always give the same figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

FEWEST = 10
"""So many people at least stand in each group, or there is no figure."""
SUBSETS = 3999
CONFIDENCE = 0.95
_NEVER = 1e6
_NEAR = 0.5  # of the standard deviation of ties before, and one tie in any case


@dataclass(frozen=True, slots=True)
class Traits:
    """One woman: where she works, months as a member (None: not known), her ties in the two windows."""

    kind: str
    sector: str
    territory: str
    months: float | None
    before: int
    after: int

    @property
    def change(self) -> int:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Balance:
    """How unlike the two groups are in one trait, in standard deviations: all others, and the matched ones.

    Of a trait in words it is the greatest difference of any of its values. Below 0.1 it is small, above 0.25
    it is not. None where nothing of it is known, or nobody differs from anybody.
    """

    trait: str
    unmatched: float | None
    matched: float | None


@dataclass(frozen=True, slots=True)
class TooFew:
    """No figure: of the participants so many were told, and so many of them have a match."""

    participants: int
    others: int
    pairs: int


@dataclass(frozen=True, slots=True)
class Association:
    """The figure: by how many ties the participants grew more than their matches, and its interval."""

    participants: int
    pairs: int
    others: int
    before: float  # means: participants in pairs
    after: float
    before_matched: float  # their matches
    after_matched: float
    difference: float
    low: float
    high: float
    balance: tuple[Balance, ...]

    @property
    def covers_zero(self) -> bool:
        return self.low <= 0 <= self.high


def association(taken: Sequence[Traits], others: Sequence[Traits], *, seed: int) -> Association | TooFew:
    """The difference between participants and their matches; TooFew below FEWEST in either group."""
    pairs = matched(taken, others) if taken and others else []
    if min(len(taken), len(others), len(pairs)) < FEWEST:
        return TooFew(len(taken), len(others), len(pairs))
    mine = [taken[one] for one, _other in pairs]
    theirs = [others[other] for _one, other in pairs]
    differences = np.array([a.change - b.change for a, b in zip(mine, theirs, strict=True)], dtype=float)
    low, high = interval(differences, seed=seed)
    return Association(
        participants=len(taken),
        pairs=len(pairs),
        others=len(others),
        before=_mean([one.before for one in mine]),
        after=_mean([one.after for one in mine]),
        before_matched=_mean([one.before for one in theirs]),
        after_matched=_mean([one.after for one in theirs]),
        difference=float(differences.mean()),
        low=low,
        high=high,
        balance=balance(taken, others, mine, theirs),
    )


def matched(taken: Sequence[Traits], others: Sequence[Traits]) -> list[tuple[int, int]]:
    """Places of the pairs; whoever has nobody like her in sector and ties before stands in none."""
    cost = _costs(taken, others)
    rows, columns = linear_sum_assignment(cost)
    return [(int(r), int(c)) for r, c in zip(rows, columns, strict=True) if cost[r, c] < _NEVER]


def interval(differences: NDArray[np.float64], *, seed: int) -> tuple[float, float]:
    """The means of random subsets, without the outermost 2.5 % at each end."""
    chance = np.random.default_rng(seed)
    picked = chance.random((SUBSETS, len(differences))) < 0.5
    picked = picked[picked.any(axis=1)]
    means = np.sort(picked @ differences / picked.sum(axis=1))
    cut = max(1, int((1 - CONFIDENCE) / 2 * (len(means) + 1)))
    return float(means[cut - 1]), float(means[-cut])


def balance(
    taken: Sequence[Traits], others: Sequence[Traits], mine: Sequence[Traits], theirs: Sequence[Traits]
) -> tuple[Balance, ...]:
    """Each trait over all participants and all others, and over the pairs; in deviations of the former."""
    found = []
    for trait in ("before", "months"):
        ends = (_known(taken, trait), _known(others, trait), _known(mine, trait), _known(theirs, trait))
        spread = _spread(ends[0], ends[1])
        found.append(Balance(trait, _apart(ends[0], ends[1], spread), _apart(ends[2], ends[3], spread)))
    for trait in ("kind", "sector", "territory"):
        found.append(Balance(trait, _worst(trait, taken, others), _worst(trait, mine, theirs)))
    return tuple(found)


def _costs(taken: Sequence[Traits], others: Sequence[Traits]) -> NDArray[np.float64]:
    """How unlike each two are; `_NEVER` and more where they may not be paired."""
    every = [*taken, *others]
    cost = np.zeros((len(taken), len(others)))
    before_taken, before_others = _column(taken, "before"), _column(others, "before")
    spread = float(np.std([one.before for one in every]))
    apart = np.abs(before_taken[:, None] - before_others[None, :])
    cost += 2 * apart / (spread or 1)
    cost[apart > max(1.0, _NEAR * spread)] += _NEVER
    known = [one.months for one in every if one.months is not None]
    months = float(np.std(known)) if known else 1.0
    gap = np.abs(_column(taken, "months")[:, None] - _column(others, "months")[None, :]) / (months or 1)
    unknown = np.isnan(_column(taken, "months"))[:, None] != np.isnan(_column(others, "months"))[None, :]
    cost += np.where(unknown, 1.0, np.nan_to_num(gap))
    for trait, weight in (("kind", 2.0), ("territory", 4.0), ("sector", _NEVER)):
        left = np.array([getattr(one, trait) for one in taken], dtype=object)
        right = np.array([getattr(one, trait) for one in others], dtype=object)
        cost += weight * (left[:, None] != right[None, :])
    return cost


def _column(rows: Sequence[Traits], trait: str) -> NDArray[np.float64]:
    return np.array([np.nan if (v := getattr(one, trait)) is None else float(v) for one in rows])


def _known(rows: Sequence[Traits], trait: str) -> list[float]:
    return [float(value) for one in rows if (value := getattr(one, trait)) is not None]


def _spread(left: list[float], right: list[float]) -> float:
    if not left or not right:
        return 0.0
    return float(np.sqrt((np.var(left) + np.var(right)) / 2))


def _apart(left: list[float], right: list[float], spread: float) -> float | None:
    if not left or not right or not spread:
        return None
    return float((np.mean(left) - np.mean(right)) / spread)


def _worst(trait: str, left: Sequence[Traits], right: Sequence[Traits]) -> float | None:
    values = sorted({getattr(one, trait) for one in (*left, *right)})
    if len(values) < 2:
        return None
    found = []
    for value in values:
        mine, theirs = ([float(getattr(one, trait) == value) for one in rows] for rows in (left, right))
        found.append(abs(_apart(mine, theirs, _spread(mine, theirs)) or 0.0))
    return max(found)


def _mean(values: Sequence[int]) -> float:
    return float(np.mean(values))
