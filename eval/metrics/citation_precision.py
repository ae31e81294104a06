"""Citation precision after ALCE: citations that are needed."""

from collections.abc import Sequence

from dateline.eval.metrics.metric import Metric, share
from dateline.eval.outcome import Outcome, StatementCheck


def citation_precision(outcome: Outcome) -> float | None:
    """The share of citations that help to carry their statement; None where there are no citations."""
    return precision_of(outcome.verdicts)


def precision_of(verdicts: Sequence[StatementCheck]) -> float | None:
    """The same of any judge's verdicts."""
    return share([_precise(each, number) for each in verdicts for number in each.alone])


def _precise(check: StatementCheck, number: int) -> bool:
    needed = check.alone[number] or not check.without[number]
    return check.together and needed


METRICS = (
    Metric(
        name="citation_precision",
        title="Citation precision (ALCE)",
        group="citations",
        formula=(
            "The share of an answer's citations that are precise: all citations of the statement carry it, "
            "and this one alone carries it too, or the others without it do not. Mean over answers with "
            "citations."
        ),
        source="Gao et al., Enabling Large Language Models to Generate Text with Citations (2023), "
        "section 4.",
        score=citation_precision,
        needs=lambda case: not case.abstain,
    ),
)
