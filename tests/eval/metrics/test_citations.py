from typing import Any

import pytest

from dateline.eval.metrics import named
from dateline.eval.outcome import SpanCheck, StatementCheck


def _score(name: str, outcome: Any) -> float | None:
    metric = named(name)
    assert metric is not None
    return metric.of(outcome)


def test_citation_recall_is_the_share_of_carried_statements(make: Any) -> None:
    verdicts = (StatementCheck(0, together=True, alone={1: True}, without={1: False}), StatementCheck(1))
    assert _score("citation_recall", make.outcome(make.case(), "a", "b", verdicts=verdicts)) == 0.5
    assert _score("citation_recall", make.outcome(make.case(), abstained=True, verdicts=())) is None
    assert _score("citation_recall", make.outcome(make.case(abstain=True), "a")) is None


def test_a_citation_is_precise_where_it_helps(make: Any) -> None:
    # After ALCE: 1 carries the statement alone; 2 neither carries it alone nor is missed.
    verdicts = (StatementCheck(0, together=True, alone={1: True, 2: False}, without={1: False, 2: True}),)
    assert _score("citation_precision", make.outcome(make.case(), "a", verdicts=verdicts)) == 0.5


def test_citations_that_only_carry_together_are_both_precise(make: Any) -> None:
    verdicts = (StatementCheck(0, together=True, alone={1: False, 2: False}, without={1: False, 2: False}),)
    assert _score("citation_precision", make.outcome(make.case(), "a", verdicts=verdicts)) == 1


def test_no_citation_of_a_statement_that_is_not_carried_is_precise(make: Any) -> None:
    verdicts = (StatementCheck(0, together=False, alone={1: True}, without={1: False}),)
    assert _score("citation_precision", make.outcome(make.case(), "a", verdicts=verdicts)) == 0
    assert _score("citation_precision", make.outcome(make.case(), "a", verdicts=(StatementCheck(0),))) is None


def test_uncited_is_the_share_of_statements_without_a_citation(make: Any) -> None:
    verdicts = (StatementCheck(0, alone={1: False}), StatementCheck(1), StatementCheck(2), StatementCheck(3))
    assert _score("uncited", make.outcome(make.case(), "a", verdicts=verdicts)) == 0.75


def test_validity_filters_and_honesty_are_shares(make: Any) -> None:
    spans = (SpanCheck(1, valid=True), SpanCheck(2, valid=False, allowed=False))
    case = make.case(as_of="2025-01-01")
    assert _score("span_validity", make.outcome(case, "a", spans=spans)) == 0.5
    assert _score("filters_kept", make.outcome(case, "a", spans=spans)) == 0.5
    assert _score("filters_kept", make.outcome(make.case(), "a", spans=spans)) is None
    verdicts = (StatementCheck(0, honest=False), StatementCheck(1, honest=True))
    assert _score("whole_statements", make.outcome(case, "a", verdicts=verdicts)) == 0.5


def test_overlap_with_expected_quotes(make: Any) -> None:
    case = make.case(quotes=["x", "y"])
    spans = (SpanCheck(1, valid=True, on_quotes=30, length=40), SpanCheck(2, valid=True, length=60))
    outcome = make.outcome(case, "a", spans=spans, covered=(1.0, 0.5))
    assert _score("quote_recall", outcome) == 0.75
    assert _score("quote_precision", outcome) == pytest.approx(0.3)


def test_right_article_wants_one_citation_in_an_expected_article(make: Any) -> None:
    case = make.case(articles=["x"])
    spans = (SpanCheck(1, valid=True), SpanCheck(2, valid=True, expected=True))
    assert _score("right_article", make.outcome(case, "a", spans=spans)) == 1
    assert _score("right_article", make.outcome(case, "a", spans=spans[:1])) == 0
    assert _score("right_article", make.outcome(case, abstained=True, spans=())) == 0
