"""Citation recall after ALCE: statements that their citations carry."""

from collections.abc import Sequence

from dateline.eval.metrics.metric import Metric, share
from dateline.eval.outcome import Outcome, StatementCheck


def citation_recall(outcome: Outcome) -> float | None:
    """The share of statements that all their citations together carry; None where there are no statements."""
    return recall_of(outcome.verdicts)


def recall_of(verdicts: Sequence[StatementCheck]) -> float | None:
    """The same of any judge's verdicts."""
    return share([each.together for each in verdicts])


METRICS = (
    Metric(
        name="citation_recall",
        title="Citation recall (ALCE)",
        group="citations",
        formula=(
            "The share of an answer's statements that all their cited quotes together carry, as Dateline's "
            "support check judges; a statement without a citation counts as not carried. Mean over answers."
        ),
        source="Gao et al., Enabling Large Language Models to Generate Text with Citations (2023), "
        "section 4.",
        score=citation_recall,
        needs=lambda case: not case.abstain,
    ),
)
