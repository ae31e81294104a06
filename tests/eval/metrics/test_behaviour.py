"""Abstention, disagreement, cost, passed, and what an error scores."""

from typing import Any

import pytest

from dateline.eval.metrics import METRICS, named
from dateline.eval.metrics.passed import why_failed
from dateline.eval.outcome import SpanCheck, StatementCheck


def _score(name: str, outcome: Any) -> float | None:
    metric = named(name)
    assert metric is not None
    return metric.of(outcome)


def test_abstention_over_four_cases(make: Any) -> None:
    must, can = {"abstain": True}, {"facts": [["x"]]}
    outcomes = [
        make.outcome(make.case("a", **must), abstained=True),
        make.outcome(make.case("b", **must), "x"),
        make.outcome(make.case("c", **can), "x"),
        make.outcome(make.case("d", **can), "x"),
        make.outcome(make.case("e", **can), abstained=True),
        make.outcome(make.case("f", **can), "x"),
    ]
    figures = make.run(outcomes).metrics
    assert figures["abstention_precision"].value == 0.5
    assert figures["abstention_precision"].n == 2
    assert figures["abstention_recall"].value == 0.5
    assert figures["false_abstentions"].value == 0.25
    assert figures["abstention_balanced"].value == pytest.approx((1 / 2 + 3 / 4) / 2)


def test_cases_that_expect_nothing_do_not_count_for_abstention(make: Any) -> None:
    outcome = make.outcome(make.case(), "x")
    assert _score("abstention_balanced", outcome) is None
    assert _score("false_abstentions", outcome) is None


def test_disagreement_precision_and_recall(make: Any) -> None:
    naming = {"disagreements": (make.disagreement("1", "2"),)}
    outcomes = [
        make.outcome(make.case("a", disagreement=True), answer=make.answer("1", "2", **naming)),
        make.outcome(make.case("b", disagreement=True), "1"),
        make.outcome(make.case("c"), answer=make.answer("1", "2", **naming)),
    ]
    figures = make.run(outcomes).metrics
    assert figures["disagreement_precision"].value == 0.5
    assert figures["disagreement_recall"].value == 0.5


def test_cost_is_read_from_usage(make: Any) -> None:
    used = [
        make.usage(input_tokens=100, output_tokens=10, cost=0.01, first_text_s=seconds, total_s=2 * seconds)
        for seconds in (1.0, 2.0, 3.0)
    ]
    outcomes = [
        make.outcome(make.case(str(place)), answer=make.answer("x", usage=each))
        for place, each in enumerate(used)
    ]
    figures = make.run(outcomes).metrics
    assert figures["input_tokens"].value == 100
    assert figures["money"].value == pytest.approx(0.01)
    assert figures["first_text_p50"].value == 2
    assert figures["total_p95"].value == pytest.approx(5.8)


def test_an_unknown_price_is_not_free(make: Any) -> None:
    assert _score("money", make.outcome(make.case(), "x")) is None


def test_a_case_that_errors_counts_as_failed(make: Any) -> None:
    case = make.case(facts=[["x"]], wrong=[["y"]], articles=["a"], quotes=["q"], disagreement=True)
    scores = {metric.name: metric.of(make.failed(case)) for metric in METRICS}
    assert scores["completed"] == scores["passed"] == scores["fact_recall"] == scores["hit@10"] == 0
    assert scores["wrong_facts"] == scores["false_abstentions"] == 1
    assert scores["total_p50"] is None


@pytest.mark.parametrize(
    ("expected", "told", "why"),
    [
        ({"facts": [["x"]]}, ["x"], ""),
        ({"facts": [["x"], ["y"]]}, ["x"], "misses a fact"),
        ({"facts": [["x"]]}, [], "abstains though the archive holds the answer"),
        ({"abstain": True}, [], ""),
        ({"abstain": True}, ["x"], "answers what the archive does not hold"),
        ({"facts": [["x"]], "wrong": [["y"]]}, ["x", "y"], "states a wrong fact"),
        ({"facts": [["x"]], "disagreement": True}, ["x"], "does not name the disagreement"),
        ({}, ["x"], ""),
    ],
)
def test_why_a_case_failed(make: Any, expected: dict[str, Any], told: list[str], why: str) -> None:
    outcome = make.outcome(make.case(**expected), *told, abstained=not told)
    assert why_failed(outcome) == why
    assert _score("passed", outcome) == float(not why)


def test_a_broken_promise_fails_a_case_that_says_all_facts(make: Any) -> None:
    case = make.case(facts=[["x"]])
    invalid = make.outcome(case, "x", spans=(SpanCheck(1, valid=False),))
    silent = make.outcome(case, "x", verdicts=(StatementCheck(0, honest=False),))
    assert why_failed(invalid) == "a citation breaks a promise"
    assert why_failed(silent) == "a statement breaks a promise"


def test_without_facts_the_right_article_decides(make: Any) -> None:
    outcome = make.outcome(make.case(articles=["a"]), "x", spans=(SpanCheck(1, valid=True),))
    assert why_failed(outcome) == "rests on another article"
