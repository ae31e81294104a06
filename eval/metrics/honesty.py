"""Whole statements: each has citations, or says why not."""

from dateline.eval.metrics.metric import Metric, share
from dateline.eval.outcome import Outcome


def honesty(outcome: Outcome) -> float | None:
    """The share of statements that stand in the text where they say, with citations or a reason for none."""
    return share([each.honest for each in outcome.verdicts])


METRICS = (
    Metric(
        name="whole_statements",
        title="Whole statements",
        group="whole",
        formula=(
            "The share of an answer's statements that stand in its text where they say and carry citations "
            "that exist, or the verdict uncited or unsupported with a reason; mean over answers. Must be 1."
        ),
        source="Promise 2, whole.",
        score=honesty,
        kind="invariant",
        tolerance=0.0,
        failed=None,
    ),
)
