"""A metric: what it says of one case, and how the cases make one figure."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from dateline.eval.cases import Case
from dateline.eval.outcome import Outcome

Group = Literal["whole", "retrieval", "answer", "citations", "abstention", "disagreement", "cost"]
Kind = Literal["invariant", "quality", "judged", "told"]
Unit = Literal["share", "words", "tokens", "seconds", "money"]


def always(case: Case) -> bool:
    """Every case counts."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One figure about a run, which describes itself.

    `score` gives a case's score, or None where the metric does not speak of it; `needs` says which cases it
    can speak of. `failed` is the score of a case that could not be asked (None: it is left out).
    `combine` makes one figure of the scores; with `strata`, one for each group of cases, then their mean.
    `kind` decides how the gate treats it: an invariant must be perfect, quality must not fall, a judged
    figure may only fall by chance, and what is merely told never fails a run.
    """

    name: str
    title: str
    group: Group
    formula: str
    source: str
    score: Callable[[Outcome], float | None]
    needs: Callable[[Case], bool] = always
    better: Literal["higher", "lower", "neither"] = "higher"
    kind: Kind = "quality"
    unit: Unit = "share"
    tolerance: float = 0.005
    failed: float | None = 0.0
    combine: Literal["mean", "p50", "p95"] = "mean"
    strata: Callable[[Case], str] | None = None
    timing: bool = False

    def of(self, outcome: Outcome) -> float | None:
        """The score of what came of a case: a case that could not be asked counts as failed."""
        if not self.needs(outcome.case):
            return None
        return self.failed if outcome.answer is None else self.score(outcome)


def share(flags: list[bool]) -> float | None:
    """The share of true ones; None where there are none at all."""
    return sum(flags) / len(flags) if flags else None
