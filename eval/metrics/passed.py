"""Passed: the case as a whole."""

from dateline.eval.metrics import abstention, fact_recall, right_article, wrong_facts
from dateline.eval.metrics.metric import Metric
from dateline.eval.outcome import Outcome


def passed(outcome: Outcome) -> float:
    """1 where nothing that the case expects is missing, nothing wrong is said and no promise is broken."""
    return float(not why_failed(outcome))


def why_failed(outcome: Outcome) -> str:
    """What is wrong with the answer, the worst first, in a few words; empty where the case passed."""
    case, answer = outcome.case, outcome.answer
    if answer is None:
        return f"error: {outcome.error}"
    if any(not (span.valid and span.allowed) for span in outcome.spans):
        return "a citation breaks a promise"
    if any(not verdict.honest for verdict in outcome.verdicts):
        return "a statement breaks a promise"
    if case.wrong and wrong_facts.wrong_facts(outcome):
        return "states a wrong fact"
    if case.abstain:
        return "" if answer.abstained else "answers what the archive does not hold"
    if case.answerable and not abstention.right(outcome):
        return "abstains though the archive holds the answer"
    if case.facts and (fact_recall.fact_recall(outcome) or 0.0) < 1:
        return "misses a fact"
    if case.disagreement and not answer.disagreements:
        return "does not name the disagreement"
    if not case.facts and case.articles and not right_article.right_article(outcome):
        return "rests on another article"
    return ""


METRICS = (
    Metric(
        name="passed",
        title="Cases passed",
        group="whole",
        formula=(
            "1 where the answer states all expected facts and no wrong one, abstains exactly where it "
            "must, names the disagreement where there is one, rests on an expected article where no fact "
            "is expected, and breaks no promise, else 0; mean over cases."
        ),
        source="Dateline.",
        score=passed,
    ),
)
