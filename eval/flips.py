"""Flips: the cases that became better or worse from one run to another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.eval.metrics import METRICS, Metric
from dateline.eval.record import Run, Scored, by_case

# A score that moves by this much is a flip, also where it is not 0 or 1.
_FLIP = 0.25


@dataclass(frozen=True, slots=True)
class Flip:
    """A case that became better or worse.

    `lost` and `gained` say by how much each metric moved (as positive numbers); `broken` names the promises
    that the case breaks now. Of several repeats, `before` and `now` are the worst.
    """

    before: Scored
    now: Scored
    lost: Mapping[str, float]
    gained: Mapping[str, float]
    broken: tuple[str, ...] = ()

    @property
    def worse(self) -> bool:
        """Whether more was lost than gained."""
        return bool(self.broken) or sum(self.lost.values()) > sum(self.gained.values())

    @property
    def severity(self) -> tuple[Any, ...]:
        """Sorts the worst first: broken promises, cases that passed before, then by how much was lost."""
        lost = sum(self.lost.values()) - sum(self.gained.values())
        return (-len(self.broken), -self.lost.get("passed", 0.0), -lost, self.now.outcome.case.id)


def flips(now: Run, baseline: Run) -> list[Flip]:
    """The cases that flipped, worst first; those that break a promise now are always among them."""
    moves = _moves(now, baseline)
    promises = broken_promises(now)
    before = {each.outcome.case.id: each for each in _worst(baseline.cases)}
    found = []
    for each in _worst(now.cases):
        name = each.outcome.case.id
        moved = moves.get(name, {})
        lost = {metric: -change for metric, change in moved.items() if change <= -_FLIP}
        gained = {metric: change for metric, change in moved.items() if change >= _FLIP}
        broken = promises.get(name, ())
        if lost or gained or broken:
            found.append(Flip(before[name], each, lost, gained, broken))
    return sorted(found, key=lambda flip: flip.severity)


def broken_promises(run: Run) -> dict[str, tuple[str, ...]]:
    """The cases that break an invariant, by id, each with the names of the metrics that say so."""
    names = [metric.name for metric in METRICS if metric.kind == "invariant"]
    found: dict[str, tuple[str, ...]] = {}
    for each in run.cases:
        failed = tuple(name for name in names if each.scores.get(name, 1.0) < 1.0)
        if failed:
            found[each.outcome.case.id] = failed
    return found


def paired(metric: Metric, now: Run, baseline: Run) -> dict[str, tuple[float, float]]:
    """The metric's scores (now, baseline) of each case that both runs give one."""
    ours, theirs = by_case(now.cases, metric), by_case(baseline.cases, metric)
    return {name: (ours[name], theirs[name]) for name in ours if name in theirs}


def _moves(now: Run, baseline: Run) -> dict[str, dict[str, float]]:
    """For each case, how far each quality metric went in its better direction."""
    moves: dict[str, dict[str, float]] = {}
    for metric in METRICS:
        if metric.kind in ("quality", "invariant"):
            sign = -1 if metric.better == "lower" else 1
            for name, (ours, theirs) in paired(metric, now, baseline).items():
                moves.setdefault(name, {})[metric.name] = sign * (ours - theirs)
    return moves


def _worst(cases: Sequence[Scored]) -> list[Scored]:
    worst: dict[str, Scored] = {}
    for each in cases:
        name = each.outcome.case.id
        if name not in worst or each.scores.get("passed", 0) < worst[name].scores.get("passed", 0):
            worst[name] = each
    return list(worst.values())
