"""A run and its comparison as plain JSON values, for programs."""

from collections.abc import Mapping
from typing import Any

from dateline.eval.compare import Comparison, Row
from dateline.eval.flips import Flip
from dateline.eval.record import Run
from dateline.eval.report.figures import verdict


def to_dict(run: Run, comparison: Comparison | None, broken: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """Verdict, figures and what flipped; the cases themselves stand in the run file."""
    plain = run.to_dict()
    passed = not broken and (comparison is None or comparison.passed)
    return {
        "passed": passed,
        "verdict": verdict(run, comparison, dict(broken)),
        "settings": plain["settings"],
        "fingerprints": plain["fingerprints"],
        "metrics": plain["metrics"],
        "tags": {
            tag: {
                name: {"value": each.value, "n": each.n} for name, each in run.tagged(tag).items() if each.n
            }
            for tag in run.tags
        },
        "broken": {name: list(each) for name, each in broken.items()},
        "failed": {each.outcome.case.id: each.why for each in run.cases if each.why},
        "comparison": _compared(comparison) if comparison else None,
    }


def _compared(comparison: Comparison) -> dict[str, Any]:
    return {
        "rows": [_row(row) for row in comparison.rows if row.now.n or row.baseline.n],
        "flips": [_flip(flip) for flip in comparison.flips],
        "always_failed": list(comparison.always_failed),
        "changed_settings": {name: list(each) for name, each in comparison.changed_settings.items()},
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "metric": row.metric.name,
        "tier": row.tier,
        "baseline": row.baseline.value,
        "now": row.now.value,
        "n": row.now.n,
        "change": row.change.value,
        "interval": row.change.interval,
        "worse": row.lost,
        "better": row.gained,
        "p": row.p,
        "tolerance": row.metric.tolerance,
        "verdict": row.verdict,
    }


def _flip(flip: Flip) -> dict[str, Any]:
    before, now = flip.before.outcome.answer, flip.now.outcome.answer
    return {
        "case": flip.now.outcome.case.id,
        "worse": flip.worse,
        "broken": list(flip.broken),
        "lost": dict(flip.lost),
        "gained": dict(flip.gained),
        "why": flip.now.why,
        "before": before.to_dict() if before else None,
        "now": now.to_dict() if now else None,
    }
