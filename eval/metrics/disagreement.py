"""Disagreement: naming it where articles disagree, and only there."""

from dateline.eval.metrics.metric import Metric
from dateline.eval.outcome import Outcome


def _named(outcome: Outcome) -> bool:
    return bool(outcome.answered.disagreements)


def precision(outcome: Outcome) -> float | None:
    """1 where a disagreement is named and there is one, 0 where there is none; None where none is named."""
    return float(outcome.case.disagreement) if _named(outcome) else None


METRICS = (
    Metric(
        name="disagreement_precision",
        title="Disagreement precision",
        group="disagreement",
        formula="Of the answers that name a disagreement, the share whose case says there is one.",
        source="Precision of the class disagreement.",
        score=precision,
        failed=None,
    ),
    Metric(
        name="disagreement_recall",
        title="Disagreement recall",
        group="disagreement",
        formula="Of the cases with a disagreement, the share whose answer names one.",
        source="Recall of the class disagreement.",
        needs=lambda case: case.disagreement,
        score=lambda outcome: float(_named(outcome)),
    ),
)
