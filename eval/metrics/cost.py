"""Cost: tokens, money and time."""

from collections.abc import Callable
from typing import Literal

from dateline.assistant.answer import Usage
from dateline.eval.metrics.metric import Metric, Unit
from dateline.eval.outcome import Outcome


def _used(read: Callable[[Usage], float | None]) -> Callable[[Outcome], float | None]:
    def score(outcome: Outcome) -> float | None:
        return read(outcome.answered.usage)

    return score


def _cost(
    name: str,
    title: str,
    formula: str,
    unit: Unit,
    read: Callable[[Usage], float | None],
    combine: Literal["mean", "p50", "p95"] = "mean",
) -> Metric:
    return Metric(
        name=name,
        title=title,
        group="cost",
        formula=formula,
        source="Dateline: Answer.usage.",
        score=_used(read),
        better="lower",
        kind="told",
        unit=unit,
        failed=None,
        combine=combine,
        timing=unit == "seconds",
        tolerance=0.2,
    )


_FIRST = "Seconds from the question to the first text of the answer: {0} over answers."
_TOTAL = "Seconds from the question to the whole answer: {0} over answers."
_MEDIAN, _SLOW = "median", "95th percentile"

METRICS = (
    _cost(
        "input_tokens",
        "Input tokens",
        "Tokens sent for an answer; mean.",
        "tokens",
        lambda usage: usage.input_tokens,
    ),
    _cost(
        "output_tokens",
        "Output tokens",
        "Tokens got for an answer; mean.",
        "tokens",
        lambda usage: usage.output_tokens,
    ),
    _cost(
        "money",
        "Money",
        "Cost of an answer where its price is known; mean.",
        "money",
        lambda usage: usage.cost,
    ),
    _cost(
        "first_text_p50",
        "First text, p50",
        _FIRST.format(_MEDIAN),
        "seconds",
        lambda u: u.first_text_s,
        "p50",
    ),
    _cost(
        "first_text_p95", "First text, p95", _FIRST.format(_SLOW), "seconds", lambda u: u.first_text_s, "p95"
    ),
    _cost("total_p50", "Whole answer, p50", _TOTAL.format(_MEDIAN), "seconds", lambda u: u.total_s, "p50"),
    _cost("total_p95", "Whole answer, p95", _TOTAL.format(_SLOW), "seconds", lambda u: u.total_s, "p95"),
)
