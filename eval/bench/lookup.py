"""Search alone, without an answer: where the first article that holds the answer stands."""

from collections.abc import Sequence

from dateline.eval.cases import Case
from dateline.index import Archive
from dateline.index.hit import Filters
from dateline.index.search import DEFAULT, Weights

FIGURES = ("hit@1", "hit@5", "hit@10", "mrr@10")
_DEPTH = 50


def rank(archive: Archive, case: Case, *, weights: Weights = DEFAULT, dated: bool = True) -> int | None:
    """The rank, from 1, of the first article that holds the answer; None where none is found."""
    filters = Filters.of(as_of=case.as_of if dated else None, within=case.within)
    hits = archive.find(case.question, filters, k=_DEPTH, weights=weights)
    # A copy of the article counts: search shows the earliest of them.
    articles = list(dict.fromkeys((hit.article, *hit.copies) for hit in hits))
    return next((at for at, some in enumerate(articles, 1) if set(some) & set(case.articles)), None)


def figures_of(
    archive: Archive, cases: Sequence[Case], *, weights: Weights = DEFAULT, dated: bool = True
) -> dict[str, float]:
    """The mean figures over cases that name articles; 0 where there are none."""
    ranks = [rank(archive, case, weights=weights, dated=dated) for case in cases]
    total = max(1, len(ranks))
    found = [each for each in ranks if each is not None]
    hits = {f"hit@{k}": sum(each <= k for each in found) / total for k in (1, 5, 10)}
    return {**hits, "mrr@10": sum(1 / each for each in found if each <= 10) / total}
