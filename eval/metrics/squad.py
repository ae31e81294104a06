"""SQuAD exact match and F1, for cases with one short fact."""

import re
import string
from collections import Counter
from collections.abc import Callable

from dateline.eval.cases import Case
from dateline.eval.metrics.facts import asserted
from dateline.eval.metrics.metric import Metric
from dateline.eval.outcome import Outcome

_SHORT = 5
_PUNCTUATION = str.maketrans("", "", string.punctuation)


def normalised(text: str) -> str:
    """Lower case, without ASCII punctuation and English articles, one blank between words."""
    text = re.sub(r"\b(a|an|the)\b", " ", text.lower().translate(_PUNCTUATION))
    return " ".join(text.split())


def exact_match(answer: str, spelling: str) -> float:
    """1 where both are the same once normalised."""
    return float(normalised(answer) == normalised(spelling))


def f1(answer: str, spelling: str) -> float:
    """The harmonic mean of precision and recall over normalised words."""
    told, expected = normalised(answer).split(), normalised(spelling).split()
    if not told or not expected:
        return float(told == expected)
    common = sum((Counter(told) & Counter(expected)).values())
    return 2 * common / (len(told) + len(expected))


def _short(case: Case) -> bool:
    return (
        len(case.facts) == 1
        and not case.abstain
        and min(len(each.split()) for each in case.facts[0]) <= _SHORT
    )


def _best(measure: Callable[[str, str], float]) -> Callable[[Outcome], float]:
    def score(outcome: Outcome) -> float:
        told = " ".join(asserted(outcome.answered))
        return max(measure(told, spelling) for spelling in outcome.case.facts[0])

    return score


_SOURCE = "Rajpurkar et al. 2016; the normalisation is that of the official SQuAD 2.0 evaluation script."
_WHERE = f"Cases with one fact of at most {_SHORT} words; best over its spellings, mean over cases."

METRICS = (
    Metric(
        name="exact_match",
        title="SQuAD exact match",
        group="answer",
        formula=f"1 where the whole answer is the fact, once normalised, else 0. {_WHERE}",
        source=_SOURCE,
        needs=_short,
        score=_best(exact_match),
    ),
    Metric(
        name="f1",
        title="SQuAD F1",
        group="answer",
        formula=f"2 × shared words / (words of the answer + words of the fact), once normalised. {_WHERE}",
        source=_SOURCE,
        needs=_short,
        score=_best(f1),
        # An answer of whole sentences shares few words with a short fact: a rewording moves this a little.
        tolerance=0.01,
    ),
)
