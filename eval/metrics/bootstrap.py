"""Figures with their uncertainty: bootstrap over cases with a fixed seed, McNemar's exact test."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Combine = Literal["mean", "p50", "p95"]
RESAMPLES = 2000
_SEED = 20240501
_CELLS = 4_000_000


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure over `n` cases with its 95 % interval; `value` is None where n is 0."""

    value: float | None
    n: int
    low: float | None = None
    high: float | None = None

    @property
    def interval(self) -> list[float] | None:
        """The interval as [low, high], None where there is none."""
        return None if self.low is None or self.high is None else [self.low, self.high]


def estimate(
    scores: Sequence[float],
    *,
    combine: Combine = "mean",
    strata: Sequence[str] = (),
    interval: bool = True,
) -> Estimate:
    """The scores of cases as one figure, with a percentile bootstrap interval (Efron 1979) unless not wanted.

    With `strata` (one name for each score) each stratum is combined and resampled by itself and the figure
    is the mean of the strata.
    """
    if not scores:
        return Estimate(None, 0)
    parts = _split(scores, strata)
    value = float(np.mean([_combined(part[None, :], combine)[0] for part in parts]))
    if not interval:
        return Estimate(value, len(scores))
    drawn = np.mean([_resampled(part, combine) for part in parts], axis=0)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Estimate(value, len(scores), float(low), float(high))


def difference(
    now: Sequence[float], before: Sequence[float], *, combine: Combine = "mean", strata: Sequence[str] = ()
) -> Estimate:
    """How much the figure of the same cases changed, with a paired bootstrap interval: cases are drawn."""
    if len(now) != len(before):
        raise ValueError("paired scores come in pairs: one of each run for every case")
    if not now:
        return Estimate(None, 0)
    pairs = list(zip(_split(now, strata), _split(before, strata), strict=True))
    value = np.mean([_combined(a[None, :], combine)[0] - _combined(b[None, :], combine)[0] for a, b in pairs])
    drawn = np.mean([_resampled(a, combine) - _resampled(b, combine) for a, b in pairs], axis=0)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Estimate(float(value), len(now), float(low), float(high))


def mcnemar(gained: int, lost: int) -> float:
    """The two-sided p of McNemar's exact test (1947): how often chance splits the flips so unevenly."""
    flips = gained + lost
    tail: int = sum(comb(flips, count) for count in range(min(gained, lost) + 1))
    return min(1.0, float(2 * tail / 2**flips))


def _split(scores: Sequence[float], strata: Sequence[str]) -> list[NDArray[np.float64]]:
    values = np.asarray(scores, dtype=np.float64)
    if not strata:
        return [values]
    names = np.asarray(strata)
    return [values[names == name] for name in sorted(set(strata))]


def _resampled(values: NDArray[np.float64], combine: Combine) -> NDArray[np.float64]:
    # The same draws for the same number of cases: intervals repeat, and pairs stay paired.
    random = np.random.default_rng(_SEED)
    step = max(1, _CELLS // len(values))
    drawn = []
    for start in range(0, RESAMPLES, step):
        size = (min(step, RESAMPLES - start), len(values))
        drawn.append(_combined(values[random.integers(0, len(values), size=size)], combine))
    return np.concatenate(drawn)


def _combined(rows: NDArray[np.float64], combine: Combine) -> NDArray[np.float64]:
    made = rows.mean(axis=1) if combine == "mean" else np.percentile(rows, float(combine[1:]), axis=1)
    return np.asarray(made, dtype=np.float64)
