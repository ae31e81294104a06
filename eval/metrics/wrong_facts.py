"""Wrong facts: answers that assert what they must not."""

from dateline.eval.metrics.facts import asserted, stated
from dateline.eval.metrics.metric import Metric
from dateline.eval.outcome import Outcome


def wrong_facts(outcome: Outcome) -> float:
    """1 where the answer asserts a fact that the case names as wrong, else 0."""
    texts = asserted(outcome.answered, disputed=False)
    return float(any(stated(texts, outcome.case.wrong, against=outcome.case.facts)))


METRICS = (
    Metric(
        name="wrong_facts",
        title="Wrong facts",
        group="answer",
        formula=(
            "1 where the answer states a fact that must not be asserted, found like expected facts but not "
            "inside a longer expected one, else 0; mean over cases. A statement that gives one side of a "
            "named disagreement does not assert it."
        ),
        source="Dateline; the incorrect-answer rate of RAMDocs (Wang et al. 2025) is its model.",
        needs=lambda case: bool(case.wrong),
        score=wrong_facts,
        better="lower",
        failed=1.0,
    ),
)
