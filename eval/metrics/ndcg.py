"""nDCG@10: what is expected counts more, the higher it stands."""

from math import log2

from dateline.eval.metrics.metric import Metric
from dateline.eval.metrics.ranking import Ranking, article_ranks, passage_ranks, wants_articles, wants_quotes

_FORMULA = (
    "The sum of 1 / log2(1 + rank) over the ranks (up to 10) that hold an expected {0}, divided by the "
    "same sum for the best possible ranking; mean over cases."
)
_SOURCE = "Järvelin and Kekäläinen (2002), with gain 1; ndcg_cut_10 in trec_eval (NIST)."


def ndcg(ranking: Ranking, k: int = 10) -> float:
    """The discounted gain of the ranking as a share of the best possible one's."""
    best = sum(1 / log2(1 + rank) for rank in range(1, min(k, ranking.expected) + 1))
    return sum(1 / log2(1 + rank) for rank in ranking.found if rank <= k) / best if best else 0.0


METRICS = (
    Metric(
        name="ndcg@10",
        title="nDCG@10, articles",
        group="retrieval",
        formula=_FORMULA.format("article (copies count as one)"),
        source=_SOURCE,
        needs=wants_articles,
        score=lambda outcome: ndcg(article_ranks(outcome)),
    ),
    Metric(
        name="passage_ndcg@10",
        title="nDCG@10, passages",
        group="retrieval",
        formula=_FORMULA.format("quote"),
        source=_SOURCE,
        needs=wants_quotes,
        score=lambda outcome: ndcg(passage_ranks(outcome)),
    ),
)
