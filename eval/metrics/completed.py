"""Completed: the question could be asked at all."""

from dateline.eval.metrics.metric import Metric

METRICS = (
    Metric(
        name="completed",
        title="Completed",
        group="whole",
        formula="1 where asking gave an answer, 0 where it ended in an error; mean over cases. Must be 1.",
        source="Dateline: a case that errors counts as failed and is never dropped.",
        score=lambda outcome: 1.0,
        kind="invariant",
        tolerance=0.0,
    ),
)
