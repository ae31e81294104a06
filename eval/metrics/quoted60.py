"""quoted60: all facts inside the first 60 quoted words."""

from dateline.eval.metrics.facts import quoted, stated
from dateline.eval.metrics.metric import Metric
from dateline.eval.outcome import Outcome

_WORDS = 60


def quoted60(outcome: Outcome) -> float:
    """1 where the first 60 words of the quotes state all facts of the case."""
    if outcome.answered.abstained:
        return 0.0
    texts = quoted(outcome.answered, most=_WORDS)
    return float(all(stated(texts, outcome.case.facts, against=outcome.case.wrong)))


METRICS = (
    Metric(
        name="quoted60",
        title="Facts in the first 60 quoted words",
        group="answer",
        formula=(
            "1 where all expected facts stand in the first 60 words of the quotes, taken in order of their "
            "citation numbers, else 0; mean over cases."
        ),
        source="Dateline: what a reader who checks the quotes gets to see at once.",
        needs=lambda case: bool(case.facts) and not case.abstain,
        score=quoted60,
    ),
)
