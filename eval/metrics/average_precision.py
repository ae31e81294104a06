"""MAP@10: precision at each expected thing, averaged over all that is expected."""

from dateline.eval.metrics.metric import Metric
from dateline.eval.metrics.ranking import Ranking, article_ranks, passage_ranks, wants_articles, wants_quotes

_FORMULA = (
    "The sum of precision@rank over the ranks (up to 10) that hold an expected {0}, divided by the number "
    "of expected ones; mean over cases."
)
_SOURCE = "map_cut_10 in trec_eval (NIST): divided by all that is expected, not only by what was found."


def average_precision(ranking: Ranking, k: int = 10) -> float:
    """The average over all expected things of the precision at their rank; 0 for those beyond k."""
    precisions = [place / rank for place, rank in enumerate(ranking.found, start=1) if rank <= k]
    return sum(precisions) / ranking.expected if ranking.expected else 0.0


METRICS = (
    Metric(
        name="map@10",
        title="MAP@10, articles",
        group="retrieval",
        formula=_FORMULA.format("article (copies count as one)"),
        source=_SOURCE,
        needs=wants_articles,
        score=lambda outcome: average_precision(article_ranks(outcome)),
    ),
    Metric(
        name="passage_map@10",
        title="MAP@10, passages",
        group="retrieval",
        formula=_FORMULA.format("quote"),
        source=_SOURCE,
        needs=wants_quotes,
        score=lambda outcome: average_precision(passage_ranks(outcome)),
    ),
)
