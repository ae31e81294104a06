"""Abstention: saying so where the archive does not hold the answer, and only there."""

from dateline.eval.cases import Case
from dateline.eval.metrics.metric import Metric
from dateline.eval.outcome import Outcome


def _labelled(case: Case) -> bool:
    return case.abstain or case.answerable


def _abstained(outcome: Outcome) -> bool:
    return outcome.answered.abstained


def precision(outcome: Outcome) -> float | None:
    """1 where it abstained and must, 0 where it abstained and could answer; None where it answered."""
    return float(outcome.case.abstain) if _abstained(outcome) else None


def right(outcome: Outcome) -> float:
    """1 where it abstained and must, or answered and could."""
    return float(_abstained(outcome) == outcome.case.abstain)


_SOURCE = (
    "Precision and recall of the class to abstain; SQuAD 2.0 (Rajpurkar et al. 2018) scores it as no-answer."
)
_LABELLED = "Cases without any expectation are left out."

METRICS = (
    Metric(
        name="abstention_precision",
        title="Abstention precision",
        group="abstention",
        formula=f"Of the answers that abstain, the share that must. {_LABELLED}",
        source=_SOURCE,
        needs=_labelled,
        score=precision,
        failed=None,
    ),
    Metric(
        name="abstention_recall",
        title="Abstention recall",
        group="abstention",
        formula="Of the cases that must abstain, the share that do.",
        source=_SOURCE,
        needs=lambda case: case.abstain,
        score=right,
    ),
    Metric(
        name="false_abstentions",
        title="False abstentions",
        group="abstention",
        formula="Of the cases that can be answered, the share that abstain.",
        source=_SOURCE,
        needs=lambda case: case.answerable,
        score=lambda outcome: 1 - right(outcome),
        better="lower",
        failed=1.0,
    ),
    Metric(
        name="abstention_balanced",
        title="Balanced accuracy of abstention",
        group="abstention",
        formula=(
            "The mean of two shares: abstained where it must, answered where it can. Where a set has only "
            f"one of the two, that share. {_LABELLED}"
        ),
        source="Balanced accuracy, Brodersen et al. 2010; sklearn.metrics.balanced_accuracy_score.",
        needs=_labelled,
        score=right,
        strata=lambda case: "must" if case.abstain else "can",
    ),
)
