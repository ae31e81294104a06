"""Fact recall: how many of the expected facts the answer states."""

from dateline.eval.metrics.facts import asserted, stated
from dateline.eval.metrics.metric import Metric, share
from dateline.eval.outcome import Outcome


def fact_recall(outcome: Outcome) -> float | None:
    """The share of the case's facts that the answer states."""
    return share(stated(asserted(outcome.answered), outcome.case.facts, against=outcome.case.wrong))


METRICS = (
    Metric(
        name="fact_recall",
        title="Fact recall",
        group="answer",
        formula=(
            "The share of the expected facts that the answer states: one of a fact's spellings stands in a "
            "statement as whole words, with numbers and dates made alike. 0 where it abstains. Mean over "
            "cases."
        ),
        source="Short-answer recall (STR-EM) of ALCE, Gao et al. 2023, with words made alike as "
        "docs/eval.md says.",
        needs=lambda case: bool(case.facts) and not case.abstain,
        score=fact_recall,
    ),
)
