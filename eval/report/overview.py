"""Runs, comparisons and cases as plain JSON values, for the web page's Eval tab."""

from collections.abc import Sequence
from typing import Any

from dateline.eval.cases import Case
from dateline.eval.compare import Comparison, Row
from dateline.eval.flips import Flip
from dateline.eval.metrics import METRICS, Metric
from dateline.eval.record import Run, Scored
from dateline.eval.report.figures import shown, signed

DRAFT = "draft"
"""The tag of a case that nobody has looked through yet."""

_MOST_FLIPS = 50


def described(metric: Metric) -> dict[str, Any]:
    """A metric as the charts name it."""
    return {
        "name": metric.name,
        "title": metric.title,
        "better": metric.better,
        "share": metric.unit == "share",
    }


def brief(run: Run, metrics: Sequence[Metric]) -> dict[str, Any]:
    """A run: when, by whom, how many cases, and its key figures."""
    known = {metric: run.metrics[metric.name] for metric in metrics if metric.name in run.metrics}
    return {
        "created": run.settings.get("created", ""),
        "writer": run.settings.get("writer", ""),
        "model": run.settings.get("model"),
        "cases": len(run.asked),
        "metrics": {
            metric.name: {
                "value": each.value, "low": each.low, "high": each.high, "shown": shown(each.value, metric)
            }
            for metric, each in known.items()
        },
    }  # fmt: skip


def compared(found: Comparison) -> dict[str, Any]:
    """The metrics that the gate looks at, and the cases that flipped."""
    rows = [row for row in found.rows if (row.now.n or row.baseline.n) and row.tier != "told"]
    return {
        "rows": [_held(row) for row in rows],
        "flips": [_flip(each) for each in found.flips[:_MOST_FLIPS]],
    }


def _held(row: Row) -> dict[str, Any]:
    return {
        "name": row.metric.name,
        "title": row.metric.title,
        "before": shown(row.baseline.value, row.metric),
        "now": shown(row.now.value, row.metric),
        "change": signed(row.change.value, row.metric),
        "verdict": row.verdict,
    }


def _flip(flip: Flip) -> dict[str, Any]:
    case = flip.now.outcome.case
    titles = {metric.name: metric.title for metric in METRICS}
    moved = [titles[name] for name in (*flip.broken, *flip.lost, *flip.gained)]
    return {
        "case": case.id,
        "question": case.question,
        "worse": flip.worse,
        "why": flip.now.why or ", ".join(moved),
    }


def row(case: Case, run: Run | None) -> dict[str, Any]:
    """A case in a list, and whether it passed in the run; `open` where it expects nothing yet."""
    came_of = came(run, case.id)
    return {
        "id": case.id,
        "question": case.question,
        "tags": list(case.tags),
        "draft": DRAFT in case.tags,
        "open": not (case.answerable or case.abstain or case.disagreement or case.wrong),
        "passed": None if came_of is None else not came_of.why,
        "why": came_of.why if came_of else "",
        "note": case.note,
    }


def came(run: Run | None, name: str) -> Scored | None:
    """What came of a case; of several repeats, one that failed."""
    found = [each for each in run.cases if each.outcome.case.id == name] if run else []
    return next((each for each in found if each.why), found[0] if found else None)


def expects(case: Case) -> list[list[str]]:
    """What a right answer holds, as pairs of a word and what it is about."""
    pairs = [["earlier question", turn] for turn in case.turns]
    pairs += [[name.replace("_", " "), str(value)] for name, value in case.filters.items()]
    pairs += [["must say", " or ".join(fact)] for fact in case.facts]
    pairs += [["must not say", " or ".join(fact)] for fact in case.wrong]
    pairs += [["must quote", quote] for quote in case.quotes]
    pairs += [["held by", article] for article in case.articles]
    pairs += [["must", "say that the archive does not hold it"]] if case.abstain else []
    pairs += [["must", "name the disagreement"]] if case.disagreement else []
    return pairs


def told(scored: Scored) -> dict[str, Any]:
    """What came of a case: the answer, and its scores."""
    outcome = scored.outcome
    named = {metric.name: metric for metric in METRICS}
    scores = [
        {"name": name, "title": named[name].title, "shown": shown(value, named[name])}
        for name, value in scored.scores.items()
        if name in named and named[name].kind in ("quality", "invariant")
    ]
    return {
        "why": scored.why,
        "error": outcome.error,
        "answer": outcome.answer.to_dict() if outcome.answer else None,
        "scores": scores,
    }
