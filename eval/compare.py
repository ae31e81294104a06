"""The gate: a run held against a baseline, case by case."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from dateline.errors import WrongUse
from dateline.eval.cases import Case
from dateline.eval.flips import Flip, broken_promises, flips, paired
from dateline.eval.metrics import METRICS, Estimate, Metric, difference, mcnemar
from dateline.eval.record import Run

Tier = Literal["invariant", "deterministic", "sampled", "timing", "told"]
Verdict = Literal["passed", "improved", "regression", "broken", "told", "new"]
# Stored scores are rounded to six places.
_DUST = 1e-6


class CannotCompare(WrongUse):
    """Two runs that do not speak of the same thing, or a baseline that cannot be used."""


@dataclass(frozen=True, slots=True)
class Row:
    """One metric in both runs.

    `change` is now minus baseline over the cases that both speak of. `gained` and `lost` count cases whose
    score went from 0 to 1, or back, in the better or worse direction; `p` is McNemar's for the two numbers,
    None where scores are not 0 or 1.
    """

    metric: Metric
    tier: Tier
    baseline: Estimate
    now: Estimate
    change: Estimate
    gained: int = 0
    lost: int = 0
    p: float | None = None
    verdict: Verdict = "passed"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the gate says, and all it rests on."""

    rows: tuple[Row, ...]
    flips: tuple[Flip, ...]
    broken: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    always_failed: tuple[str, ...] = ()
    changed_settings: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)

    @property
    def regressions(self) -> list[Row]:
        """The rows that fail the gate."""
        return [row for row in self.rows if row.verdict in ("regression", "broken")]

    @property
    def passed(self) -> bool:
        """Whether the run may stand: no promise broken, no metric worse than tolerated."""
        return not self.regressions and not self.broken


def compare(now: Run, baseline: Run, *, timings: bool = False, strict: bool = True) -> Comparison:
    """Hold a run against a baseline.

    Promises (invariants) must hold in every case of the run, whatever the baseline says. Deterministic
    metrics may fall by their tolerance. Sampled ones (the answers of a writer that varies, or a judge that
    does) fail where the whole paired interval lies on the worse side. Times only count with `timings`.
    Without `strict`, only the cases that are the same in both count, whatever else differs; else it
    raises CannotCompare where case set, archive, judge or ranking depth differ, or where the baseline has
    figures that this version does not know.
    """
    if strict:
        comparable(now.asked, now.fingerprints, baseline, k=now.settings.get("k"))
    else:
        same = unchanged(now.asked, baseline.asked)
        now, baseline = now.only(same.__contains__), baseline.only(same.__contains__)
    sampled = any(run.settings.get("writer") != "extractive" for run in (now, baseline))
    return Comparison(
        rows=tuple(_row(metric, now, baseline, sampled=sampled, timings=timings) for metric in METRICS),
        flips=tuple(flips(now, baseline)),
        broken=broken_promises(now),
        always_failed=always_failed(now),
        changed_settings=_changed(now.settings, baseline.settings),
    )


def comparable(
    cases: Mapping[str, Case], fingerprints: Mapping[str, str], baseline: Run, *, k: int | None
) -> None:
    """Nothing where a run of these cases speaks of what the baseline speaks of; CannotCompare otherwise."""
    differing = sorted((cases.keys() | baseline.asked.keys()) - unchanged(cases, baseline.asked))
    if differing:
        some = ", ".join(differing[:5]) + (", …" if len(differing) > 5 else "")
        raise CannotCompare(
            f"the case set is not that of the baseline: added, removed or changed are {len(differing)} cases "
            f"({some}); make a new baseline with --update-baseline"
        )
    for name in ("archive", "judge", "llm_judge"):
        mine, other = fingerprints.get(name, ""), baseline.fingerprints.get(name, "")
        if mine != other:
            raise CannotCompare(
                f"the {name} is not that of the baseline ({_short(mine)} against {_short(other)}); "
                "use the same one, or make a new baseline with --update-baseline"
            )
    if k != baseline.settings.get("k"):
        raise CannotCompare(f"the baseline was made with k = {baseline.settings.get('k')}; use the same k")
    known = {metric.name for metric in METRICS}
    gone = sorted(name for name, each in baseline.metrics.items() if each.n and name not in known)
    if gone:
        raise CannotCompare(
            f"the baseline has figures that this version does not know ({', '.join(gone)}); "
            "make a new baseline with --update-baseline"
        )


