"""Filters kept: nothing is cited that the question's filters leave out."""

from dateline.eval.metrics.metric import Metric, share
from dateline.eval.outcome import Outcome


def filters_kept(outcome: Outcome) -> float | None:
    """The share of citations whose version obeys the case's filters."""
    return share([each.allowed for each in outcome.spans])


METRICS = (
    Metric(
        name="filters_kept",
        title="Filters kept",
        group="whole",
        formula=(
            "The share of an answer's citations whose article obeys as_of, since, until, publishers, "
            "languages and within of the case; mean over answers with citations, for cases with filters. "
            "Must be 1."
        ),
        source="Promise 4, dated and named.",
        needs=lambda case: bool(case.filters),
        score=filters_kept,
        kind="invariant",
        tolerance=0.0,
        failed=None,
    ),
)
