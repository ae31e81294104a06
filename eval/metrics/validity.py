"""Span validity: the quote is the text of the version, character for character."""

from dateline.eval.metrics.metric import Metric, share
from dateline.eval.outcome import Outcome


def validity(outcome: Outcome) -> float | None:
    """The share of citations whose quote is `version.text[start:end]`."""
    return share([each.valid for each in outcome.spans])


METRICS = (
    Metric(
        name="span_validity",
        title="Span validity",
        group="whole",
        formula=(
            "The share of an answer's citations for which version.text[start:end] is the quote; mean over "
            "answers with citations. Must be 1."
        ),
        source="Promise 1, exact.",
        score=validity,
        kind="invariant",
        tolerance=0.0,
        failed=None,
    ),
)