def _short(print_: str) -> str:
    """A fingerprint for a message: a hash by its first digits, a model by its name."""
    return (print_ if print_.startswith("model:") else f"fingerprint {print_[:12]}") if print_ else "none"


def unchanged(cases: Mapping[str, Case], others: Mapping[str, Case]) -> set[str]:
    """The ids of the cases that are the same in both; notes do not count."""
    ours, theirs = _asked(cases), _asked(others)
    return {name for name in ours if ours[name] == theirs.get(name)}


def always_failed(run: Run) -> tuple[str, ...]:
    """The ids of the cases that failed every repeat, where there were several."""
    failed: dict[str, list[bool]] = {}
    for each in run.cases:
        failed.setdefault(each.outcome.case.id, []).append(bool(each.why))
    return tuple(name for name, each in failed.items() if len(each) > 1 and all(each))


def tier_of(metric: Metric, *, sampled: bool, timings: bool = False) -> Tier:
    """How strictly a metric is held; `sampled` says that answers vary from run to run."""
    if metric.kind == "invariant":
        return "invariant"
    if metric.kind == "told":
        return "timing" if metric.timing and timings else "told"
    varies = metric.kind == "judged" or (sampled and metric.group != "retrieval")
    return "sampled" if varies else "deterministic"


def _row(metric: Metric, now: Run, baseline: Run, *, sampled: bool, timings: bool) -> Row:
    tier = tier_of(metric, sampled=sampled, timings=timings)
    pairs = paired(metric, now, baseline)
    strata = [metric.strata(now.asked[name]) for name in pairs] if metric.strata else []
    ours, theirs = [a for a, _ in pairs.values()], [b for _, b in pairs.values()]
    change = difference(ours, theirs, combine=metric.combine, strata=strata)
    sign = -1 if metric.better == "lower" else 1
    moved = [sign * (a - b) for a, b in pairs.values()]
    gained, lost = moved.count(1.0), moved.count(-1.0)
    flags = metric.unit == "share" and bool(pairs) and {*ours, *theirs} <= {0.0, 1.0}
    before, after = baseline.metrics.get(metric.name, Estimate(None, 0)), now.metrics[metric.name]
    return Row(
        metric=metric,
        tier=tier,
        baseline=before,
        now=after,
        change=change,
        gained=gained,
        lost=lost,
        p=mcnemar(gained, lost) if flags else None,
        verdict=_verdict(metric, tier, after, before, change),
    )


def _verdict(metric: Metric, tier: Tier, now: Estimate, before: Estimate, change: Estimate) -> Verdict:
    if tier == "invariant":
        return "broken" if now.value is not None and now.value < 1 else "passed"
    if tier == "told" or change.value is None:
        return "new" if tier != "told" and now.n and not before.n else "told"
    sign = -1 if metric.better == "lower" else 1
    low, high = sorted((sign * (change.low or 0.0), sign * (change.high or 0.0)))
    tolerance = metric.tolerance * ((before.value or 0.0) if tier == "timing" else 1.0)
    sure = tier == "deterministic"
    if sign * change.value < -tolerance - _DUST and (sure or high < 0):
        return "regression"
    return "improved" if sign * change.value > _DUST and (sure or low > 0) else "passed"


def _asked(cases: Mapping[str, Case]) -> dict[str, dict[str, Any]]:
    plain = {name: case.to_dict() for name, case in cases.items()}
    for each in plain.values():
        each.pop("note", None)
    return plain


def _changed(now: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    names = [name for name in {**before, **now} if name != "created"]
    return {name: (before.get(name), now.get(name)) for name in names if before.get(name) != now.get(name)}
