"""Answer length."""

from dateline.eval.metrics.facts import asserted
from dateline.eval.metrics.metric import Metric
from dateline.eval.outcome import Outcome


def length(outcome: Outcome) -> float | None:
    """Words (runs between blanks) of the statements; None where the answer abstains."""
    if outcome.answered.abstained:
        return None
    return float(sum(len(each.split()) for each in asserted(outcome.answered)))


METRICS = (
    Metric(
        name="length",
        title="Answer length",
        group="answer",
        formula="Words between blanks in the statements, without citation marks; mean over answers.",
        source="Dateline: facts are easy to state in an answer that quotes everything.",
        score=length,
        better="neither",
        kind="told",
        unit="words",
        failed=None,
    ),
)
