"""Hit@k: whether something expected is among the first k."""

from collections.abc import Callable

from dateline.eval.metrics.metric import Metric
from dateline.eval.metrics.ranking import Ranking, article_ranks, passage_ranks, wants_articles, wants_quotes
from dateline.eval.outcome import Outcome

_FORMULA = "1 where one of the expected {0} stands among the first {1} found, else 0; mean over cases."
_SOURCE = "Success@k in trec_eval (NIST); also called hit rate or accuracy@k."


def hit(ranks: list[int], k: int) -> float:
    """1 where the best rank is at most k, else 0."""
    return float(any(rank <= k for rank in ranks))


def _scored(ranks: Callable[[Outcome], Ranking], k: int) -> Callable[[Outcome], float]:
    return lambda outcome: hit(ranks(outcome).found, k)


METRICS = (
    *(
        Metric(
            name=f"hit@{k}",
            title=f"Hit@{k}, articles",
            group="retrieval",
            formula=_FORMULA.format("articles (or a copy of one)", f"{k} distinct articles"),
            source=_SOURCE,
            needs=wants_articles,
            score=_scored(article_ranks, k),
        )
        for k in (1, 5, 10)
    ),
    *(
        Metric(
            name=f"passage_hit@{k}",
            title=f"Hit@{k}, passages",
            group="retrieval",
            formula=_FORMULA.format("quotes", f"{k} passages"),
            source=_SOURCE,
            needs=wants_quotes,
            score=_scored(passage_ranks, k),
        )
        for k in (1, 5, 10)
    ),
)
