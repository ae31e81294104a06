"""What the peers showed, as figures: the same metrics, judged in the same archive."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dateline.eval import observe
from dateline.eval.cases import Case
from dateline.eval.metrics import Estimate, estimate
from dateline.eval.metrics.average_precision import average_precision
from dateline.eval.metrics.facts import stated
from dateline.eval.metrics.hit import hit
from dateline.eval.metrics.mrr import reciprocal_rank
from dateline.eval.metrics.ndcg import ndcg
from dateline.eval.metrics.ranking import Ranking, article_ranks, passage_ranks, wants_articles, wants_quotes
from dateline.eval.metrics.recall import recall
from dateline.eval.outcome import Outcome, Ranks
from dateline.eval.shelf import Shelf
from dateline.index.hit import Hit

# Characters that a reader or a model gets to see: chunks of any size are compared by the same budget.
_BUDGET = 2000


@dataclass(frozen=True, slots=True)
class Finding:
    """What one peer showed for one question: passages (article, text), and articles of a deeper ranking."""

    shown: tuple[tuple[str, str], ...]
    deep: tuple[str, ...]

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> "Finding":
        """The finding that a worker wrote."""
        return cls(tuple((each["article"], each["text"]) for each in plain["shown"]), tuple(plain["deep"]))


def scores(case: Case, finding: Finding, shelf: Shelf) -> dict[str, float]:
    """The scores of one finding. Articles are ranked by the first of their passages."""
    made: dict[str, float] = {}
    outcome = Outcome(case=case, ranks=_ranks(case, finding, shelf))
    if wants_articles(case):
        made |= _ranked(article_ranks(outcome))
    if wants_quotes(case):
        made["passage_hit@10"] = hit(passage_ranks(outcome).found, 10)
    if case.facts and not case.abstain:
        texts = _within(finding, _BUDGET)
        made[f"facts@{_BUDGET}"] = float(all(stated(texts, case.facts)))
    return made


def figures(cases: Sequence[Case], findings: Sequence[Finding], shelf: Shelf) -> dict[str, Estimate]:
    """The mean of each score over the cases that it speaks of, with n and interval."""
    collected: dict[str, list[float]] = {}
    for case, finding in zip(cases, findings, strict=True):
        for name, score in scores(case, finding, shelf).items():
            collected.setdefault(name, []).append(score)
    return {name: estimate(values) for name, values in collected.items()}


def percentile(seconds: Sequence[float], share: float) -> float:
    """The percentile of times, in seconds; 0 where there are none."""
    return float(np.percentile(list(seconds), share)) if seconds else 0.0


def _ranked(ranking: Ranking) -> dict[str, float]:
    return {
        "hit@1": hit(ranking.found, 1),
        "hit@5": hit(ranking.found, 5),
        "hit@10": hit(ranking.found, 10),
        "recall@10": recall(ranking, 10),
        "mrr@10": reciprocal_rank(ranking.found),
        "map@10": average_precision(ranking),
        "ndcg@10": ndcg(ranking),
    }


def _ranks(case: Case, finding: Finding, shelf: Shelf) -> Ranks:
    by_article = observe.ranks(case, [_hit(article, "", shelf) for article in finding.deep], shelf)
    by_passage = observe.ranks(case, [_hit(*each, shelf) for each in finding.shown], shelf)
    return Ranks(by_article.articles, by_passage.quotes)


def _hit(name: str, text: str, shelf: Shelf) -> Hit:
    """A passage in our terms: copies are known for every peer alike, and spans are found by the text."""
    article = shelf.get(name)
    start = article.text.find(text) if article and text else 0
    end = start + len(text) if start >= 0 else 0
    return Hit(
        article=name,
        version=article.version if article else 1,
        passage=0,
        start=max(0, start),
        end=end,
        text=text,
        score=0.0,
        title="",
        publisher=None,
        published=None,
        copies=article.copies if article else (),
    )


def _within(finding: Finding, budget: int) -> list[str]:
    """The passages up to so many characters in all."""
    texts: list[str] = []
    for _, text in finding.shown:
        texts.append(text[:budget])
        budget -= len(text)
        if budget <= 0:
            break
    return texts
