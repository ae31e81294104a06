"""Figures as text, the same in every report."""

from dateline.eval.compare import Comparison, Row
from dateline.eval.metrics import METRICS, Estimate, Metric
from dateline.eval.record import Run

# The columns of the table by tag.
KEY_METRICS = (
    "passed",
    "hit@10",
    "mrr@10",
    "fact_recall",
    "wrong_facts",
    "citation_recall",
    "abstention_balanced",
)


def shown(value: float | None, metric: Metric) -> str:
    """A figure with the digits its unit deserves; – where there is none."""
    if value is None:
        return "–"
    if metric.unit == "share":
        return f"{value:.3f}"
    if metric.unit == "money":
        return f"{value:.5f}"
    return f"{value:.3f} s" if metric.unit == "seconds" else f"{value:.1f}"


def signed(value: float | None, metric: Metric) -> str:
    """A change, with its sign; 0 where nothing moved."""
    if value is None:
        return "–"
    return "0" if abs(value) < 1e-9 else ("+" if value > 0 else "-") + shown(abs(value), metric)


def interval(estimate: Estimate, metric: Metric) -> str:
    """The 95 % interval as "low – high"."""
    if estimate.low is None or estimate.high is None:
        return "–"
    return f"{shown(estimate.low, metric)} – {shown(estimate.high, metric)}"


def change_interval(row: Row) -> str:
    """The 95 % interval of a change."""
    if row.change.low is None or row.change.high is None:
        return "–"
    return f"{signed(row.change.low, row.metric)} – {signed(row.change.high, row.metric)}"


def tolerated(row: Row) -> str:
    """How much a metric may get worse before the gate fails."""
    if row.tier == "told":
        return "–"
    if row.tier == "invariant":
        return "must be 1"
    share = f"{row.metric.tolerance:.0%}" if row.tier == "timing" else f"{row.metric.tolerance:g}"
    return f"{share}, beyond chance" if row.tier in ("sampled", "timing") else share


def told(run: Run) -> list[Metric]:
    """The metrics that speak of at least one case."""
    return [metric for metric in METRICS if run.metrics[metric.name].n]


def verdict(run: Run, comparison: Comparison | None, broken: dict[str, tuple[str, ...]]) -> str:
    """The first line of every report: whether the run may stand, and why not."""
    count = len(run.asked)
    passes = run.metrics["passed"].value or 0.0
    summary = f"{count} cases, {passes:.1%} passed"
    if broken:
        some = ", ".join(list(broken)[:3]) + (", …" if len(broken) > 3 else "")
        return f"BROKEN PROMISE: {len(broken)} of {summary}; a promise is broken in {some}"
    if comparison is None:
        return f"DONE: {summary}; nothing to compare with"
    worse = sum(flip.worse for flip in comparison.flips)
    cases = "case" if worse == 1 else "cases"
    flipped = f"{worse} {cases} worse, {len(comparison.flips) - worse} better"
    if not comparison.passed:
        names = ", ".join(
            f"{row.metric.name} {signed(row.change.value, row.metric)}" for row in comparison.regressions
        )
        return f"REGRESSION: {names}; {flipped}; {summary}"
    return f"PASSED: nothing is worse than tolerated; {flipped}; {summary}"
