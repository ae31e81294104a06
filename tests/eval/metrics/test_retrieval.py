"""Retrieval metrics by hand, and against trec_eval's own code through ir-measures."""

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.eval.cases import Case
from dateline.eval.metrics import METRICS, named
from dateline.eval.metrics.average_precision import average_precision
from dateline.eval.metrics.hit import hit
from dateline.eval.metrics.mrr import reciprocal_rank
from dateline.eval.metrics.ndcg import ndcg
from dateline.eval.metrics.ranking import Ranking
from dateline.eval.metrics.recall import recall
from dateline.eval.outcome import Outcome, Ranks

# Expected: three things, found at ranks 2 and 5; one is missing.
RANKING = Ranking([2, 5], 1)


def test_hit() -> None:
    assert hit(RANKING.found, 1) == 0
    assert hit(RANKING.found, 2) == 1


def test_recall() -> None:
    assert recall(RANKING, 1) == 0
    assert recall(RANKING, 4) == pytest.approx(1 / 3)
    assert recall(RANKING, 5) == pytest.approx(2 / 3)


def test_reciprocal_rank() -> None:
    assert reciprocal_rank(RANKING.found) == 0.5
    assert reciprocal_rank([11]) == 0
    assert reciprocal_rank([]) == 0


def test_average_precision_divides_by_all_that_is_expected() -> None:
    assert average_precision(RANKING) == pytest.approx((1 / 2 + 2 / 5) / 3)
    assert average_precision(Ranking([1, 11], 0)) == pytest.approx(1 / 2)


def test_ndcg() -> None:
    best = 1 + 1 / log2(3) + 1 / log2(4)
    assert ndcg(RANKING) == pytest.approx((1 / log2(3) + 1 / log2(6)) / best)
    assert ndcg(Ranking([1, 2, 3], 0)) == 1


def test_nothing_to_find_scores_nothing() -> None:
    nothing = Ranking([], 0)
    assert (recall(nothing, 10), average_precision(nothing), ndcg(nothing)) == (0, 0, 0)


@pytest.mark.filterwarnings("default")
@given(
    st.lists(st.booleans(), min_size=1, max_size=14).filter(any),
    st.integers(min_value=0, max_value=4),
)
def test_the_same_as_trec_eval(relevant: list[bool], missed: int) -> None:
    ir_measures = pytest.importorskip("ir_measures")
    found = [rank for rank, is_ in enumerate(relevant, start=1) if is_]
    qrels = [ir_measures.Qrel("q", f"d{rank}", 1) for rank in found]
    qrels += [ir_measures.Qrel("q", f"missed{number}", 1) for number in range(missed)]
    run = [ir_measures.ScoredDoc("q", f"d{rank}", -float(rank)) for rank in range(1, len(relevant) + 1)]
    ranking = Ranking(found, missed)
    ours = {
        ir_measures.Success @ 1: hit(found, 1),
        ir_measures.Success @ 10: hit(found, 10),
        ir_measures.R @ 5: recall(ranking, 5),
        ir_measures.R @ 10: recall(ranking, 10),
        ir_measures.RR @ 10: reciprocal_rank(found),
        ir_measures.AP @ 10: average_precision(ranking),
        ir_measures.nDCG @ 10: ndcg(ranking),
    }
    theirs = ir_measures.calc_aggregate(list(ours), qrels, run)
    assert theirs == {measure: pytest.approx(value, abs=1e-6) for measure, value in ours.items()}


def _score(name: str, outcome: Outcome) -> float | None:
    metric = named(name)
    assert metric is not None
    return metric.of(outcome)


def test_expected_things_at_one_rank_are_one(make: object) -> None:
    case = Case(id="a", question="?!", articles=("one", "copy of one", "other"))
    answer = make.answer("x")  # type: ignore[attr-defined]
    outcome = Outcome(case=case, answer=answer, ranks=Ranks(articles=(2, 2, None)))
    assert _score("recall@10", outcome) == 0.5
    assert _score("map@10", outcome) == 0.25
    assert _score("hit@1", outcome) == 0
    assert _score("hit@5", outcome) == 1


def test_passages_are_scored_by_the_ranks_of_quotes(make: object) -> None:
    case = Case(id="a", question="?!", articles=("one",), quotes=("x", "y"))
    outcome = Outcome(case=case, answer=make.answer("x"), ranks=Ranks((1,), (3, None)))  # type: ignore[attr-defined]
    assert _score("passage_hit@1", outcome) == 0
    assert _score("passage_mrr@10", outcome) == pytest.approx(1 / 3)
    assert _score("passage_recall@10", outcome) == 0.5
    assert _score("mrr@10", outcome) == 1


def test_a_case_that_must_abstain_or_expects_nothing_is_not_scored(make: object) -> None:
    answer = make.answer("x")  # type: ignore[attr-defined]
    for case in (Case(id="a", question="?!", articles=("x",), abstain=True), Case(id="b", question="?!")):
        outcome = Outcome(case=case, answer=answer, ranks=Ranks((1,)))
        assert {metric.of(outcome) for metric in METRICS if metric.group == "retrieval"} == {None}
