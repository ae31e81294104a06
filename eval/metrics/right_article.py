"""Right article: the answer rests on an article that was expected."""

from dateline.eval.metrics.metric import Metric
from dateline.eval.metrics.ranking import wants_articles
from dateline.eval.outcome import Outcome


def right_article(outcome: Outcome) -> float:
    """1 where a citation lies in an expected article or in a copy of one, else 0."""
    return float(any(each.expected for each in outcome.spans))


METRICS = (
    Metric(
        name="right_article",
        title="Right article",
        group="citations",
        formula=(
            "1 where a citation lies in an expected article, or in a copy of one, else 0 (also where the "
            "answer abstains); mean over cases."
        ),
        source="Dateline.",
        needs=wants_articles,
        score=right_article,
    ),
)
