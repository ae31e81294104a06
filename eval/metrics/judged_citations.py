"""Citation recall and precision as a language model judges them, where one is asked to."""

from collections.abc import Callable

from dateline.eval.metrics.metric import Metric
from dateline.eval.outcome import Outcome


def _told(name: str) -> Callable[[Outcome], float | None]:
    return lambda outcome: outcome.judged.get(name)


def _metric(name: str, title: str) -> Metric:
    return Metric(
        name=f"model_{name}",
        title=f"{title}, as a model judges",
        group="citations",
        formula=f"As `{name}`, with a language model (`--llm-judge`) in place of the support check. It informs, "
        "and never fails a run. Mean over the answers that it was asked about.",
        source="Gao et al., Enabling Large Language Models to Generate Text with Citations (2023), section 4.",
        score=_told(name),
        needs=lambda case: not case.abstain,
        kind="told",
        failed=None,
    )


METRICS = (
    _metric("citation_recall", "Citation recall"),
    _metric("citation_precision", "Citation precision"),
)
