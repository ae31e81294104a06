"""Overlap of what is cited with the quotes that were expected."""

from dateline.eval.metrics.metric import Metric
from dateline.eval.metrics.ranking import wants_quotes
from dateline.eval.outcome import Outcome


def quote_recall(outcome: Outcome) -> float:
    """The mean share of an expected quote that citations cover."""
    return sum(outcome.covered) / len(outcome.covered) if outcome.covered else 0.0


def quote_precision(outcome: Outcome) -> float | None:
    """The share of the cited code points that lie in an expected quote; None where nothing is cited."""
    cited = sum(each.length for each in outcome.spans)
    return sum(each.on_quotes for each in outcome.spans) / cited if cited else None


_SOURCE = "Dateline; span overlap as in the character-level evidence F1 of reading comprehension."

METRICS = (
    Metric(
        name="quote_recall",
        title="Expected quotes cited",
        group="citations",
        formula=(
            "The share of the code points of the expected quotes that citations cover, in the article "
            "itself or in a copy with the same words; mean over a case's quotes, then over cases."
        ),
        source=_SOURCE,
        needs=wants_quotes,
        score=quote_recall,
    ),
    Metric(
        name="quote_precision",
        title="Cited text that was expected",
        group="citations",
        formula=(
            "The share of the cited code points that lie in an expected quote; mean over answers with "
            "citations."
        ),
        source=_SOURCE,
        needs=wants_quotes,
        score=quote_precision,
        failed=None,
    ),
)
