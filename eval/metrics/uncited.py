"""Statements without a citation."""

from dateline.eval.metrics.metric import Metric, share
from dateline.eval.outcome import Outcome


def uncited(outcome: Outcome) -> float | None:
    """The share of statements without a citation; None where there are no statements."""
    return share([not each.alone for each in outcome.verdicts])


METRICS = (
    Metric(
        name="uncited",
        title="Statements without a citation",
        group="citations",
        formula=(
            "The share of an answer's statements that carry no citation; mean over answers with statements."
        ),
        source="Dateline.",
        score=uncited,
        better="lower",
        failed=None,
    ),
)
