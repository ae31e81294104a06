"""MRR@10: how high the first expected thing stands."""

from dateline.eval.metrics.metric import Metric
from dateline.eval.metrics.ranking import article_ranks, passage_ranks, wants_articles, wants_quotes

_FORMULA = (
    "1 / the rank of the first expected {0} among the first 10, 0 where there is none; mean over cases."
)
_SOURCE = "Voorhees, The TREC-8 Question Answering Track Report (1999)."


def reciprocal_rank(ranks: list[int], k: int = 10) -> float:
    """1 / the best rank, 0 where it is beyond k."""
    return max((1 / rank for rank in ranks if rank <= k), default=0.0)


METRICS = (
    Metric(
        name="mrr@10",
        title="MRR@10, articles",
        group="retrieval",
        formula=_FORMULA.format("article (or a copy of one)"),
        source=_SOURCE,
        needs=wants_articles,
        score=lambda outcome: reciprocal_rank(article_ranks(outcome).found),
    ),
    Metric(
        name="passage_mrr@10",
        title="MRR@10, passages",
        group="retrieval",
        formula=_FORMULA.format("quote"),
        source=_SOURCE,
        needs=wants_quotes,
        score=lambda outcome: reciprocal_rank(passage_ranks(outcome).found),
    ),
)
