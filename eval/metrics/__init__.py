"""The metrics: one idea a file, each describing itself. A new one is a new file and a line in `_FILES`."""

from dateline.eval.metrics import (
    abstention,
    average_precision,
    citation_precision,
    citation_recall,
    completed,
    cost,
    disagreement,
    fact_recall,
    filters_kept,
    hit,
    honesty,
    judged_citations,
    length,
    mrr,
    ndcg,
    passed,
    quote_overlap,
    quoted60,
    recall,
    right_article,
    squad,
    uncited,
    validity,
    wrong_facts,
)
from dateline.eval.metrics.bootstrap import Estimate, difference, estimate, mcnemar
from dateline.eval.metrics.metric import Metric

__all__ = ["METRICS", "Estimate", "Metric", "difference", "estimate", "mcnemar", "named"]

# In the order of every table.
_FILES = (
    passed, completed, validity, honesty, filters_kept,
    hit, recall, mrr, average_precision, ndcg,
    fact_recall, wrong_facts, squad, quoted60, length,
    citation_recall, citation_precision, judged_citations, quote_overlap, uncited, right_article,
    abstention, disagreement, cost,
)  # fmt: skip
METRICS: tuple[Metric, ...] = tuple(metric for file in _FILES for metric in file.METRICS)


def named(name: str) -> Metric | None:
    """The metric with that name, None where there is none."""
    return next((metric for metric in METRICS if metric.name == name), None)
