"""Recall@k: how much of what is expected is among the first k."""

from collections.abc import Callable

from dateline.eval.metrics.metric import Metric
from dateline.eval.metrics.ranking import Ranking, article_ranks, passage_ranks, wants_articles, wants_quotes
from dateline.eval.outcome import Outcome

_FORMULA = "The share of the expected {0} among the first {1} found; mean over cases."
_SOURCE = (
    "recall@k in trec_eval (NIST); Manning, Raghavan and Schütze, Introduction to Information Retrieval, 8.4."
)


def recall(ranking: Ranking, k: int) -> float:
    """The share of expected things with a rank of at most k."""
    return sum(rank <= k for rank in ranking.found) / ranking.expected if ranking.expected else 0.0


def _scored(ranks: Callable[[Outcome], Ranking], k: int) -> Callable[[Outcome], float]:
    return lambda outcome: recall(ranks(outcome), k)


METRICS = (
    *(
        Metric(
            name=f"recall@{k}",
            title=f"Recall@{k}, articles",
            group="retrieval",
            formula=_FORMULA.format("articles (copies count as one)", f"{k} distinct articles"),
            source=_SOURCE,
            needs=wants_articles,
            score=_scored(article_ranks, k),
        )
        for k in (5, 10)
    ),
    Metric(
        name="passage_recall@10",
        title="Recall@10, passages",
        group="retrieval",
        formula=_FORMULA.format("quotes (those in one passage count as one)", "10 passages"),
        source=_SOURCE,
        needs=wants_quotes,
        score=_scored(passage_ranks, 10),
    ),
)
