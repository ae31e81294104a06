"""How much of what a statement says is in the cited sentences at all."""

from collections.abc import Iterator

from dateline.assistant.support.case import Case, Fault, related
from dateline.assistant.support.cues import hedging
from dateline.assistant.support.names import OFFICES, found_in
from dateline.assistant.support.polarity import denials
from dateline.assistant.support.words import opposite
from dateline.index.characters import word_set

_ENOUGH = 0.72
_HARDLY = 0.5
_VAGUE = word_set(
    "company firm country nation city town group party team club man woman people person state official"
)


def faults(case: Case) -> Iterator[Fault]:
    """A fault where much of the statement is not in the evidence: partly, or hardly any of it."""
    share, missing = covered(case)
    if share < _HARDLY:
        yield Fault("content", "unsupported", "the cited sentences hardly speak of this", tuple(missing))
    elif share < _ENOUGH:
        yield Fault(
            "content", "partly", f"the cited sentences do not say: {', '.join(missing)}", tuple(missing)
        )


def covered(case: Case) -> tuple[float, list[str]]:
    """The share of the statement's weight that the evidence has, and the words it lacks."""
    have = total = 0.0
    missing: list[str] = []
    passed_over = hedging(case.statement) | {denial.at for denial in denials(case.statement)}
    for at in case.statement.heavy:
        weight = _has(case, at)
        if weight < 0.5 and at in passed_over:
            continue
        share = 0.5 if not weight and case.statement.words[at].low in _VAGUE | OFFICES else 1.0
        total, have = total + share, have + weight
        if weight < 0.5:
            missing.append(case.statement.words[at].text)
    for anchor in case.statement.of_kind("name"):
        known = anchor.name and found_in(
            anchor.name, case.pool | case.context_pool | case.publishers, case.acronyms
        )
        total, have = total + 0.7, have + (0.7 if known else 0)
    for _ in case.statement.of_kind("amount"):
        total, have = total + 0.4, have + 0.4
    return (have / total if total else 1.0), missing


def _has(case: Case, at: int) -> float:
    if case.matches[at]:
        return 1.0
    word = case.statement.words[at]
    if any(related(word, other) for reading in case.context for other in reading.words):
        return 0.8
    if any(opposite(word, other) for reading in case.evidence for other in reading.words):
        return 0.5
    return 0.0
