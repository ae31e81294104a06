"""What can be seen of a question and its evidence as a whole: whether there is an answer among it at all."""

from collections.abc import Mapping, Sequence

import numpy as np

from dateline.assistant.writers.manner import NEGATION
from dateline.assistant.writers.reading import Numbers, Reading

_KINDS = ("person", "number", "date", "place", "name", "reason", "saying", "yes-no")
# How high these come anywhere in the evidence.
_HIGHEST = (
    "words",
    "words_around",
    "near_words",
    "near_words_around",
    "near_plain_words_around",
    "meaning",
    "meaning_around",
    "wanted_near_words",
    "new_near_words",
    "thing_near_words",
    "vote",
    "least_near_around",
    "two_least_near_around",
    "least_name_around",
    "pairs_in_order",
)


def overall(reading: Reading, features: Mapping[str, Numbers]) -> dict[str, float]:
    """Features of the question and of its evidence, whichever sentence is best."""
    asked, same, near = reading.asked, reading.same.max(axis=1), reading.near.max(axis=1)
    weights = asked.weights
    plain = ~(asked.names | asked.numbers)
    told = {
        "words_anywhere": float((same * weights).sum() / weights.sum()),
        "near_words_anywhere": float((near * weights).sum() / weights.sum()),
        "names_anywhere": _mean(same, weights * asked.names),
        "missing_anywhere": float(np.where(same < 0.5, weights, 0).max() / weights.max()),
        "least_near_anywhere": float(near[plain].min(initial=1.0)),
        "words_asked": min(len(weights), 25) / 25,
        "names_asked": min(int(asked.names.sum()), 8) / 8,
        "names_a_thing": float(bool(reading.question.thing)),
        "denies": float(bool(NEGATION.search(reading.question.text))),
        **{f"asks_{kind}": float(reading.question.kind == kind) for kind in _KINDS},
        **{f"highest_{name}": float(features[name].max()) for name in _HIGHEST},
    }
    return {name: round(value, 5) for name, value in told.items()}


def standing(articles: Sequence[str], features: Mapping[str, Numbers], scores: Numbers) -> dict[str, float]:
    """Features of the best sentence, and how far it stands out. `articles` are those of the sentences."""
    best = int(scores.argmax())
    share = np.exp(scores - scores.max())
    share = np.sort(share / share.sum())[::-1]
    near_best = {name for name, score in zip(articles, scores, strict=True) if score > scores.max() - 1}
    told = {
        "best_score": float(scores.max()) / 10,
        "best_share": float(share[0]),
        "three_best_share": float(share[:3].sum()),
        "articles_near_best": min(len(near_best), 5) / 5,
        **{f"best_{name}": float(values[best]) for name, values in features.items()},
    }
    return {name: round(value, 5) for name, value in told.items()}


def _mean(found: Numbers, weights: Numbers) -> float:
    return float((found * weights).sum() / weights.sum()) if weights.sum() else 1.0
